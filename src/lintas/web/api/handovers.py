"""When venues change hands, for programs."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.things.note_handover import (
    HandoverChange,
    HandoverFacts,
    change_handover,
    note_handover,
    retire_handover,
)
from lintas.domain.venues import Handover
from lintas.store.things.handovers import find_handover, list_handovers_of
from lintas.store.venues.places import find_venue
from lintas.web.api.changes import sent
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Identifier, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
TakerName = Annotated[str, Meta(max_length=300)]
Document = Annotated[str, Meta(max_length=2000)]


class HandoverRequest(Body):
    """From `day` on the venue is another's: a registered agency's, or one told by name."""

    day: date
    to_agency_id: Identifier | None = None
    to_name: TakerName = ""
    document: Document = ""


class HandoverPatch(Body):
    day: Unset[date] = UNSET
    to_agency_id: Unset[Identifier | None] = UNSET
    to_name: Unset[TakerName] = UNSET
    document: Unset[Document] = UNSET


class HandoverReply(Struct):
    """`document` is the hand-over record (BAST)."""

    id: UUID
    venue_id: UUID
    day: date
    to_agency_id: UUID | None
    to_name: str
    document: str


@post("/venues/{venue_id:uuid}/handovers", tags=["venues"], responses=refuses(403))
async def make_handover(
    request: AnyRequest, venue_id: FromPath[UUID], data: JSONBody[HandoverRequest]
) -> HandoverReply:
    """Sessions to come from that day on become conflicts, unless a reason was given for them."""
    facts = HandoverFacts(venue_id, **sent(data))
    return _reply(await note_handover(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/venues/{venue_id:uuid}/handovers", tags=["venues"])
async def show_handovers(venue_id: FromPath[UUID]) -> Items[HandoverReply]:
    """Earliest first."""
    venue = await find_venue(venue_id)
    return Items([_reply(each) for each in await list_handovers_of([venue.id])], None)


@get("/handovers/{handover_id:uuid}", tags=["venues"])
async def show_handover(handover_id: FromPath[UUID]) -> HandoverReply:
    return _reply(await find_handover(handover_id))


@patch("/handovers/{handover_id:uuid}", tags=["venues"], responses=refuses(403))
async def alter_handover(
    request: AnyRequest, handover_id: FromPath[UUID], data: JSONBody[HandoverPatch]
) -> HandoverReply:
    change = HandoverChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_handover(handover_id, change, actor=actor, now=now))


@delete("/handovers/{handover_id:uuid}", tags=["venues"], responses=refuses(403))
async def end_handover(request: AnyRequest, handover_id: FromPath[UUID]) -> None:
    """It was not so; conflicts that were only about it are over."""
    await retire_handover(handover_id, actor=asking(request), now=datetime.now(UTC))


def _reply(handover: Handover) -> HandoverReply:
    return HandoverReply(
        id=handover.id,
        venue_id=handover.venue_id,
        day=handover.day,
        to_agency_id=handover.to_agency_id,
        to_name=handover.to_name,
        document=handover.document,
    )


HANDOVERS = (make_handover, show_handovers, show_handover, alter_handover, end_handover)
