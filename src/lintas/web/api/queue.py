"""Queues for slots, for programs."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from litestar import Request, delete, get, post
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from lintas.actions.approvals.queue import join_queue, leave_queue
from lintas.domain.approvals import QueueEntry
from lintas.domain.refusal import Fault, Invalid
from lintas.store.approvals.queue import find_entry, list_entries
from lintas.web.api.bookings.bodies import BookingRequest, read_asks
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking

AnyRequest = Request[Any, Any, Any]


class QueueReply(Struct):
    """`state`: waiting, offered, taken, lapsed or left. The offer is `booking_id`: take it."""

    id: UUID
    state: str
    room_id: UUID
    agency_id: UUID
    purpose: str
    starts_at: datetime
    ends_at: datetime
    created_at: datetime
    offered_until: datetime | None
    booking_id: UUID | None


@post("/queue", tags=["queue"], responses=refuses(403, 409))
async def enter_queue(request: AnyRequest, data: JSONBody[BookingRequest]) -> QueueReply:
    """Wait for a slot that was refused for a clash; whoever asked first gets the first offer."""
    ask, *others = await read_asks(data)
    if others:
        raise Invalid(faults=(Fault("also", "also", "absent"),))
    return queue_reply(await join_queue(ask, actor=asking(request), now=datetime.now(UTC)))


@get("/queue", tags=["queue"])
async def show_queue(
    request: AnyRequest, limit: Limit = 100, cursor: Cursor = None
) -> Items[QueueReply]:
    """The asker's own, and those of the side that the asker coordinates, in the order of asking."""
    found = await list_entries(seen_by=asking(request), after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, queue_reply, lambda entry: entry.id)


@get("/queue/{entry_id:uuid}", tags=["queue"])
async def show_entry(request: AnyRequest, entry_id: FromPath[UUID]) -> QueueReply:
    return queue_reply(await find_entry(entry_id, seen_by=asking(request)))


@delete("/queue/{entry_id:uuid}", tags=["queue"], responses=refuses(403, 409))
async def exit_queue(request: AnyRequest, entry_id: FromPath[UUID]) -> None:
    """Wait no longer."""
    await leave_queue(entry_id, actor=asking(request), now=datetime.now(UTC))


def queue_reply(entry: QueueEntry) -> QueueReply:
    return QueueReply(
        id=entry.id,
        state=entry.state.value,
        room_id=entry.ask.room_id,
        agency_id=entry.ask.agency_id,
        purpose=entry.ask.purpose,
        starts_at=entry.span.start,
        ends_at=entry.span.end,
        created_at=entry.created_at,
        offered_until=entry.offered_until,
        booking_id=entry.booking_id,
    )


QUEUE = (enter_queue, show_queue, show_entry, exit_queue)
