"""Sessions that wait for the worker to judge them again."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from lintas.domain.bookings import SessionId
from lintas.domain.ids import new_id
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args, insert_many
from lintas.store.tables import RejudgeDueRow


async def add_due(session_ids: Iterable[UUID], *, now: datetime) -> None:
    """Put them down; one may stand there twice, and is judged once."""
    rows = [{"id": new_id(now), "session": each, "since": now} for each in session_ids]
    await insert_many(RejudgeDueRow, rows)


async def list_due(*, limit: int) -> tuple[SessionId, ...]:
    """Longest waiting first, each once."""
    sql = "SELECT session FROM rejudge_due GROUP BY session ORDER BY min(since), session LIMIT $1"
    return tuple(SessionId(read_id(row["session"])) for row in await fetch(sql, limit))


async def remove_due(session_ids: Sequence[UUID]) -> None:
    """They have been judged."""
    args = Args()
    await fetch(f"DELETE FROM rejudge_due WHERE session IN {args.put_all(session_ids)}", *args)


async def list_standing(
    *, now: datetime, after: UUID | None = None, limit: int = 200
) -> tuple[SessionId, ...]:
    """Sessions that hold something and are not over, by id, behind `after`. Sees all."""
    args = Args()
    where = f"decision IN ('requested', 'approved') AND ends_at > {args.put(now)}"
    if after is not None:
        where += f" AND id > {args.put(after)}"
    sql = f"SELECT id FROM session WHERE {where} ORDER BY id LIMIT {args.put(limit)}"
    return tuple(SessionId(read_id(row["id"])) for row in await fetch(sql, *args))
