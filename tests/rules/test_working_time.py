"""The laws about hours and days on which offices work, and how early they are asked."""

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from lintas.domain.teaching_hours import RamadanWindow, RamadanWindowId
from lintas.domain.timespan import TimeSpan
from lintas.rules.working_time import budget_year, friday, lead_time, ramadan, workhours
from tests.builders import (
    BANDUNG,
    MONDAY,
    NOW,
    SERANG,
    WIB,
    WIT,
    WITA,
    agency,
    hours,
    named,
    plan,
    situation,
    venue,
)

FRIDAY = date(2030, 1, 11)


@pytest.mark.parametrize(
    ("wanted", "zone", "meets"),
    [
        (hours(8, 11, day=FRIDAY), WIB, False),
        (hours(9, 11.5, day=FRIDAY), WIB, False),
        (hours(9, 11.5 + 1 / 60, day=FRIDAY), WIB, True),
        (hours(13 - 1 / 60, 15, day=FRIDAY), WIB, True),
        (hours(13, 15, day=FRIDAY), WIB, False),
        (hours(11, 14), WIB, False),
        (hours(9, 11, day=FRIDAY), WITA, True),
        (hours(9, 11, day=FRIDAY), WIT, True),
        (hours(11.5, 13, day=FRIDAY), WIT, False),
    ],
    ids=[
        "in the morning",
        "until prayer",
        "a minute into prayer",
        "a minute before prayer ends",
        "from the end of prayer",
        "noon on a Monday",
        "ten to noon in WITA",
        "eleven to one in WIT",
        "after prayer in WIT",
    ],
)
def test_friday_prayer_is_kept_at_the_venues_local_time(
    wanted: TimeSpan, zone: ZoneInfo, *, meets: bool
) -> None:
    planned = plan(wanted, venue=venue(zone=zone))

    assert bool(list(friday.find(planned, situation()))) is meets


@pytest.mark.parametrize(
    ("wanted", "zone", "meets"),
    [
        (hours(8, 15), WIB, False),
        (hours(7.5, 16), WIB, False),
        (hours(7.5 - 1 / 60, 12), WIB, True),
        (hours(13, 16 + 1 / 60), WIB, True),
        (hours(13, 15), WITA, False),
        (hours(13, 15), WIT, True),
        (hours(13, 16.5, day=FRIDAY), WIB, False),
        (hours(9, 12, day=date(2030, 1, 12)), WIB, True),
        (hours(23, 25, day=MONDAY), WIB, True),
    ],
    ids=[
        "within",
        "to the minute",
        "a minute early",
        "a minute late",
        "until four in WITA",
        "until five in WIT",
        "longer on a Friday",
        "on a Saturday",
        "across midnight",
    ],
)
def test_office_hours_are_those_of_the_venues_zone(
    wanted: TimeSpan, zone: ZoneInfo, *, meets: bool
) -> None:
    planned = plan(wanted, agency=agency(working_hours=None), venue=venue(zone=zone))

    assert bool(list(workhours.find(planned, situation()))) is meets


# 1451 H, from Monday 7 January to Tuesday 5 February 2030, moved there for these tests.
MONTH = RamadanWindow(RamadanWindowId(named("1451")), 1451, MONDAY, date(2030, 2, 5))


@pytest.mark.parametrize(
    ("wanted", "zone", "meets"),
    [
        (hours(9, 12), WIB, False),
        (hours(8, 15), WIB, False),
        (hours(8 - 1 / 60, 12), WIB, True),
        (hours(12, 15 + 1 / 60), WIB, True),
        (hours(13, 15.5, day=FRIDAY), WIB, False),
        (hours(15, 16, day=date(2030, 2, 5)), WIB, True),
        (hours(15, 16, day=date(2030, 2, 6)), WIB, False),
        (hours(15, 16, day=date(2030, 1, 6)), WIB, False),
        (hours(13, 15), WITA, True),
        (hours(6, 13), WIT, False),
        (hours(20, 24, day=date(2030, 1, 6)), WIB, False),
        (hours(20, 24, day=date(2030, 1, 6)), WITA, True),
        (hours(20, 24 + 1 / 60, day=date(2030, 1, 6)), WIB, True),
    ],
    ids=[
        "in the morning",
        "to the minute",
        "a minute early",
        "a minute late",
        "longer on a Friday",
        "on the last day",
        "the day after",
        "the day before",
        "until four in WITA",
        "from eight in WIT",
        "until its first midnight",
        "past its first midnight in WITA",
        "a minute past its first midnight",
    ],
)
def test_ramadan_has_shorter_hours_on_the_venues_own_days(
    wanted: TimeSpan, zone: ZoneInfo, *, meets: bool
) -> None:
    planned = plan(wanted, venue=venue(zone=zone))

    found = list(ramadan.find(planned, situation(ramadan=(MONTH,))))

    assert [each.evidence["kind"] for each in found] == ["awaited"] * meets


