"""Whom a change would reach too late."""

from datetime import UTC, datetime, timedelta

import pytest

from lintas.domain.foresight import Expected, Habit, Worry
from lintas.domain.people import PersonId
from lintas.domain.reach import Part
from lintas.rules.foresight import expect_fetch, foresee, habit_of, judge_worries
from tests.builders import named

START = datetime(2027, 1, 4, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)
ROAD, LATE, UNOPENED = Worry.ON_THE_ROAD, Worry.CALENDAR_TOO_LATE, Worry.OPENED_NOTHING


def somebody(
    name: str = "Ani",
    *,
    way: timedelta | None = None,
    calendars: int = 0,
    habits: tuple[Habit, ...] = (),
    has_opened: bool = True,
) -> Expected:
    person_id = PersonId(named(name))
    return Expected(person_id, name, "", Part.ATTENDS, way, calendars, habits, has_opened)


def asking(last: float, every: float) -> Habit:
    """In hours before the start."""
    return Habit(START - last * HOUR, every * HOUR)


@pytest.mark.parametrize(
    ("who", "before", "expected"),
    [
        pytest.param(somebody(way=2 * HOUR), 3, set(), id="still at home"),
        pytest.param(somebody(way=2 * HOUR), 2, {ROAD}, id="leaving this moment"),
        pytest.param(somebody(way=2 * HOUR), 1, {ROAD}, id="under way"),
        pytest.param(somebody(), 1, set(), id="way unknown"),
        pytest.param(
            somebody(calendars=1, habits=(asking(4, 2),)), 3, set(), id="calendar in time"
        ),
        pytest.param(
            somebody(way=2 * HOUR, calendars=1, habits=(asking(4, 2),)),
            3,
            set(),
            id="calendar as one leaves",
        ),
        pytest.param(
            somebody(way=2 * HOUR, calendars=1, habits=(asking(4, 3),)),
            3,
            {LATE},
            id="calendar after one left",
        ),
        pytest.param(
            somebody(calendars=2, habits=(asking(4, 24), asking(4, 1.5))),
            3,
            set(),
            id="one of two calendars in time",
        ),
        pytest.param(somebody(calendars=1), 3, {LATE}, id="calendar never fetched"),
        pytest.param(
            somebody(calendars=1, habits=(asking(30, 1),)), 3, {LATE}, id="calendar fell silent"
        ),
        pytest.param(somebody(has_opened=False), 3, {UNOPENED}, id="opened nothing"),
    ],
)
def test_worries(who: Expected, before: float, expected: set[Worry]) -> None:
    assert judge_worries(who, starts_at=START, now=START - before * HOUR) == expected


def test_who_is_on_the_road_is_rung_first_and_nobody_twice() -> None:
    far = somebody("Zul", way=3 * HOUR)
    near = somebody("Ani", way=2 * HOUR, has_opened=False)
    late = somebody("Budi", calendars=1)
    unopened = somebody("Cici", has_opened=False)
    told = somebody("Dedi")

    found = foresee([told, unopened, late, near, far], starts_at=START, now=START - HOUR)

    assert [each.who for each in found.to_ring] == [far, near, late, unopened]
    assert found.those(UNOPENED) == [near, unopened]
    assert found.concerned == 5
    assert foresee([near], starts_at=START, now=START).to_ring == ()


def test_a_habit_is_the_median_of_its_gaps() -> None:
    moments = [START, START - HOUR, START - 2 * HOUR, START - 40 * HOUR]

    assert habit_of(moments) == Habit(START, HOUR)
    assert habit_of([START]) == Habit(START, None)
    assert expect_fetch(habit_of([START]), now=START + HOUR) is None
