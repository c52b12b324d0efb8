"""Closures, as templates show them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from lintas.domain.timespan import LAST_MOMENT, TimeSpan
from lintas.domain.venues import Closure, Room, Venue
from lintas.render.recurrence import say_rule
from lintas.render.times import say_span
from lintas.store.venues.closures import list_closures_of
from lintas.store.venues.rooms import list_rooms_of


@dataclass(frozen=True, slots=True)
class ClosureShown:
    """`place` is the room, or that all of the venue is closed."""

    id: UUID
    place: str
    when: str
    again: str
    reason: str
    authority: str


async def list_standing(venue: Venue, room: Room | None, *, now: datetime) -> list[ClosureShown]:
    """Those not yet over of a venue and all its rooms; of a room, those that shut it."""
    window = TimeSpan(now.replace(microsecond=0).astimezone(UTC), LAST_MOMENT)
    names = {each.id: each.name for each in await list_rooms_of([venue.id])}
    # One that comes again is told once, with the date that is next.
    next_dates: dict[UUID, Closure] = {}
    for closure in await list_closures_of([venue.id], window):
        next_dates.setdefault(closure.id, closure)
    return [
        closure_shown(closure, venue, names.get(closure.room_id) if closure.room_id else "")
        for closure in next_dates.values()
        if room is None or closure.room_id is None or closure.room_id in room.kin
    ]


def closure_shown(closure: Closure, venue: Venue, room_name: str | None) -> ClosureShown:
    return ClosureShown(
        id=closure.id,
        place=room_name or "Seluruh tempat",
        when=say_span(closure.span, venue.zone),
        again=say_rule(closure.rrule),
        reason=closure.reason,
        authority=closure.authority,
    )
