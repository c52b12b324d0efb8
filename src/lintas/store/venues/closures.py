"""Closures, kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import VenueId
from lintas.domain.refusal import NotFound
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Closure, ClosureId, RoomId
from lintas.rules.recurrence import expand
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, update
from lintas.store.tables import ClosureRow


async def find_closure(closure_id: UUID, *, field: str = "closure_id") -> Closure:
    """One that stands.

    Raises:
        NotFound: naming `field`.
    """
    rows = await fetch("SELECT * FROM closure WHERE id = $1 AND lifted_at IS NULL", closure_id)
    if not rows:
        raise NotFound(field, closure_id)
    return _closure(rows[0])


async def list_closures(*, after: UUID | None = None, limit: int = 100) -> tuple[Closure, ...]:
    """Those that stand, in the order of making, behind `after`."""
    args = Args()
    where = "lifted_at IS NULL" + (f" AND id > {args.put(after)}" if after else "")
    sql = f"SELECT * FROM closure WHERE {where} ORDER BY id LIMIT {args.put(limit)}"
    return tuple(map(_closure, await fetch(sql, *args)))


async def list_closures_of(venue_ids: Iterable[UUID], window: TimeSpan) -> tuple[Closure, ...]:
    """Those of these venues and all their rooms that touch the window, earliest first.

    One that comes again is there once for each date on which it touches it.
    """
    args = Args()
    end, start = args.put(window.end), args.put(window.start)
    sql = f"""
        SELECT c.*, g.timezone FROM closure c JOIN venue v ON v.id = c.venue
        JOIN regency g ON g.code = v.regency
        WHERE c.venue IN {args.put_all(venue_ids)} AND c.lifted_at IS NULL
            AND c.starts_at < {end} AND (c.ends_at > {start} OR c.rrule <> '')
    """
    dated = [each for row in await fetch(sql, *args) for each in _dated(row)]
    touching = (each for each in dated if each.span.overlaps(window))
    return tuple(sorted(touching, key=lambda each: (each.span, each.id)))


async def list_dated_closures() -> tuple[Closure, ...]:
    """All that stand, wherever; one that comes again is there once for each date."""
    sql = """
        SELECT c.*, g.timezone FROM closure c JOIN venue v ON v.id = c.venue
        JOIN regency g ON g.code = v.regency WHERE c.lifted_at IS NULL ORDER BY c.id
    """
    return tuple(each for row in await fetch(sql) for each in _dated(row))


async def add_closure(closure: Closure) -> None:
    await insert(ClosureRow, {"id": closure.id, **_values(closure)})


async def save_closure(closure: Closure) -> None:
    await update(ClosureRow, closure.id, _values(closure))


async def remove_closure(closure: Closure, *, now: datetime) -> None:
    """Lift it; the row stays, so that the audit can name it."""
    await update(ClosureRow, closure.id, {"lifted_at": now})


def _values(closure: Closure) -> dict[str, object]:
    return {
        "room": closure.room_id,
        "venue": closure.venue_id,
        "starts_at": closure.span.start,
        "ends_at": closure.span.end,
        "reason": closure.reason,
        "authority": closure.authority,
        "rrule": closure.rrule,
    }


def _dated(row: dict[str, Any]) -> list[Closure]:
    """One for each of its dates."""
    closure = _closure(row)
    if not closure.rrule:
        return [closure]
    spans = _expand(closure.rrule, closure.span, row["timezone"])
    return [replace(closure, span=span) for span in spans]


@lru_cache(maxsize=1024)
def _expand(rrule: str, first: TimeSpan, zone: str) -> tuple[TimeSpan, ...]:
    return expand(rrule, first, ZoneInfo(zone))


def _closure(row: dict[str, Any]) -> Closure:
    return Closure(
        id=ClosureId(read_id(row["id"])),
        venue_id=VenueId(read_id(row["venue"])),
        room_id=RoomId(read_id(row["room"])) if row["room"] else None,
        span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        reason=row["reason"],
        authority=row["authority"],
        rrule=row["rrule"],
    )
