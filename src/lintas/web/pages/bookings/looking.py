"""One booking, looked at: where it stands, what it is for, and what can be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get
from litestar.params import FromPath

from lintas.actions.steps.approving import chains_of, seat_at
from lintas.domain.bookings import Booking, Decision, Origin
from lintas.domain.people import Actor
from lintas.render.findings import label, say_finding
from lintas.render.times import say_left, say_moment
from lintas.render.ways import say_layout
from lintas.rules.access import Subject, Verb, can
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.conflicts import Conflict, list_conflicts_on
from lintas.store.bookings.joining import list_links
from lintas.store.bookings.no_shows import list_no_shows
from lintas.store.bookings.requests import find_booking
from lintas.web.asking import AnyRequest, asking
from lintas.web.html import Page, show
from lintas.web.pages.bookings.skipping import list_skipped_shown
from lintas.web.pages.shown.cards import (
    SessionShown,
    say_agreements,
    say_place,
    session_shown,
    standing,
)
from lintas.web.pages.shown.claims import list_claims_told, say_given
from lintas.web.pages.shown.steps import steps_shown
from lintas.web.pages.shown.tools import say_extras


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """What stands at the top of a booking's page; empty texts are left out."""

    id: UUID
    purpose: str
    agency: str
    decision: str
    place: str
    room_id: UUID
    headcount: int
    layout: str
    batch: str
    batch_id: UUID | None
    caller: str
    asked_at: str
    decided_at: str
    reason: str
    left: str
    until: str
    is_asked: bool
    reasons: tuple[tuple[str, str], ...]
    overrides: tuple[tuple[str, str], ...]
    claim: str


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """`number` is the session's, from 1."""

    id: UUID
    number: int
    severity: str
    state: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Doable:
    """What this asker may do about a booking as it stands."""

    withdraw: bool
    cancel: bool
    give_up: bool
    move: bool
    decide: bool
    open_batch: bool
    change: bool
    restore: bool
    take: bool
    bump: bool
    claim: bool
    mark_unused: bool


@get("/peminjaman/{booking_id:uuid}")
async def show_booking(request: AnyRequest, booking_id: FromPath[UUID]) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    booking = await find_booking(booking_id, seen_by=actor)
    cards = await list_cards(booking.sessions)
    sessions = [session_shown(card, booking, now=now) for card in cards]
    conflicts = await list_conflicts_on(session.id for session in booking.sessions)
    zone = cards[0].zone
    no_shows = await list_no_shows([session.id for session in booking.sessions])
    return await show(
        request,
        "bookings/booking.html",
        booking=booking_facts(booking, card_of_place(cards), now=now),
        sessions=sessions,
        skipped=await list_skipped_shown(booking, cards[0].zone, now=now),
        conflicts=conflicts_shown(conflicts, cards),
        agreements=await say_agreements(
            (session.agreement_id for session in booking.sessions), seen_by=actor
        ),
        may=await doable(booking, sessions, actor, now=now),
        steps=await steps_shown(booking, cards[0].zone),
        claims=await list_claims_told(booking, cards[0].zone, actor, now=now),
        extras=await say_extras(booking),
        links=await list_links(booking.sessions, seen_by=actor),
        unused={
            each.session_id: f"{each.reason} (semula sampai {say_moment(each.planned_until, zone)})"
            for each in no_shows.values()
        },
    )


def card_of_place(cards: Sequence[Card]) -> Card:
    """The first that meets in the room: a day online doesn't make the booking one without place."""
    return next((card for card in cards if card.session.mode.takes_room), cards[0])


def booking_facts(booking: Booking, card: Card, *, now: datetime) -> BookingFacts:
    decision = standing(booking, now=now)
    until = booking.hold_until if decision == Decision.REQUESTED else None
    decided = booking.decided_at
    return BookingFacts(
        id=booking.id,
        purpose=booking.purpose,
        agency=card.agency_name,
        decision=decision,
        place=say_place(card),
        room_id=card.session.room_id,
        headcount=booking.headcount,
        layout=say_layout(booking.layout),
        batch=card.batch_title,
        batch_id=booking.batch_id,
        caller=booking.caller,
        asked_at=say_moment(booking.asked_at, card.zone),
        decided_at=say_moment(decided, card.zone) if decided else "",
        reason=booking.decision_reason,
        left=say_left(now, until) if until else "",
        until=say_moment(until, card.zone) if until else "",
        is_asked=booking.origin is Origin.ASKED,
        reasons=tuple((_reason_title(code), text) for code, text in booking.reasons.items()),
        overrides=tuple(
            (_reason_title(code), f"{each.reason} (dasar: {each.authority})")
            for code, each in booking.overrides.items()
        ),
        claim=say_given(booking.claim),
    )


def conflicts_shown(conflicts: Sequence[Conflict], cards: Sequence[Card]) -> list[ConflictShown]:
    zones: dict[UUID, ZoneInfo] = {card.session.id: card.zone for card in cards}
    numbers: dict[UUID, int] = {card.session.id: card.session.position + 1 for card in cards}
    return [
        ConflictShown(
            id=each.id,
            number=numbers[each.session_id],
            severity=each.finding.severity.value,
            state=each.state.value,
            title=label(each.finding.code),
            text=say_finding(each.finding, zones[each.session_id]),
        )
        for each in conflicts
    ]


async def doable(
    booking: Booking, sessions: Sequence[SessionShown], actor: Actor, *, now: datetime
) -> Doable:
    chains = await chains_of(booking)
    decides = not booking.offer and any(
        seat_at(booking, each, chains[each.id], actor, now=now)
        for each in booking.sessions
        if each.decision is Decision.REQUESTED
    )
    subject = Subject(keeper=booking.keeper, owner=booking.asked_by)
    undecided = any(each.decision == Decision.REQUESTED for each in sessions)
    held = any(each.decision == Decision.APPROVED and not each.is_over for each in sessions)
    manages = all(
        can(actor, Verb.BUMP, Subject(lender=each.lender_keeper)) for each in booking.sessions
    )
    return Doable(
        withdraw=undecided and can(actor, Verb.WITHDRAW, subject),
        cancel=held and can(actor, Verb.WITHDRAW, subject),
        give_up=any(each.is_postponed for each in sessions) and can(actor, Verb.WITHDRAW, subject),
        move=not booking.offer and can(actor, Verb.MOVE, subject),
        decide=undecided and decides,
        change=not booking.offer and (held or undecided) and can(actor, Verb.MOVE, subject),
        restore=any(each.decision == Decision.CANCELLED and not each.is_over for each in sessions)
        and can(actor, Verb.WITHDRAW, subject),
        take=bool(booking.offer) and undecided and can(actor, Verb.WITHDRAW, subject),
        bump=held and manages,
        claim=(held or undecided) and manages,
        mark_unused=all(
            can(actor, Verb.MARK_UNUSED, Subject(lender=each.lender_keeper))
            for each in booking.sessions
        ),
        open_batch=actor.is_operator or booking.keeper in actor.regencies(),
    )


def _reason_title(code: str) -> str:
    """ "*" answers every warning."""
    return "Semua peringatan" if code == "*" else label(code)
