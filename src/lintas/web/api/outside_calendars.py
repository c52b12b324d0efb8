"""Calendars that others keep elsewhere, for programs: of rooms and trainers, busy times only."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, delete, get, post
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import Meta, Struct

from lintas.actions.outside_calendars.add_calendar import SealedAddress, add_calendar, add_file
from lintas.actions.outside_calendars.ground import Ground, find_ground
from lintas.actions.outside_calendars.remove_calendar import remove_calendar
from lintas.domain.outside_calendars import OutsideCalendar, horizon
from lintas.domain.people import Actor
from lintas.intake.calendars.apart import read_apart
from lintas.intake.calendars.fetching import HTTPS
from lintas.intake.calendars.vouching import host_of, vouch_for
from lintas.store.outside_calendars.added import find_calendar, list_calendars
from lintas.store.outside_calendars.busy import list_unread
from lintas.web.api.replies import Cursor, Items, Limit, page_of, read_cursor, refuses
from lintas.web.asking import asking, sealing_key_of, settings_of
from lintas.web.bodies.types import Identifier
from lintas.web.bodies.types import Request as Body

AnyRequest = Request[Any, Any, Any]
ICS = "text/calendar"
TAKES = (ICS, "application/octet-stream")
Address = Annotated[str, Meta(max_length=2000, examples=["https://contoh.go.id/kalender.ics"])]


class CalendarRequest(Body):
    """Of a room or of a trainer, one of the two. The address is shown to nobody again."""

    url: Address
    room_id: Identifier | None = None
    trainer_id: Identifier | None = None


class CalendarReply(Struct):
    """`state`: fresh, stale, failed, or unknown: there never was a copy of it.

    `host` is empty where it came as a file; `fingerprint` tells one address of a host from
    another. `read_at` is when a copy was last known to be right. `trouble` says why the last look
    failed, with the server's `status`. `doubted`: it came suddenly empty or much smaller, and what
    was known stays until it comes so again. `unread` events can't be read.
    """

    id: UUID
    room_id: UUID | None
    trainer_id: UUID | None
    host: str
    fingerprint: str
    state: str
    read_at: datetime | None
    age_seconds: int | None
    next_at: datetime | None
    failures: int
    trouble: str
    status: int | None
    doubted: bool
    unread: int


class CalendarInFullReply(CalendarReply):
    """`unread_events`: of each event that can't be read, keys of why not."""

    unread_events: Sequence[Sequence[str]] = ()


@post("/calendars", tags=["calendars"], responses=refuses(403, 409))
async def make_calendar(request: AnyRequest, data: JSONBody[CalendarRequest]) -> CalendarReply:
    """Its busy times count from when it is read, soon after; until then its state is unknown."""
    actor, now = asking(request), datetime.now(UTC)
    await _check_ground(data.room_id, data.trainer_id, actor)
    address = await vouch_for(data.url, schemes=schemes_of(request))
    added = await add_calendar(
        sealed_address(request, address),
        room_id=data.room_id,
        trainer_id=data.trainer_id,
        actor=actor,
        now=now,
    )
    return calendar_reply(added, now=now)


@post(
    "/calendars/file",
    tags=["calendars"],
    status_code=201,
    opt={"takes": TAKES},
    responses=refuses(400, 403, 404, 409, 413, 415, 422),
)
async def send_calendar(
    request: AnyRequest,
    room_id: Annotated[UUID | None, QueryParameter()] = None,
    trainer_id: Annotated[UUID | None, QueryParameter()] = None,
) -> CalendarReply:
    """A file as the body, iCalendar; it is read at once, and nobody looks for a newer one."""
    actor, now = asking(request), datetime.now(UTC)
    ground = await _check_ground(room_id, trainer_id, actor)
    within = horizon(now.date())
    ours = await ground.list_own_uids(since=within.start)
    reading = await read_apart(await request.body(), within, await ground.zone(), ours=ours)
    added = await add_file(reading, room_id=room_id, trainer_id=trainer_id, actor=actor, now=now)
    return calendar_reply(added, now=now)


@get("/calendars", tags=["calendars"])
async def show_calendars(
    request: AnyRequest,
    room_id: Annotated[UUID | None, QueryParameter()] = None,
    trainer_id: Annotated[UUID | None, QueryParameter()] = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Items[CalendarReply]:
    """Those of the asker's side, in the order of adding."""
    now = datetime.now(UTC)
    found = await list_calendars(
        seen_by=asking(request),
        room_id=room_id,
        person_id=trainer_id,
        after=read_cursor(cursor),
        limit=limit + 1,
    )
    return page_of(found, limit, lambda each: calendar_reply(each, now=now), lambda each: each.id)


@get("/calendars/{calendar_id:uuid}", tags=["calendars"])
async def show_calendar(request: AnyRequest, calendar_id: FromPath[UUID]) -> CalendarInFullReply:
    found = await find_calendar(calendar_id, seen_by=asking(request))
    known = calendar_reply(found, now=datetime.now(UTC))
    facts = {name: getattr(known, name) for name in known.__struct_fields__}
    return CalendarInFullReply(**facts, unread_events=await list_unread(found.id))


@delete("/calendars/{calendar_id:uuid}", tags=["calendars"], responses=refuses(403))
async def end_calendar(request: AnyRequest, calendar_id: FromPath[UUID]) -> None:
    """What it alone stood against is free again; nothing of it is kept."""
    await remove_calendar(calendar_id, actor=asking(request), now=datetime.now(UTC))


def calendar_reply(calendar: OutsideCalendar, *, now: datetime) -> CalendarReply:
    return CalendarReply(
        id=calendar.id,
        room_id=calendar.room_id,
        trainer_id=calendar.person_id,
        host=calendar.host,
        fingerprint=calendar.fingerprint,
        state=calendar.standing(now).value,
        read_at=calendar.read_at,
        age_seconds=int((now - calendar.read_at).total_seconds()) if calendar.read_at else None,
        next_at=calendar.next_at,
        failures=calendar.failures,
        trouble=calendar.trouble,
        status=calendar.status or None,
        doubted=calendar.doubted,
        unread=calendar.unread,
    )


def schemes_of(request: AnyRequest) -> frozenset[str]:
    return HTTPS | {"http"} if settings_of(request).plain_http_calendars else HTTPS


def sealed_address(request: AnyRequest, address: str) -> SealedAddress:
    key = sealing_key_of(request)
    return SealedAddress(host_of(address), key.fingerprint(address), key.seal(address))


async def _check_ground(room_id: UUID | None, trainer_id: UUID | None, actor: Actor) -> Ground:
    """Nobody makes us look anywhere, or read anything, for what is not theirs."""
    ground = await find_ground(room_id, trainer_id)
    ground.check_permission(actor)
    return ground


CALENDARS = (make_calendar, send_calendar, show_calendars, show_calendar, end_calendar)
