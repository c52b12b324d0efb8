"""Where people teach, and how long it takes them to get from one place to the next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from math import asin, ceil, cos, radians, sin, sqrt
from typing import NewType, TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import RegencyCode, VenueId
from lintas.domain.venues import RoomId, Venue

TravelOverrideId = NewType("TravelOverrideId", UUID)

_EARTH_KM = 6371.0
_SAME_VENUE, _SAME_DISTRICT = 15, 30
_SLOWED = 1.35
_LONG_WITHIN, _LONG_ACROSS = 150, 360


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is held: as much as is known of it, for judging ways between places."""

    venue_id: VenueId
    room_id: RoomId | None
    district: str | None
    regency: RegencyCode
    latitude: float | None
    longitude: float | None
    name: str
    zone: ZoneInfo


def place_at(venue: Venue, room_id: RoomId | None = None) -> Place:
    """A venue, or a room in it."""
    return Place(
        venue_id=venue.id,
        room_id=room_id,
        district=venue.district,
        regency=venue.regency,
        latitude=venue.latitude,
        longitude=venue.longitude,
        name=venue.name,
        zone=venue.zone,
    )


class TravelOrigin(StrEnum):
    """How the minutes are known, as people are told."""

    ESTIMATED = "perkiraan"
    MEASURED = "diukur"
    STATED = "diisi koordinator"


@dataclass(frozen=True, slots=True)
class Travel:
    minutes: int
    origin: TravelOrigin


@dataclass(frozen=True, slots=True)
class TravelOverride:
    """What somebody measured or states of a way; it stands over every estimate.

    `start` and `goal` are a venue's id, or the code of a district or regency. It holds for the
    way back too, unless that has an entry of its own. `keeper` is the regency that entered it.
    """

    id: TravelOverrideId
    start: str
    goal: str
    minutes: int
    origin: TravelOrigin
    source: str = ""
    dated: date | None = None
    keeper: RegencyCode | None = None


Overrides: TypeAlias = Mapping[tuple[str, str], Travel]


def by_ends(overrides: Iterable[TravelOverride]) -> Overrides:
    return {(each.start, each.goal): Travel(each.minutes, each.origin) for each in overrides}


def find_travel(
    start: Place, goal: Place, overrides: Overrides, *, slowed: bool = False
) -> Travel | None:
    """How long it takes; none where a place is unknown.

    The buffer for parking and walking is part of each estimate. `slowed`: on Friday afternoons
    and before holidays roads between regencies are full.
    """
    if start.venue_id == goal.venue_id:
        same_room = start.room_id is not None and start.room_id == goal.room_id
        return Travel(0 if same_room else _SAME_VENUE, TravelOrigin.ESTIMATED)
    if stated := _find_override(start, goal, overrides):
        return stated
    if start.district and start.district == goal.district:
        return Travel(_SAME_DISTRICT, TravelOrigin.ESTIMATED)
    distance = _distance(start, goal)
    if distance is None:
        return None
    if start.regency == goal.regency:
        minutes = 1.4 * distance / 28 * 60 + 15
    else:
        minutes = (1.3 * distance / 50 * 60 + 30) * (_SLOWED if slowed else 1)
    return Travel(ceil(minutes), TravelOrigin.ESTIMATED)


def guess_unknown(start: Place, goal: Place) -> int:
    """Minutes within which a way to or from an unknown place can't be relied on."""
    return _LONG_WITHIN if start.regency == goal.regency else _LONG_ACROSS


def _find_override(start: Place, goal: Place, overrides: Overrides) -> Travel | None:
    """The most exact entry: of venues before districts before regencies."""
    pairs = sorted(
        product(enumerate(_names(start)), enumerate(_names(goal))),
        key=lambda pair: pair[0][0] + pair[1][0],
    )
    for (_, one), (_, other) in pairs:
        if one and other and one != other:
            found = overrides.get((one, other)) or overrides.get((other, one))
            if found:
                return found
    return None


def _names(place: Place) -> tuple[str, str, str]:
    return str(place.venue_id), place.district or "", place.regency


def _distance(start: Place, goal: Place) -> float | None:
    """Kilometres along the great circle."""
    points = (start.latitude, start.longitude, goal.latitude, goal.longitude)
    if None in points:
        return None
    south, west, north, east = (radians(point or 0.0) for point in points)
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))
