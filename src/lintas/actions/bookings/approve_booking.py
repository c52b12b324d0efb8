"""The owner of a room says yes."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.deciding import check_decider, pick_sessions, settle
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.actions.steps.planning import by_room, replan
from lintas.domain.bookings import Booking
from lintas.domain.people import Actor
from lintas.rules import judge, refusing
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking
from lintas.store.situations import gather_situation
from lintas.store.transaction import retrying, writing


async def approve_booking(
    booking_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    session_ids: Iterable[UUID] = (),
    reason: str = "",
    receipt: Receipt | None = None,
) -> Booking:
    """Approve the named sessions, or all that are undecided.

    They were judged when asked for and hold their slots since, but facts may have changed: they
    are judged again.

    Raises:
        NotFound: no such booking or session on the actor's side.
        NotAllowed: the actor doesn't manage these rooms.
        IllegalState: nothing is left to decide.
        PlanClashes: a law is broken by now, with ways out.
    """
    reasons = (await find_booking(booking_id, seen_by=actor)).reasons
    async with offering_ways_out(reasons, now=now):
        chosen = tuple(session_ids)
        return await _approve(
            booking_id, chosen, actor=actor, now=now, reason=reason, receipt=receipt
        )


@retrying
async def _approve(
    booking_id: UUID,
    session_ids: tuple[UUID, ...],
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    receipt: Receipt | None,
) -> Booking:
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(booking), locks)
        sessions = pick_sessions(booking, session_ids, "approve", now=now)
        check_decider(actor, booking, sessions)
        for group in by_room(sessions):
            plan = await replan(booking, group)
            findings = judge(plan, await gather_situation(plan, now=now))
            if refusing(findings, booking.reasons):
                raise PlanClashes(plan, findings)
        after = await settle(booking, "approve", sessions, actor=actor, reason=reason, now=now)
        await add_receipt(receipt, after, now=now)
    return after
