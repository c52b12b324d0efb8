"""A date that was left out is not wanted any more."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.domain.bookings import Booking
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking
from lintas.store.bookings.skipped import SkippedState, find_skipped, save_skipped
from lintas.store.transaction import retrying, writing


@retrying
async def give_up_skipped(
    booking_id: UUID,
    skipped_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    receipt: Receipt | None = None,
) -> Booking:
    """Wait for it no longer: it is judged and offered no more. It held nothing, so nobody is told.

    Raises:
        NotFound: no such booking on the actor's side, or no such date of it.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: it was taken, or given up before.
    """
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(booking), locks)
        allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
        skipped = await find_skipped(skipped_id, of=booking.id)
        if skipped.state.is_settled:
            raise IllegalState("skipped_date", skipped.state, "withdraw")
        await save_skipped(replace(skipped, state=SkippedState.WITHDRAWN, judged_at=now))
        span = {"date": skipped.id, "span": skipped.planned.span}
        subject = ("booking", booking.id)
        await audit(actor, "give_up_date", subject, before=span, now=now)
        await add_receipt(receipt, booking, now=now)
    return booking
