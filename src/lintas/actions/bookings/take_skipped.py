"""A date that was left out because it clashed is taken after all."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.bookings.made import Made
from lintas.actions.bookings.move_session.keeping import hold_anew
from lintas.actions.steps.announcing import audit, tell_asker, tell_owner
from lintas.actions.steps.approving import chain_of, decision_of, hold_length, tell_waiting
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.judging import judge_now
from lintas.actions.steps.locking import check_locked, locks_of, locks_of_booking
from lintas.actions.steps.planning import plan_more
from lintas.actions.steps.recording import hold, make_sessions
from lintas.domain.approvals import Chain
from lintas.domain.bookings import Booking, Decision, Session
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.domain.refusal import IllegalState
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.ways_out import FOR_TELLING
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking, save_booking
from lintas.store.bookings.sessions import add_sessions
from lintas.store.bookings.skipped import (
    SkippedDate,
    SkippedState,
    find_skipped,
    list_skipped_of,
    save_skipped,
)
from lintas.store.things.costs import find_cost
from lintas.store.transaction import retrying, writing


async def take_skipped(
    booking_id: UUID,
    skipped_id: UUID,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None = None,
) -> Made:
    """Add a session to the booking for a date it was made without; approval as for any.

    Raises:
        NotFound: no such booking on the actor's side, or no such date of it.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: it was taken or given up, or is over, or the booking holds nothing any more.
        PlanClashes: a law still stands against it, with ways out.
    """
    reasons = (await find_booking(booking_id, seen_by=actor)).reasons
    async with offering_ways_out(reasons, FOR_TELLING, actor=actor, now=now):
        return await _take(
            booking_id, skipped_id, actor=actor, hold_for=hold_for, now=now, receipt=receipt
        )


@retrying
async def _take(
    booking_id: UUID,
    skipped_id: UUID,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None,
) -> Made:
    await check_receipt(receipt, now=now)
    seen, _, foreseen = await _find_takable(booking_id, skipped_id, actor=actor, now=now)
    locks = {*locks_of(foreseen), *await locks_of_booking(seen, receipt)}
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking, skipped, plan = await _find_takable(booking_id, skipped_id, actor=actor, now=now)
        check_locked([*locks_of(plan), *await locks_of_booking(booking)], locks)
        situation, findings = await judge_now(plan, booking.reasons, now=now)

        chain = await chain_of(plan)
        decision = decision_of(plan, chain)
        if decision is Decision.REQUESTED:
            booking = await hold_anew(booking, now + hold_length(chain, hold_for), now=now)
        (made,) = make_sessions(
            plan,
            situation,
            booking.id,
            decision=decision,
            batch_id=booking.batch_id,
            now=now,
        )
        session = replace(made, position=len(booking.sessions))
        after = booking.with_more((session,))
        await save_booking(after)
        await add_sessions([session], now=now)
        await hold(plan, [session.id], now=now)
        await save_skipped(replace(skipped, state=SkippedState.TAKEN, session_id=session.id))

        await audit(actor, "take", ("session", session.id), after={"span": session.span}, now=now)
        await _tell(after, session, chain, now=now)
        cost, skipped_dates = await find_cost(after), await list_skipped_of(booking.id)
        taken = Made(after, findings, plan.venue.zone, cost, skipped_dates)
        await add_receipt(receipt, taken, now=now)
    return taken


async def _find_takable(
    booking_id: UUID, skipped_id: UUID, *, actor: Actor, now: datetime
) -> tuple[Booking, SkippedDate, Plan]:
    booking = await find_booking(booking_id, seen_by=actor)
    allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
    skipped = await find_skipped(skipped_id, of=booking.id)
    if skipped.state.is_settled:
        raise IllegalState("skipped_date", skipped.state, "take")
    if skipped.planned.span.end <= now:
        raise IllegalState("skipped_date", "over", "take")
    if not any(booking.standing(each, now=now).holds for each in booking.sessions):
        raise IllegalState("booking", booking.state, "take")
    return booking, skipped, await plan_more(booking, skipped.room_id, [skipped.planned])


async def _tell(booking: Booking, session: Session, chain: Chain, *, now: datetime) -> None:
    if session.decision is Decision.APPROVED:
        await tell_asker("request_approved", booking, [session], {}, now=now)
        await tell_owner("request_approved", booking, [session], {}, now=now)
    else:
        await tell_waiting(booking, [session], {session.id: chain}, now=now)
