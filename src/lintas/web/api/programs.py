"""Programs, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.facts import ProgramChange, ProgramFacts
from lintas.actions.programs.register_program import register_program
from lintas.domain.programs import Category, Program
from lintas.store.programs.templates import list_programs
from lintas.store.sharing.offers import find_shared_program
from lintas.web.api.changes import sent
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Count, Identifier, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Field = Annotated[str, Meta(max_length=200)]
Level = Annotated[str, Meta(max_length=60)]
Code = Annotated[str, Meta(max_length=13, examples=["36.04"])]
Sharing = Annotated[
    dict[str, Count],
    Meta(description="Persons who share one machine, by kind", examples=[{"mesin jahit": 1}]),
]


class ProgramRequest(Body):
    """A template; one JP lasts `jp_minutes`. Civil servants don't train on public holidays."""

    agency_id: Identifier
    title: Text
    field: Field = ""
    jp_minutes: Count = 45
    jp_total: Count | None = None
    min_participants: Count | None = None
    max_participants: Count | None = None
    for_civil_servants: bool = False
    level: Level = ""
    needs_nib: bool = False
    min_age: Count | None = None
    only_regency: Code | None = None
    equipment: Sharing = {}  # noqa: RUF012 -- msgspec copies defaults
    category: Category = Category.NONE


class ProgramPatch(Body):
    title: Unset[Text] = UNSET
    field: Unset[Field] = UNSET
    jp_minutes: Unset[Count] = UNSET
    jp_total: Unset[Count | None] = UNSET
    min_participants: Unset[Count | None] = UNSET
    max_participants: Unset[Count | None] = UNSET
    for_civil_servants: Unset[bool] = UNSET
    level: Unset[Level] = UNSET
    needs_nib: Unset[bool] = UNSET
    min_age: Unset[Count | None] = UNSET
    only_regency: Unset[Code | None] = UNSET
    equipment: Unset[Sharing] = UNSET
    category: Unset[Category] = UNSET


class ProgramReply(Struct):
    id: UUID
    agency_id: UUID
    keeper: str | None
    title: str
    field: str
    jp_minutes: int
    jp_total: int | None
    min_participants: int | None
    max_participants: int | None
    for_civil_servants: bool
    level: str
    needs_nib: bool
    min_age: int | None
    only_regency: str | None
    equipment: dict[str, int]
    category: str
    adopted_from: UUID | None


@post("/programs", tags=["programs"], responses=refuses(403))
async def make_program(request: AnyRequest, data: JSONBody[ProgramRequest]) -> ProgramReply:
    facts = ProgramFacts(**sent(data))
    return _reply(await register_program(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/programs", tags=["programs"])
async def show_programs(
    request: AnyRequest, limit: Limit = 100, cursor: Cursor = None
) -> Items[ProgramReply]:
    found = await list_programs(seen_by=asking(request), after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda program: program.id)


@get("/programs/{program_id:uuid}", tags=["programs"])
async def show_program(request: AnyRequest, program_id: FromPath[UUID]) -> ProgramReply:
    """One that the asker's side keeps, or that was shared with it."""
    return _reply(await find_shared_program(program_id, seen_by=asking(request)))


@patch("/programs/{program_id:uuid}", tags=["programs"], responses=refuses(403))
async def alter_program(
    request: AnyRequest, program_id: FromPath[UUID], data: JSONBody[ProgramPatch]
) -> ProgramReply:
    change = ProgramChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_program(program_id, change, actor=actor, now=now))


def _reply(program: Program) -> ProgramReply:
    return ProgramReply(
        id=program.id,
        agency_id=program.agency_id,
        keeper=program.keeper,
        title=program.title,
        field=program.field,
        jp_minutes=program.jp_minutes,
        jp_total=program.jp_total,
        min_participants=program.min_participants,
        max_participants=program.max_participants,
        for_civil_servants=program.for_civil_servants,
        level=program.level,
        needs_nib=program.needs_nib,
        min_age=program.min_age,
        only_regency=program.only_regency,
        equipment=dict(program.equipment),
        category=program.category.value,
        adopted_from=program.adopted_from,
    )


PROGRAMS = (make_program, show_programs, show_program, alter_program)
