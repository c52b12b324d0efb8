"""Closures, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.venues.close_room import (
    Closing,
    ClosureChange,
    change_closure,
    close_room,
    lift_closure,
)
from lintas.domain.agencies import VenueId
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Closure, RoomId
from lintas.store.venues.closures import find_closure, list_closures
from lintas.web.api.changes import sent
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Identifier, Instant, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Rule = Annotated[str, Meta(max_length=500, examples=["FREQ=WEEKLY;UNTIL=20271231"])]


class ClosureRequest(Body):
    """A room, or a venue with all its rooms; exactly one of the two.

    With an `rrule` (RFC 5545, with COUNT or UNTIL) it comes again at the same local times.
    """

    starts_at: Instant
    ends_at: Instant
    reason: Text
    room_id: Identifier | None = None
    venue_id: Identifier | None = None
    authority: str = ""
    rrule: Rule = ""


class ClosurePatch(Body):
    """What it closes never changes: lift it and make another."""

    starts_at: Unset[Instant] = UNSET
    ends_at: Unset[Instant] = UNSET
    reason: Unset[Text] = UNSET
    authority: Unset[str] = UNSET
    rrule: Unset[Rule] = UNSET


class ClosureReply(Struct):
    """`conflict_ids` are those that making or changing it opened.

    The times are those of the first date, where it comes again.
    """

    id: UUID
    room_id: UUID | None
    venue_id: UUID
    starts_at: datetime
    ends_at: datetime
    reason: str
    authority: str
    rrule: str
    conflict_ids: list[UUID] = []


@post("/closures", tags=["closures"], responses=refuses(403))
async def make_closure(request: AnyRequest, data: JSONBody[ClosureRequest]) -> ClosureReply:
    """Close it; every session to come that it meets becomes a conflict, and both sides hear."""
    closing = Closing(
        span=TimeSpan(data.starts_at, data.ends_at),
        reason=data.reason,
        room_id=RoomId(data.room_id) if data.room_id else None,
        venue_id=VenueId(data.venue_id) if data.venue_id else None,
        authority=data.authority,
        rrule=data.rrule,
    )
    closed = await close_room(closing, actor=asking(request), now=datetime.now(UTC))
    reply = closure_reply(closed.closure)
    reply.conflict_ids = [conflict.id for conflict in closed.opened]
    return reply


@get("/closures", tags=["closures"])
async def show_closures(limit: Limit = 100, cursor: Cursor = None) -> Items[ClosureReply]:
    """Those that stand, in the order of making."""
    found = await list_closures(after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, closure_reply, lambda closure: closure.id)


@get("/closures/{closure_id:uuid}", tags=["closures"])
async def show_closure(closure_id: FromPath[UUID]) -> ClosureReply:
    return closure_reply(await find_closure(closure_id))


@patch("/closures/{closure_id:uuid}", tags=["closures"], responses=refuses(403))
async def alter_closure(
    request: AnyRequest, closure_id: FromPath[UUID], data: JSONBody[ClosurePatch]
) -> ClosureReply:
    """Begin or end it at another time; what it meets now, or no longer meets, is judged again."""
    change = ClosureChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    changed = await change_closure(closure_id, change, actor=actor, now=now)
    reply = closure_reply(changed.closure)
    reply.conflict_ids = [conflict.id for conflict in changed.opened]
    return reply


@delete("/closures/{closure_id:uuid}", tags=["closures"], responses=refuses(403))
async def end_closure(request: AnyRequest, closure_id: FromPath[UUID]) -> None:
    """Open again; conflicts that were only about this closure are over."""
    await lift_closure(closure_id, actor=asking(request), now=datetime.now(UTC))


def closure_reply(closure: Closure) -> ClosureReply:
    return ClosureReply(
        id=closure.id,
        room_id=closure.room_id,
        venue_id=closure.venue_id,
        starts_at=closure.span.start,
        ends_at=closure.span.end,
        reason=closure.reason,
        authority=closure.authority,
        rrule=closure.rrule,
    )


CLOSURES = (make_closure, show_closures, show_closure, alter_closure, end_closure)
