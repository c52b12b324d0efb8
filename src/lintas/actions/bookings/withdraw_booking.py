"""The asking side takes its request back, or cancels what was approved."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.deciding import pick_sessions, settle
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.domain.bookings import Booking, Decision
from lintas.domain.people import Actor
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking
from lintas.store.transaction import retrying, writing


@retrying
async def withdraw_booking(
    booking_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    session_ids: Iterable[UUID] = (),
    reason: str = "",
    receipt: Receipt | None = None,
) -> Booking:
    """Take back the named sessions, or all that are undecided.

    Raises:
        NotFound: no such booking or session on the actor's side.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: nothing undecided is left.
    """
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(booking), locks)
        allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
        sessions = pick_sessions(booking, session_ids, "withdraw", now=now)
        after = await settle(booking, "withdraw", sessions, actor=actor, reason=reason, now=now)
        await add_receipt(receipt, after, now=now)
    return after


@retrying
async def cancel_booking(
    booking_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    session_ids: Iterable[UUID] = (),
    reason: str = "",
    receipt: Receipt | None = None,
) -> Booking:
    """Cancel the named sessions, or all that hold; of a request that means withdrawing it.

    Raises:
        NotFound, NotAllowed, IllegalState: as `withdraw_booking`.
    """
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(booking), locks)
        allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
        after = booking
        chosen = pick_sessions(booking, session_ids, "withdraw", "cancel", now=now)
        for verb, decision in (("withdraw", Decision.REQUESTED), ("cancel", Decision.APPROVED)):
            if sessions := [each for each in chosen if each.decision is decision]:
                after = await settle(after, verb, sessions, actor=actor, reason=reason, now=now)
        await add_receipt(receipt, after, now=now)
    return after
