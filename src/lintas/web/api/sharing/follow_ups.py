"""What agencies did about programs, for programs."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.sharing.follow_up import (
    FollowUpChange,
    FollowUpFacts,
    change_follow_up,
    follow_up,
)
from lintas.domain.sharing import FollowUp
from lintas.store.sharing.follow_ups import find_follow_up, list_follow_ups
from lintas.store.sharing.offers import find_shared_program
from lintas.web.api.changes import sent
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Identifier, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Prose = Annotated[str, Meta(max_length=2000)]
Source = Annotated[str, Meta(max_length=200, description="Funds: APBD, DAK Nonfisik, …")]


class FollowUpRequest(Body):
    """What `agency_id` did about the program on that day; a note or a result is needed."""

    agency_id: Identifier
    day: date
    source: Source = ""
    note: Prose = ""
    result: Prose = ""
    batch_id: Identifier | None = None


class FollowUpPatch(Body):
    agency_id: Unset[Identifier] = UNSET
    day: Unset[date] = UNSET
    source: Unset[Source] = UNSET
    note: Unset[Prose] = UNSET
    result: Unset[Prose] = UNSET
    batch_id: Unset[Identifier | None] = UNSET


class FollowUpReply(Struct):
    id: UUID
    program_id: UUID
    agency_id: UUID
    regency: str | None
    day: date
    source: str
    note: str
    result: str
    batch_id: UUID | None


@post("/programs/{program_id:uuid}/follow-ups", tags=["programs"], responses=refuses(403))
async def make_follow_up(
    request: AnyRequest, program_id: FromPath[UUID], data: JSONBody[FollowUpRequest]
) -> FollowUpReply:
    """Both sides of a shared program read it."""
    facts = FollowUpFacts(**sent(data))
    return _reply(await follow_up(program_id, facts, actor=asking(request), now=datetime.now(UTC)))


@get("/programs/{program_id:uuid}/follow-ups", tags=["programs"])
async def show_follow_ups(
    request: AnyRequest, program_id: FromPath[UUID], limit: Limit = 100, cursor: Cursor = None
) -> Items[FollowUpReply]:
    """Of the program and of those adopted from it."""
    actor = asking(request)
    await find_shared_program(program_id, seen_by=actor)
    found = await list_follow_ups(
        program_id, seen_by=actor, after=read_cursor(cursor), limit=limit + 1
    )
    return page_of(found, limit, _reply, lambda each: each.id)


@get("/follow-ups/{follow_up_id:uuid}", tags=["programs"])
async def show_follow_up(request: AnyRequest, follow_up_id: FromPath[UUID]) -> FollowUpReply:
    return _reply(await find_follow_up(follow_up_id, seen_by=asking(request)))


@patch("/follow-ups/{follow_up_id:uuid}", tags=["programs"], responses=refuses(403))
async def alter_follow_up(
    request: AnyRequest, follow_up_id: FromPath[UUID], data: JSONBody[FollowUpPatch]
) -> FollowUpReply:
    change = FollowUpChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_follow_up(follow_up_id, change, actor=actor, now=now))


def _reply(each: FollowUp) -> FollowUpReply:
    return FollowUpReply(
        id=each.id,
        program_id=each.program_id,
        agency_id=each.agency_id,
        regency=each.keeper,
        day=each.day,
        source=each.source,
        note=each.note,
        result=each.result,
        batch_id=each.batch_id,
    )


FOLLOW_UPS = (make_follow_up, show_follow_ups, show_follow_up, alter_follow_up)
