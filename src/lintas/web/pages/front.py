"""The front page: what waits for whoever opens it, most urgent first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from litestar import get

from lintas.actions.approvals.list_decidable import list_decidable
from lintas.domain.people import Actor, Role
from lintas.render.findings import label
from lintas.render.times import say_span
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.bookings.desks import Side, list_upcoming
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.teachers import list_unanswered
from lintas.web.asking import AnyRequest, asking
from lintas.web.html import Page, show
from lintas.web.pages.rooms.week import may_ask
from lintas.web.pages.shown.cards import SessionShown, session_shown, show_bookings

# What stands on the front page of each kind; the rest is behind a link.
MOST = 5


@dataclass(frozen=True, slots=True)
class OpenConflict:
    id: UUID
    severity: str
    title: str
    about: str
    when: str


@get("/")
async def show_front(request: AnyRequest) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    waiting = (await list_decidable(actor=actor, now=now)).mine
    conflicts = await _list_conflicts(actor)
    return await show(
        request,
        "front.html",
        waiting=await show_bookings(waiting[:MOST], now=now),
        waits=len(waiting),
        conflicts=conflicts[:MOST],
        more_conflicts=len(conflicts) > MOST,
        upcoming=await _list_upcoming(actor, now=now),
        decides=decides(actor),
        may_ask=may_ask(actor),
        unanswered=await _count_unanswered(actor, now=now),
        mine=Side.MINE.value,
    )


def decides(actor: Actor) -> bool:
    """Whether there are rooms that this actor decides about."""
    return actor.is_operator or bool(actor.regencies(Role.COORDINATOR, Role.VENUE_MANAGER))


async def _count_unanswered(actor: Actor, *, now: datetime) -> int:
    """Trainers whom the actor's side has asked, and who have said nothing yet."""
    if not actor.is_operator and not actor.regencies(Role.COORDINATOR):
        return 0
    return len(await list_unanswered(seen_by=actor, now=now))


async def _list_conflicts(actor: Actor) -> list[OpenConflict]:
    """Those that somebody still has to solve, oldest first; one more than are shown."""
    found = await list_conflicts(seen_by=actor, state=ConflictState.OPEN, limit=MOST + 1)
    sessions = await list_sessions_named({conflict.session_id for conflict in found})
    cards = {card.session.id: card for card in await list_cards(sessions)}
    return [
        OpenConflict(
            id=each.id,
            severity=each.finding.severity.value,
            title=label(each.finding.code),
            about=cards[each.session_id].title,
            when=say_span(cards[each.session_id].session.span, cards[each.session_id].zone),
        )
        for each in found
    ]


async def _list_upcoming(actor: Actor, *, now: datetime) -> list[tuple[SessionShown, bool]]:
    """Each with whether its booking may be opened."""
    found = await list_upcoming(seen_by=actor, now=now)
    cards = await list_cards([each.session for each in found])
    return [
        (session_shown(card, None, now=now), each.is_seen)
        for card, each in zip(cards, found, strict=True)
    ]
