"""Governments, for programs."""

from datetime import UTC, datetime
from typing import Annotated, Any

from litestar import Request, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Meta, Struct

from lintas.actions.agencies.change_regency import change_regency
from lintas.actions.agencies.facts import REGENCY_CODE, RegencyChange, RegencyFacts
from lintas.actions.agencies.register_regency import register_regency
from lintas.domain.agencies import Regency, RegencyKind
from lintas.domain.refusal import Fault
from lintas.store.agencies import find_regency, list_regencies
from lintas.store.reference import list_districts
from lintas.web.api.changes import sent
from lintas.web.api.replies import Cursor, Items, Limit, page_of, refuses
from lintas.web.asking import asking
from lintas.web.bodies.reading import Malformed
from lintas.web.bodies.types import UNSET, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class RegencyRequest(Body):
    """A government; `code` is Kemendagri's, "36.04", and names it everywhere."""

    code: Annotated[str, Meta(min_length=1, max_length=13, examples=["36.04"])]
    name: Text
    province: Text
    timezone: Text
    kind: RegencyKind = RegencyKind.KABUPATEN


class RegencyPatch(Body):
    name: Unset[Text] = UNSET
    province: Unset[Text] = UNSET
    timezone: Unset[Text] = UNSET
    kind: Unset[RegencyKind] = UNSET


class RegencyReply(Struct):
    id: str
    code: str
    name: str
    province: str
    timezone: str
    kind: str


class DistrictReply(Struct):
    """A kecamatan; the point is its centroid."""

    code: str
    name: str
    regency: str
    latitude: float
    longitude: float


@post("/regencies", tags=["regencies"], responses=refuses(403, 409))
async def make_regency(request: AnyRequest, data: JSONBody[RegencyRequest]) -> RegencyReply:
    """Only the operator registers governments."""
    facts = RegencyFacts(**sent(data))
    return _reply(await register_regency(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/regencies", tags=["regencies"])
async def show_regencies(limit: Limit = 100, cursor: Cursor = None) -> Items[RegencyReply]:
    """By code."""
    found = await list_regencies(after=_read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda regency: regency.code)


@get("/regencies/{code:str}", tags=["regencies"])
async def show_regency(code: FromPath[str]) -> RegencyReply:
    return _reply(await find_regency(code, field="code"))


@patch("/regencies/{code:str}", tags=["regencies"], responses=refuses(403))
async def alter_regency(
    request: AnyRequest, code: FromPath[str], data: JSONBody[RegencyPatch]
) -> RegencyReply:
    change = RegencyChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_regency(code, change, actor=actor, now=now))


@get("/regencies/{code:str}/districts", tags=["regencies"])
async def show_districts(code: FromPath[str]) -> list[DistrictReply]:
    """Its kecamatan, where the packaged register has them, by code."""
    regency = await find_regency(code, field="code")
    return [
        DistrictReply(each.code, each.name, each.regency, each.latitude, each.longitude)
        for each in list_districts()
        if each.regency == regency.code
    ]


def _read_cursor(cursor: str | None) -> str:
    """Raises Malformed: no code of a regency."""
    if cursor and not REGENCY_CODE.fullmatch(cursor):
        raise Malformed(faults=(Fault("cursor", cursor, "cursor"),))
    return cursor or ""


def _reply(regency: Regency) -> RegencyReply:
    return RegencyReply(
        id=regency.code,
        code=regency.code,
        name=regency.name,
        province=regency.province,
        timezone=regency.timezone,
        kind=regency.kind.value,
    )


REGENCIES = (make_regency, show_regencies, show_regency, alter_regency, show_districts)
