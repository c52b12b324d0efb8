"""Rooms, for programs."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, get, patch, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from lintas.actions.venues.add_room import add_room
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.facts import FURTHEST_DAYS, RoomFacts
from lintas.actions.venues.regroup_room import regroup_room
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.venues import Approval, Room
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room, list_rooms
from lintas.web.api.changes import sent
from lintas.web.api.preconditions import IfMatch, read_version, version_tag
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking
from lintas.web.bodies.types import UNSET, Count, Identifier, Minutes, Text, Unset
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
Persons = Annotated[int, Meta(ge=1, le=1_000_000)]
Capacities = Annotated[
    dict[str, Persons], Meta(description="Persons by layout", examples=[{"classroom": 40}])
]
Days = Annotated[int, Meta(ge=0, le=FURTHEST_DAYS)]
Equipment = Annotated[
    dict[str, Count], Meta(description="Machines by kind", examples=[{"mesin jahit": 16}])
]


class RoomRequest(Body):
    """`turnaround_minutes`: the gap kept free after each use. `approval`: who says yes.

    `equipment` left out: nobody noted any. `notice_days` and `horizon_days` are how few and how
    many days ahead it may be asked for, `longest_minutes` how long it is used at a time.
    """

    venue_id: Identifier
    name: Text
    capacities: Capacities = {}  # noqa: RUF012 -- msgspec copies defaults
    part_of: Identifier | None = None
    turnaround_minutes: Minutes = 0
    approval: Approval = Approval.NONE
    equipment: Equipment | None = None
    notice_days: Days | None = None
    horizon_days: Days | None = None
    longest_minutes: Count | None = None


class RoomPatch(Body):
    """`part_of` is changed alone: while anything keeps a room of the hall, it can't be."""

    name: Unset[Text] = UNSET
    capacities: Unset[Capacities] = UNSET
    turnaround_minutes: Unset[Minutes] = UNSET
    approval: Unset[Approval] = UNSET
    part_of: Unset[Identifier | None] = UNSET
    equipment: Unset[Equipment | None] = UNSET
    notice_days: Unset[Days | None] = UNSET
    horizon_days: Unset[Days | None] = UNSET
    longest_minutes: Unset[Count | None] = UNSET


class RoomReply(Struct):
    """`leaf_ids` are the undivided rooms that a use of it takes."""

    id: UUID
    venue_id: UUID
    name: str
    part_of: UUID | None
    leaf_ids: list[UUID]
    capacities: dict[str, int]
    turnaround_minutes: int
    approval: str
    equipment: dict[str, int] | None
    notice_days: int | None
    horizon_days: int | None
    longest_minutes: int | None
    version: int


@post("/rooms", tags=["rooms"], responses=refuses(403, 409))
async def make_room(request: AnyRequest, data: JSONBody[RoomRequest]) -> RoomReply:
    facts = RoomFacts(**sent(data))
    return _reply(await add_room(facts, actor=asking(request), now=datetime.now(UTC)))


@get("/rooms", tags=["rooms"], responses=refuses(404))
async def show_rooms(
    venue_id: Annotated[UUID | None, QueryParameter()] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[RoomReply]:
    """In the order of registering."""
    if venue_id is not None:
        await find_venue(venue_id)
    found = await list_rooms(venue_id=venue_id, after=read_cursor(cursor), limit=limit + 1)
    return page_of(found, limit, _reply, lambda room: room.id)


@get("/rooms/{room_id:uuid}", tags=["rooms"])
async def show_room(room_id: FromPath[UUID]) -> Response[RoomReply]:
    """Its ETag is its version, for If-Match."""
    room = await find_room(room_id)
    return Response(_reply(room), headers={"ETag": version_tag(room.version)})


@patch("/rooms/{room_id:uuid}", tags=["rooms"], responses=refuses(403, 409, 412))
async def alter_room(
    request: AnyRequest,
    room_id: FromPath[UUID],
    data: JSONBody[RoomPatch],
    if_match: IfMatch = None,
) -> RoomReply:
    """Sessions to come that it no longer serves become conflicts."""
    given, actor, now = sent(data), asking(request), datetime.now(UTC)
    if "part_of" in given:
        if len(given) > 1:
            others = ", ".join(name for name in given if name != "part_of")
            raise Invalid(faults=(Fault("part_of", given["part_of"], "alone", others),))
        return _reply(await regroup_room(room_id, given["part_of"], actor=actor, now=now))
    if "turnaround_minutes" in given:
        given["turnaround"] = timedelta(minutes=given.pop("turnaround_minutes"))
    change = RoomChange(**given, version=read_version(if_match))
    return _reply(await change_room(room_id, change, actor=actor, now=now))


def _reply(room: Room) -> RoomReply:
    return RoomReply(
        id=room.id,
        venue_id=room.venue_id,
        name=room.name,
        part_of=room.part_of,
        leaf_ids=list(room.leaves),
        capacities=dict(room.capacities),
        turnaround_minutes=room.turnaround // timedelta(minutes=1),
        approval=room.approval.value,
        equipment=None if room.equipment is None else dict(room.equipment),
        notice_days=room.notice_days,
        horizon_days=room.horizon_days,
        longest_minutes=room.longest_minutes,
        version=room.version,
    )


ROOMS = (make_room, show_rooms, show_room, alter_room)
