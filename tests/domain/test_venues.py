"""When places open, and how many people rooms seat."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lintas.domain.refusal import Fault
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import WEEKDAYS, NotOpeningHours, OpeningHours
from tests.builders import MONDAY, TUESDAY, WIB, WIT, hour, hours, named, room

SUNDAY, NEXT_MONDAY = date(2030, 1, 6), date(2030, 1, 14)
OFFICE = {day: [["08:00", "16:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
QUARTER = timedelta(minutes=15)


def written(quarter: int) -> str:
    """A quarter of an hour of the day, as people write it."""
    return f"{quarter // 4 % 24:02}:{quarter % 4 * 15:02}"


# A few rising pairs of quarters a day; the last may be the midnight that ends the day.
day_hours = st.lists(st.integers(0, 96), max_size=6, unique=True).map(
    lambda edges: list(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
)
weeks = st.fixed_dictionaries(dict.fromkeys(WEEKDAYS, day_hours))


def render(week: dict[str, list[tuple[int, int]]]) -> dict[str, list[list[str]]]:
    return {
        day: [[written(start), written(end)] for start, end in pairs]
        for day, pairs in week.items()
        if pairs
    }


def open_quarters(week: dict[str, list[tuple[int, int]]], first: date) -> set[int]:
    """Every open quarter of three days from `first`, counted from its midnight."""
    found = set()
    for later in range(3):
        weekday = WEEKDAYS[(first + timedelta(days=later)).weekday()]
        for start, end in week[weekday]:
            found |= {later * 96 + quarter for quarter in range(start, end)}
    return found


# Reading and writing


@given(weeks)
def test_opening_hours_read_back_as_they_were_written(
    week: dict[str, list[tuple[int, int]]],
) -> None:
    text = render(week)

    assert OpeningHours.parse(text).render() == text


def test_days_that_are_left_out_are_closed() -> None:
    opening = OpeningHours.parse(OFFICE)

    assert opening.on(MONDAY, WIB) == (hours(8, 16),)
    assert opening.on(SUNDAY, WIB) == ()


def test_opening_hours_are_local() -> None:
    assert OpeningHours.parse(OFFICE).on(MONDAY, WIT) == (hours(8, 16, zone=WIT),)


@pytest.mark.parametrize(
    "given_times",
    [
        [["08:00", "08:00"]],
        [["16:00", "08:00"]],
        [["08:00", "12:00"], ["11:00", "16:00"]],
        [["13:00", "00:00"], ["08:00", "12:00"]],
        [["08:00", "24:00"]],
        [["08:00"]],
        [["08:00", "12:00", "16:00"]],
        ["08:00-16:00"],
        "08:00-16:00",
        [[8, 16]],
        [["08:00:30", "16:00"]],
        [["08:00", "16:00:00.5"]],
        [["08:00+07:00", "16:00+07:00"]],
        None,
        8,
    ],
    ids=[
        "an end equal to its start",
        "an end before its start",
        "overlapping times",
        "times after midnight",
        "24:00",
        "a start alone",
        "three times",
        "one text for both",
        "one text for all",
        "numbers",
        "a start within a minute",
        "an end within a second",
        "times with an offset",
        "nothing",
        "a number",
    ],
)
def test_times_that_cannot_be_read_are_named(given_times: Any) -> None:
    with pytest.raises(NotOpeningHours) as refused:
        OpeningHours.parse({"tue": given_times})

    assert refused.value.faults == (
        Fault("opening_hours.tue", given_times, "opening_times", "[[08:00, 16:00]]"),
    )


def test_every_day_that_cannot_be_read_is_named_at_once() -> None:
    with pytest.raises(NotOpeningHours) as refused:
        OpeningHours.parse({"senin": [["08:00", "16:00"]], "mon": [["16:00", "08:00"]]})

    assert [(fault.field, fault.expected) for fault in refused.value.faults] == [
        ("opening_hours.senin", "weekday"),
        ("opening_hours.mon", "opening_times"),
    ]


def test_opening_times_may_touch() -> None:
    opening = OpeningHours.parse({"mon": [["08:00", "12:00"], ["12:00", "16:00"]]})

    assert opening.cover(hours(8, 16), WIB)


def test_a_day_may_be_open_all_day() -> None:
    opening = OpeningHours.parse({"mon": [["00:00", "00:00"]]})

    assert opening.week[0] == ((time(), time()),)
    assert opening.on(MONDAY, WIB) == (hours(0, 24),)


# Covering


@given(weeks, st.integers(0, 95), st.integers(1, 192))
@example({day: [(0, 96)] for day in WEEKDAYS}, 0, 192)
@example({day: [(32, 96)] for day in WEEKDAYS}, 80, 17)
def test_a_span_is_covered_exactly_when_each_of_its_quarters_is_open(
    week: dict[str, list[tuple[int, int]]], start: int, length: int
) -> None:
    opening = OpeningHours.parse(render(week))
    span = TimeSpan(hour(0) + start * QUARTER, hour(0) + (start + length) * QUARTER)

    wanted = set(range(start, start + length))
    assert opening.cover(span, WIB) == (wanted <= open_quarters(week, MONDAY))


@pytest.mark.parametrize(
    ("span", "covered"),
    [
        (hours(8, 16), True),
        (hours(8, 16 + 1 / 60), False),
        (hours(8 - 1 / 60, 9), False),
        (hours(16, 17), False),
        (hours(9, 12, day=SUNDAY), False),
        (hours(8, 32), False),
    ],
    ids=[
        "all the opening hours",
        "a minute too long",
        "a minute too early",
        "from closing time on",
        "a day that is closed",
        "over night",
    ],
)
def test_office_hours_cover(span: TimeSpan, *, covered: bool) -> None:
    assert OpeningHours.parse(OFFICE).cover(span, WIB) == covered


def test_opening_hours_cover_across_midnight() -> None:
    opening = OpeningHours.parse({"mon": [["18:00", "00:00"]], "tue": [["00:00", "02:00"]]})

    assert opening.cover(hours(22, 26), WIB)
    assert opening.cover(hours(0, 2, day=TUESDAY), WIB)
    assert not opening.cover(hours(22, 26.25), WIB)
    assert not opening.cover(hours(22, 26, day=NEXT_MONDAY + timedelta(days=1)), WIB)


# Rooms


@pytest.mark.parametrize(
    ("capacities", "layout", "seats"),
    [
        ({"classroom": 40, "theatre": 80}, "classroom", 40),
        ({"classroom": 40, "theatre": 80}, "", 80),
        ({"classroom": 40}, "theatre", None),
        ({}, "", None),
    ],
    ids=[
        "the layout that was asked for",
        "of no layout the roomiest",
        "a layout that nobody measured",
        "a room that nobody measured",
    ],
)
def test_a_room_seats(capacities: dict[str, int], layout: str, seats: int | None) -> None:
    assert room(capacities=capacities).capacity(layout) == seats


def test_a_hall_shares_its_floor_with_its_parts_and_they_with_it() -> None:
    hall, part = room("Aula", parts=("Aula A", "Aula B")), room("Aula A", part_of="Aula")

    assert hall.kin == {named("Aula"), named("Aula A"), named("Aula B")}
    assert part.kin == {named("Aula"), named("Aula A")}
