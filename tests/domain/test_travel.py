"""How long it takes from one place to the next."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from lintas.domain.agencies import RegencyCode, VenueId
from lintas.domain.travel import (
    Place,
    Travel,
    TravelOrigin,
    TravelOverride,
    TravelOverrideId,
    by_ends,
    find_travel,
)
from lintas.domain.venues import RoomId
from tests.builders import BANDUNG, SERANG, WIB, named


def place(name: str, regency: RegencyCode = SERANG, **facts: Any) -> Place:
    made = Place(
        venue_id=VenueId(named(name)),
        room_id=RoomId(named(f"Aula {name}")),
        district=None,
        regency=regency,
        latitude=None,
        longitude=None,
        name=name,
        zone=WIB,
    )
    return replace(made, **facts)


CIRUAS = place("Ciruas", district="36.04.12", latitude=-6.12, longitude=106.23)
SOREANG = place("Soreang", BANDUNG, district="32.04.37", latitude=-7.03, longitude=107.52)


def entry(start: str, goal: str, minutes: int, origin: TravelOrigin) -> TravelOverride:
    return TravelOverride(TravelOverrideId(UUID(int=minutes)), start, goal, minutes, origin)


@pytest.mark.parametrize(
    ("start", "goal", "minutes"),
    [
        (CIRUAS, CIRUAS, 0),
        (CIRUAS, replace(CIRUAS, room_id=RoomId(named("Kelas"))), 15),
        (CIRUAS, place("Balai", district="36.04.12"), 30),
        # 11.1 km: 1.4 x 11.1 / 28 x 60 + 15
        (CIRUAS, place("Utara", latitude=-6.02, longitude=106.23), 49),
    ],
    ids=["same room", "same venue", "same district", "same regency"],
)
def test_short_ways_are_estimated(start: Place, goal: Place, minutes: int) -> None:
    assert find_travel(start, goal, {}) == Travel(minutes, TravelOrigin.ESTIMATED)


def test_the_way_to_another_regency_is_longer_when_roads_are_full() -> None:
    usual, full = (find_travel(CIRUAS, SOREANG, {}, slowed=slowed) for slowed in (False, True))

    assert usual
    assert full
    assert 300 <= usual.minutes <= 330
    assert full.minutes == pytest.approx(usual.minutes * 1.35, abs=2)


def test_an_unknown_place_has_no_estimate() -> None:
    assert find_travel(CIRUAS, place("Balai"), {}) is None


def test_the_most_exact_entry_stands_over_every_estimate_both_ways() -> None:
    entries = by_ends(
        [
            entry(SERANG, BANDUNG, 360, TravelOrigin.STATED),
            entry(str(CIRUAS.venue_id), str(SOREANG.venue_id), 290, TravelOrigin.MEASURED),
        ]
    )

    measured = Travel(290, TravelOrigin.MEASURED)
    stated = Travel(360, TravelOrigin.STATED)
    assert find_travel(CIRUAS, SOREANG, entries) == measured
    assert find_travel(SOREANG, CIRUAS, entries) == measured
    assert find_travel(SOREANG, place("Anyar"), entries) == stated


def test_the_way_back_may_have_an_entry_of_its_own() -> None:
    entries = by_ends(
        [
            entry(SERANG, BANDUNG, 360, TravelOrigin.STATED),
            entry(BANDUNG, SERANG, 400, TravelOrigin.STATED),
        ]
    )

    assert find_travel(SOREANG, CIRUAS, entries) == Travel(400, TravelOrigin.STATED)
