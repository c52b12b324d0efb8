"""The baseline: the statements that one booking writes, and nothing else, through the bare driver.

They are taken down while a real booking is made, and said again with other ids and other times:
the same rows in the same tables, against the same constraints, one transaction each.
"""

import asyncio
import re
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from lintas.store import engines
from lintas.store.engines import raw as ours
from lintas.store.engines.values import to_sqlite
from tests.actions.world import ACTORS, World
from tests.bench.asking import CLIENTS

Statement = tuple[str, tuple[Any, ...]]


@contextmanager
def taking_down(written: list[Statement]) -> Iterator[None]:
    """Note every INSERT that goes through the current engine."""
    engine = engines.current()
    kind = type(engine)
    fetch, execute_many = kind.fetch, kind.execute_many

    async def noting_fetch(self: Any, sql: str, args: Sequence[Any]) -> Any:
        if sql.lstrip().startswith("INSERT"):
            written.append((sql, tuple(args)))
        return await fetch(self, sql, args)

    async def noting_many(self: Any, sql: str, rows: Sequence[Sequence[Any]]) -> Any:
        written.extend((sql, tuple(row)) for row in rows)
        return await execute_many(self, sql, rows)

    kind.fetch, kind.execute_many = noting_fetch, noting_many  # type: ignore[method-assign, assignment]  # put back below
    try:
        yield
    finally:
        kind.fetch, kind.execute_many = fetch, execute_many  # type: ignore[method-assign]  # as it was


def vary(written: Sequence[Statement], known: frozenset[UUID], number: int) -> list[Statement]:
    """The same statements about another booking, `number` hours later."""
    others: dict[UUID, UUID] = {}

    def other(value: Any) -> Any:
        if isinstance(value, UUID) and value not in known:
            return others.setdefault(value, uuid4())
        if isinstance(value, datetime):
            return value + timedelta(hours=number)
        if isinstance(value, list):
            return [other(each) for each in value]
        if isinstance(value, str):
            return _ID.sub(lambda found: str(other(UUID(found[0]))), value)
        return value

    return [(sql, tuple(map(other, args))) for sql, args in written]


_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


def known_ids(world: World) -> frozenset[UUID]:
    """What every booking of the world refers to and none makes."""
    facts = [getattr(world, name) for name in dir(world)]
    return frozenset([fact for fact in facts if isinstance(fact, UUID)] + [a.id for a in ACTORS])


@asynccontextmanager
async def writing_one(url: str) -> AsyncIterator[Callable[[list[Statement]], Awaitable[None]]]:
    """One client of the bare driver, which writes a booking as one transaction."""
    if url.startswith("sqlite"):
        file = _open_sqlite(url.removeprefix("sqlite:///"))

        async def write_to_file(statements: list[Statement]) -> None:
            _say(file, statements)

        yield write_to_file
        file.close()
        return
    connection = await asyncpg.connect(url)

    async def write_to_server(statements: list[Statement]) -> None:
        async with connection.transaction():
            for sql, args in statements:
                await connection.execute(sql, *args)

    yield write_to_server
    await connection.close()


async def write_raw(url: str, bookings: Sequence[list[Statement]]) -> float:
    """Bookings a second by eight clients of the bare driver."""
    if url.startswith("sqlite"):
        return await asyncio.to_thread(_write_sqlite, url.removeprefix("sqlite:///"), bookings)
    return await _write_postgres(url, bookings)


async def _write_postgres(url: str, bookings: Sequence[list[Statement]]) -> float:
    waiting = list(bookings)
    connections = [await asyncpg.connect(url) for _ in range(CLIENTS)]

    async def client(connection: asyncpg.Connection) -> None:
        while waiting:
            statements = waiting.pop()
            async with connection.transaction():
                for sql, args in statements:
                    await connection.execute(sql, *args)

    begun = time.perf_counter()
    await asyncio.gather(*map(client, connections))
    seconds = time.perf_counter() - begun
    for connection in connections:
        await connection.close()
    return len(bookings) / seconds


def _write_sqlite(path: str, bookings: Sequence[list[Statement]]) -> float:
    """Writers of one process take turns, as they must: a lock is dearer to SQLite itself."""
    waiting = list(bookings)
    turn = threading.Lock()

    def client() -> None:
        connection = _open_sqlite(path)
        while waiting:
            with turn:
                if not waiting:
                    break
                _say(connection, waiting.pop())
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(bookings) / (time.perf_counter() - begun)


def _open_sqlite(path: str) -> Any:
    """By the SQLite that the store swapped in, not the interpreter's own."""
    connection = ours.sqlite3.connect(
        path, isolation_level=None, timeout=30, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    return connection


def _say(connection: Any, statements: Sequence[Statement]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for sql, args in statements:
        connection.execute(re.sub(r"\$(\d+)", r"?\1", sql), tuple(map(to_sqlite, args)))
    connection.execute("COMMIT")
