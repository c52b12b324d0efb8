"""The laws about how far and how much somebody who teaches goes."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from lintas.domain.agencies import VenueId
from lintas.domain.bookings import Mode
from lintas.domain.plans import PlannedSession
from lintas.domain.teaching_hours import RamadanWindow, RamadanWindowId
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import Place, Travel, TravelOrigin
from lintas.rules import Severity, Use
from lintas.rules.travel import trainer_load, trainer_travel
from tests.builders import (
    BANDUNG,
    MONDAY,
    SERANG,
    TUESDAY,
    WIB,
    WIT,
    WITA,
    agency,
    hours,
    meeting,
    named,
    plan,
    situation,
    use,
    venue,
)
from tests.builders import holiday as day_off

FRIDAY = date(2030, 1, 11)
# From Soreang to the plan's own building in Serang.
WAY = {("32.04", "36.04"): Travel(120, TravelOrigin.STATED)}
MINUTE = 1 / 60


def taught(during: TimeSpan, zone: ZoneInfo = WIB, **facts: Any) -> Use:
    """The plan's trainer teaches in Soreang then."""
    soreang = Place(VenueId(named("PLUT")), None, None, BANDUNG, None, None, name="PLUT", zone=zone)
    return use("Pengajar", during, **{"place": soreang, **facts})


def teaching(during: TimeSpan, **facts: Any) -> PlannedSession:
    return meeting(during, taught_by=["Pengajar"], **facts)


@pytest.mark.parametrize(
    ("before", "wanted", "gaps"),
    [
        (hours(8, 9), hours(13, 15), []),
        (hours(8, 10), hours(12, 14), []),
        (hours(8, 10 + MINUTE), hours(12, 14), [("comes", 119)]),
        (hours(14, 15), hours(10, 12 + MINUTE), [("goes", 119)]),
        (hours(22, 23), hours(25 - MINUTE, 26), [("comes", 119)]),
        (hours(22, 23), hours(25, 26), []),
        (hours(8, 10, zone=WIT), hours(10, 12), []),
        (hours(8, 10, zone=WITA), hours(10, 12), [("comes", 60)]),
    ],
    ids=[
        "hours between",
        "just enough",
        "a minute too few",
        "a minute too few on the way back",
        "a minute too few across midnight",
        "just enough across midnight",
        "until ten in WIT, two hours before ten in WIB",
        "until ten in WITA, an hour before ten in WIB",
    ],
)
def test_a_trainer_has_the_time_of_the_way(
    before: TimeSpan, wanted: TimeSpan, gaps: list[tuple[str, int]]
) -> None:
    around = situation(taught(before), travel=WAY)

    found = list(trainer_travel.find(plan(teaching(wanted)), around))

    assert [(each.evidence["kind"], each.evidence["gap"]) for each in found] == gaps
    assert all(each.evidence["origin"] == "diisi koordinator" for each in found)


@pytest.mark.parametrize(
    ("there", "ends", "minutes"),
    [
        ({"venue_id": venue().id, "room_id": named("Lain")}, 11.75 + MINUTE, 15),
        ({"district": "36.04.12", "regency": SERANG}, 11.5 + MINUTE, 30),
    ],
    ids=["in another room", "in the same district"],
)
def test_what_nobody_stated_is_estimated(there: dict[str, Any], ends: float, minutes: int) -> None:
    from_there = taught(hours(9, ends))
    assert from_there.place
    place = Place(
        **{
            "venue_id": from_there.place.venue_id,
            **dict.fromkeys(("room_id", "district", "latitude", "longitude")),
            "regency": SERANG,
            "name": "",
            "zone": WIB,
            **there,
        }
    )
    around = situation(taught(hours(9, ends), place=place))
    asked = plan(teaching(hours(12, 14)), venue=venue(district="36.04.12"))

    [found] = trainer_travel.find(asked, around)

    assert (found.evidence["minutes"], found.evidence["origin"]) == (minutes, "perkiraan")


@pytest.mark.parametrize(
    ("ends", "severities"),
    [(6, []), (6 + MINUTE, [Severity.WARNS])],
    ids=["six hours before", "a minute less"],
)
def test_a_way_that_nobody_knows_only_warns(ends: float, severities: list[Severity]) -> None:
    around = situation(taught(hours(5, ends)))

    found = trainer_travel.find(plan(teaching(hours(12, 14))), around)

    assert [each.severity for each in found] == severities


@pytest.mark.parametrize(
    ("day", "leaves", "slow"),
    [
        (FRIDAY, 13, False),
        (FRIDAY, 13 + MINUTE, True),
        (MONDAY, 13 + MINUTE, True),
        (TUESDAY, 13 + MINUTE, False),
    ],
    ids=["Friday at one", "Friday after one", "the eve of a holiday", "the holiday itself"],
)
def test_roads_are_full_on_fridays_and_before_holidays(
    day: date, leaves: float, *, slow: bool
) -> None:
    """100 km as the crow flies: 187 minutes, 252 on full roads."""
    points = [{"latitude": -7.0, "longitude": east} for east in (106.6, 107.506)]
    start = taught(hours(9, leaves, day=day)).place
    assert start
    there = Place(start.venue_id, None, None, BANDUNG, **points[1], name="", zone=WIB)
    wanted = teaching(hours(leaves + 4, leaves + 6, day=day))
    around = situation(
        taught(hours(9, leaves, day=day), place=there), holidays={TUESDAY: day_off(TUESDAY)}
    )

    found = list(trainer_travel.find(plan(wanted, venue=venue(**points[0])), around))

    assert bool(found) is slow


