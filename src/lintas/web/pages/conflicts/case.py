"""One conflict with all that its page is about: read once, for looking and for solving."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.actions.conflicts.override_conflict import WALLED
from lintas.domain.bookings import Booking, Session
from lintas.domain.people import Actor
from lintas.rules.access import Subject, Verb, can
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.conflicts import Conflict, ConflictState, find_conflict
from lintas.store.bookings.requests import find_booking
from lintas.store.bookings.sessions import find_session


@dataclass(frozen=True, slots=True)
class Case:
    """What clashes, and what this asker may do about it."""

    conflict: Conflict
    session: Session
    booking: Booking
    card: Card
    actor: Actor
    is_live: bool

    @property
    def address(self) -> str:
        return f"/bentrok/{self.conflict.id}"

    @property
    def may_move(self) -> bool:
        asking = Subject(self.booking.keeper, self.session.lender_keeper, self.booking.asked_by)
        return self.is_live and can(self.actor, Verb.MOVE, asking)

    @property
    def may_cancel(self) -> bool:
        asking = Subject(keeper=self.booking.keeper, owner=self.booking.asked_by)
        return self.is_live and can(self.actor, Verb.WITHDRAW, asking)

    @property
    def may_override(self) -> bool:
        return (
            self.is_live
            and self.conflict.state is ConflictState.OPEN
            and self.conflict.finding.code not in WALLED
            and can(self.actor, Verb.OVERRIDE, Subject(lender=self.session.lender_keeper))
        )


async def find_case(conflict_id: UUID, *, actor: Actor, now: datetime) -> Case:
    """Raises NotFound: no such conflict on the actor's side."""
    conflict = await find_conflict(conflict_id, seen_by=actor)
    session = await find_session(conflict.session_id, seen_by=actor)
    booking = await find_booking(session.booking_id, seen_by=actor)
    holds = booking.standing(session, now=now).holds
    return Case(
        conflict=conflict,
        session=session,
        booking=booking,
        card=(await list_cards([session]))[0],
        actor=actor,
        is_live=holds and session.span.end > now,
    )
