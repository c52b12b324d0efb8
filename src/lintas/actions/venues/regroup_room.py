"""A room becomes a part of a hall, or stands alone again."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import hall
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.actions.steps.rehousing import release_run_out_in
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, IllegalState, Invalid
from lintas.domain.venues import Room
from lintas.rules.access import Verb
from lintas.store.approvals.claims import save_hall_of_claims
from lintas.store.approvals.queue import save_hall_of_entries
from lintas.store.transaction import TryAgain, retrying, writing
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import count_live_holds, find_room, list_tree, save_room


class NotAPart(Invalid):
    """A room can't be a part of itself, of its own part, or of another venue's hall."""


@retrying
async def regroup_room(room_id: UUID, part_of: UUID | None, *, actor: Actor, now: datetime) -> Room:
    """Make a room, with all its parts, a part of that hall; of none: let it stand alone.

    Raises:
        NotAllowed: the actor keeps no venues.
        NotFound: no such room that the actor keeps, or no such hall.
        NotAPart: it would be its own ancestor, or lie in two venues.
        IllegalState: a use to come keeps any room of the halls that would change.
    """
    allow_somewhere(actor, Verb.KEEP_VENUES)
    seen = {(await find_room(room_id)).root}
    if part_of:
        seen.add((await find_room(part_of, field="part_of")).root)
    async with writing(*map(hall, seen)):
        room = await find_room(room_id)
        parent = await find_room(part_of, field="part_of") if part_of else None
        roots = {room.root} | ({parent.root} if parent else set())
        if not roots <= seen:
            raise TryAgain
        venue = await find_venue(room.venue_id)
        allow_for(actor, Verb.KEEP_VENUES, venue.keeper, field="room_id", value=room_id)
        _check_part(room, parent)
        for root in roots:
            await release_run_out_in(root, now=now)
            if await count_live_holds(root, now=now):
                raise IllegalState("room", "in_use", "regroup")
        await _regroup(room, parent)
        await audit(
            actor,
            "regroup",
            ("room", room.id),
            before={"part_of": room.part_of},
            after={"part_of": part_of},
            now=now,
        )
        return await find_room(room_id)


def _check_part(room: Room, parent: Room | None) -> None:
    if parent is None:
        return
    if parent.id in {room.id, *room.below}:
        raise NotAPart(faults=(Fault("part_of", parent.id, "not_own_part"),))
    if parent.venue_id != room.venue_id:
        raise NotAPart(faults=(Fault("part_of", parent.id, "same_venue", room.venue_id),))


async def _regroup(room: Room, parent: Room | None) -> None:
    root = parent.root if parent else room.id
    for each in await list_tree(room.root):
        if each.id in {room.id, *room.below}:
            part_of = (parent.id if parent else None) if each.id == room.id else each.part_of
            await save_room(replace(each, part_of=part_of, root=root, version=each.version + 1))
    # No bookings, but who waits for these rooms, and what is claimed in them, knows its hall too.
    moved = (room.id, *room.below)
    await save_hall_of_entries(moved, root)
    await save_hall_of_claims(moved, root)
