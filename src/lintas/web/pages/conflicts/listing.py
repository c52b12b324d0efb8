"""Every open conflict of one's side, the soonest session first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from litestar import get
from litestar.params import QueryParameter

from lintas.render.findings import label
from lintas.render.times import say_left, say_span
from lintas.store.bookings.alarms import list_alarms
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.conflicts import Conflict
from lintas.store.bookings.sessions import list_sessions_named
from lintas.web.asking import AnyRequest, asking
from lintas.web.html import Page, show
from lintas.web.pages.conflicts.words import Sentences, sentences
from lintas.web.pages.shown.cards import say_place

ON_A_PAGE = 20


@dataclass(frozen=True, slots=True)
class ConflictShown:
    """One line; `left` is how long it is until the session begins."""

    id: UUID
    severity: str
    title: str
    text: str
    session: str
    when: str
    place: str
    agency: str
    left: str


@get("/bentrok")
async def show_conflicts(
    request: AnyRequest,
    number: Annotated[int, QueryParameter(name="hal", ge=1, le=1000)] = 1,
) -> Page:
    now = datetime.now(UTC)
    found = await list_alarms(
        seen_by=asking(request), now=now, offset=(number - 1) * ON_A_PAGE, limit=ON_A_PAGE + 1
    )
    return await show(
        request,
        "conflicts/list.html",
        conflicts=await _shown(found[:ON_A_PAGE], now=now),
        number=number,
        is_last=len(found) <= ON_A_PAGE,
    )


async def _shown(conflicts: Sequence[Conflict], *, now: datetime) -> list[ConflictShown]:
    sessions = await list_sessions_named({each.session_id for each in conflicts})
    cards = {card.session.id: card for card in await list_cards(sessions)}
    say = await sentences()
    return [_line(each, cards[each.session_id], say, now=now) for each in conflicts]


def _line(conflict: Conflict, card: Card, say: Sentences, *, now: datetime) -> ConflictShown:
    starts_at = card.session.span.start
    return ConflictShown(
        id=conflict.id,
        severity=conflict.finding.severity.value,
        title=label(conflict.finding.code),
        text=say(conflict.finding, card.zone),
        session=card.title,
        when=say_span(card.session.span, card.zone),
        place=say_place(card),
        agency=card.agency_name,
        left=say_left(now, starts_at) if starts_at > now else "sedang berlangsung",
    )
