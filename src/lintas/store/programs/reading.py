"""Who has opened a personal page, and who has said that it was read: two things, never one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.bookings import SessionId
from lintas.domain.programs import EnrolmentId
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args

# Sessions of a batch that somebody still has to know about.
_TO_COME = "s.batch = {batch} AND s.ends_at > {now} AND s.state = 'planned'"


@dataclass(frozen=True, slots=True)
class Reach:
    """Of one batch: how many are enrolled, have opened their page, have read all that is to come.

    None has read all where nothing is to come.
    """

    enrolled: int
    opened: int
    informed: int


async def count_reach(batch_id: UUID, *, now: datetime) -> Reach:
    """For whoever sees the batch."""
    args = Args()
    batch, moment = args.put(batch_id), args.put(now)
    to_come = _TO_COME.format(batch=batch, now=moment)
    unread = (
        f"SELECT 1 FROM session s WHERE {to_come} AND NOT EXISTS (SELECT 1 FROM acknowledgement a"
        " WHERE a.enrolment = e.id AND a.session = s.id AND a.sequence = s.sequence)"
    )
    sql = f"""
        SELECT count(*) AS enrolled, count(e.opened_at) AS opened,
            sum(CASE WHEN EXISTS (SELECT 1 FROM session s WHERE {to_come})
                AND NOT EXISTS ({unread}) THEN 1 ELSE 0 END) AS informed
        FROM enrolment e WHERE e.batch = {batch} AND e.left_at IS NULL AND NOT e.is_reserve
    """
    row = (await fetch(sql, *args))[0]
    return Reach(int(row["enrolled"]), int(row["opened"]), int(row["informed"] or 0))


async def count_readers(batch_id: UUID, *, now: datetime) -> dict[SessionId, int]:
    """How many of those enrolled have read each session to come as it is now."""
    args = Args()
    to_come = _TO_COME.format(batch=args.put(batch_id), now=args.put(now))
    sql = f"""
        SELECT s.id, count(*) AS readers FROM session s
        JOIN acknowledgement a ON a.session = s.id AND a.sequence = s.sequence
        JOIN enrolment e ON e.id = a.enrolment AND e.left_at IS NULL
            AND NOT e.is_reserve
        WHERE {to_come} GROUP BY s.id
    """
    return {SessionId(read_id(row["id"])): int(row["readers"]) for row in await fetch(sql, *args)}


async def count_read(
    enrolment_ids: Iterable[EnrolmentId], batch_id: UUID, *, now: datetime
) -> dict[EnrolmentId, int]:
    """How many sessions to come, as they are now, each of these has read."""
    args = Args()
    to_come = _TO_COME.format(batch=args.put(batch_id), now=args.put(now))
    sql = f"""
        SELECT a.enrolment, count(*) AS n FROM acknowledgement a
        JOIN session s ON s.id = a.session AND s.sequence = a.sequence
        WHERE a.enrolment IN {args.put_all(enrolment_ids)} AND {to_come} GROUP BY a.enrolment
    """
    return {
        EnrolmentId(read_id(row["enrolment"])): int(row["n"]) for row in await fetch(sql, *args)
    }


@dataclass(frozen=True, slots=True)
class Outline:
    """Of one batch in a list: how many are enrolled, how many meetings are to come, which first."""

    enrolled: int
    to_come: int
    next_start: datetime | None
    timezone: str


async def outline_batches(batch_ids: Iterable[UUID], *, now: datetime) -> dict[UUID, Outline]:
    """For whoever sees these batches."""
    args = Args()
    moment = args.put(now)
    sql = f"""
        SELECT t.id,
            (SELECT count(*) FROM enrolment e WHERE e.batch = t.id AND e.left_at IS NULL
                AND NOT e.is_reserve) AS people,
            count(s.id) AS to_come, min(s.starts_at) AS next_start, min(g.timezone) AS timezone
        FROM batch t LEFT JOIN session s ON s.batch = t.id AND s.ends_at > {moment}
            AND s.state = 'planned'
        LEFT JOIN room r ON r.id = s.room LEFT JOIN venue v ON v.id = r.venue
        LEFT JOIN regency g ON g.code = v.regency
        WHERE t.id IN {args.put_all(batch_ids)} GROUP BY t.id
    """
    return {read_id(row["id"]): _outline(row) for row in await fetch(sql, *args)}


def _outline(row: dict[str, Any]) -> Outline:
    return Outline(
        enrolled=int(row["people"]),
        to_come=int(row["to_come"]),
        next_start=read_moment(row["next_start"]) if row["next_start"] else None,
        timezone=row["timezone"] or "",
    )
