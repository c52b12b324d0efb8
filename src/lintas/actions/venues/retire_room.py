"""A room is no longer lent."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.locking import hall
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.actions.steps.rehousing import release_run_out_in
from lintas.actions.steps.retiring import retire
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.domain.venues import Room
from lintas.rules.access import Verb
from lintas.store.retirement import Noun
from lintas.store.transaction import TryAgain, retrying, writing
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import count_live_holds, find_room


@retrying
async def retire_room(room_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take it off the lists; of a hall it was a part of, the other parts stay.

    Raises:
        NotAllowed: the actor keeps no venues.
        NotFound: no such room in a venue that the actor keeps.
        IllegalState: it has parts, or a use to come keeps any room of its hall.
    """
    seen = await _find_kept(room_id, actor)
    async with writing(hall(seen.root)):
        room = await _find_kept(room_id, actor)
        if room.root != seen.root:
            raise TryAgain
        await release_run_out_in(room.root, now=now)
        if await count_live_holds(room.root, now=now):
            raise IllegalState("room", "in_use", "retire")
        await retire(Noun.ROOM, room_id, actor=actor, now=now)


async def _find_kept(room_id: UUID, actor: Actor) -> Room:
    allow_somewhere(actor, Verb.KEEP_VENUES)
    room = await find_room(room_id)
    venue = await find_venue(room.venue_id)
    allow_for(actor, Verb.KEEP_VENUES, venue.keeper, field="room_id", value=room_id)
    return room
