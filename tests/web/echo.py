"""API routes that only tests have: each answers with what it was given."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request as AnyRequest
from litestar import Router, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, Meta, Struct, field

from lintas.domain.refusal import Refusal
from lintas.web.api import API_GUARDS
from lintas.web.api.preconditions import IdempotencyKey, IfMatch, read_receipt, read_version
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.bodies.types import Count, Identifier, Instant, Request, Text, Unset


class NothingAgreed(Refusal):
    """A refusal that no table of statuses knows."""


class Meeting(Request):
    starts_at: Instant
    title: Text = ""


class Wish(Request):
    room_id: Identifier
    headcount: Annotated[int, Meta(ge=1)]
    sessions: Annotated[list[Meeting], Meta(min_length=1, max_length=3)]
    purpose: Text = ""
    reasons: dict[str, Text] = field(default_factory=dict)


class Change(Request):
    title: Unset[Text] = UNSET
    headcount: Unset[Count] = UNSET


class Echo(Struct):
    said: str


class Number(Struct):
    id: UUID


@post("/wishes", responses=refuses(409))
async def wish(data: JSONBody[Wish]) -> Echo:
    return Echo(f"{data.headcount} at {data.sessions[0].starts_at.isoformat()}")


@patch("/wishes/{wish_id:uuid}", responses=refuses(412))
async def change(wish_id: FromPath[UUID], data: JSONBody[Change], if_match: IfMatch = None) -> Echo:
    return Echo(f"{data.title!r} {read_version(if_match)}")


@post("/decisions")
async def decide(request: AnyRequest[Any, Any, Any], key: IdempotencyKey = None) -> Echo:
    receipt = await read_receipt(request, key, status=201, render=str)
    return Echo(f"{receipt.route} {receipt.key}" if receipt else "no key")


@get("/numbers")
async def list_numbers(limit: Limit = 100, cursor: Cursor = None) -> Items[Number]:
    after = read_cursor(cursor)
    numbers = [UUID(int=n) for n in range(1, 6) if after is None or UUID(int=n) > after]
    return page_of(numbers[: limit + 1], limit, Number, str)


@get("/moment")
async def tell_moment(at: Annotated[datetime | None, QueryParameter()] = None) -> Echo:
    return Echo(str(at))


@get("/bug")
async def meet_a_bug() -> Echo:
    raise RuntimeError("the password is hunter2")


@get("/refusal")
async def refuse() -> Echo:
    raise NothingAgreed


def echo_router() -> Router:
    return Router(
        "/api/v1/echo",
        guards=API_GUARDS,
        route_handlers=[
            wish,
            change,
            decide,
            list_numbers,
            tell_moment,
            meet_a_bug,
            refuse,
        ],
    )
