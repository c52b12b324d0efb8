"""Rooms, kept: a hall is read together with its parts, since using it takes them all."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lintas.domain.agencies import VenueId
from lintas.domain.refusal import NotFound
from lintas.domain.venues import Approval, Room, RoomId
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args, insert, update
from lintas.store.tables import RoomRow


async def find_room(room_id: UUID, *, field: str = "room_id") -> Room:
    """One that is not retired, with the leaves it now has.

    Raises:
        NotFound: naming `field`.
    """
    sql = "SELECT r.* FROM room r JOIN room me ON me.root = r.root WHERE me.id = $1"
    found = {room.id: room for room in _rooms(await fetch(sql, room_id))}
    if RoomId(room_id) not in found:
        raise NotFound(field, room_id)
    return found[RoomId(room_id)]


async def list_rooms(
    *, venue_id: UUID | None = None, after: UUID | None = None, limit: int = 100
) -> tuple[Room, ...]:
    """Of one venue, or all, in the order of registering, behind `after`."""
    args = Args()
    where = "r.retired_at IS NULL"
    if venue_id is not None:
        where += f" AND r.venue = {args.put(venue_id)}"
    if after is not None:
        where += f" AND r.id > {args.put(after)}"
    page = f"SELECT r.id, r.root FROM room r WHERE {where} ORDER BY r.id LIMIT {args.put(limit)}"
    wanted = await fetch(page, *args)
    found = {room.id: room for room in await _list_trees(row["root"] for row in wanted)}
    return tuple(found[RoomId(read_id(row["id"]))] for row in wanted)


async def list_rooms_of(venue_ids: Iterable[UUID]) -> tuple[Room, ...]:
    """Every room of these venues."""
    args = Args()
    where = f"venue IN {args.put_all(venue_ids)}"
    return _rooms(await fetch(f"SELECT * FROM room WHERE {where} ORDER BY id", *args))


async def list_roots(room_ids: Iterable[UUID]) -> tuple[RoomId, ...]:
    """The whole halls in which these rooms lie, retired ones too: what was booked there stays."""
    args = Args()
    sql = f"SELECT DISTINCT root FROM room WHERE id IN {args.put_all(room_ids)}"
    return tuple(sorted(RoomId(read_id(row["root"])) for row in await fetch(sql, *args)))


async def list_halls_and_gaps(
    room_ids: Iterable[UUID],
) -> Mapping[RoomId, tuple[RoomId, timedelta]]:
    """The whole hall in which each lies, and the time it is kept free after a use; retired too."""
    args = Args()
    sql = f"SELECT id, root, turnaround_minutes FROM room WHERE id IN {args.put_all(room_ids)}"
    return {
        RoomId(read_id(row["id"])): (
            RoomId(read_id(row["root"])),
            timedelta(minutes=row["turnaround_minutes"]),
        )
        for row in await fetch(sql, *args)
    }


async def list_tree(root: RoomId) -> tuple[Room, ...]:
    """A hall and all its parts."""
    return _rooms(await fetch("SELECT * FROM room WHERE root = $1 ORDER BY id", root))


async def add_room(room: Room) -> None:
    await insert(RoomRow, {"id": room.id, **_values(room)})


async def save_room(room: Room) -> None:
    await update(RoomRow, room.id, _values(room))


async def count_live_holds(root: RoomId, *, now: datetime) -> int:
    """How many uses, running or to come, keep any leaf of this hall."""
    sql = """
        SELECT count(*) AS n FROM hold h JOIN room r ON r.id = h.resource
        WHERE r.root = $1 AND h.ends_at > $2
    """
    return int((await fetch(sql, root, now))[0]["n"])


async def _list_trees(roots: Iterable[object]) -> tuple[Room, ...]:
    args = Args()
    where = f"root IN {args.put_all(dict.fromkeys(roots))}"
    return _rooms(await fetch(f"SELECT * FROM room WHERE {where}", *args))


def _values(room: Room) -> dict[str, object]:
    return {
        "venue": room.venue_id,
        "name": room.name,
        "part_of": room.part_of,
        "root": room.root,
        "capacities": json.dumps(dict(room.capacities)),
        "equipment": "" if room.equipment is None else json.dumps(dict(room.equipment)),
        "turnaround_minutes": room.turnaround // timedelta(minutes=1),
        "approval": room.approval.value,
        "notice_days": room.notice_days,
        "horizon_days": room.horizon_days,
        "longest_minutes": room.longest_minutes,
        "version": room.version,
    }


def _rooms(rows: list[dict[str, Any]]) -> tuple[Room, ...]:
    """Whole trees in, rooms with their leaves out; retired ones are left out with their parts."""
    living = [row for row in rows if row["retired_at"] is None]
    parts = defaultdict(list)
    for row in living:
        if row["part_of"]:
            parts[read_id(row["part_of"])].append(read_id(row["id"]))

    def leaves(room: UUID) -> tuple[RoomId, ...]:
        if not parts[room]:
            return (RoomId(room),)
        return tuple(leaf for part in sorted(parts[room]) for leaf in leaves(part))

    above = {read_id(row["id"]): read_id(row["part_of"]) for row in living if row["part_of"]}

    def halls(room: UUID) -> tuple[RoomId, ...]:
        return (RoomId(above[room]), *halls(above[room])) if room in above else ()

    def below(room: UUID) -> tuple[RoomId, ...]:
        return tuple(each for part in parts[room] for each in (RoomId(part), *below(part)))

    return tuple(
        Room(
            id=RoomId(read_id(row["id"])),
            venue_id=VenueId(read_id(row["venue"])),
            name=row["name"],
            part_of=RoomId(read_id(row["part_of"])) if row["part_of"] else None,
            root=RoomId(read_id(row["root"])),
            leaves=leaves(read_id(row["id"])),
            capacities=json.loads(row["capacities"]),
            turnaround=timedelta(minutes=row["turnaround_minutes"]),
            approval=Approval(row["approval"]),
            above=halls(read_id(row["id"])),
            below=below(read_id(row["id"])),
            equipment=json.loads(row["equipment"]) if row["equipment"] else None,
            notice_days=row["notice_days"],
            horizon_days=row["horizon_days"],
            longest_minutes=row["longest_minutes"],
            version=row["version"],
        )
        for row in living
    )
