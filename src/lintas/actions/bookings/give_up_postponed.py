"""What was put off gets no other date: it is off for good."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import tell_everybody
from lintas.actions.steps.deciding import decide, pick_sessions
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.domain.bookings import Booking
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking
from lintas.store.transaction import retrying, writing


@retrying
async def give_up_postponed(
    booking_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    session_ids: Iterable[UUID] = (),
    reason: str = "",
    receipt: Receipt | None = None,
) -> Booking:
    """Cancel the named sessions that were put off, or all of them.

    They held nothing any more, so nothing is judged or offered; whoever waited for a date is told.

    Raises:
        NotFound: no such booking or session on the actor's side.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: none waits for another date, or one that was named doesn't.
    """
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(booking), locks)
        allow(actor, Verb.WITHDRAW, Subject(keeper=booking.keeper, owner=booking.asked_by))
        waiting = [session.id for session in booking.sessions if session.postponed]
        if not waiting:
            raise IllegalState("booking", booking.state, "give_up")
        chosen = pick_sessions(booking, session_ids or waiting, "give_up", now=now)
        after, given_up = await decide(
            booking, "give_up", chosen, actor=actor, now=now, reason=reason
        )
        facts = {"reason": reason}
        await tell_everybody("session_given_up", after, given_up, facts, now=now)
        await add_receipt(receipt, after, now=now)
    return after
