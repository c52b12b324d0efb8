"""The batches of one's side, those that meet soonest first."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from litestar import get
from litestar.params import QueryParameter

from lintas.actions.steps.permitting import may_somewhere
from lintas.domain.people import Actor
from lintas.domain.programs import Batch
from lintas.render.times import say_days, say_moment
from lintas.rules.access import Verb
from lintas.store.programs.batches import list_batches
from lintas.store.programs.reading import Outline, outline_batches
from lintas.store.sharing.reservations import list_reserved_for
from lintas.web.asking import AnyRequest, asking
from lintas.web.html import Page, show

ON_A_PAGE = 20
MOST = 1000
MOST_RESERVED = 20
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class BatchShown:
    """One line; `next` is empty where nothing is to come."""

    id: UUID
    title: str
    next: str
    to_come: int
    enrolled: int


@dataclass(frozen=True, slots=True)
class ReservedShown:
    """Another side's batch, with what it keeps for one's own people."""

    batch_id: UUID
    title: str
    seats: int
    until: str


@get("/angkatan")
async def show_batches(
    request: AnyRequest,
    number: Annotated[int, QueryParameter(name="hal", ge=1, le=1000)] = 1,
) -> Page:
    actor, now = asking(request), datetime.now(UTC)
    batches = await list_batches(seen_by=actor, limit=MOST)
    outlines = await outline_batches([batch.id for batch in batches], now=now)
    newest = batches[::-1]
    # Of those that don't meet any more, the last registered first.
    ranked = sorted(newest, key=lambda batch: outlines[batch.id].next_start or _NEVER)
    shown = ranked[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    return await show(
        request,
        "batches/list.html",
        batches=[_shown(batch, outlines[batch.id]) for batch in shown],
        reserved=await _list_reserved(actor) if number == 1 else [],
        may_make=may_somewhere(actor, Verb.KEEP_PROGRAMS),
        number=number,
        is_last=number * ON_A_PAGE >= len(ranked),
    )


def _shown(batch: Batch, outline: Outline) -> BatchShown:
    start = outline.next_start
    return BatchShown(
        id=batch.id,
        title=batch.title,
        next=say_moment(start, ZoneInfo(outline.timezone)) if start else "",
        to_come=outline.to_come,
        enrolled=outline.enrolled,
    )


async def _list_reserved(actor: Actor) -> list[ReservedShown]:
    return [
        ReservedShown(each.batch_id, title, each.seats, say_days(each.until, each.until))
        for each, title in await list_reserved_for(actor, limit=MOST_RESERVED)
    ]
