"""Venues and rooms, as templates show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lintas.domain.venues import Approval, Room, Venue
from lintas.render.places import map_link, say_area, say_bounds
from lintas.render.times import zone_name
from lintas.render.ways import say_layout
from lintas.store.agencies import find_regency
from lintas.store.bookings.cards import Card
from lintas.store.reference import list_districts
from lintas.store.venues.places import list_venues_named


@dataclass(frozen=True, slots=True)
class RoomShown:
    """`layouts` are (code, name, seats); `seats` of the roomiest, empty when nobody measured.

    `bounds` tells how early, how late and for how long it is lent; empty: without limits.
    """

    id: UUID
    name: str
    venue_id: UUID
    venue: str
    area: str
    zone: str
    is_decided: bool
    is_example: bool
    layouts: tuple[tuple[str, str, int], ...]
    seats: str
    bounds: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a venue is; `map` is a link, empty where the venue is no more."""

    area: str
    map: str
    is_example: bool


NOWHERE = Place("", "", is_example=False)


async def list_places(cards: Iterable[Card]) -> dict[UUID, Place]:
    """By venue."""
    venues = await list_venues_named({card.venue_id for card in cards})
    return {venue.id: await _place(venue) for venue in venues}


async def show_room(venue: Venue, room: Room) -> RoomShown:
    return room_shown(venue, room, await say_venue_area(venue))


def room_shown(venue: Venue, room: Room, area: str) -> RoomShown:
    layouts = sorted(room.capacities.items(), key=lambda each: each[1])
    return RoomShown(
        id=room.id,
        name=room.name,
        venue_id=venue.id,
        venue=venue.name,
        area=area,
        zone=zone_name(venue.zone),
        is_decided=room.approval is Approval.MANAGER,
        is_example=venue.is_example,
        layouts=tuple((code, say_layout(code), seats) for code, seats in layouts),
        seats=str(room.capacity("") or ""),
        bounds=say_bounds(room),
    )


async def say_venue_area(venue: Venue) -> str:
    """Kec. Soreang, Kab. Bandung."""
    return say_area(await find_regency(venue.regency), district_name(venue.district))


def district_name(code: str | None) -> str:
    """Empty where none, or one that we don't know, was given."""
    return next((each.name for each in list_districts() if each.code == code), "")


async def _place(venue: Venue) -> Place:
    area = await say_venue_area(venue)
    return Place(area, map_link(venue, area), venue.is_example)
