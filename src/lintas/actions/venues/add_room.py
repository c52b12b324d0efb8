"""A venue gets a room, or a hall gets a part."""

from datetime import datetime, timedelta

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import hall
from lintas.actions.steps.rehousing import release_run_out_in, venue_lock
from lintas.actions.venues.facts import RoomFacts
from lintas.actions.venues.placing import find_kept_venue
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState, NotFound
from lintas.domain.things import tidy_equipment
from lintas.domain.venues import Room, RoomId
from lintas.store.transaction import TryAgain, retrying, writing
from lintas.store.venues.rooms import add_room as add_kept_room
from lintas.store.venues.rooms import count_live_holds, find_room

# No building is divided deeper; a tree without end would be walked without end.
DEEPEST = 20


@retrying
async def add_room(facts: RoomFacts, *, actor: Actor, now: datetime) -> Room:
    """Add it; a part divides its hall, which then stands for all its parts.

    Raises:
        NotAllowed: the actor keeps no venues.
        Invalid: as `RoomFacts.check`.
        NotFound: no such venue that the actor keeps, or no such hall in it.
        IllegalState: a use to come keeps the hall or a part of it; or it lies too deep already.
    """
    await find_kept_venue(facts.venue_id, actor)
    facts.check()
    foreseen = await _find_hall(facts)
    locks = [hall(foreseen.root)] if foreseen else []
    async with writing(venue_lock(facts.venue_id), *locks):
        venue = await find_kept_venue(facts.venue_id, actor)
        parent = await _find_hall(facts)
        if parent:
            if hall(parent.root) not in locks:
                raise TryAgain
            await _check_divisible(parent, now=now)
        room_id = RoomId(new_id(now))
        await add_kept_room(
            Room(
                id=room_id,
                venue_id=venue.id,
                name=facts.name,
                part_of=parent.id if parent else None,
                root=parent.root if parent else room_id,
                leaves=(),
                capacities=dict(facts.capacities),
                turnaround=timedelta(minutes=facts.turnaround_minutes),
                approval=facts.approval,
                equipment=None if facts.equipment is None else tidy_equipment(facts.equipment),
                notice_days=facts.notice_days,
                horizon_days=facts.horizon_days,
                longest_minutes=facts.longest_minutes,
            )
        )
        after = {"venue": venue.id, "part_of": facts.part_of, "approval": facts.approval}
        await audit(actor, "add", ("room", room_id), after=after, now=now)
        return await find_room(room_id)


async def _find_hall(facts: RoomFacts) -> Room | None:
    """What it is to be a part of, which must lie in the same venue; none: it stands alone."""
    if facts.part_of is None:
        return None
    parent = await find_room(facts.part_of, field="part_of")
    if parent.venue_id != facts.venue_id:
        raise NotFound("part_of", facts.part_of)
    return parent


async def _check_divisible(parent: Room, *, now: datetime) -> None:
    if len(parent.above) >= DEEPEST - 1:
        raise IllegalState("room", "too_deep", "divide")
    await release_run_out_in(parent.root, now=now)
    if await count_live_holds(parent.root, now=now):
        raise IllegalState("room", "in_use", "divide")
