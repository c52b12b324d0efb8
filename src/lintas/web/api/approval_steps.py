"""Steps of approval, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.approvals.declare_step import (
    StepChange,
    StepFacts,
    change_step,
    declare_step,
    drop_step,
)
from lintas.domain.approvals import Step
from lintas.store.approvals.steps import find_step, list_steps
from lintas.web.api.changes import sent
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Identifier, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Days = Annotated[int, Meta(ge=1, le=60, description="Then the stand-in may decide too")]


class StepRequest(Body):
    """A step of exactly one of agency (what it asks for), venue and room (their use).

    Decided by an account (`approver_id`), or by whoever has `role` at the keeper's desk
    ("coordinator", "venue_manager"); after `days` by the stand-in, too.
    """

    name: Text
    days: Days = 3
    agency_id: Identifier | None = None
    venue_id: Identifier | None = None
    room_id: Identifier | None = None
    approver_id: Identifier | None = None
    role: Annotated[str, Meta(max_length=20)] = ""
    stand_in_id: Identifier | None = None


class StepPatch(Body):
    """Whose step it is never changes: drop it and make another."""

    name: Unset[Text] = UNSET
    days: Unset[Days] = UNSET
    approver_id: Unset[Identifier | None] = UNSET
    role: Unset[Annotated[str, Meta(max_length=20)]] = UNSET
    stand_in_id: Unset[Identifier | None] = UNSET


class StepReply(Struct):
    """`position` counts from 0 among the steps of the same agency, venue or room."""

    id: UUID
    side: str
    position: int
    name: str
    days: int
    agency_id: UUID | None
    venue_id: UUID | None
    room_id: UUID | None
    approver_id: UUID | None
    role: str
    stand_in_id: UUID | None


@post("/approval-steps", tags=["approval-steps"], responses=refuses(403, 409))
async def make_step(request: AnyRequest, data: JSONBody[StepRequest]) -> StepReply:
    """Requests pass the asking agency's steps first, then the room's, or else the venue's."""
    facts = StepFacts(
        name=data.name,
        days=data.days,
        agency_id=data.agency_id,
        venue_id=data.venue_id,
        room_id=data.room_id,
        approver_id=data.approver_id,
        role=data.role,
        stand_in_id=data.stand_in_id,
    )
    return step_reply(await declare_step(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/approval-steps", tags=["approval-steps"])
async def show_steps(limit: Limit = 100, cursor: Cursor = None) -> Items[StepReply]:
    """In the order of making."""
    found = await list_steps(after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, step_reply, lambda step: step.id)


@get("/approval-steps/{step_id:uuid}", tags=["approval-steps"])
async def show_step(step_id: FromPath[UUID]) -> StepReply:
    return step_reply(await find_step(step_id))


@patch("/approval-steps/{step_id:uuid}", tags=["approval-steps"], responses=refuses(403))
async def alter_step(
    request: AnyRequest, step_id: FromPath[UUID], data: JSONBody[StepPatch]
) -> StepReply:
    """At once, for requests that wait there too."""
    change = StepChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return step_reply(await change_step(step_id, change, actor=actor, now=now))


@delete("/approval-steps/{step_id:uuid}", tags=["approval-steps"], responses=refuses(403, 409))
async def end_step(request: AnyRequest, step_id: FromPath[UUID]) -> None:
    """409 while a request is on its way through these steps."""
    await drop_step(step_id, actor=asking(request), now=datetime.now(UTC))


def step_reply(step: Step) -> StepReply:
    return StepReply(
        id=step.id,
        side=step.side.value,
        position=step.position,
        name=step.name,
        days=step.days,
        agency_id=step.agency_id,
        venue_id=step.venue_id,
        room_id=step.room_id,
        approver_id=step.approver_id,
        role=step.role or "",
        stand_in_id=step.stand_in_id,
    )


APPROVAL_STEPS = (make_step, show_steps, show_step, alter_step, end_step)
