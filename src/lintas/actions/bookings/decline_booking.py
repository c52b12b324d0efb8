"""Somebody who must agree says no."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.approving import note_decisions, pick_mine
from lintas.actions.steps.deciding import check_not_offered, pick_sessions, settle
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.domain.bookings import Booking
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, Invalid
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking
from lintas.store.transaction import retrying, writing


class ReasonMissing(Invalid):
    """Whoever says no, or takes something away, says why."""


@retrying
async def decline_booking(
    booking_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    session_ids: Iterable[UUID] = (),
    receipt: Receipt | None = None,
) -> Booking:
    """Decline the named sessions, or all that are undecided; their slots are free at once.

    Raises:
        NotFound: no such booking or session on the actor's side.
        NotAllowed: the actor doesn't manage these rooms.
        NotYourStep: somebody else decides now.
        ReasonMissing: no reason was given.
        IllegalState: nothing is left to decide.
    """
    chosen = tuple(session_ids)
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(booking), locks)
        check_not_offered(booking, "decline")
        sessions = pick_sessions(booking, chosen, "decline", now=now)
        mine = await pick_mine(booking, sessions, actor=actor, named=bool(chosen), now=now)
        if not reason.strip():
            raise ReasonMissing(faults=(Fault("reason", reason, "required"),))
        await note_decisions(booking, mine, "decline", actor=actor, reason=reason, now=now)
        after = await settle(booking, "decline", mine.sessions, actor=actor, reason=reason, now=now)
        await add_receipt(receipt, after, now=now)
    return after