def test_what_the_sidang_isbat_found_is_no_longer_awaited() -> None:
    around = situation(ramadan=(replace(MONTH, official=True),))

    [found] = ramadan.find(plan(hours(15, 16)), around)

    assert found.evidence["kind"] == "official"


@pytest.mark.parametrize(
    ("wanted", "zone", "meets"),
    [
        (hours(9, 12, day=date(2030, 6, 3)), WIB, False),
        (hours(9, 12, day=date(2030, 12, 15)), WIB, False),
        (hours(9, 12, day=date(2030, 12, 16)), WIB, True),
        (hours(20, 24, day=date(2030, 12, 15)), WIB, False),
        (hours(20, 24 + 1 / 60, day=date(2030, 12, 15)), WIB, True),
        (hours(20, 24, day=date(2030, 12, 15)), WITA, True),
        (hours(9, 12, day=date(2031, 1, 2)), WIB, False),
        (hours(22, 26, day=date(2030, 12, 31)), WIB, False),
    ],
    ids=[
        "in June",
        "on the last day",
        "the day after",
        "until its midnight",
        "a minute past its midnight",
        "past its midnight in WITA",
        "in the next year",
        "into the next year",
    ],
)
def test_training_ends_with_the_budget_year(
    wanted: TimeSpan, zone: ZoneInfo, *, meets: bool
) -> None:
    planned = plan(wanted, agency=agency(budget_cutoff="12-15"), venue=venue(zone=zone))

    assert bool(list(budget_year.find(planned, situation()))) is meets


def test_an_office_that_closes_no_books_trains_all_year() -> None:
    planned = plan(hours(9, 12, day=date(2030, 12, 31)))

    assert list(budget_year.find(planned, situation())) == []


@pytest.mark.parametrize(
    ("of", "days", "at", "zone", "meets"),
    [
        (SERANG, 30, 9, WIB, False),
        (SERANG, 7, 9, WIB, False),
        (SERANG, 6, 9, WIB, True),
        (BANDUNG, 14, 9, WIB, False),
        (BANDUNG, 13, 9, WIB, True),
        (SERANG, 6, 24, WIB, False),
        (SERANG, 6, 23.5, WIB, True),
        (SERANG, 6, 23.5, WITA, False),
        (SERANG, 0, 9, WIB, True),
        (SERANG, -1, 9, WIB, False),
    ],
    ids=[
        "a month ahead",
        "a week ahead",
        "six days ahead",
        "two weeks ahead across the border",
        "thirteen days ahead across the border",
        "at the midnight that begins the seventh day",
        "before that midnight",
        "which has passed in WITA",
        "today",
        "over already",
    ],
)
def test_rooms_are_asked_for_early_enough(
    of: str, days: int, at: float, zone: ZoneInfo, *, meets: bool
) -> None:
    """Asked on Wednesday 2 January 2030, at eight in the morning."""
    day = NOW.date() + timedelta(days=days)
    asked = plan(hours(at, at + 1, day=day), agency=agency(of), venue=venue(zone=zone))

    assert bool(list(lead_time.find(asked, situation(now=NOW)))) is meets


def test_what_was_asked_early_enough_stays_so() -> None:
    asked = plan(hours(9, 12), agency=agency(SERANG), asked_at=NOW - timedelta(days=2))

    assert list(lead_time.find(asked, situation(now=NOW))) == []
