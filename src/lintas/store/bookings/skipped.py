"""Dates that a booking had to leave out, remembered with what stood in their way."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from lintas.domain.bookings import BookingId, SessionId
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import NotFound
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.rules import Finding
from lintas.store.bookings.conflicts import read_finding, write_finding
from lintas.store.bookings.planned import read_planned, write_planned
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert_many
from lintas.store.tables import SkippedDateRow


class SkippedState(StrEnum):
    """Waiting for its slot, offered because it is free, taken by a session, or given up."""

    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"

    @property
    def is_settled(self) -> bool:
        """Whether it waits for nothing any more."""
        return self in {SkippedState.TAKEN, SkippedState.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class SkippedDate:
    """One meeting that was asked for and not kept; `offers` counts how often it became free."""

    id: UUID
    booking_id: BookingId
    room_id: RoomId
    planned: PlannedSession
    findings: tuple[Finding, ...]
    judged_at: datetime
    state: SkippedState = SkippedState.WAITING
    offers: int = 0
    session_id: SessionId | None = None


async def find_skipped(skipped_id: UUID, *, of: BookingId) -> SkippedDate:
    """One of a booking that the asker sees already.

    Raises:
        NotFound: naming `skipped_id`.
    """
    found = await _list("d.id = $1 AND d.booking = $2", [skipped_id, of])
    if not found:
        raise NotFound("skipped_id", skipped_id)
    return found[0]


async def list_skipped_of(booking_id: BookingId) -> tuple[SkippedDate, ...]:
    """All of a booking that the asker sees already, earliest first."""
    return await _list("d.booking = $1 ORDER BY d.starts_at, d.id", [booking_id])


async def list_skipped_named(skipped_ids: Iterable[UUID]) -> tuple[SkippedDate, ...]:
    """For steps that act on what another query already found: sees all."""
    args = Args()
    return await _list(f"d.id IN {args.put_all(skipped_ids)} ORDER BY d.id", args)


async def list_skipped_near(
    room_ids: Iterable[UUID], *, now: datetime, limit: int
) -> tuple[SkippedDate, ...]:
    """Those still to come in the halls of these rooms, that wait. For judging: sees all."""
    args = Args()
    rooms = f"SELECT root FROM room WHERE id IN {args.put_all(room_ids)}"
    where = (
        f"d.room IN (SELECT id FROM room WHERE root IN ({rooms})) AND d.state = 'waiting'"
        f" AND d.starts_at > {args.put(now)} ORDER BY d.starts_at, d.id LIMIT {args.put(limit)}"
    )
    return await _list(where, args)


async def list_skipped_to_judge(*, now: datetime, limit: int) -> tuple[SkippedDate, ...]:
    """Those still to come, that were judged longest ago. For the clock: sees all."""
    where = (
        "d.state IN ('waiting', 'offered') AND d.starts_at > $1"
        " AND b.state IN ('requested', 'approved') ORDER BY d.judged_at, d.id LIMIT $2"
    )
    return await _list(where, [now, limit])


async def add_skipped(dates: Sequence[SkippedDate]) -> None:
    rows = [
        {
            "id": each.id,
            "booking": each.booking_id,
            "room": each.room_id,
            "starts_at": each.planned.span.start,
            "ends_at": each.planned.span.end,
            "planned": json.dumps(write_planned(each.planned)),
            **_values(each),
        }
        for each in dates
    ]
    await insert_many(SkippedDateRow, rows)


async def save_skipped(skipped: SkippedDate) -> bool:
    """Keep what it is by now, unless it was taken or given up; answers whether that was so."""
    args = Args()
    values = _values(skipped)
    sets = ", ".join(f"{column} = {args.put(value)}" for column, value in values.items())
    sql = f"""
        UPDATE skipped_date SET {sets}
        WHERE id = {args.put(skipped.id)} AND state IN ('waiting', 'offered') RETURNING id
    """
    return bool(await fetch(sql, *args))


def _values(skipped: SkippedDate) -> dict[str, object]:
    return {
        "findings": json.dumps([write_finding(each) for each in skipped.findings]),
        "state": skipped.state.value,
        "offers": skipped.offers,
        "judged_at": skipped.judged_at,
        "session": skipped.session_id,
    }


async def _list(where: str, args: list[Any]) -> tuple[SkippedDate, ...]:
    sql = f"SELECT d.* FROM skipped_date d JOIN booking b ON b.id = d.booking WHERE {where}"
    return tuple(map(_skipped, await fetch(sql, *args)))


def _skipped(row: dict[str, Any]) -> SkippedDate:
    span = TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"]))
    return SkippedDate(
        id=read_id(row["id"]),
        booking_id=BookingId(read_id(row["booking"])),
        room_id=RoomId(read_id(row["room"])),
        planned=read_planned(span, json.loads(row["planned"])),
        findings=tuple(map(read_finding, json.loads(row["findings"]))),
        judged_at=read_moment(row["judged_at"]),
        state=SkippedState(row["state"]),
        offers=row["offers"],
        session_id=SessionId(read_id(row["session"])) if row["session"] else None,
    )
