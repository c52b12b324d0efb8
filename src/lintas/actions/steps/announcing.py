"""Who hears of what, in the transaction that made it true."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeAlias

from lintas.domain.bookings import Booking, Session
from lintas.domain.people import Actor, Role
from lintas.store.audit import AuditEntry, add_audit_entry
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.outbox import (
    News,
    Recipient,
    add_messages,
    list_account_recipients,
    list_attending,
    list_desk,
    list_people_recipients,
)

# JSON-plain facts that go with a message besides those of its sessions.
Facts: TypeAlias = Mapping[str, Any]

DESK = (Role.COORDINATOR, Role.VENUE_MANAGER)


async def tell_owner(
    kind: str, booking: Booking, sessions: Sequence[Session], facts: Facts, *, now: datetime
) -> None:
    """Tell the managers who decide about these sessions' rooms."""
    cards = await list_cards(sessions)
    desk = await list_desk([session.lender_keeper for session in sessions], DESK)
    await _tell(kind, booking, cards, desk, facts, now=now)


async def tell_asker(
    kind: str, booking: Booking, sessions: Sequence[Session], facts: Facts, *, now: datetime
) -> None:
    """Tell who asked, and the coordinators of the asking side."""
    cards = await list_cards(sessions)
    desk = await list_desk([booking.keeper], [Role.COORDINATOR])
    maker = await list_account_recipients([booking.asked_by])
    await _tell(kind, booking, cards, (*maker, *desk), {**join_of(cards), **facts}, now=now)


async def tell_everybody(
    kind: str, booking: Booking, sessions: Sequence[Session], facts: Facts, *, now: datetime
) -> None:
    """Tell both sides' desks, who asked, the trainers, and those who attend.

    Where to join is for those who take part; the lending side lends a room.
    """
    cards = await list_cards(sessions)
    await _tell_taking_part(kind, booking, cards, facts, now=now)
    lending = await list_desk([session.lender_keeper for session in sessions], DESK)
    # Who was told above is not told again.
    await _tell(kind, booking, cards, lending, facts, now=now)


async def tell_taking_part(
    kind: str, booking: Booking, sessions: Sequence[Session], facts: Facts, *, now: datetime
) -> None:
    """Tell who asked, the asking side's desk, the trainers, and those who attend; where to join."""
    await _tell_taking_part(kind, booking, await list_cards(sessions), facts, now=now)


async def _tell_taking_part(
    kind: str, booking: Booking, cards: Sequence[Card], facts: Facts, *, now: datetime
) -> None:
    trainers = {person for card in cards for person in card.session.trainer_ids}
    attending = await list_attending(booking.batch_id) if booking.batch_id else ()
    taking_part = (
        *await list_account_recipients([booking.asked_by]),
        *await list_desk([booking.keeper], DESK),
        *await list_people_recipients(sorted(trainers)),
        *attending,
    )
    await _tell(kind, booking, cards, taking_part, {**join_of(cards), **facts}, now=now)


async def tell_desks(news: News, booking: Booking, session: Session, *, now: datetime) -> None:
    """Tell the coordinators and managers of both sides, and who asked."""
    recipients = (
        *await list_account_recipients([booking.asked_by]),
        *await list_desk([booking.keeper, session.lender_keeper], DESK),
    )
    await add_messages(news, recipients, now=now)


async def _tell(
    kind: str,
    booking: Booking,
    cards: Sequence[Card],
    recipients: Sequence[Recipient],
    facts: Facts,
    *,
    now: datetime,
) -> None:
    if not cards:
        return
    news = News(
        kind=kind,
        subject_kind="booking",
        subject_id=booking.id,
        # Each session's sequence tells a second move from the first.
        version=",".join(f"{card.session.position}.{card.session.sequence}" for card in cards),
        facts={**facts_of(cards), **facts},
    )
    await add_messages(news, recipients, now=now)


def facts_of(cards: Sequence[Card]) -> dict[str, Any]:
    """The first session's facts and how many there are; JSON-plain."""
    first = cards[0]
    return {
        "booking_id": str(first.session.booking_id),
        "session_id": str(first.session.id),
        "purpose": first.purpose,
        "title": first.title,
        "room": first.room_name,
        "venue": first.venue_name,
        "mode": first.session.mode.value,
        "agency": first.agency_name,
        "zone": str(first.zone),
        "starts_at": first.session.span.start.isoformat(),
        "ends_at": first.session.span.end.isoformat(),
        "sessions": len(cards),
    }


def join_of(cards: Sequence[Card]) -> dict[str, Any]:
    """Where the first session is joined, if it is; for those who take part."""
    session = cards[0].session if cards else None
    return {"join": session.link} if session and session.mode.is_joined and session.link else {}


async def audit(
    actor: Actor | None,
    verb: str,
    subject: tuple[str, object],
    *,
    now: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    reason: str = "",
) -> None:
    """Keep who did it; no actor: the service itself, on the clock. `subject` is (kind, id)."""
    kind, subject_id = subject
    entry = AuditEntry(
        actor=actor.id if actor else None,
        verb=verb,
        subject_kind=kind,
        subject_id=str(subject_id),
        before=before or {},
        after=after or {},
        reason=reason,
    )
    await add_audit_entry(entry, now=now)
