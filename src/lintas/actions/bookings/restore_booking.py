"""What was cancelled is to take place after all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.bookings.move_session.keeping import hold_anew
from lintas.actions.steps.announcing import audit, tell_everybody
from lintas.actions.steps.approving import Chains, chains_of, decision_of, hold_length, tell_waiting
from lintas.actions.steps.deciding import pick_sessions
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.judging import judge_now
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.actions.steps.planning import by_room, replan
from lintas.actions.steps.recording import hold
from lintas.domain.bookings import Booking, Decision, Session
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.rules import choose_agreement
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.ways_out import FOR_TELLING
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking, save_booking
from lintas.store.bookings.sessions import save_session
from lintas.store.transaction import retrying, writing


async def restore_booking(
    booking_id: UUID,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    session_ids: Iterable[UUID] = (),
    receipt: Receipt | None = None,
) -> Booking:
    """Bring cancelled sessions back, judged again: the same uids, at the same times.

    They are approved at once where the room says yes by itself, else requested anew.

    Raises:
        NotFound: no such booking or session on the actor's side.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: nothing cancelled is left, or it is over.
        PlanClashes: the slot is taken by now, or another law is broken; with ways out.
    """
    reasons = (await find_booking(booking_id, seen_by=actor)).reasons
    chosen = tuple(session_ids)
    async with offering_ways_out(reasons, FOR_TELLING, actor=actor, now=now):
        return await _restore(
            booking_id, chosen, actor=actor, hold_for=hold_for, now=now, receipt=receipt
        )


@retrying
async def _restore(
    booking_id: UUID,
    session_ids: tuple[UUID, ...],
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None,
) -> Booking:
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(booking), locks)
        allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
        picked = pick_sessions(booking, session_ids, "restore", now=now)
        coming = [each for each in picked if each.span.end > now]
        if not coming or (session_ids and len(coming) < len(picked)):
            raise IllegalState("session", "over", "restore")
        chains = await chains_of(booking)
        after, back = await _bring_back(booking, coming, chains, hold_for=hold_for, now=now)
        sessions = {"sessions": [str(each.id) for each in back], "state": after.state}
        before = {"state": booking.state}
        subject = ("booking", booking.id)
        await audit(actor, "restore", subject, before=before, after=sessions, now=now)
        await _tell(after, back, chains, now=now)
        await add_receipt(receipt, after, now=now)
    return after


async def _bring_back(
    booking: Booking,
    coming: Sequence[Session],
    chains: Chains,
    *,
    hold_for: timedelta,
    now: datetime,
) -> tuple[Booking, list[Session]]:
    """Judged again; holding what they held, approved or requested as their rooms say yes.

    Raises:
        PlanClashes: without ways out.
    """
    back: list[Session] = []
    for group in by_room(coming):
        plan = await replan(booking, group)
        situation, _ = await judge_now(plan, booking.reasons, now=now)
        agreement = choose_agreement(plan, situation)
        chain = chains[group[0].id]
        decision = decision_of(plan, chain)
        if decision is Decision.REQUESTED:
            booking = await hold_anew(booking, now + hold_length(chain, hold_for), now=now)
        restored = [
            replace(
                session.stepped("restore", now=now),
                decision=decision,
                agreement_id=agreement.id if agreement else None,
            ).waiting_anew(now=now)
            for session in group
        ]
        for session in restored:
            await save_session(session, now=now)
        await hold(plan, [session.id for session in restored], now=now)
        back += restored
    after = booking.with_moved(tuple(back))
    await save_booking(after)
    return after, back


async def _tell(
    booking: Booking, sessions: Sequence[Session], chains: Chains, *, now: datetime
) -> None:
    approved = [each for each in sessions if each.decision is Decision.APPROVED]
    waiting = [each for each in sessions if each.decision is Decision.REQUESTED]
    await tell_everybody("session_restored", booking, approved, {}, now=now)
    await tell_waiting(booking, waiting, chains, now=now)
