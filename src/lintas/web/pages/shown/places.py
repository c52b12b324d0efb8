"""Venues and rooms, as templates show them."""

from dataclasses import dataclass
from uuid import UUID

from lintas.domain.venues import Approval, Room, Venue
from lintas.render.places import say_area, say_bounds
from lintas.render.times import zone_name
from lintas.render.ways import say_layout
from lintas.store.agencies import find_regency
from lintas.store.reference import list_districts


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
