"""The uids under which calendars know our sessions."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lintas.store.engines import fetch
from lintas.store.sql import Args


async def list_uids_in_rooms(room_ids: Iterable[UUID], *, since: datetime) -> tuple[str, ...]:
    """Of all meetings in these rooms that end after `since`, the cancelled too. Sees all."""
    args = Args()
    where = f"room IN {args.put_all(room_ids)} AND ends_at > {args.put(since)}"
    rows = await fetch(f"SELECT uid FROM session WHERE {where} ORDER BY uid", *args)
    return tuple(row["uid"] for row in rows)


async def list_uids_taught_by(person_id: UUID, *, since: datetime) -> tuple[str, ...]:
    """Of all meetings of a trainer that end after `since`, the cancelled too. Sees all."""
    sql = """
        SELECT s.uid FROM session s JOIN session_trainer t ON t.session = s.id
        WHERE t.person = $1 AND s.ends_at > $2 ORDER BY s.uid
    """
    return tuple(row["uid"] for row in await fetch(sql, person_id, since))
