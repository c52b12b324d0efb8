"""A plan that was judged is kept: all its bookings, or none."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.import_plan.judging import find_plans
from lintas.actions.bookings.import_plan.staging import PlanRefused, groups_of, judge_import
from lintas.actions.bookings.record_use import PhonedUse, record_use
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.steps.locking import locks_of
from lintas.domain.bookings import BookingId, Origin
from lintas.domain.imports import ImportState, PlanImport
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.store.imports import find_import, save_import
from lintas.store.transaction import TryAgain, retrying, writing_together


async def keep_plan(import_id: UUID, *, actor: Actor, now: datetime) -> PlanImport:
    """Ask for everything in it, in one transaction; every law is judged again inside.

    Raises:
        NotFound: no such plan of the actor's.
        IllegalState: it waits to be judged, was refused, or was kept before.
        RowsUnfit: what its rows name is gone by now.
        PlanRefused: somebody came first; nothing was kept.
    """
    try:
        return await _keep(import_id, actor=actor, now=now)
    except PlanClashes as clash:
        refused, found = await judge_import(await find_import(import_id, seen_by=actor), now=now)
        raise PlanRefused(refused, found) from clash


@retrying
async def _keep(import_id: UUID, *, actor: Actor, now: datetime) -> PlanImport:
    """Joins asking's own transactions, so that a plan can't come to differ from requests.

    All that they lock is locked before, in one order.
    """
    seen = await find_import(import_id, seen_by=actor)
    groups = await groups_of(seen, now=now)
    locks = locks_of(*await find_plans(groups, actor=seen.actor, origin=seen.origin))
    hold_for = timedelta(minutes=seen.content["hold_minutes"])
    async with writing_together(f"plan:{import_id}", *locks):
        before = await find_import(import_id, seen_by=actor)
        if before.state is not ImportState.JUDGED:
            raise IllegalState("plan", before.state, "keep")
        plans = await find_plans(groups, actor=seen.actor, origin=seen.origin)
        if set(locks_of(*plans)) != set(locks):
            raise TryAgain
        made: list[BookingId] = []
        for group in groups:
            if seen.origin is Origin.RECORDED:
                done = await record_use(PhonedUse(group.ask), actor=seen.actor, now=now)
            else:
                done = await ask_for_room(group.ask, actor=seen.actor, hold_for=hold_for, now=now)
            made.append(done.booking.id)
        kept = replace(before.at(ImportState.KEPT, now=now), booking_ids=tuple(made))
        await save_import(kept)
        after = {"state": kept.state, "bookings": len(made)}
        await audit(actor, "keep", ("plan", kept.id), after=after, now=now)
    return kept
