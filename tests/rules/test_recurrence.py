"""Rules of recurrence, against plain arithmetic with days."""

from datetime import UTC, date, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.timespan import TimeSpan
from lintas.rules.recurrence import NotASeries, expand
from tests.builders import MONDAY, WIB, WIT, WITA, hour, hours

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def days(rule: str, first: TimeSpan | None = None) -> list[date]:
    found = expand(rule, first or hours(9, 12), WIB)
    return [span.start.astimezone(WIB).date() for span in found]


def fault(rule: str) -> tuple[str, str]:
    with pytest.raises(NotASeries) as refused:
        expand(rule, hours(9, 12), WIB)
    (only,) = refused.value.faults
    return only.field, only.expected


# What a rule gives


def test_every_week_on_two_days() -> None:
    assert days("RRULE:FREQ=WEEKLY;BYDAY=MO,TH;COUNT=4") == [
        date(2030, 1, 7), date(2030, 1, 10), date(2030, 1, 14), date(2030, 1, 17),
    ]  # fmt: skip


def test_months_without_a_31st_are_passed_over() -> None:
    first = hours(9, 12, date(2030, 1, 31))

    assert days("FREQ=MONTHLY;COUNT=4", first) == [
        date(2030, 1, 31), date(2030, 3, 31), date(2030, 5, 31), date(2030, 7, 31),
    ]  # fmt: skip


def test_the_last_friday_of_a_month() -> None:
    assert days("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2") == [date(2030, 1, 25), date(2030, 2, 22)]


def test_29_february_comes_once_in_three_years() -> None:
    first = hours(9, 12, date(2028, 2, 29))

    assert days("FREQ=YEARLY;COUNT=1", first) == [date(2028, 2, 29)]


@pytest.mark.parametrize(
    ("until", "last"),
    [
        ("20300109", date(2030, 1, 9)),
        ("20300109T090000", date(2030, 1, 9)),
        ("20300109T085959", date(2030, 1, 8)),
        # 09.00 WIB is 02.00 UTC.
        ("20300109T020000Z", date(2030, 1, 9)),
        ("20300109T015959Z", date(2030, 1, 8)),
    ],
)
def test_the_end_is_part_of_it(until: str, last: date) -> None:
    assert days(f"FREQ=DAILY;UNTIL={until}")[-1] == last


@pytest.mark.parametrize("zone", [WIB, WITA, WIT])
def test_the_day_of_the_week_is_the_places(zone: object) -> None:
    # Half past midnight on Tuesday in Serang and east of it is still Monday in UTC.
    first = TimeSpan(hour(24.5, MONDAY, zone), hour(26, MONDAY, zone))  # type: ignore[arg-type]  # zones all

    found = expand("FREQ=WEEKLY;BYDAY=TU;COUNT=2", first, zone)  # type: ignore[arg-type]  # as above

    assert [span.start for span in found] == [first.start, first.start + timedelta(days=7)]


def test_wall_clocks_stay_where_clocks_are_set() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    first = hours(9, 12, date(2030, 3, 25), berlin)

    found = expand("FREQ=WEEKLY;COUNT=2", first, berlin)

    assert [span.start.astimezone(berlin).hour for span in found] == [9, 9]
    assert [span.start.astimezone(UTC).hour for span in found] == [8, 7]


