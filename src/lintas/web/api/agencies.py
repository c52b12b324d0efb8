"""Offices, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from lintas.actions.agencies.change_agency import change_agency
from lintas.actions.agencies.facts import AgencyChange, AgencyFacts
from lintas.actions.agencies.register_agency import register_agency
from lintas.domain.agencies import Agency, AgencyKind
from lintas.store.agencies import find_agency, find_regency, list_agencies
from lintas.web.api.changes import sent
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Count, Hours, Severities, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
ShortName = Annotated[str, Meta(max_length=100)]


MonthDay = Annotated[
    str,
    Meta(
        max_length=5,
        description="The last day of its budget year, MM-DD; empty: it closes no books",
        examples=["12-15"],
    ),
]


class AgencyRequest(Body):
    """`regency` is its government's code; none for vertikal and swasta.

    `working_hours` left out: those of the civil service. `weekly_jp` is the most that anybody
    teaches a week in its plans; left out: 40.
    """

    name: Text
    regency: str | None = None
    short_name: ShortName = ""
    kind: AgencyKind = AgencyKind.OPD
    severities: Severities = {}  # noqa: RUF012 -- msgspec copies defaults
    working_hours: Hours | None = None
    weekly_jp: Count | None = None
    budget_cutoff: MonthDay = ""


class AgencyPatch(Body):
    name: Unset[Text] = UNSET
    short_name: Unset[ShortName] = UNSET
    kind: Unset[AgencyKind] = UNSET
    severities: Unset[Severities] = UNSET
    working_hours: Unset[Hours | None] = UNSET
    weekly_jp: Unset[Count | None] = UNSET
    budget_cutoff: Unset[MonthDay] = UNSET


class AgencyReply(Struct):
    """`keeper` is the regency whose coordinator decides for it; null: only the operator does."""

    id: UUID
    name: str
    short_name: str
    kind: str
    regency: str | None
    keeper: str | None
    is_example: bool
    severities: dict[str, str]
    working_hours: dict[str, list[list[str]]] | None
    weekly_jp: int | None
    budget_cutoff: str


@post("/agencies", tags=["agencies"], responses=refuses(403))
async def make_agency(request: AnyRequest, data: JSONBody[AgencyRequest]) -> AgencyReply:
    facts = AgencyFacts(**sent(data))
    return _reply(await register_agency(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/agencies", tags=["agencies"], responses=refuses(404))
async def show_agencies(
    regency: Annotated[str | None, QueryParameter(max_length=13)] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[AgencyReply]:
    """In the order of registering; `regency` is the keeper's code."""
    if regency is not None:
        await find_regency(regency)
    found = await list_agencies(regency=regency, after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda agency: agency.id)


@get("/agencies/{agency_id:uuid}", tags=["agencies"])
async def show_agency(agency_id: FromPath[UUID]) -> AgencyReply:
    return _reply(await find_agency(agency_id))


@patch("/agencies/{agency_id:uuid}", tags=["agencies"], responses=refuses(403))
async def alter_agency(
    request: AnyRequest, agency_id: FromPath[UUID], data: JSONBody[AgencyPatch]
) -> AgencyReply:
    change = AgencyChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_agency(agency_id, change, actor=actor, now=now))


def _reply(agency: Agency) -> AgencyReply:
    return AgencyReply(
        id=agency.id,
        name=agency.name,
        short_name=agency.short_name,
        kind=agency.kind.value,
        regency=agency.regency,
        keeper=agency.keeper,
        is_example=agency.is_example,
        severities=dict(agency.severities),
        working_hours=agency.working_hours.render() if agency.working_hours else None,
        weekly_jp=agency.weekly_jp,
        budget_cutoff=agency.budget_cutoff,
    )


AGENCIES = (make_agency, show_agencies, show_agency, alter_agency)
