"""Free slots: a whole request against the bare pass over the bits, and against plain SQL."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from lintas.actions.accounts.issue_token import issue_token
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.domain.accounts import SHELL
from lintas.store import engines
from lintas.store.engines import raw as ours
from lintas.store.migrations import migrate
from tests.actions.world import BANDUNG, HOLD, NOW, SERANG_TRAINER, World, named, settle_world
from tests.bench.asking import ask_once, compose
from tests.bench.serving import serving

ROOMS, DAYS, SPAN = 2000, 365, 70
# Blocks of four hours from 06.00 to 22.00, local: at most one use in each.
BLOCKS, BLOCK = 4, 240
FIRST = date(2061, 1, 3)
Numbers = NDArray[np.int64]


async def measure_slots(folder: Path) -> list[str]:
    """10,000 and 1,000,000 holds to come, one request at a time."""
    few = await _measure(folder / "few.sqlite", 5)
    many = await _measure(folder / "many.sqlite", 500)
    bare, sql = bare_pass(500), plain_sql(str(folder / "many.sqlite"), fitting())
    return [
        f"slots: a whole request over 1,000,000 holds   {many / bare:6.1f} x the bare pass (numpy)",
        f"slots: the gaps of the same rooms in plain SQL {sql / many:5.1f} x a whole request",
        f"slots: from 10,000 to 1,000,000 holds          {many / few:5.2f} x",
    ]


async def _measure(database: Path, per_room: int) -> float:
    """Seconds that a request takes once everything is in memory; the median of 15."""
    url = f"sqlite:///{database}"
    engines.use(engines.open_engine(url))
    await migrate()
    world = await settle_world()
    # What every hold is for; that it is one session is of no matter here.
    ask = world.ask(reasons={"*": "bench"})
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    token = await issue_token(
        email=SERANG_TRAINER.email,
        acts_as=SERANG_TRAINER.memberships[0],
        label="bench",
        by=SHELL,
        now=datetime.now(UTC),
    )
    await engines.close(engines.current())
    fill(str(database), world, per_room)
    request = compose("GET", path(world), {"Authorization": f"Bearer {token}"})
    taken = []
    with serving(url) as port:
        for _ in range(16):
            begun = time.perf_counter()
            status, _, _ = await ask_once(port, request)
            taken.append(time.perf_counter() - begun)
            if status != 200:
                raise RuntimeError(f"a search was answered by {status}")
    return sorted(taken[1:])[7]


def path(world: World) -> str:
    """Ten sessions of four hours, any days of seventy, 40 people, a tool and a trainer."""
    until = FIRST + timedelta(days=SPAN)
    return (
        f"/api/v1/slots?from={FIRST}&until={until}&headcount=40&sessions=10&minutes=240"
        f"&pattern=any&earliest=06:00&latest=22:00&equipment=sealer&trainer_ids={world.trainer}"
        f"&near={world.plut}"
    )


def draw(per_room: int) -> tuple[Numbers, Numbers, Numbers]:
    """Room, day and first minute of each use, none overlapping another of its room."""
    random = np.random.default_rng(1)
    taken = np.stack([random.permutation(DAYS * BLOCKS)[:per_room] for _ in range(ROOMS)]).ravel()
    room = np.repeat(np.arange(ROOMS), per_room)
    return room, taken // BLOCKS, 6 * 60 + taken % BLOCKS * BLOCK


def fill(database: str, world: World, per_room: int) -> None:
    """Rooms and holds, written past every domain object."""
    connection = ours.sqlite3.connect(database, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO venue (id, name, regency, keeper, owner_agency, latitude, longitude)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (_id("venue", n), f"Gedung {n}", BANDUNG, BANDUNG, str(world.bandung_dinas), *_point(n))
            for n in range(ROOMS)
        ),
    )
    connection.executemany(
        "INSERT INTO room (id, venue, name, root, capacities, equipment) VALUES (?, ?, ?, ?, ?, ?)",
        (
            (_id("room", n), _id("venue", n), "Aula", _id("room", n), _seats(n), _tools(n))
            for n in range(ROOMS)
        ),
    )
    session = connection.execute("SELECT id FROM session LIMIT 1").fetchone()[0]
    connection.executemany(
        "INSERT INTO hold (id, resource, starts_at, ends_at, session) VALUES (?, ?, ?, ?, ?)",
        _holds(per_room, session),
    )
    connection.execute("COMMIT")
    connection.close()


def _holds(per_room: int, session: str) -> Iterator[tuple[str, str, str, str, str]]:
    midnight = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) - timedelta(hours=7)
    for room, day, minute in zip(*map(np.ndarray.tolist, draw(per_room)), strict=True):
        start = midnight + timedelta(days=day, minutes=minute)
        end = start + timedelta(minutes=BLOCK - 30)
        yield str(uuid4()), _id("room", room), str(start), str(end), session


def _id(kind: str, number: int) -> str:
    return str(named(f"bench {kind} {number}"))


def _seats(number: int) -> str:
    return f'{{"classroom": {10 + number * 37 % 111}}}'


def _tools(number: int) -> str:
    return '{"sealer": 2}' if number % 4 == 0 else "{}"


def _point(number: int) -> tuple[float, float]:
    return -8.5 + number * 13 % 250 / 100, 106 + number * 29 % 600 / 100


def bare_pass(per_room: int) -> float:
    """Seconds that the search takes on an array of one word for each room and day: all rooms."""
    room, day, minute = draw(per_room)
    busy = np.zeros((ROOMS, DAYS), np.uint64)
    mask = np.uint64((1 << 14) - 1) << ((minute - 360) // 15).astype(np.uint64)
    np.bitwise_or.at(busy, (room, day), mask)

    def search() -> Any:
        found = ~busy[:, :SPAN]
        for shift in (1, 2, 4, 8):
            found &= found >> np.uint64(shift)
        return np.argsort(-(found != 0).sum(axis=1), kind="stable")[:20]

    return best_of(search)


def plain_sql(database: str, rooms: list[str]) -> float:
    """Seconds for the gaps of four hours between the holds of these rooms, by window functions."""
    connection = sqlite3.connect(database)
    until = FIRST + timedelta(days=SPAN)
    marks = ", ".join("?" * len(rooms))
    sql = (  # our own ids, each through a placeholder
        "SELECT resource, count(DISTINCT substr(ends_at, 1, 10)) FROM (SELECT resource, ends_at,"  # noqa: S608 -- placeholders only
        " lead(starts_at) OVER (PARTITION BY resource ORDER BY starts_at) AS next FROM hold"
        f" WHERE resource IN ({marks}) AND starts_at >= ? AND starts_at < ?)"
        " WHERE julianday(next) - julianday(ends_at) >= 4.0 / 24 GROUP BY resource"
        " ORDER BY 2 DESC LIMIT 20"
    )
    seconds = best_of(
        lambda: connection.execute(sql, [*rooms, str(FIRST), str(until)]).fetchall(), tries=5
    )
    connection.close()
    return seconds


def fitting() -> list[str]:
    return [_id("room", n) for n in range(ROOMS) if n % 4 == 0 and 10 + n * 37 % 111 >= 40]


def best_of(work: Callable[[], Any], tries: int = 30) -> float:
    """The median of so many."""
    work()
    taken = []
    for _ in range(tries):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[tries // 2]
