"""What there is to put off."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.actions.bookings.postpone_sessions.values import (
    MOST_SESSIONS,
    OfAgency,
    OfBatch,
    Whose,
)
from lintas.actions.steps.locking import batch_lock, locks_of_booking
from lintas.actions.steps.permitting import allow_for
from lintas.domain.bookings import Booking, BookingId, Session
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, IllegalState, Invalid
from lintas.rules.access import Subject, Verb, allow
from lintas.store.agencies import find_agency
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.lending import list_sessions_of_agency
from lintas.store.bookings.requests import list_bookings_named
from lintas.store.bookings.sessions import list_sessions_named, list_sessions_of_batch
from lintas.store.programs.batches import find_batch


@dataclass(frozen=True, slots=True)
class Gathered:
    """Bookings, each with those of its sessions that are put off, and whose they are."""

    kind: str
    subject_id: UUID
    name: str
    bookings: tuple[tuple[Booking, tuple[Session, ...]], ...]

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Earliest first."""
        found = [session for _, sessions in self.bookings for session in sessions]
        return tuple(sorted(found, key=lambda session: (session.span, session.id)))

    async def locks(self) -> list[str]:
        own = [batch_lock(self.subject_id)] if self.kind == "batch" else []
        return own + [
            lock for booking, _ in self.bookings for lock in await locks_of_booking(booking)
        ]


async def gather(whose: Whose, *, actor: Actor, now: datetime) -> Gathered:
    """All that is still to begin, and holds something that somebody asked for.

    Raises:
        NotFound, NotAllowed: as `postpone_sessions`.
        IllegalState: there is nothing.
        Invalid: there is too much for once.
    """
    kind, subject_id, name, sessions = await _find(whose, actor=actor, now=now)
    wanted: defaultdict[BookingId, list[Session]] = defaultdict(list)
    for session in sessions:
        if session.span.start > now and session.decision.holds:
            wanted[session.booking_id].append(session)
    found = []
    for booking in await list_bookings_named(sorted(wanted)):
        # An offer is nobody's yet: there is nothing to put off.
        standing = () if booking.offer else wanted[booking.id]
        live = tuple(each for each in standing if booking.standing(each, now=now).holds)
        for each in live:
            subject = Subject(booking.keeper, each.lender_keeper, booking.asked_by)
            allow(actor, Verb.MOVE, subject)
        if live:
            found.append((booking, live))
    count = sum(len(each) for _, each in found)
    if not count:
        raise IllegalState(kind, "nothing_ahead", "postpone")
    if count > MOST_SESSIONS:
        raise Invalid(faults=(Fault("sessions", count, "at_most", MOST_SESSIONS),))
    return Gathered(kind, subject_id, name, tuple(found))


async def _find(
    whose: Whose, *, actor: Actor, now: datetime
) -> tuple[str, UUID, str, Sequence[Session]]:
    if isinstance(whose, OfBatch):
        batch = await find_batch(whose.batch_id, seen_by=actor)
        return "batch", batch.id, batch.title, await list_sessions_of_batch(batch.id)
    agency = await find_agency(whose.agency_id)
    allow_for(actor, Verb.MOVE, agency.keeper, field="agency_id", value=whose.agency_id)
    ids = await list_sessions_of_agency(agency.id, now=now)
    return "agency", agency.id, agency.name, await _within(whose, await list_sessions_named(ids))


async def _within(whose: OfAgency, sessions: Sequence[Session]) -> list[Session]:
    return [
        card.session
        for card in await list_cards(sessions)
        if whose.first_day <= card.session.span.start.astimezone(card.zone).date() <= whose.last_day
    ]
