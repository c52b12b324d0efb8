"""When Ramadan is, for programs."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from litestar import Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody
from msgspec import Struct

from lintas.actions.calendar.state_ramadan import (
    RamadanChange,
    RamadanFacts,
    change_ramadan,
    retire_ramadan,
    state_ramadan,
)
from lintas.domain.teaching_hours import RamadanWindow
from lintas.store.ramadan import find_ramadan_window, list_ramadan_windows
from lintas.web.api.changes import sent
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Count, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]


class RamadanRequest(Body):
    """Both days are counted. `official`: the sidang isbat has found it so."""

    hijri_year: Count
    first: date
    last: date
    official: bool = False


class RamadanPatch(Body):
    first: Unset[date] = UNSET
    last: Unset[date] = UNSET
    official: Unset[bool] = UNSET


class RamadanReply(Struct):
    id: UUID
    hijri_year: int
    first: date
    last: date
    official: bool


@post("/ramadan-windows", tags=["calendar"], responses=refuses(403, 409))
async def make_ramadan_window(request: AnyRequest, data: JSONBody[RamadanRequest]) -> RamadanReply:
    """Of the whole country; sessions to come on its days are judged by its hours."""
    facts = RamadanFacts(**sent(data))
    return _reply(await state_ramadan(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/ramadan-windows", tags=["calendar"])
async def show_ramadan_windows() -> Items[RamadanReply]:
    """Earliest first."""
    return Items([_reply(each) for each in await list_ramadan_windows()], None)


@get("/ramadan-windows/{ramadan_window_id:uuid}", tags=["calendar"])
async def show_ramadan_window(ramadan_window_id: FromPath[UUID]) -> RamadanReply:
    return _reply(await find_ramadan_window(ramadan_window_id))


@patch("/ramadan-windows/{ramadan_window_id:uuid}", tags=["calendar"], responses=refuses(403))
async def alter_ramadan_window(
    request: AnyRequest, ramadan_window_id: FromPath[UUID], data: JSONBody[RamadanPatch]
) -> RamadanReply:
    """Sessions to come on days about which it now says something else are judged again."""
    change = RamadanChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_ramadan(ramadan_window_id, change, actor=actor, now=now))


@delete("/ramadan-windows/{ramadan_window_id:uuid}", tags=["calendar"], responses=refuses(403))
async def end_ramadan_window(request: AnyRequest, ramadan_window_id: FromPath[UUID]) -> None:
    """Of that year nobody knows Ramadan any more."""
    await retire_ramadan(ramadan_window_id, actor=asking(request), now=datetime.now(UTC))


def _reply(window: RamadanWindow) -> RamadanReply:
    return RamadanReply(window.id, window.hijri_year, window.first, window.last, window.official)


RAMADAN = (
    make_ramadan_window,
    show_ramadan_windows,
    show_ramadan_window,
    alter_ramadan_window,
    end_ramadan_window,
)
