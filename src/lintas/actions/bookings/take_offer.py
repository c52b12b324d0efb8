"""Somebody takes the slot that is held for them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.steps.announcing import audit, tell_owner
from lintas.actions.steps.approving import Chains, chains_of, decision_of, tell_waiting
from lintas.actions.steps.deciding import pick_sessions, settle
from lintas.actions.steps.judging import judge_as_it_is
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.actions.steps.planning import by_room, replan
from lintas.domain.approvals import QueueState
from lintas.domain.bookings import Booking, Decision, Offer, Session
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.rules.access import Subject, Verb, allow
from lintas.store.approvals.queue import save_queue_state
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking, save_booking
from lintas.store.bookings.sessions import save_session
from lintas.store.transaction import retrying, writing


@retrying
async def take_offer(
    booking_id: UUID,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None = None,
) -> Booking:
    """Make an ordinary request of an offer.

    It is approved at once where the lender promised it so, or the room says yes by itself.

    Raises:
        NotFound: no such booking on the actor's side.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: it is no offer, or its time is over.
        PlanClashes: a law is broken by now.
    """
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(booking), locks)
        allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
        sessions = pick_sessions(booking, (), "approve", now=now)
        if not booking.offer:
            raise IllegalState("booking", booking.state, "take")
        chains = await chains_of(booking)
        says_yes = await _judge(booking, sessions, chains, now=now)
        taken = replace(booking, offer=Offer.NONE, hold_until=now + hold_for)
        await save_queue_state(booking.id, QueueState.TAKEN)
        await audit(actor, "take", ("booking", booking.id), now=now)
        if booking.offer is Offer.BUMP or says_yes:
            after = await settle(taken, "approve", sessions, actor=actor, now=now)
            await tell_owner("request_approved", after, after.sessions, {}, now=now)
        else:
            after = await _ask(taken, sessions, chains, now=now)
        await add_receipt(receipt, after, now=now)
    return after


async def _judge(
    booking: Booking, sessions: Sequence[Session], chains: Chains, *, now: datetime
) -> bool:
    """Whether all their rooms say yes by themselves.

    Raises:
        PlanClashes: a law is broken by now.
    """
    says_yes = True
    for group in by_room(sessions):
        plan = await replan(booking, group)
        await judge_as_it_is(plan, booking.reasons, now=now)
        decision = decision_of(plan, chains[group[0].id])
        says_yes = says_yes and decision is Decision.APPROVED
    return says_yes


async def _ask(
    booking: Booking, sessions: Sequence[Session], chains: Chains, *, now: datetime
) -> Booking:
    """At the first step of approval."""
    waiting = tuple(each.waiting_anew(now=now) for each in sessions)
    after = booking.with_sessions(waiting)
    await save_booking(after)
    for session in waiting:
        await save_session(session, now=now)
    await tell_waiting(after, waiting, chains, now=now)
    return after
