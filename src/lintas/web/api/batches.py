"""Batches (angkatan), for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.programs.change_batch import change_batch
from lintas.actions.programs.facts import BatchChange, BatchFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.domain.programs import Batch
from lintas.store.programs.batches import list_batches
from lintas.store.programs.hours import measure_progress
from lintas.store.schedules import find_shared_batch
from lintas.web.api.changes import sent
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Count, Identifier, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Title = Annotated[str, Meta(max_length=500)]
Bring = Annotated[str, Meta(max_length=2000, description="What participants bring")]


class BatchRequest(Body):
    """One run of a program; without a title it bears its program's and its number."""

    program_id: Identifier
    number: Count
    title: Title = ""
    bring: Bring = ""
    contact: Title = ""


class BatchPatch(Body):
    number: Unset[Count] = UNSET
    title: Unset[Title] = UNSET
    bring: Unset[Bring] = UNSET
    contact: Unset[Title] = UNSET


class BatchReply(Struct):
    id: UUID
    program_id: UUID
    keeper: str | None
    number: int
    title: str
    bring: str
    contact: str


class HoursReply(Struct):
    """JP are whole lessons of each meeting, OJ clock hours, both without breaks.

    `jp_total` is what the program asks for, null: nobody said; `planned` counts what is over too.
    """

    jp_total: int | None
    jp_planned: int
    jp_taught: int
    oj_planned: float
    oj_taught: float


@post("/batches", tags=["batches"], responses=refuses(403, 409))
async def make_batch(request: AnyRequest, data: JSONBody[BatchRequest]) -> BatchReply:
    facts = BatchFacts(**sent(data))
    return _reply(await register_batch(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/batches", tags=["batches"])
async def show_batches(
    request: AnyRequest, limit: Limit = 100, cursor: Cursor = None
) -> Items[BatchReply]:
    found = await list_batches(seen_by=asking(request), after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda batch: batch.id)


@get("/batches/{batch_id:uuid}", tags=["batches"])
async def show_batch(request: AnyRequest, batch_id: FromPath[UUID]) -> BatchReply:
    """One that the asker's side keeps, or that keeps seats for its people."""
    return _reply(await find_shared_batch(batch_id, seen_by=asking(request)))


@get("/batches/{batch_id:uuid}/hours", tags=["batches"])
async def show_hours(request: AnyRequest, batch_id: FromPath[UUID]) -> HoursReply:
    """How much of its program the batch is taught, of all meetings that take place."""
    batch = await find_shared_batch(batch_id, seen_by=asking(request))
    progress = await measure_progress(batch, now=datetime.now(UTC))
    return HoursReply(
        jp_total=progress.total,
        jp_planned=progress.planned.jp,
        jp_taught=progress.taught.jp,
        oj_planned=progress.planned.oj,
        oj_taught=progress.taught.oj,
    )


@patch("/batches/{batch_id:uuid}", tags=["batches"], responses=refuses(403, 409))
async def alter_batch(
    request: AnyRequest, batch_id: FromPath[UUID], data: JSONBody[BatchPatch]
) -> BatchReply:
    change = BatchChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_batch(batch_id, change, actor=actor, now=now))


def _reply(batch: Batch) -> BatchReply:
    return BatchReply(
        id=batch.id,
        program_id=batch.program_id,
        keeper=batch.keeper,
        number=batch.number,
        title=batch.title,
        bring=batch.bring,
        contact=batch.contact,
    )


BATCHES = (make_batch, show_batches, show_batch, alter_batch, show_hours)
