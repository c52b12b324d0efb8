"""Who hears of it: each once, of all the sessions that concern them and of no others."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from lintas.actions.bookings.postpone_sessions.gathering import Gathered
from lintas.actions.steps.announcing import DESK
from lintas.domain.bookings import SessionId
from lintas.domain.ids import new_id
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

KIND = "sessions_postponed"
# What render.messages calls a reader without an account, who has a page of the own.
_OWN_PAGE = "group"

# Each kind of people concerned, and who they are by their account, regency, person, or batch.
_WHO: Mapping[str, Callable[[Any], Awaitable[tuple[Recipient, ...]]]] = {
    "asker": lambda account_id: list_account_recipients([account_id]),
    "asking": lambda code: list_desk([code], DESK),
    "lending": lambda code: list_desk([code], DESK),
    "trainer": lambda person_id: list_people_recipients([person_id]),
    "attending": list_attending,
}


class Page(StrEnum):
    """Where a reader reads on: one's own page, the batch's, or the booking's."""

    OWN = "own"
    BATCH = "batch"
    BOOKING = "booking"


@dataclass(frozen=True, slots=True)
class Telling:
    """To whom these sessions are all that concerns them."""

    session_ids: frozenset[SessionId]
    page: Page
    recipients: tuple[Recipient, ...]


async def list_tellings(gathered: Gathered) -> tuple[Telling, ...]:
    """Nobody is in two of them."""
    told: defaultdict[Recipient, set[SessionId]] = defaultdict(set)
    pages: dict[Recipient, Page] = {}
    for (kind, which), session_ids in _concerned(gathered).items():
        for recipient in await _WHO[kind](which):
            told[recipient] |= session_ids
            if kind == "attending" and recipient.account_id is None:
                pages[recipient] = Page.OWN
            elif kind in {"asker", "asking"} and gathered.kind == "batch":
                pages[recipient] = Page.BATCH
    groups: defaultdict[tuple[frozenset[SessionId], Page], list[Recipient]] = defaultdict(list)
    for recipient, session_ids in told.items():
        page = pages.get(recipient, Page.BOOKING)
        groups[frozenset(session_ids), page].append(recipient)
    return tuple(Telling(*group, tuple(people)) for group, people in groups.items())


def _concerned(gathered: Gathered) -> Mapping[tuple[str, object], set[SessionId]]:
    found: defaultdict[tuple[str, object], set[SessionId]] = defaultdict(set)
    for booking, sessions in gathered.bookings:
        ids = {session.id for session in sessions}
        found["asker", booking.asked_by] |= ids
        found["asking", booking.keeper] |= ids
        if booking.batch_id:
            found["attending", booking.batch_id] |= ids
        for session in sessions:
            found["lending", session.lender_keeper].add(session.id)
            for person in session.trainer_ids:
                found["trainer", person].add(session.id)
    return found


async def tell(
    gathered: Gathered, tellings: Sequence[Telling], *, reason: str, now: datetime
) -> None:
    # Of one, for each: two on one day are two stories.
    version = str(new_id(now))
    cards = await list_cards(gathered.sessions)
    for telling in tellings:
        own = [card for card in cards if card.session.id in telling.session_ids]
        facts = {**_facts(gathered, own), **_reading_on(telling.page, own), "reason": reason}
        news = News(KIND, gathered.kind, gathered.subject_id, version, facts)
        await add_messages(news, telling.recipients, now=now)


def _facts(gathered: Gathered, cards: Sequence[Card]) -> dict[str, Any]:
    """JSON-plain. What all have in common is told once, and each date by itself."""
    return {
        "purpose": gathered.name if gathered.kind == "batch" else _common(cards),
        "agency": cards[0].agency_name,
        "zone": str(cards[0].zone),
        "sessions": len(cards),
        "listed": [
            {
                "id": str(card.session.id),
                "starts_at": card.session.span.start.isoformat(),
                "ends_at": card.session.span.end.isoformat(),
                "room": card.room_name,
                "venue": card.venue_name,
                "zone": str(card.zone),
            }
            for card in cards
        ],
    }


def _reading_on(page: Page, cards: Sequence[Card]) -> dict[str, str]:
    first = cards[0].session
    if page is Page.OWN:
        return {"reader": _OWN_PAGE}
    if page is Page.BATCH:
        return {"batch_id": str(first.batch_id)}
    return {"booking_id": str(first.booking_id)}


def _common(cards: Sequence[Card]) -> str:
    """What they are for, where it is one thing."""
    purposes = {card.purpose for card in cards}
    return purposes.pop() if len(purposes) == 1 else ""
