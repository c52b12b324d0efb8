"""The laws about days on which the country rests."""

import pytest

from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import HolidayKind
from lintas.rules import Clash, Party, Severity
from lintas.rules.calendar import cuti_bersama, holiday
from tests.builders import MONDAY, TUESDAY, WIB, WITA, hours, plan, situation, venue
from tests.builders import holiday as day_off

REST = situation(holidays={TUESDAY: day_off(TUESDAY)})
LEAVE = situation(holidays={TUESDAY: day_off(TUESDAY, HolidayKind.JOINT_LEAVE)})
EVIDENCE = {"day": TUESDAY, "name": "Hari Contoh", "decree": "SKB 1/2029"}
PARTY = Party("holiday", None, "Hari Contoh")


@pytest.mark.parametrize(
    ("wanted", "zone", "meets"),
    [
        (hours(9, 12, day=TUESDAY), WIB, True),
        (hours(9, 12), WIB, False),
        (hours(20, 24), WIB, False),
        (hours(20, 24 + 1 / 60), WIB, True),
        (hours(20, 24), WITA, True),
        (hours(24, 25, day=TUESDAY), WIB, False),
    ],
    ids=[
        "on the day",
        "the day before",
        "until its first midnight",
        "a minute past its first midnight",
        "until midnight in WIB, past it in WITA",
        "from the midnight that ends it",
    ],
)
def test_a_session_meets_a_holiday_on_its_local_days(
    wanted: TimeSpan, zone: object, *, meets: bool
) -> None:
    planned = plan(wanted, venue=venue(zone=zone))

    rest, leave = list(holiday.find(planned, REST)), list(cuti_bersama.find(planned, LEAVE))

    assert rest == [Clash(0, PARTY, {"kind": "national", **EVIDENCE})] * meets
    assert leave == [Clash(0, PARTY, EVIDENCE)] * meets


def test_the_two_kinds_of_days_off_are_two_laws() -> None:
    planned = plan(hours(9, 12, day=TUESDAY))

    assert list(holiday.find(planned, LEAVE)) == []
    assert list(cuti_bersama.find(planned, REST)) == []


def test_both_kinds_only_warn() -> None:
    assert (holiday.severity, cuti_bersama.severity) == (Severity.WARNS, Severity.WARNS)


def test_civil_servants_are_not_trained_on_a_holiday() -> None:
    planned = plan(hours(9, 12, day=TUESDAY), for_civil_servants=True)

    (found,) = holiday.find(planned, REST)

    assert found.severity is Severity.BLOCKS


def test_each_session_on_a_holiday_is_told_of() -> None:
    planned = plan(hours(9, 12), hours(9, 12, day=TUESDAY), hours(13, 15, day=TUESDAY))

    assert [clash.session for clash in holiday.find(planned, REST)] == [1, 2]


def test_a_year_without_decree_is_said_and_not_taken_for_free() -> None:
    undecreed = situation(holidays_decreed=frozenset({2029}))

    assert list(holiday.find(plan(), undecreed)) == [
        Clash(0, None, {"kind": "undecreed", "day": MONDAY}, Severity.INFORMS)
    ]
    assert list(cuti_bersama.find(plan(), undecreed)) == []
