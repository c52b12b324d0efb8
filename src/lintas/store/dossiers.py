"""What was decided about a batch, and by whom; who was where; kept. All of it sees all."""

import json
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.attendance import Mark
from lintas.domain.bookings import SessionId
from lintas.domain.dossiers import Assigned, Attended, Part, Passed, Verdict
from lintas.domain.people import PersonId
from lintas.domain.timespan import TimeSpan
from lintas.domain.trail import KeptEntry, Link
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args
from lintas.store.trail import ENTRY, read_entry

# Of one batch; older ones are counted.
MOST_DEEDS = 2_000
MOST_PARTS = 20_000


async def list_verdicts(session_ids: Collection[SessionId]) -> tuple[Verdict, ...]:
    """In the order in which they were given."""
    args = Args()
    sql = f"""
        SELECT d.*, a.name AS by_name FROM step_decision d JOIN account a ON a.id = d.decided_by
        WHERE d.session IN {args.put_all(session_ids)} ORDER BY d.at, d.position
    """
    return tuple(
        Verdict(
            session_id=SessionId(read_id(row["session"])),
            name=row["name"],
            by=row["by_name"],
            at=read_moment(row["at"]),
            verdict=row["verdict"],
            reason=row["reason"],
            as_stand_in=bool(row["as_stand_in"]),
        )
        for row in await fetch(sql, *args)
    )


async def list_deeds(
    subject_ids: Collection[UUID],
) -> tuple[tuple[KeptEntry, str, Link | None, str], ...]:
    """The last entries about these: each with who did it, its place, and the hash before that.

    Latest first, as many as MOST_DEEDS; by nobody is by the service.
    """
    args = Args()
    where = f"e.subject_id IN {args.put_all(str(each) for each in subject_ids)}"
    sql = f"""
        SELECT {ENTRY}, a.name AS by_name, l.number, l.hash, p.hash AS previous
        FROM audit_entry e LEFT JOIN account a ON a.id = e.actor
        LEFT JOIN audit_link l ON l.entry = e.id LEFT JOIN audit_link p ON p.number = l.number - 1
        WHERE {where} ORDER BY e.at DESC, e.id DESC LIMIT {args.put(MOST_DEEDS)}
    """
    found = []
    for row in await fetch(sql, *args):
        entry = read_entry(row)
        link = Link(int(row["number"]), entry.id, row["hash"]) if row["number"] else None
        found.append((entry, row["by_name"] or "", link, row["previous"] or ""))
    return tuple(found)


async def count_deeds(subject_ids: Collection[UUID]) -> int:
    args = Args()
    where = f"subject_id IN {args.put_all(str(each) for each in subject_ids)}"
    (row,) = await fetch(f"SELECT count(*) AS n FROM audit_entry WHERE {where}", *args)
    return int(row["n"])


async def list_attended(batch_id: UUID) -> tuple[Attended, ...]:
    """Everybody who has, or had and was marked in, a seat; by name."""
    sql = """
        SELECT e.id, p.name, a.mark, count(a.id) AS n FROM enrolment e
        JOIN person p ON p.id = e.person LEFT JOIN attendance a ON a.enrolment = e.id
        WHERE e.batch = $1 AND (e.left_at IS NULL AND NOT e.is_reserve OR a.mark IS NOT NULL)
        GROUP BY e.id, p.name, a.mark ORDER BY p.name, e.id
    """
    names: dict[UUID, str] = {}
    marks: dict[UUID, dict[Mark, int]] = {}
    for row in await fetch(sql, batch_id):
        enrolment = read_id(row["id"])
        names[enrolment] = row["name"]
        counted = marks.setdefault(enrolment, dict.fromkeys(Mark, 0))
        if row["mark"]:
            counted[Mark(row["mark"])] = int(row["n"])
    return tuple(Attended(name, marks[enrolment]) for enrolment, name in names.items())


