"""Where somebody waits for a slot."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath

from lintas.actions.approvals.queue import leave_queue
from lintas.domain.approvals import QueueEntry
from lintas.render.times import say_moment, say_span
from lintas.store.approvals.queue import list_entries
from lintas.web.asking import AnyRequest, asking
from lintas.web.html import Page, go, show
from lintas.web.places import find_place


@dataclass(frozen=True, slots=True)
class EntryShown:
    id: UUID
    purpose: str
    place: str
    when: str
    state: str
    until: str
    booking_id: UUID | None


@get("/antrean")
async def show_entries(request: AnyRequest) -> Page:
    found = await list_entries(seen_by=asking(request), limit=100)
    return await show(
        request, "bookings/queue.html", entries=[await _shown(each) for each in reversed(found)]
    )


@post("/antrean/{entry_id:uuid}/keluar", status_code=200)
async def leave(request: AnyRequest, entry_id: FromPath[UUID]) -> Page:
    await leave_queue(entry_id, actor=asking(request), now=datetime.now(UTC))
    return go(request, "/antrean", flash="saved")


async def _shown(entry: QueueEntry) -> EntryShown:
    venue, room = await find_place(entry.ask.room_id)
    until = entry.offered_until
    return EntryShown(
        id=entry.id,
        purpose=entry.ask.purpose,
        place=f"{room.name}, {venue.name}",
        when=say_span(entry.ask.sessions[0].span, venue.zone),
        state=entry.state.value,
        until=say_moment(until, venue.zone) if until else "",
        booking_id=entry.booking_id,
    )


QUEUEING = (show_entries, leave)
