"""Whoever is refused for a clash may wait for the slot, in the order of asking."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.deciding import serve_queue
from lintas.actions.steps.judging import PlanClashes, release_run_out
from lintas.actions.steps.locking import check_locked, hall, locks_of
from lintas.actions.steps.planning import find_allowed, find_plan
from lintas.actions.steps.serving import Freed
from lintas.domain.approvals import QueueEntry, QueueEntryId, QueueState
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.plans import Ask
from lintas.domain.refusal import IllegalState
from lintas.domain.timespan import LAST_MOMENT, TimeSpan
from lintas.domain.venues import RoomId
from lintas.rules import judge, refusing
from lintas.rules.access import Subject, Verb, allow
from lintas.store.approvals.queue import (
    add_entry,
    find_entry,
    list_halls_waited_for,
    save_entry,
)
from lintas.store.situations import gather_situation, reach
from lintas.store.transaction import retrying, writing

# What can come free by somebody else's letting go.
_PASSING = frozenset({"venue_clash", "trainer_clash", "equip_clash", "venue_bumped"})
# How many of one hall the clock looks at in one go.
MOST_AT_ONCE = 200


@retrying
async def join_queue(ask: Ask, *, actor: Actor, now: datetime) -> QueueEntry:
    """Wait for the slot that was refused; the offer comes by message.

    Raises:
        NotAnAsk, NotFound, NotOverridable: as `ask_for_room`.
        IllegalState: nothing is in the way: ask for it.
        PlanClashes: another law refuses it, and waiting would not help.
    """
    foreseen = await find_allowed(ask, actor, now=now)
    async with writing(*locks_of(foreseen)):
        plan = await find_plan(ask, seen_by=actor)
        check_locked(locks_of(plan), locks_of(foreseen))
        await release_run_out(plan, now=now)
        findings = judge(plan, await gather_situation(plan, now=now))
        against = refusing(findings, ask.reasons)
        if not against:
            raise IllegalState("queue_entry", "free", "queue")
        if {finding.code for finding in against} - _PASSING:
            raise PlanClashes(plan, findings)
        entry = QueueEntry(
            id=QueueEntryId(new_id(now)),
            ask=ask,
            root=plan.room.root,
            keeper=plan.agency.keeper,
            asked_by=actor.id,
            span=reach(plan),
            created_at=now,
        )
        await add_entry(entry)
        await audit(actor, "queue", ("queue_entry", entry.id), now=now)
    return entry


@retrying
async def leave_queue(entry_id: UUID, *, actor: Actor, now: datetime) -> QueueEntry:
    """Wait no longer. An offer is let go of by withdrawing it.

    Raises:
        NotFound: none of the actor's side.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: it waits no longer.
    """
    seen = await find_entry(entry_id, seen_by=actor)
    async with writing(hall(seen.root)):
        entry = await find_entry(entry_id, seen_by=actor)
        check_locked([hall(entry.root)], [hall(seen.root)])
        allow(actor, Verb.WITHDRAW, Subject(keeper=entry.keeper, owner=entry.asked_by))
        if entry.state is not QueueState.WAITING:
            raise IllegalState("queue_entry", entry.state, "withdraw")
        left = replace(entry, state=QueueState.LEFT)
        await save_entry(left)
        await audit(actor, "leave", ("queue_entry", entry.id), now=now)
    return left


async def offer_slots(*, now: datetime) -> int:
    """Offer what has come free to whoever asked first; answers how many offers were made.

    For what nobody's letting go has served yet: more than that serves at once, or time alone freed.
    """
    made = 0
    for root in await list_halls_waited_for(now=now):
        made += await _offer_in(root, now=now)
    return made


@retrying
async def _offer_in(root: RoomId, *, now: datetime) -> int:
    """All who wait for one hall, in the order of asking, while nobody else can take it."""
    ahead = TimeSpan(now.replace(microsecond=0), LAST_MOMENT)
    async with writing(hall(root)):
        return await serve_queue(Freed(frozenset({root}), (ahead,)), now=now, most=MOST_AT_ONCE)
