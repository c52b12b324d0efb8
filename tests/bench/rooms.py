"""Two thousand rooms and up to a million holds, written past every domain object."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import numpy as np
from numpy.typing import NDArray

from lintas.store.engines import raw as ours
from lintas.store.engines.values import to_sqlite
from tests.actions.world import BANDUNG, World, named

ROOMS, DAYS = 2000, 365
# A hundred days of the past, and the rest of a year to come.
FIRST = date.today() - timedelta(days=100)  # noqa: DTZ011 -- any day will do
# Blocks of four hours from 06.00 to 22.00, local: at most one use in each.
BLOCKS, BLOCK = 4, 240
COLUMNS = {
    "venue": ("id", "name", "regency", "keeper", "owner_agency", "latitude", "longitude"),
    "room": ("id", "venue", "name", "root", "capacities", "equipment"),
    "hold": ("id", "resource", "starts_at", "ends_at", "session"),
}
Numbers = NDArray[np.int64]
Rows = Iterator[tuple[Any, ...]]


def draw(per_room: int) -> tuple[Numbers, Numbers, Numbers]:
    """Room, day and first minute of each use, none overlapping another of its room."""
    random = np.random.default_rng(1)
    taken = np.stack([random.permutation(DAYS * BLOCKS)[:per_room] for _ in range(ROOMS)]).ravel()
    room = np.repeat(np.arange(ROOMS), per_room)
    return room, taken // BLOCKS, 6 * 60 + taken % BLOCKS * BLOCK


async def fill(url: str, world: World, per_room: int) -> None:
    venues = [named(f"bench venue {number}") for number in range(ROOMS)]
    rooms = [named(f"bench room {number}") for number in range(ROOMS)]
    tables = {
        "venue": (
            (venue, f"Gedung {n}", BANDUNG, BANDUNG, world.bandung_dinas, *_point(n))
            for n, venue in enumerate(venues)
        ),
        "room": (
            (room, venues[n], "Aula", room, _seats(n), _tools(n)) for n, room in enumerate(rooms)
        ),
    }
    if url.startswith("sqlite"):
        await asyncio.to_thread(
            _fill_sqlite, url.removeprefix("sqlite:///"), tables, rooms, per_room
        )
    else:
        await _fill_postgres(url, tables, rooms, per_room)


def _fill_sqlite(path: str, tables: Mapping[str, Rows], rooms: Sequence[UUID], per: int) -> None:
    connection = ours.sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    session = UUID(connection.execute("SELECT id FROM session LIMIT 1").fetchone()[0])
    for table, rows in {**tables, "hold": _holds(rooms, per, session)}.items():
        places = ", ".join("?" for _ in COLUMNS[table])
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(COLUMNS[table])}) VALUES ({places})",  # noqa: S608 -- names of our own
            (tuple(map(to_sqlite, row)) for row in rows),
        )
    connection.execute("COMMIT")
    connection.close()


async def _fill_postgres(
    url: str, tables: Mapping[str, Rows], rooms: Sequence[UUID], per: int
) -> None:
    connection = await asyncpg.connect(url)
    # The wall takes minutes to build over a million holds, and no search reads it.
    await connection.execute("ALTER TABLE hold DROP CONSTRAINT hold_no_overlap")
    await connection.execute("SET session_replication_role = replica")
    session = await connection.fetchval("SELECT id FROM session LIMIT 1")
    for table, rows in {**tables, "hold": _holds(rooms, per, session)}.items():
        await connection.copy_records_to_table(table, records=rows, columns=COLUMNS[table])
    await connection.execute("VACUUM ANALYZE")
    await connection.close()


def _holds(rooms: Sequence[UUID], per_room: int, session: UUID) -> Rows:
    midnight = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) - timedelta(hours=7)
    for room, day, minute in zip(*map(np.ndarray.tolist, draw(per_room)), strict=True):
        start = midnight + timedelta(days=day, minutes=minute)
        yield uuid4(), rooms[room], start, start + timedelta(minutes=BLOCK - 30), session


def _seats(number: int) -> str:
    return f'{{"classroom": {10 + number * 37 % 111}}}'


def _tools(number: int) -> str:
    return '{"sealer": 2}' if number % 4 == 0 else "{}"


def _point(number: int) -> tuple[float, float]:
    return -8.5 + number * 13 % 250 / 100, 106 + number * 29 % 600 / 100
