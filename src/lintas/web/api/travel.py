"""How long ways take, for programs."""

from datetime import UTC, date, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from lintas.actions.travel.state_way import (
    LONGEST_WAY,
    WayChange,
    WayFacts,
    change_way,
    retire_way,
    state_way,
)
from lintas.domain.travel import TravelOrigin, TravelOverride, by_ends, find_travel, place_at
from lintas.store.travel import find_travel_override, list_travel_overrides
from lintas.store.venues.places import find_venue
from lintas.web.api.changes import sent
from lintas.web.api.replies import Items, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
End = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=36,
        description="A venue's id, or the code of a district or regency",
        examples=["36.04"],
    ),
]
WayMinutes = Annotated[int, Meta(ge=1, le=LONGEST_WAY)]
Source = Annotated[str, Meta(max_length=2000)]


class WayRequest(Body):
    """It holds for the way back too, unless that is stated otherwise; `source`: who says so."""

    start: End
    goal: End
    minutes: WayMinutes
    origin: TravelOrigin = TravelOrigin.STATED
    source: Source = ""
    dated: date | None = None


class WayPatch(Body):
    minutes: Unset[WayMinutes] = UNSET
    origin: Unset[TravelOrigin] = UNSET
    source: Unset[Source] = UNSET
    dated: Unset[date | None] = UNSET


class WayReply(Struct):
    """`keeper` is the regency whose coordinators keep it; null: only the operator does."""

    id: UUID
    start: str
    goal: str
    minutes: int
    origin: str
    source: str
    dated: date | None
    keeper: str | None


class TravelReply(Struct):
    """What is planned with between two venues; null minutes: nobody knows.

    `origin` is perkiraan, diukur or diisi koordinator.
    """

    start: UUID
    goal: UUID
    minutes: int | None
    origin: str | None


@post("/travel-times", tags=["travel"], responses=refuses(403, 409))
async def make_way(request: AnyRequest, data: JSONBody[WayRequest]) -> WayReply:
    """It stands over every estimate; trainers who go this way are judged by it from now on."""
    facts = WayFacts(**sent(data))
    return _reply(await state_way(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/travel-times", tags=["travel"])
async def show_ways() -> Items[WayReply]:
    """All that were stated or measured, in the order of entering."""
    return Items([_reply(each) for each in await list_travel_overrides()], None)


@get("/travel-times/between", tags=["travel"], responses=refuses(404))
async def show_travel(
    start: Annotated[UUID, QueryParameter()], goal: Annotated[UUID, QueryParameter()]
) -> TravelReply:
    """Of two venues, whoever stated it or estimated."""
    ends = [await find_venue(each, field=name) for name, each in (("start", start), ("goal", goal))]
    known = by_ends(await list_travel_overrides())
    way = find_travel(place_at(ends[0]), place_at(ends[1]), known)
    return TravelReply(start, goal, way.minutes if way else None, way.origin.value if way else None)


@get("/travel-times/{travel_time_id:uuid}", tags=["travel"])
async def show_way(travel_time_id: FromPath[UUID]) -> WayReply:
    return _reply(await find_travel_override(travel_time_id))


@patch("/travel-times/{travel_time_id:uuid}", tags=["travel"], responses=refuses(403))
async def alter_way(
    request: AnyRequest, travel_time_id: FromPath[UUID], data: JSONBody[WayPatch]
) -> WayReply:
    change = WayChange(**sent(data))
    actor, now = asking(request), datetime.now(UTC)
    return _reply(await change_way(travel_time_id, change, actor=actor, now=now))


@delete("/travel-times/{travel_time_id:uuid}", tags=["travel"], responses=refuses(403))
async def end_way(request: AnyRequest, travel_time_id: FromPath[UUID]) -> None:
    """It is left to the estimate again."""
    await retire_way(travel_time_id, actor=asking(request), now=datetime.now(UTC))


def _reply(way: TravelOverride) -> WayReply:
    return WayReply(
        id=way.id,
        start=way.start,
        goal=way.goal,
        minutes=way.minutes,
        origin=way.origin.value,
        source=way.source,
        dated=way.dated,
        keeper=way.keeper,
    )


TRAVEL = (make_way, show_ways, show_travel, show_way, alter_way, end_way)
