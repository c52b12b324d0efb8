"""A session in its locks, for whoever manages the room that it keeps."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.domain.bookings import Booking, Session
from lintas.domain.people import Actor
from lintas.rules.access import Subject, Verb, allow
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import find_session
from lintas.store.transaction import writing


@asynccontextmanager
async def managing(
    session_id: UUID, verb: Verb, *, actor: Actor
) -> AsyncIterator[tuple[Booking, Session]]:
    """Its booking and itself as they are, within one transaction.

    Raises:
        NotFound: no such session on the actor's side.
        NotAllowed: the actor may not do that to what the room's owner lends.
        TryAgain: something came in between.
    """
    seen = await find_any_booking((await find_session(session_id, seen_by=actor)).booking_id)
    locks = await locks_of_booking(seen)
    async with writing(*locks):
        session = await find_session(session_id, seen_by=actor)
        booking = await find_any_booking(session.booking_id)
        check_locked(await locks_of_booking(booking), locks)
        allow(actor, verb, Subject(lender=session.lender_keeper))
        yield booking, session