@given(
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    step=st.integers(1, 5),
    count=st.integers(1, 30),
    offset=st.integers(0, 6),
)
def test_weeks_as_counted_by_hand(weekdays: set[int], step: int, count: int, offset: int) -> None:
    start = MONDAY + timedelta(days=offset)
    weeks = (start + timedelta(days=n) for n in range(3 * 365))
    # Weeks begin on Monday, and the first counts.
    wanted = [
        day for day in weeks if day.weekday() in weekdays and ((day - MONDAY).days // 7) % step == 0
    ][:count]
    names = ",".join(DAYS[day] for day in sorted(weekdays))

    found = days(f"FREQ=WEEKLY;INTERVAL={step};BYDAY={names};COUNT={count}", hours(9, 12, start))

    assert found == wanted


@given(day=st.integers(1, 31), until=st.dates(date(2030, 1, 31), date(2032, 12, 31)))
def test_months_as_counted_by_hand(day: int, until: date) -> None:
    start = date(2030, 1, day)
    every = (start + timedelta(days=n) for n in range((until - start).days + 1))

    found = days(f"FREQ=MONTHLY;UNTIL={until:%Y%m%d}", hours(9, 12, start))

    assert found == [each for each in every if each.day == day]


# What is refused


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=SECONDLY;COUNT=3", "rrule_frequency"),
        ("FREQ=MINUTELY;COUNT=3", "rrule_frequency"),
        ("FREQ=HOURLY;COUNT=3", "rrule_frequency"),
        ("COUNT=3", "rrule_frequency"),
        ("FREQ=DAILY;COUNT=3;BYSECOND=1", "rrule_part"),
        ("FREQ=DAILY;COUNT=3;BYHOUR=1,2", "rrule_part"),
        ("FREQ=DAILY", "rrule_end"),
        ("FREQ=DAILY;COUNT=3;UNTIL=20300110", "rrule_end"),
        ("FREQ=DAILY;COUNT=367", "between"),
        ("FREQ=DAILY;COUNT=0", "between"),
        ("FREQ=DAILY;COUNT=99999999999999", "between"),
        ("FREQ=DAILY;INTERVAL=0;COUNT=3", "between"),
        ("FREQ=DAILY;INTERVAL=999999999;COUNT=3", "between"),
        ("FREQ=DAILY;UNTIL=20330109", "rrule_years"),
        ("FREQ=DAILY;UNTIL=20310201", "rrule_most"),
        ("FREQ=YEARLY;COUNT=5", "rrule_years"),
        ("FREQ=DAILY;UNTIL=20300101", "rrule_dates"),
        ("FREQ=DAILY;UNTIL=20300231", "rrule_until"),
        ("FREQ=DAILY;UNTIL=soon", "rrule_until"),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5", "rrule_dates"),
        ("FREQ=WEEKLY;BYDAY=2MO;COUNT=5", "rrule"),
        ("FREQ=WEEKLY;BYDAY=XX;COUNT=5", "rrule"),
        ("FREQ=WEEKLY;BYMONTHDAY=3;COUNT=5", "rrule_part"),
        ("FREQ=WEEKLY;FREQ=DAILY;COUNT=5", "rrule"),
        ("FREQ=WEEKLY;WKST=1;COUNT=5", "rrule"),
        ("FREQ=DAILY;BYSETPOS=2;COUNT=5", "rrule"),
        ("", "rrule"),
        ("every Tuesday", "rrule"),
        ("FREQ=DAILY;COUNT=3\nRDATE:20300101", "between"),
        (f"FREQ=DAILY;BYMONTHDAY={','.join(['1'] * 70)};COUNT=3", "count"),
        ("FREQ=DAILY;" * 60, "text_length"),
    ],
)  # fmt: skip
def test_what_gives_no_series_is_named(rule: str, expected: str) -> None:
    assert fault(rule) == ("series.rrule", expected)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=366",
        "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1;COUNT=366",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31;UNTIL=20330107",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4;BYSETPOS=366;COUNT=1",
    ],
)
def test_a_bomb_is_refused_at_once(rule: str) -> None:
    began = perf_counter()

    assert fault(rule)[1] == "rrule_dates"
    # Milliseconds; the rest is for machines that are busy with other tests.
    assert perf_counter() - began < 1


A_PART = st.from_regex(r"(FREQ|COUNT|BYDAY|UNTIL|INTERVAL)=[0-9A-Z,+-]{0,9}", fullmatch=True)


@given(st.text(max_size=80) | A_PART)
def test_any_text_is_dates_or_a_refusal(text: str) -> None:
    try:
        found = expand(f"FREQ=DAILY;COUNT=2;{text}", hours(9, 12), WIB)
    except NotASeries:
        return
    assert 1 <= len(found) <= 366
