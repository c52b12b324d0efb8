"""Conflicts: laws broken now by something already kept."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from lintas.domain.bookings import ConflictId, Override, Session, SessionId
from lintas.domain.people import AccountId, Actor
from lintas.domain.refusal import NotFound
from lintas.domain.timespan import TimeSpan
from lintas.rules import Finding, Party, Severity
from lintas.store.bookings.scope import visible
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, update
from lintas.store.tables import ConflictRow


class ConflictState(StrEnum):
    OPEN = "open"
    SOLVED = "solved"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One finding on one session; `fingerprint` tells two of the same law apart."""

    id: ConflictId
    session_id: SessionId
    finding: Finding
    fingerprint: str
    state: ConflictState
    since: datetime
    ended_at: datetime | None = None
    overridden_by: AccountId | None = None
    authority: str = ""
    reason: str = ""


_SELECT = """
    SELECT c.* FROM conflict c JOIN session s ON s.id = c.session JOIN booking b ON b.id = s.booking
"""


async def find_conflict(
    conflict_id: UUID, *, seen_by: Actor, field: str = "conflict_id"
) -> Conflict:
    """One on a session that the actor sees.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"c.id = {args.put(conflict_id)} AND {visible(args, seen_by)}"
    rows = await fetch(f"{_SELECT} WHERE {where}", *args)
    if not rows:
        raise NotFound(field, conflict_id)
    return _conflict(rows[0])


async def list_conflicts(
    *,
    seen_by: Actor,
    state: ConflictState | None = None,
    regency: str | None = None,
    after: UUID | None = None,
    limit: int = 100,
) -> tuple[Conflict, ...]:
    """Those on sessions that the actor sees, oldest first; `regency` is on either side."""
    args = Args()
    where = visible(args, seen_by)
    if state is not None:
        where += f" AND c.state = {args.put(state.value)}"
    if regency is not None:
        code = args.put(regency)
        where += f" AND (b.keeper = {code} OR s.lender_keeper = {code})"
    if after is not None:
        where += f" AND c.id > {args.put(after)}"
    rows = await fetch(f"{_SELECT} WHERE {where} ORDER BY c.id LIMIT {args.put(limit)}", *args)
    return tuple(map(_conflict, rows))


async def list_conflicts_on(session_ids: Iterable[UUID]) -> tuple[Conflict, ...]:
    """Those open or overridden on these sessions. For judging: sees all."""
    args = Args()
    where = f"c.session IN {args.put_all(session_ids)} AND c.state <> 'solved'"
    return tuple(map(_conflict, await fetch(f"{_SELECT} WHERE {where} ORDER BY c.id", *args)))


async def list_sessions_beside(
    sessions: Sequence[Session], companions: Iterable[UUID], *, now: datetime
) -> tuple[SessionId, ...]:
    """Sessions, not yet over, that these may have stood in the way of. Sees all.

    With an open conflict, and in the halls of these, with their trainers, or of the batches
    `companions`, that have people of theirs. And of their own batches what is judged by what else
    is taught there: practice, and the last of all.
    """
    args = Args()
    rooms, batches, moment, live = (
        args.put_all({each.room_id for each in sessions}),
        args.put_all({each.batch_id for each in sessions if each.batch_id}),
        args.put(now),
        "{0}.decision IN ('requested', 'approved')",
    )
    trainers = args.put_all({person for each in sessions for person in each.trainer_ids})
    sql = f"""
        SELECT s.id FROM conflict c JOIN session s ON s.id = c.session
        JOIN room r ON r.id = s.room
        WHERE c.state = 'open' AND s.ends_at > {moment} AND (
            r.root IN (SELECT root FROM room WHERE id IN {rooms})
            OR s.batch IN {args.put_all(companions)} OR s.batch IN {batches}
            OR EXISTS (SELECT 1 FROM session_trainer t
                WHERE t.session = s.id AND t.person IN {trainers}))
        UNION SELECT s.id FROM session s JOIN batch b ON b.id = s.batch
        JOIN program p ON p.id = b.program
        WHERE s.batch IN {batches} AND {live.format("s")} AND s.ends_at > {moment} AND (
            s.kind = 'practice' OR (p.jp_total IS NOT NULL AND NOT EXISTS (SELECT 1 FROM session o
                WHERE o.batch = s.batch AND {live.format("o")} AND o.ends_at > s.ends_at)))
    """
    return tuple(SessionId(read_id(row["id"])) for row in await fetch(sql, *args))


async def list_sessions_short_of(asset_ids: Iterable[UUID], *, now: datetime) -> tuple[UUID, ...]:
    """Sessions, not yet over, that there were too few of these assets for. Sees all."""
    args = Args()
    sql = f"""
        SELECT DISTINCT s.id FROM conflict c JOIN session s ON s.id = c.session
        JOIN session_asset t ON t.session = s.id
        WHERE c.state = 'open' AND c.code = 'equip_clash' AND t.asset IN {args.put_all(asset_ids)}
            AND s.ends_at > {args.put(now)}
    """
    return tuple(read_id(row["id"]) for row in await fetch(sql, *args))


async def add_conflict(conflict: Conflict) -> None:
    await insert(
        ConflictRow,
        {
            "id": conflict.id,
            "session": conflict.session_id,
            "code": conflict.finding.code,
            "severity": conflict.finding.severity.value,
            "finding": json.dumps(write_finding(conflict.finding)),
            "fingerprint": conflict.fingerprint,
            "since": conflict.since,
            **_values(conflict),
        },
    )


async def save_conflict(conflict: Conflict) -> None:
    await update(ConflictRow, conflict.id, _values(conflict))


async def save_finding(conflict: Conflict) -> None:
    """It weighs other than it did, and is told with what is so now."""
    finding = conflict.finding
    values = {"severity": finding.severity.value, "finding": json.dumps(write_finding(finding))}
    await update(ConflictRow, conflict.id, values)


def _values(conflict: Conflict) -> dict[str, object]:
    return {
        "state": conflict.state.value,
        "ended_at": conflict.ended_at,
        "overridden_by": conflict.overridden_by,
        "authority": conflict.authority,
        "reason": conflict.reason,
    }


def _conflict(row: dict[str, Any]) -> Conflict:
    return Conflict(
        id=ConflictId(read_id(row["id"])),
        session_id=SessionId(read_id(row["session"])),
        finding=read_finding(json.loads(row["finding"])),
        fingerprint=row["fingerprint"],
        state=ConflictState(row["state"]),
        since=read_moment(row["since"]),
        ended_at=read_moment(row["ended_at"]) if row["ended_at"] else None,
        overridden_by=AccountId(read_id(row["overridden_by"])) if row["overridden_by"] else None,
        authority=row["authority"],
        reason=row["reason"],
    )


def write_finding(finding: Finding) -> dict[str, Any]:
    """JSON-plain, as `read_finding` reads it."""
    party = finding.party
    return {
        "code": finding.code,
        "law": finding.law,
        "severity": finding.severity.value,
        "session": finding.session,
        "party": party and [party.kind, str(party.id) if party.id else None, party.label],
        "overridden": finding.overridden
        and [finding.overridden.authority, finding.overridden.reason],
        "evidence": {name: _render_fact(fact) for name, fact in finding.evidence.items()},
    }


def _render_fact(fact: object) -> object:
    if isinstance(fact, TimeSpan):
        return {"starts_at": fact.start.isoformat(), "ends_at": fact.end.isoformat()}
    if isinstance(fact, date):
        return {"day": fact.isoformat()}
    return fact


def read_finding(kept: Mapping[str, Any]) -> Finding:
    party = kept["party"]
    return Finding(
        code=kept["code"],
        law=kept["law"],
        severity=Severity(kept["severity"]),
        session=kept["session"],
        party=Party(party[0], UUID(party[1]) if party[1] else None, party[2]) if party else None,
        evidence={name: _parse_fact(fact) for name, fact in kept["evidence"].items()},
        overridden=Override(*kept["overridden"]) if kept.get("overridden") else None,
    )


def _parse_fact(fact: Any) -> object:
    if not isinstance(fact, dict):
        return fact
    if "day" in fact:
        return date.fromisoformat(fact["day"])
    return TimeSpan(
        datetime.fromisoformat(fact["starts_at"]), datetime.fromisoformat(fact["ends_at"])
    )
