"""Calendars that were added, where they are, and how they are doing."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.outside_calendars import (
    OutsideCalendar,
    OutsideCalendarId,
)
from lintas.domain.people import AccountId, Actor, PersonId, Role
from lintas.domain.refusal import NotFound
from lintas.domain.venues import RoomId
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, update
from lintas.store.tables import (
    OutsideCalendarRow,
)

_SELECT = """
    SELECT c.* FROM outside_calendar c LEFT JOIN room r ON r.id = c.room
    LEFT JOIN venue v ON v.id = r.venue LEFT JOIN person p ON p.id = c.person
    WHERE c.removed_at IS NULL AND r.retired_at IS NULL AND p.retired_at IS NULL
"""
# Who reads how a room's, and how a trainer's calendar is doing.
_OF_ROOMS = (Role.COORDINATOR, Role.VENUE_MANAGER, Role.AUDITOR)
_OF_PEOPLE = (*_OF_ROOMS, Role.TRAINER)
_NO_BOUND = 10**6


async def find_calendar(
    calendar_id: UUID, *, seen_by: Actor, field: str = "calendar_id"
) -> OutsideCalendar:
    """One of a room or a person of the actor's side.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"AND c.id = {args.put(calendar_id)} AND {_visible(args, seen_by)}"
    rows = await fetch(f"{_SELECT} {where}", *args)
    if not rows:
        raise NotFound(field, calendar_id)
    return _calendar(rows[0])


async def find_any_calendar(calendar_id: UUID) -> OutsideCalendar:
    """Sees all. Raises NotFound."""
    rows = await fetch(f"{_SELECT} AND c.id = $1", calendar_id)
    if not rows:
        raise NotFound("calendar_id", calendar_id)
    return _calendar(rows[0])


async def list_calendars(
    *,
    seen_by: Actor,
    room_id: UUID | None = None,
    person_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 100,
) -> tuple[OutsideCalendar, ...]:
    """In the order of adding, behind `after`."""
    args = Args()
    where = _visible(args, seen_by)
    for column, value in (("c.room", room_id), ("c.person", person_id)):
        if value is not None:
            where += f" AND {column} = {args.put(value)}"
    if after is not None:
        where += f" AND c.id > {args.put(after)}"
    sql = f"{_SELECT} AND {where} ORDER BY c.id LIMIT {args.put(limit)}"
    return tuple(map(_calendar, await fetch(sql, *args)))


async def list_calendars_of(
    room_ids: Collection[UUID], person_ids: Collection[UUID] = ()
) -> tuple[OutsideCalendar, ...]:
    """Those of these rooms and people, in the order of adding. Sees all."""
    args = Args()
    of = [f"c.room IN {args.put_all(room_ids)}", f"c.person IN {args.put_all(person_ids)}"]
    sql = f"""
        SELECT c.* FROM outside_calendar c
        WHERE c.removed_at IS NULL AND ({" OR ".join(of)}) ORDER BY c.id
    """
    return tuple(map(_calendar, await fetch(sql, *args)))


async def add_calendar(calendar: OutsideCalendar, *, address: str, made_by: AccountId) -> None:
    """`address` is sealed, or empty for a file."""
    row = {
        "id": calendar.id,
        "room": calendar.room_id,
        "person": calendar.person_id,
        "host": calendar.host,
        "fingerprint": calendar.fingerprint,
        "address": address,
        "made_by": made_by,
        "made_at": calendar.made_at,
        **_changing(calendar),
    }
    await insert(OutsideCalendarRow, row)


async def save_calendar(calendar: OutsideCalendar) -> None:
    """What is known of it; where it is says its source."""
    await update(OutsideCalendarRow, calendar.id, _changing(calendar))


async def remove_calendar(calendar_id: OutsideCalendarId, *, now: datetime) -> None:
    """Nothing of it is kept but that it was there: not its address, and none of its times."""
    for table in ("outside_busy", "outside_series", "outside_copy"):
        await fetch(f"DELETE FROM {table} WHERE calendar = $1", calendar_id)
    gone = {
        "removed_at": now,
        "address": "",
        "moved_to": "",
        "etag": "",
        "last_modified": "",
        "next_at": None,
    }
    await update(OutsideCalendarRow, calendar_id, gone)


async def list_calendar_ids_of_person(person_id: UUID) -> tuple[OutsideCalendarId, ...]:
    """Those that count. Sees all."""
    sql = "SELECT id FROM outside_calendar WHERE person = $1 AND removed_at IS NULL ORDER BY id"
    return tuple(OutsideCalendarId(read_id(row["id"])) for row in await fetch(sql, person_id))


async def list_due(*, now: datetime, limit: int) -> tuple[OutsideCalendarId, ...]:
    """Longest waiting first."""
    sql = f"{_SELECT} AND c.next_at <= $1 ORDER BY c.next_at, c.id LIMIT $2"
    return tuple(OutsideCalendarId(read_id(row["id"])) for row in await fetch(sql, now, limit))


async def take_due(
    calendar_id: OutsideCalendarId, *, now: datetime, until: datetime
) -> OutsideCalendar | None:
    """It is the caller's to look at until then; none: somebody else was faster."""
    rows = await fetch(
        "UPDATE outside_calendar SET next_at = $3 WHERE id = $1 AND next_at <= $2"
        " AND removed_at IS NULL RETURNING id",
        calendar_id,
        now,
        until,
    )
    return await find_any_calendar(calendar_id) if rows else None


def _visible(args: Args, seen_by: Actor) -> str:
    if seen_by.is_operator:
        return "1 = 1"
    rooms = args.put_all(sorted(seen_by.regencies(*_OF_ROOMS)))
    people = args.put_all(sorted(seen_by.regencies(*_OF_PEOPLE)))
    return f"(v.keeper IN {rooms} OR p.keeper IN {people})"


def _changing(calendar: OutsideCalendar) -> dict[str, object]:
    return {
        "next_at": calendar.next_at,
        "tried_at": calendar.tried_at,
        "read_at": calendar.read_at,
        "failures": calendar.failures,
        "trouble": calendar.trouble,
        "status": calendar.status,
        "doubted": calendar.doubted,
        "unread": calendar.unread,
        "turn": calendar.turn,
    }


def _calendar(row: dict[str, Any]) -> OutsideCalendar:
    def moment(column: str) -> datetime | None:
        return read_moment(row[column]) if row[column] else None

    return OutsideCalendar(
        id=OutsideCalendarId(read_id(row["id"])),
        room_id=RoomId(read_id(row["room"])) if row["room"] else None,
        person_id=PersonId(read_id(row["person"])) if row["person"] else None,
        host=row["host"],
        fingerprint=row["fingerprint"],
        made_at=read_moment(row["made_at"]),
        read_at=moment("read_at"),
        tried_at=moment("tried_at"),
        next_at=moment("next_at"),
        failures=row["failures"],
        trouble=row["trouble"],
        status=row["status"],
        doubted=bool(row["doubted"]),
        unread=row["unread"],
        turn=row["turn"],
    )
