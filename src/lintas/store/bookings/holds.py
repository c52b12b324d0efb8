"""Holds: the only thing that keeps others out, and the database's own wall around them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import VenueId
from lintas.domain.bookings import Mode, SessionId
from lintas.domain.ids import new_id
from lintas.domain.programs import BatchId
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import Place
from lintas.domain.venues import RoomId
from lintas.rules import Use
from lintas.store.engines import Postgres, current, fetch, read_id, read_moment
from lintas.store.sql import Args
from lintas.store.walls import place

# A session, its set-up, its clean-up and the room's gap, each a day at the most.
LONGEST_HOLD = timedelta(days=4)
# Something that may be held, and when.
Wanted = tuple[UUID, TimeSpan]


async def add_holds(holds: Sequence[tuple[UUID, TimeSpan, SessionId]], *, now: datetime) -> None:
    """Take (resource, span) for each session.

    Raises:
        Overlap: the database holds one of them already; nothing of this transaction may stay.
    """
    await place(
        [
            (new_id(now), resource, span.start, span.end, session_id)
            for resource, span, session_id in holds
        ]
    )


async def remove_holds(session_ids: Iterable[SessionId]) -> None:
    """Let go of everything these sessions keep."""
    args = Args()
    await fetch(f"DELETE FROM hold WHERE session IN {args.put_all(session_ids)}", *args)


async def save_holds_cut(session_id: SessionId, end: datetime) -> None:
    """Let go of everything that a session keeps from then on."""
    sql = "UPDATE hold SET ends_at = $2 WHERE session = $1 AND ends_at > $2 AND starts_at < $2"
    await fetch(sql, session_id, end)


async def remove_holds_on(resource: UUID) -> None:
    """Let go of one resource, whoever keeps it."""
    await fetch("DELETE FROM hold WHERE resource = $1", resource)


async def list_uses(wanted: Iterable[Wanted], *, now: datetime) -> tuple[Use, ...]:
    """What keeps each of these rooms and trainers in its window, earliest first. Sees all.

    Undecided requests whose hold has run out keep nothing any more.
    """
    wanted, args = tuple(wanted), Args()
    if not wanted:
        return ()
    sql = f"""
        SELECT h.resource, h.starts_at AS held_from, h.ends_at AS held_to, s.id, s.starts_at,
            s.ends_at, r.name AS room_name, v.name AS venue_name, a.name, a.short_name,
            s.room, s.mode, s.batch, r.venue, v.district, v.regency, v.latitude, v.longitude,
            g.timezone
        FROM {_met(args, wanted)}
        JOIN session s ON s.id = h.session JOIN booking b ON b.id = s.booking
        JOIN agency a ON a.id = b.agency JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue
        JOIN regency g ON g.code = v.regency
        WHERE NOT (s.decision = 'requested' AND b.hold_until <= {args.put(now)})
        ORDER BY h.starts_at, h.resource
    """
    # A hold may lie in two windows of one resource.
    once = {(row["resource"], row["held_from"]): row for row in await fetch(sql, *args)}
    return tuple(map(_use, once.values()))


async def list_bookings_run_out(wanted: Iterable[Wanted], *, now: datetime) -> tuple[UUID, ...]:
    """Requests that still keep any of these though their hold has run out."""
    wanted, args = tuple(wanted), Args()
    if not wanted:
        return ()
    sql = f"""
        SELECT DISTINCT b.id FROM {_met(args, wanted)}
        JOIN session s ON s.id = h.session JOIN booking b ON b.id = s.booking
        WHERE s.decision = 'requested' AND b.hold_until <= {args.put(now)}
    """
    return tuple(read_id(row["id"]) for row in await fetch(sql, *args))


def _met(args: Args, wanted: Iterable[Wanted]) -> str:
    """The holds `h` of these resources that lie in the windows beside them, looked up one by one.

    Without the bound on its start every hold of the past would be looked at.
    """
    rows = [
        (resource, window.start - LONGEST_HOLD, window.start, window.end)
        for resource, window in wanted
    ]
    if isinstance(current(), Postgres):
        columns = [args.put(list(column)) for column in zip(*rows, strict=True)]
        kinds = ("uuid", "timestamptz", "timestamptz", "timestamptz")
        arrays = ", ".join(f"{c}::{kind}[]" for c, kind in zip(columns, kinds, strict=True))
        joined = f"unnest({arrays}) w(resource, earliest, begins, ends) JOIN"
    else:
        values = _rows_of_four(len(args), len(rows))
        args += chain.from_iterable(rows)
        named = "column1 AS resource, column2 AS earliest, column3 AS begins, column4 AS ends"
        # SQLite keeps to the order of a cross join.
        joined = f"(SELECT {named} FROM (VALUES {values})) w CROSS JOIN"
    return (
        f"{joined} hold h ON h.resource = w.resource AND h.starts_at > w.earliest"
        " AND h.starts_at < w.ends AND h.ends_at > w.begins"
    )


@lru_cache(maxsize=1024)
def _rows_of_four(before: int, count: int) -> str:
    """Placeholders of so many rows, behind so many other values."""
    firsts = range(before + 1, before + 1 + 4 * count, 4)
    return ", ".join(f"(${n}, ${n + 1}, ${n + 2}, ${n + 3})" for n in firsts)


def _use(row: dict[str, Any]) -> Use:
    return Use(
        resource=read_id(row["resource"]),
        held=TimeSpan(read_moment(row["held_from"]), read_moment(row["held_to"])),
        meeting=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        session_id=SessionId(read_id(row["id"])),
        agency_name=row["short_name"] or row["name"],
        room_name=row["room_name"],
        venue_name=row["venue_name"],
        # Nobody travels to or from where somebody sits who teaches online.
        place=_place(row) if Mode(row["mode"]) is not Mode.ONLINE else None,
        batch_id=BatchId(read_id(row["batch"])) if row["batch"] else None,
    )


def _place(row: dict[str, Any]) -> Place:
    return Place(
        venue_id=VenueId(read_id(row["venue"])),
        room_id=RoomId(read_id(row["room"])),
        district=row["district"],
        regency=row["regency"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        name=row["venue_name"],
        zone=ZoneInfo(row["timezone"]),
    )
