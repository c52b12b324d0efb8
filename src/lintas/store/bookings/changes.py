"""What has become of sessions, for those who attend them: what moved from where, and why."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.bookings import Mode, Session, SessionId
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args


@dataclass(frozen=True, slots=True)
class Shift:
    """One move of one session: when and where it was to be before, and why it no longer is."""

    session_id: SessionId
    at: datetime
    reason: str
    span: TimeSpan
    room_id: UUID
    place: str
    mode: Mode


async def list_shifts(sessions: Sequence[Session]) -> tuple[Shift, ...]:
    """Every move of these to another time, room or way of meeting, earliest first. Sees all."""
    args = Args()
    where = f"subject_id IN {args.put_all(str(session.id) for session in sessions)}"
    sql = f"""
        SELECT subject_id, at, reason, before, after FROM audit_entry
        WHERE subject_kind = 'session' AND verb = 'move' AND {where} ORDER BY at, id
    """
    moves = [
        (row, json.loads(row["before"]), json.loads(row["after"]))
        for row in await fetch(sql, *args)
    ]
    moves = [(row, before, after) for row, before, after in moves if _seen(before) != _seen(after)]
    places = await name_places({UUID(before["room"]) for _, before, _ in moves})
    return tuple(
        Shift(
            session_id=SessionId(read_id(row["subject_id"])),
            at=read_moment(row["at"]),
            reason=row["reason"],
            span=TimeSpan(*map(datetime.fromisoformat, before["span"])),
            room_id=UUID(before["room"]),
            place=places[UUID(before["room"])],
            mode=_mode(before),
        )
        for row, before, _ in moves
    )


def _seen(side: dict[str, Any]) -> tuple[object, ...]:
    return side["span"], side["room"], _mode(side)


def _mode(side: dict[str, Any]) -> Mode:
    """What was moved before anybody wrote it down met in its room."""
    return Mode(side.get("mode", Mode.ONSITE))


async def list_cancellations(sessions: Sequence[Session]) -> dict[SessionId, str]:
    """Why those of these that were cancelled or put off were, where somebody said so. Sees all."""
    args = Args()
    where = f"subject_id IN {args.put_all(sorted({str(each.booking_id) for each in sessions}))}"
    sql = f"""
        SELECT reason, before FROM audit_entry
        WHERE subject_kind = 'booking' AND verb IN ('cancel', 'postpone', 'give_up') AND {where}
        ORDER BY at, id
    """
    reasons = {
        SessionId(UUID(session_id)): row["reason"]
        for row in await fetch(sql, *args)
        for session_id in json.loads(row["before"])["sessions"]
    }
    return {each.id: reasons[each.id] for each in sessions if reasons.get(each.id)}


async def name_places(room_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Rooms and their venues, retired ones too, in words. Sees all."""
    if not room_ids:
        return {}
    args = Args()
    where = f"r.id IN {args.put_all(sorted(room_ids))}"
    sql = f"""
        SELECT r.id, r.name, v.name AS venue FROM room r JOIN venue v ON v.id = r.venue
        WHERE {where}
    """
    return {read_id(row["id"]): f"{row['name']}, {row['venue']}" for row in await fetch(sql, *args)}
