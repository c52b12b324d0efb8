"""Moving a session, or trying to."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.bookings.move_session.change import (
    Change,
    Moved,
    change_of,
)
from lintas.actions.bookings.move_session.keeping import announce_move, hold_anew, keep_moved
from lintas.actions.steps.announcing import facts_of
from lintas.actions.steps.approving import chain_of, hold_length
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.expecting import keep_estimates
from lintas.actions.steps.judging import judge_as_it_is, judge_now
from lintas.actions.steps.locking import check_locked, locks_of, locks_of_booking
from lintas.actions.steps.planning import check_overrides, replan_moved
from lintas.actions.steps.ruling import rule_on_change, settled
from lintas.domain.bookings import Booking, Decision
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.rules import choose_agreement
from lintas.rules.granted import Use
from lintas.rules.ways_out import FOR_MOVING
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import find_session
from lintas.store.transaction import retrying, writing


async def move_session(
    session_id: UUID,
    change: Change,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None = None,
) -> Moved:
    """Change a session in place: its id and uid stay, its sequence rises.

    A change to what it is already changes nothing, and nobody is told.

    An approved session that needs a manager's approval anew holds its new slot, requested, for
    `hold_for`; one that is undecided keeps the time it had. Everybody concerned is told what it
    was before.

    Raises:
        NotFound: no such session on the actor's side, or an unknown room or trainer.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: it is over, or holds nothing any more.
        VersionPassed: it was changed since the asker looked.
        NotATimeSpan, NotAnAsk: times that can't be meant.
        NotOverridable: an override of a law that nobody may override.
        PlanClashes: laws are broken; every finding at once, with ways out.
    """
    session = await find_session(session_id, seen_by=actor)
    reasons = {**(await find_any_booking(session.booking_id)).reasons, **change.reasons}
    async with offering_ways_out(reasons, FOR_MOVING, actor=actor, now=now):
        return await _move(
            session_id, change, actor=actor, hold_for=hold_for, now=now, receipt=receipt
        )


async def try_moving(session_id: UUID, change: Change, *, actor: Actor, now: datetime) -> Moved:
    """What moving would meet now; nothing is kept.

    Raises:
        NotFound, NotAllowed, IllegalState, VersionPassed, PlanClashes: as `move_session`.
    """
    session = await find_session(session_id, seen_by=actor)
    kept = await find_any_booking(session.booking_id)
    booking = _answered(kept, change)
    async with offering_ways_out(booking.reasons, FOR_MOVING, actor=actor, now=now):
        moved = await change_of(session, booking, change, actor=actor, now=now)
        plan = await replan_moved(booking, session, moved)
        check_overrides(replace(plan, overrides=change.overrides), actor)
        if moved.is_still(session) and booking == kept:
            return Moved(session, (), plan.venue.zone)
        _, findings = await judge_as_it_is(plan, booking.reasons, now=now)
        return Moved(moved, findings, plan.venue.zone)


@retrying
async def _move(
    session_id: UUID,
    change: Change,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None,
) -> Moved:
    # Before looking: what was moved already is no longer what the asker saw.
    await check_receipt(receipt, now=now)
    seen, foreseen = await _foresee(session_id, change, actor=actor, now=now)
    locks = {*locks_of(foreseen), *await locks_of_booking(seen)}
    async with writing(*locks, *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        before = await find_session(session_id, seen_by=actor)
        kept = await find_any_booking(before.booking_id)
        booking = _answered(kept, change)
        after = await change_of(before, booking, change, actor=actor, now=now)
        plan = await replan_moved(booking, before, after)
        check_locked([*locks_of(plan), *await locks_of_booking(booking)], locks)
        check_overrides(replace(plan, overrides=change.overrides), actor)
        if after.is_still(before) and booking == kept:
            return await _kept(receipt, Moved(before, (), plan.venue.zone), now=now)
        situation, findings = await judge_now(plan, booking.reasons, now=now)

        agreement, chain = choose_agreement(plan, situation), await chain_of(plan)
        ruling = rule_on_change(Use(kept, before), Use(booking, after), plan, chain, actor)
        after = replace(
            settled(before, after, ruling, now=now),
            lender_keeper=plan.venue.keeper,
            lender=plan.venue.lender,
            agreement_id=agreement.id if agreement else None,
        )
        was = facts_of(await list_cards([before]))
        if not replace(after, link=before.link).is_still(before):
            await keep_estimates([before], now=now)
        if after.decision is Decision.REQUESTED is not before.decision:
            until = now + hold_length(chain, hold_for)
            booking = _answered(await hold_anew(booking, until, now=now), change)
        await keep_moved(booking, after, plan, ruling, actor=actor, now=now)
        await announce_move(
            booking, before, after, actor=actor, was=was, reason=change.reason, now=now
        )
        return await _kept(receipt, Moved(after, findings, plan.venue.zone), now=now)


async def _kept(receipt: Receipt | None, moved: Moved, *, now: datetime) -> Moved:
    await add_receipt(receipt, moved, now=now)
    return moved


def _answered(booking: Booking, change: Change) -> Booking:
    """The booking with what the change says besides to warnings and blocks."""
    return replace(
        booking,
        reasons={**booking.reasons, **change.reasons},
        overrides={**booking.overrides, **change.overrides},
    )


async def _foresee(
    session_id: UUID, change: Change, *, actor: Actor, now: datetime
) -> tuple[Booking, Plan]:
    session = await find_session(session_id, seen_by=actor)
    booking = await find_any_booking(session.booking_id)
    changed = await change_of(session, booking, change, actor=actor, now=now)
    return booking, await replan_moved(booking, session, changed)
