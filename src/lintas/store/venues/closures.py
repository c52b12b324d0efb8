"""Closures, kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import VenueId
from lintas.domain.refusal import NotFound
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Closure, ClosureId, RoomId
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
    """Those of these venues and all their rooms that touch the window, earliest first."""
    args = Args()
    where = (
        f"venue IN {args.put_all(venue_ids)} AND lifted_at IS NULL"
        f" AND starts_at < {args.put(window.end)} AND ends_at > {args.put(window.start)}"
    )
    sql = f"SELECT * FROM closure WHERE {where} ORDER BY starts_at, id"
    return tuple(map(_closure, await fetch(sql, *args)))


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
    }


def _closure(row: dict[str, Any]) -> Closure:
    return Closure(
        id=ClosureId(read_id(row["id"])),
        venue_id=VenueId(read_id(row["venue"])),
        room_id=RoomId(read_id(row["room"])) if row["room"] else None,
        span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        reason=row["reason"],
        authority=row["authority"],
    )
