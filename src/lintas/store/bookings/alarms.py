"""Conflicts that somebody still has to solve, in the order in which they bite."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lintas.domain.people import Actor
from lintas.store.bookings.conflicts import Conflict, list_conflicts_on
from lintas.store.bookings.scope import visible
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args


async def list_alarms(
    *, seen_by: Actor, now: datetime, offset: int = 0, limit: int = 50
) -> tuple[Conflict, ...]:
    """Open ones on sessions not yet over that the actor sees, the soonest session first."""
    args = Args()
    sql = f"""
        SELECT c.id, c.session FROM conflict c JOIN session s ON s.id = c.session
        JOIN booking b ON b.id = s.booking
        WHERE c.state = 'open' AND s.ends_at > {args.put(now)} AND {visible(args, seen_by)}
        ORDER BY s.starts_at, c.id LIMIT {args.put(limit)} OFFSET {args.put(offset)}
    """
    rows = await fetch(sql, *args)
    return await _list([(read_id(row["id"]), read_id(row["session"])) for row in rows])


async def _list(named: Sequence[tuple[UUID, UUID]]) -> tuple[Conflict, ...]:
    """In the order of `named`: (conflict, session)."""
    if not named:
        return ()
    found: dict[UUID, Conflict] = {
        each.id: each for each in await list_conflicts_on({session for _, session in named})
    }
    return tuple(found[conflict] for conflict, _ in named if conflict in found)
