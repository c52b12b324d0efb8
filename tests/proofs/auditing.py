"""The books after a disaster: what the database must still be, read row by row past all code."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from lintas.store.engines import Postgres, current, fetch, read_id, read_moment

Row = dict[str, Any]
# Resource, session, from when until when.
Held = tuple[UUID, UUID, datetime, datetime]


async def list_faults() -> list[str]:
    """Everything that is not whole, in words; of none nothing was lost, doubled or half-written."""
    return [
        *await _list_file_faults(),
        *[fault async for fault in list_hold_faults()],
        *[fault async for fault in _list_story_faults()],
    ]


async def _list_file_faults() -> list[str]:
    if isinstance(current(), Postgres):
        return []
    checked = [row["integrity_check"] for row in await fetch("PRAGMA integrity_check")]
    broken = await fetch("PRAGMA foreign_key_check")
    return [f"the file: {each}" for each in checked if each != "ok"] + [str(row) for row in broken]


async def list_hold_faults() -> AsyncIterator[str]:
    """Holds that are missing, unasked for, or in each other's way."""
    due, held = set(await _list_due()), await _list_held()
    if len(set(held)) < len(held):
        yield "the same hold is there twice"
    for each in due ^ set(held):
        yield f"{'a hold is missing' if each in due else 'nobody asked for a hold'}: {each}"
    by_resource: defaultdict[UUID, list[Held]] = defaultdict(list)
    for each in sorted(held, key=lambda hold: hold[2]):
        by_resource[each[0]].append(each)
    for holds in by_resource.values():
        for one, other in pairwise(holds):
            if other[2] < one[3]:
                yield f"two holds overlap: {one} {other}"


async def _list_due() -> list[Held]:
    rooms = {read_id(row["id"]): row for row in await fetch("SELECT * FROM room")}
    trainers: defaultdict[UUID, list[UUID]] = defaultdict(list)
    for row in await fetch("SELECT session, person FROM session_trainer"):
        trainers[read_id(row["session"])].append(read_id(row["person"]))
    due: list[Held] = []
    live = "SELECT * FROM session WHERE decision IN ('requested', 'approved')"
    for row in await fetch(live):
        session, room = read_id(row["id"]), rooms[read_id(row["room"])]
        start, end = read_moment(row["starts_at"]), read_moment(row["ends_at"])
        since = start - timedelta(minutes=row["setup_minutes"])
        until = end + timedelta(minutes=row["cleanup_minutes"] + room["turnaround_minutes"])
        due += [(leaf, session, since, until) for leaf in _leaves(rooms, read_id(room["id"]))]
        due += [(person, session, start, end) for person in trainers[session]]
    return due


def _leaves(rooms: dict[UUID, Row], room: UUID) -> Iterator[UUID]:
    above = {each: row["part_of"] and read_id(row["part_of"]) for each, row in rooms.items()}
    parts = [each for each, hall in above.items() if hall == room]
    if not parts:
        yield room
    for part in parts:
        yield from _leaves(rooms, part)


async def _list_held() -> list[Held]:
    return [
        (
            *(read_id(row["resource"]), read_id(row["session"])),
            *(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        )
        for row in await fetch("SELECT * FROM hold")
    ]


# What belongs to what was asked for; each lists what stands there alone.
_HALVES = {
    "a booking without sessions": """
        SELECT id FROM booking b WHERE NOT EXISTS (SELECT 1 FROM session s WHERE s.booking = b.id)
    """,
    "a booking that nobody was told of": """
        SELECT id FROM booking b
        WHERE NOT EXISTS (SELECT 1 FROM message m WHERE m.subject_id = b.id)
    """,
    "news of a booking that is not there": """
        SELECT id FROM message m WHERE m.subject_kind = 'booking'
            AND NOT EXISTS (SELECT 1 FROM booking b WHERE b.id = m.subject_id)
    """,
    "a key that was used twice": """
        SELECT key AS id FROM receipt GROUP BY actor, route, key HAVING count(*) > 1
    """,
}


async def _list_story_faults() -> AsyncIterator[str]:
    for fault, sql in _HALVES.items():
        for row in await fetch(sql):
            yield f"{fault}: {row['id']}"
    asked = [row["subject_id"] for row in await fetch(_ASKED)]
    booked = [str(read_id(row["id"])) for row in await fetch("SELECT id FROM booking")]
    if sorted(asked) != sorted(booked):
        yield f"the trail tells of {len(asked)} bookings made, there are {len(booked)}"


_ASKED = """
    SELECT subject_id FROM audit_entry
    WHERE subject_kind = 'booking' AND verb IN ('ask', 'record_use')
"""
