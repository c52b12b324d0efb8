"""Tables filled with copies of one booking, past every domain object but not past the triggers."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lintas.domain.ids import new_id
from lintas.domain.venues import RoomId
from lintas.store import engines
from lintas.store.engines import execute_many, fetch, read_moment
from lintas.store.transaction import writing
from tests.actions.world import World, named

HOUR = timedelta(hours=1)
ROOMS, AT_ONCE = 200, 5000
Row = dict[str, Any]


async def fill_with_copies(world: World, booking_id: UUID, count: int, *, now: datetime) -> None:
    """As many bookings as that one, of one session each, in rooms of their own, an hour apart."""
    (room,) = await fetch("SELECT * FROM room WHERE id = $1", world.open_room)
    (booking,) = await fetch("SELECT * FROM booking WHERE id = $1", booking_id)
    session = (await fetch("SELECT * FROM session WHERE booking = $1", booking_id))[0]
    hold = (await fetch("SELECT * FROM hold WHERE session = $1", session["id"]))[0]
    async with writing():
        rooms = [named(f"bench copy {number}") for number in range(ROOMS)]
        await _add("room", [{**room, "id": each, "root": each} for each in rooms])
        for start in range(0, count, AT_ONCE):
            copies = list(_copies(session, rooms, range(start, min(start + AT_ONCE, count)), now))
            await _add("booking", [{**booking, "id": each["booking"]} for each in copies])
            await _add("session", copies)
            await _add("hold", [_held(hold, each, now) for each in copies])
    if isinstance(engines.current(), engines.Postgres):
        await fetch("ANALYZE")


def _copies(session: Row, rooms: list[UUID], numbers: range, now: datetime) -> Iterator[Row]:
    begins = read_moment(session["starts_at"])
    for number in numbers:
        moved = begins + HOUR * (number // ROOMS)
        copy_id = new_id(now)
        yield {
            **session,
            "id": copy_id,
            "uid": f"{copy_id}@bench",
            "booking": new_id(now),
            "room": RoomId(rooms[number % ROOMS]),
            "starts_at": moved,
            "ends_at": moved + HOUR,
        }


def _held(hold: Row, copy: Row, now: datetime) -> Row:
    times = {"starts_at": copy["starts_at"], "ends_at": copy["ends_at"]}
    return {**hold, "id": new_id(now), "resource": copy["room"], "session": copy["id"], **times}


async def _add(table: str, rows: list[Row]) -> None:
    names = ", ".join(f'"{name}"' for name in rows[0])
    places = ", ".join(f"${number}" for number in range(1, len(rows[0]) + 1))
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({places})'  # noqa: S608 -- names of our own
    await execute_many(sql, [tuple(row.values()) for row in rows])
