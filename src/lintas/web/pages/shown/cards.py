"""Bookings and their sessions, as templates show them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.domain.agencies import Agreement, AgreementId
from lintas.domain.attendance import check_unused, has_roll
from lintas.domain.bookings import Booking, Decision, Session
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState, NotFound
from lintas.render.catalogues import say
from lintas.render.places import say_meeting
from lintas.render.times import say_days, say_left, say_moment, say_span
from lintas.store.agreements import find_agreement
from lintas.store.bookings.cards import Card, list_cards

# How templates/parts/badges.html knows what was put off: no decision by itself.
POSTPONED = "postponed"


@dataclass(frozen=True, slots=True)
class SessionShown:
    """`decision` is a key of templates/parts/badges.html; `number` counts from 1.

    `has_roll`: it has begun, and people are enrolled in its batch.
    One that `is_postponed` waits for another date, were the one it had over or not.
    `can_be_unused`: by now it can be said that nobody came.
    """

    id: UUID
    booking_id: UUID
    number: int
    title: str
    when: str
    room_id: UUID
    room: str
    venue: str
    place: str
    is_joined: bool
    agency: str
    decision: str
    trainers: str
    holds: bool
    is_over: bool
    has_roll: bool
    is_postponed: bool
    can_be_unused: bool


@dataclass(frozen=True, slots=True)
class BookingShown:
    """One line of a list. `left` and `until` tell how long an undecided one keeps its slots."""

    id: UUID
    purpose: str
    agency: str
    place: str
    when: str
    sessions: int
    decision: str
    left: str
    until: str


def say_place(card: Card) -> str:
    """Where people meet: Aula, PLUT, or Daring."""
    return say_meeting(card.session.mode, card.room_name, card.venue_name)


def standing(booking: Booking, *, now: datetime) -> str:
    """The state in which people should see it.

    A hold that ran out has expired, tidied or not; where all is off but some waits for another
    date, it is put off.
    """
    if booking.state is Decision.REQUESTED and has_run_out(booking, now=now):
        return Decision.EXPIRED.value
    is_put_off = not booking.state.holds and any(each.postponed for each in booking.sessions)
    return POSTPONED if is_put_off else booking.state.value


def has_run_out(booking: Booking, *, now: datetime) -> bool:
    return booking.hold_until is not None and booking.hold_until <= now


def session_shown(card: Card, booking: Booking | None, *, now: datetime) -> SessionShown:
    """`booking` where it is at hand, to tell a request that has run out."""
    session = card.session
    over = (
        session.decision is Decision.REQUESTED
        and booking is not None
        and has_run_out(booking, now=now)
    )
    return SessionShown(
        id=session.id,
        booking_id=session.booking_id,
        number=session.position + 1,
        title=card.title,
        when=say_span(session.span, card.zone),
        room_id=session.room_id,
        room=card.room_name,
        venue=card.venue_name,
        place=say_place(card),
        is_joined=session.mode.is_joined,
        agency=card.agency_name,
        decision=Decision.EXPIRED.value if over else _state(session),
        trainers=", ".join(card.trainer_names),
        holds=session.decision.holds and not over,
        is_over=session.span.end <= now,
        has_roll=has_roll(session, now=now),
        is_postponed=session.postponed,
        can_be_unused=_can_be_unused(session, now=now),
    )


def _can_be_unused(session: Session, *, now: datetime) -> bool:
    try:
        check_unused(session, now=now)
    except IllegalState:
        return False
    return True


def _state(session: Session) -> str:
    """What was decided, until it is known what became of it."""
    if session.postponed:
        return POSTPONED
    return session.state.value if session.is_done else session.decision.value


async def show_bookings(bookings: Sequence[Booking], *, now: datetime) -> list[BookingShown]:
    """Each by the session that comes next, else by its last."""
    cards = await list_cards([_telling(booking, now=now) for booking in bookings])
    return [_shown(booking, card, now=now) for booking, card in zip(bookings, cards, strict=True)]


def _telling(booking: Booking, *, now: datetime) -> Session:
    by_time = sorted(booking.sessions, key=lambda session: session.span)
    coming = [each for each in by_time if each.span.end > now and each.decision.holds]
    return coming[0] if coming else by_time[-1]


def _shown(booking: Booking, card: Card, *, now: datetime) -> BookingShown:
    decision = standing(booking, now=now)
    waits = decision == Decision.REQUESTED and booking.hold_until is not None
    return BookingShown(
        id=booking.id,
        purpose=booking.purpose,
        agency=card.agency_name,
        place=say_place(card),
        when=say_span(card.session.span, card.zone),
        sessions=len(booking.sessions),
        decision=decision,
        left=say_left(now, booking.hold_until) if waits and booking.hold_until else "",
        until=say_moment(booking.hold_until, card.zone) if waits and booking.hold_until else "",
    )


def say_agreement(agreement: Agreement) -> str:
    """Perjanjian Kerja Sama 001/2026, berlaku 1 Jan 2026–31 Des 2026: the last day counts."""
    kind = say(f"agreement.{agreement.kind.value}", "id")
    last = agreement.valid_until.fromordinal(agreement.valid_until.toordinal() - 1)
    term = say_days(agreement.valid_from, last)
    return f"{kind} {agreement.number or agreement.title}, berlaku {term}"


async def say_agreements(ids: Iterable[AgreementId | None], *, seen_by: Actor) -> list[str]:
    """Those among them that the actor may read, each once."""
    said = []
    for agreement_id in dict.fromkeys(filter(None, ids)):
        try:
            said.append(say_agreement(await find_agreement(agreement_id, seen_by=seen_by)))
        except NotFound:
            continue
    return said