async def list_assigned(session_ids: Collection[SessionId]) -> tuple[Assigned, ...]:
    args = Args()
    sql = f"""
        SELECT t.session, t.person, t.letter, p.name FROM session_trainer t
        JOIN person p ON p.id = t.person WHERE t.session IN {args.put_all(session_ids)}
        ORDER BY p.name, t.person
    """
    return tuple(
        Assigned(
            person_id=PersonId(read_id(row["person"])),
            name=row["name"],
            session_id=SessionId(read_id(row["session"])),
            letter=row["letter"],
        )
        for row in await fetch(sql, *args)
    )


async def list_parts(batch_id: UUID, within: TimeSpan) -> tuple[Part, ...]:
    """Where those who teach or have a seat in it were to be in that time, here and elsewhere."""
    sql = """
        WITH mine AS (
            SELECT t.person FROM session_trainer t JOIN session s ON s.id = t.session
                WHERE s.batch = $1
            UNION SELECT person FROM enrolment
                WHERE batch = $1 AND left_at IS NULL AND NOT is_reserve),
        parts AS (
            SELECT t.person, t.session, 1 AS teaches FROM session_trainer t
                WHERE t.person IN (SELECT person FROM mine)
            UNION ALL SELECT e.person, s.id, 0 FROM enrolment e JOIN session s ON s.batch = e.batch
                WHERE e.person IN (SELECT person FROM mine)
                AND e.left_at IS NULL AND NOT e.is_reserve)
        SELECT n.id AS person, n.name, parts.teaches, s.id, s.batch, s.starts_at, s.ends_at,
            s.title, b.purpose, r.name AS room, v.name AS venue, g.timezone
        FROM parts JOIN person n ON n.id = parts.person JOIN session s ON s.id = parts.session
        JOIN booking b ON b.id = s.booking JOIN room r ON r.id = s.room
        JOIN venue v ON v.id = r.venue JOIN regency g ON g.code = v.regency
        WHERE s.decision IN ('requested', 'approved') AND s.starts_at < $3 AND s.ends_at > $2
        ORDER BY n.name, n.id, s.starts_at LIMIT $4
    """
    rows = await fetch(sql, batch_id, within.start, within.end, MOST_PARTS)
    return tuple(map(_part, rows))


async def list_passed(
    booking_ids: Collection[UUID], session_ids: Collection[SessionId]
) -> tuple[Passed, ...]:
    """Warnings with a reason, and overridden blocks, of requests and conflicts, earliest first."""
    args = Args()
    asked = f"""
        SELECT b.asked_at, b.reasons, b.overrides, a.name AS by_name FROM booking b
        JOIN account a ON a.id = b.asked_by WHERE b.id IN {args.put_all(booking_ids)}
    """
    found = [passed for row in await fetch(asked, *args) for passed in _passed_when_asking(row)]
    args = Args()
    later = f"""
        SELECT c.*, a.name AS by_name FROM conflict c JOIN account a ON a.id = c.overridden_by
        WHERE c.state = 'overridden' AND c.session IN {args.put_all(session_ids)}
    """
    found += [
        Passed(
            at=read_moment(row["ended_at"] or row["since"]),
            code=row["code"],
            by=row["by_name"],
            authority=row["authority"],
            reason=row["reason"],
        )
        for row in await fetch(later, *args)
    ]
    return tuple(sorted(found, key=lambda each: (each.at, each.code)))


def _passed_when_asking(row: Mapping[str, Any]) -> list[Passed]:
    at, by = read_moment(row["asked_at"]), row["by_name"]
    warnings = json.loads(row["reasons"] or "{}")
    blocks = json.loads(row["overrides"] or "{}")
    return [
        *(Passed(at, code, by, "", reason) for code, reason in warnings.items()),
        *(Passed(at, code, by, *said) for code, said in blocks.items()),
    ]


def _part(row: Mapping[str, Any]) -> Part:
    return Part(
        person_id=PersonId(read_id(row["person"])),
        name=row["name"],
        session_id=SessionId(read_id(row["id"])),
        batch_id=read_id(row["batch"]) if row["batch"] is not None else None,
        span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        zone=ZoneInfo(row["timezone"]),
        title=row["title"] or row["purpose"],
        place=f"{row['room']}, {row['venue']}",
        teaches=bool(row["teaches"]),
    )