def test_who_teaches_from_afar_goes_nowhere() -> None:
    online = teaching(hours(12, 14), mode=Mode.ONLINE)

    assert (
        list(trainer_travel.find(plan(online), situation(taught(hours(9, 12)), travel=WAY))) == []
    )


@pytest.mark.parametrize(
    ("taught_before", "wanted", "zone", "found"),
    [
        (hours(8, 12), hours(13, 14.5), WIB, []),
        (hours(8, 12), hours(13, 16.25 - MINUTE), WIB, []),
        (hours(8, 12), hours(13, 16.25), WIB, [("day", 9)]),
        (hours(8, 12, day=TUESDAY), hours(13, 17), WIB, []),
        (hours(18, 24), hours(24, 27), WIB, []),
        (hours(18, 24), hours(24, 27), WITA, []),
        (hours(16, 22), hours(23, 26), WIB, []),
        (hours(16, 22), hours(22.5, 26), WIB, [("day", 9)]),
        (hours(22, 26), hours(27, 32), WIB, [("day", 9)]),
        (hours(22, 26), hours(27, 32), WITA, [("day", 10)]),
        (hours(20, 26), hours(27, 31), WIB, []),
        (hours(20, 26), hours(27, 31), WIT, [("day", 10)]),
        (hours(16, 22), hours(22, 23.5), WIB, [("day", 9)]),
        (hours(16, 22), hours(22, 23.5), WIT, []),
    ],
    ids=[
        "seven JP",
        "eight JP and 44 minutes",
        "nine JP",
        "on another day",
        "from midnight on",
        "from one o'clock in WITA",
        "the second day's share of a night is not the first's",
        "the first day's share of a night",
        "a night and the morning after",
        "a night in WITA and the morning after",
        "a night of which little is tomorrow's",
        "midnight comes two hours earlier in WIT",
        "a late evening",
        "a late evening that is the next day in WIT",
    ],
)
def test_nobody_teaches_more_than_eight_jp_a_day(
    taught_before: TimeSpan, wanted: TimeSpan, zone: ZoneInfo, found: list[tuple[str, int]]
) -> None:
    asked = plan(teaching(wanted), venue=venue(zone=zone))

    clashes = trainer_load.find(asked, situation(taught(taught_before)))

    assert [(each.evidence["kind"], each.evidence["jp"]) for each in clashes] == found


def test_a_night_from_sunday_belongs_to_two_weeks() -> None:
    night = teaching(hours(22, 26, day=date(2030, 1, 13)))
    few = agency(weekly_jp=2)

    (clash,) = trainer_load.find(plan(night, agency=few), situation())

    assert (clash.evidence["day"], clash.evidence["jp"]) == (date(2030, 1, 14), 3)


def test_who_adds_no_jp_to_a_full_day_is_not_too_much_for_it() -> None:
    asked = plan(teaching(hours(22, 24 + 10 * MINUTE)))
    full = [taught(hours(25, 31, day=MONDAY)), taught(hours(31, 36, day=MONDAY))]

    assert list(trainer_load.find(asked, situation(*full))) == []


@pytest.mark.parametrize(
    ("weekly", "day", "found"),
    [
        (9, FRIDAY, []),
        (8, FRIDAY, [("week", 9)]),
        (8, date(2030, 1, 13), [("week", 9)]),
        (8, date(2030, 1, 14), []),
        (None, FRIDAY, []),
    ],
    ids=["as much as allowed", "one JP more", "until Sunday", "from Monday on", "forty by default"],
)
def test_nobody_teaches_more_a_week_than_the_office_allows(
    weekly: int | None, day: date, found: list[tuple[str, int]]
) -> None:
    """Three sessions of two hours and a quarter: three JP each."""
    uses = [
        taught(hours(8, 10.25, day=each), session_id=named(f"{each}")) for each in (MONDAY, TUESDAY)
    ]
    asked = plan(teaching(hours(8, 10.25, day=day)), agency=agency(weekly_jp=weekly))

    clashes = trainer_load.find(asked, situation(*uses))

    assert [(each.evidence["kind"], each.evidence["jp"]) for each in clashes] == found


def test_in_ramadan_breaks_are_shorter_and_days_hold_more() -> None:
    month = RamadanWindow(RamadanWindowId(named("1451")), 1451, MONDAY, FRIDAY)
    asked = plan(teaching(hours(8, 15)))

    usual = list(trainer_load.find(asked, situation(taught(hours(15, 15.5)))))
    fasting = list(trainer_load.find(asked, situation(taught(hours(15, 15.75)), ramadan=(month,))))

    assert (usual, [each.evidence["jp"] for each in fasting]) == ([], [9])
