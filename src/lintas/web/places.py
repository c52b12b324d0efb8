"""Rooms with their venues, whose clocks times are shown on."""

from uuid import UUID

from lintas.domain.venues import Room, Venue
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room


async def find_place(room_id: UUID) -> tuple[Venue, Room]:
    """A room and the venue it is in.

    Raises:
        NotFound: no such room.
    """
    room = await find_room(room_id)
    return await find_venue(room.venue_id), room
