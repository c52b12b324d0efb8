"""Refusals that tell their moments by the clocks of the place that was asked for."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from lintas.domain.refusal import Fault, Invalid, NotFound
from lintas.domain.venues import RoomId
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room


@asynccontextmanager
async def telling_local_times(room_id: RoomId) -> AsyncIterator[None]:
    """Spans are kept in UTC: what is refused inside is told in the zone of the room's venue.

    Raises:
        Invalid: whatever is raised inside, so told; of an unknown room, as it was.
    """
    try:
        yield
    except Invalid as refusal:
        try:
            room = await find_room(room_id)
        except NotFound:
            raise refusal from None
        zone = (await find_venue(room.venue_id)).zone
        refusal.faults = tuple(local_fault(each, zone) for each in refusal.faults)
        raise


def local_fault(fault: Fault, zone: tzinfo) -> Fault:
    return replace(fault, value=_local(fault.value, zone), limit=_local(fault.limit, zone))


def _local(value: object, zone: tzinfo) -> object:
    """A moment that was written down in UTC, in that zone; anything else as it is."""
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    return value if moment.utcoffset() != timedelta() else moment.astimezone(zone).isoformat()
