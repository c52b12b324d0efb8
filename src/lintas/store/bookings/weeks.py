"""What keeps a room over some days, for whoever looks at its calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.bookings import BookingId, Decision, Session, SessionId
from lintas.domain.people import Actor
from lintas.domain.timespan import TimeSpan
from lintas.store.bookings.scope import visible
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args


@dataclass(frozen=True, slots=True)
class Occupied:
    """One session that keeps a room. `held` is what others must stay out of.

    Who looks may know no more than the times and the agency, unless `is_seen`.
    """

    session_id: SessionId
    booking_id: BookingId
    meeting: TimeSpan
    held: TimeSpan
    decision: Decision
    room_name: str
    agency_name: str
    is_seen: bool


async def list_occupied(
    leaves: Iterable[UUID], window: TimeSpan, *, seen_by: Actor, now: datetime
) -> tuple[Occupied, ...]:
    """What keeps any of these leaf rooms in a window, each session once, earliest first.

    Undecided requests whose hold has run out keep nothing any more.
    """
    args = Args()
    sql = f"""
        SELECT DISTINCT h.starts_at AS held_from, h.ends_at AS held_to, s.id, s.booking,
            s.starts_at, s.ends_at, s.decision, r.name AS room, a.name, a.short_name,
            CASE WHEN {visible(args, seen_by)} THEN 1 ELSE 0 END AS is_seen
        FROM hold h JOIN session s ON s.id = h.session JOIN booking b ON b.id = s.booking
        JOIN agency a ON a.id = b.agency JOIN room r ON r.id = s.room
        WHERE h.resource IN {args.put_all(leaves)}
            AND h.starts_at < {args.put(window.end)} AND h.ends_at > {args.put(window.start)}
            AND NOT (s.decision = 'requested' AND b.hold_until <= {args.put(now)})
        ORDER BY s.starts_at, s.id
    """
    return tuple(map(_occupied, await fetch(sql, *args)))


async def list_put_off(
    room_ids: Iterable[UUID], window: TimeSpan, *, seen_by: Actor
) -> tuple[Session, ...]:
    """Meetings of these rooms that were to be in a window, and wait for another date.

    Earliest first.
    """
    args = Args()
    sql = f"""
        SELECT s.id FROM session s JOIN booking b ON b.id = s.booking
        WHERE s.postponed AND s.room IN {args.put_all(room_ids)}
            AND s.starts_at < {args.put(window.end)} AND s.ends_at > {args.put(window.start)}
            AND {visible(args, seen_by)}
    """
    return await list_sessions_named([read_id(row["id"]) for row in await fetch(sql, *args)])


def _occupied(row: dict[str, Any]) -> Occupied:
    return Occupied(
        session_id=SessionId(read_id(row["id"])),
        booking_id=BookingId(read_id(row["booking"])),
        meeting=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        held=TimeSpan(read_moment(row["held_from"]), read_moment(row["held_to"])),
        decision=Decision(row["decision"]),
        room_name=row["room"],
        agency_name=row["short_name"] or row["name"],
        is_seen=bool(row["is_seen"]),
    )
