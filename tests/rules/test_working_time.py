"""The laws about office hours and Friday prayer."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from lintas.domain.timespan import TimeSpan
from lintas.rules.working_time import friday, workhours
from tests.builders import MONDAY, WIB, WIT, WITA, agency, hours, plan, situation, venue

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
