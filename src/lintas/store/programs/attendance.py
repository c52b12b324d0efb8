"""Attendance lists, and what participants say beforehand; kept."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.attendance import Mark, RollEntry, Rsvp
from lintas.domain.bookings import Session, SessionId
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId
from lintas.domain.programs import EnrolmentId
from lintas.store.engines import execute_many, fetch, read_id
from lintas.store.sql import Args


async def list_roll(session: Session) -> tuple[RollEntry, ...]:
    """Everybody with a seat in its batch, and whoever left it but was marked, by name. Sees all."""
    sql = """
        SELECT e.id, p.name, a.mark, r.says, r.reason FROM enrolment e
        JOIN person p ON p.id = e.person
        LEFT JOIN attendance a ON a.enrolment = e.id AND a.session = $1
        LEFT JOIN rsvp r ON r.enrolment = e.id AND r.session = $1
        WHERE e.batch = $2 AND (e.left_at IS NULL AND NOT e.is_reserve OR a.mark IS NOT NULL)
        ORDER BY p.name, e.id
    """
    return tuple(map(_entry, await fetch(sql, session.id, session.batch_id)))


async def save_marks(
    session_id: SessionId,
    marks: Mapping[EnrolmentId, Mark],
    *,
    marked_by: AccountId | None,
    now: datetime,
) -> None:
    """In place of what was marked before."""
    rows = [
        (new_id(now), enrolment_id, session_id, mark.value, marked_by, now)
        for enrolment_id, mark in marks.items()
    ]
    await execute_many(_MARK, rows)


async def count_marks(session_ids: Iterable[SessionId]) -> dict[SessionId, dict[Mark, int]]:
    """How many of each mark; sessions without a list are left out."""
    args = Args()
    sql = f"""
        SELECT session, mark, count(*) AS n FROM attendance
        WHERE session IN {args.put_all(session_ids)} GROUP BY session, mark
    """
    found: dict[SessionId, dict[Mark, int]] = {}
    for row in await fetch(sql, *args):
        marks = found.setdefault(SessionId(read_id(row["session"])), dict.fromkeys(Mark, 0))
        marks[Mark(row["mark"])] = int(row["n"])
    return found


async def list_marks_of(enrolment_id: EnrolmentId) -> dict[UUID, Mark]:
    """Of one participant, by session."""
    sql = "SELECT session, mark FROM attendance WHERE enrolment = $1"
    return {read_id(row["session"]): Mark(row["mark"]) for row in await fetch(sql, enrolment_id)}


async def save_rsvp(
    enrolment_id: EnrolmentId, session_id: SessionId, says: Rsvp, reason: str, *, now: datetime
) -> None:
    """In place of what was said before."""
    await fetch(_SAY, new_id(now), enrolment_id, session_id, says.value, reason, now)


async def find_rsvp(enrolment_id: EnrolmentId, session_id: SessionId) -> tuple[Rsvp, str] | None:
    """What was said, with its reason; none: nothing yet."""
    sql = "SELECT says, reason FROM rsvp WHERE enrolment = $1 AND session = $2"
    rows = await fetch(sql, enrolment_id, session_id)
    return (Rsvp(rows[0]["says"]), rows[0]["reason"]) if rows else None


async def list_rsvps_of(enrolment_id: EnrolmentId) -> dict[UUID, Rsvp]:
    """Of one participant, by session."""
    sql = "SELECT session, says FROM rsvp WHERE enrolment = $1"
    return {read_id(row["session"]): Rsvp(row["says"]) for row in await fetch(sql, enrolment_id)}


async def count_rsvps(session_ids: Collection[SessionId]) -> dict[SessionId, dict[Rsvp, int]]:
    """How many with a seat say what; sessions of which nobody spoke are left out."""
    args = Args()
    sql = f"""
        SELECT r.session, r.says, count(*) AS n FROM rsvp r JOIN enrolment e ON e.id = r.enrolment
        WHERE r.session IN {args.put_all(session_ids)} AND e.left_at IS NULL AND NOT e.is_reserve
        GROUP BY r.session, r.says
    """
    found: dict[SessionId, dict[Rsvp, int]] = {}
    for row in await fetch(sql, *args):
        said = found.setdefault(SessionId(read_id(row["session"])), dict.fromkeys(Rsvp, 0))
        said[Rsvp(row["says"])] = int(row["n"])
    return found


def _entry(row: dict[str, Any]) -> RollEntry:
    return RollEntry(
        enrolment_id=EnrolmentId(read_id(row["id"])),
        name=row["name"],
        rsvp=Rsvp(row["says"]) if row["says"] else None,
        rsvp_reason=row["reason"] or "",
        mark=Mark(row["mark"]) if row["mark"] else None,
    )


_MARK = """
    INSERT INTO attendance (id, enrolment, session, mark, marked_by, marked_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (enrolment, session) DO UPDATE SET mark = excluded.mark,
        marked_by = excluded.marked_by, marked_at = excluded.marked_at
"""
_SAY = """
    INSERT INTO rsvp (id, enrolment, session, says, reason, at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (enrolment, session) DO UPDATE SET says = excluded.says,
        reason = excluded.reason, at = excluded.at
"""
