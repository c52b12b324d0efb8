"""All or nothing, whatever fails."""

import asyncio
import random
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from contextvars import Context
from itertools import pairwise

import asyncpg
import pytest

from lintas.store.engines import Postgres, TransactionMisused, current, execute_many, fetch, raw
from lintas.store.tables import RegencyRow
from lintas.store.transaction import TryAgain, commits, reading, retrying, shared, writing
from lintas.store.trouble import StoreUnavailable, as_trouble
from tests.conftest import Database
from tests.store.rows import add_regency, list_regencies

# What asyncpg may raise on a connection that has just died.
LOST = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)


class Interrupted(Exception):
    """What a test throws to break off a transaction."""


# A statement that takes longer than any test, in each engine's words.
ENDLESS = {
    "postgres": "SELECT pg_sleep(60)",
    "sqlite": "SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1"
    " FROM n) SELECT i FROM n)",
}


async def add_deferred_constraint() -> None:
    """A table whose broken references are found out by COMMIT, and not before."""
    await fetch(
        "CREATE TABLE child (parent varchar(13)"
        " REFERENCES regency (code) DEFERRABLE INITIALLY DEFERRED)"
    )


async def fail_to_commit() -> None:
    with pytest.raises((sqlite3.IntegrityError, asyncpg.ForeignKeyViolationError)):
        async with writing():
            await fetch("INSERT INTO child (parent) VALUES ('none')")


async def write_and_fail(code: str) -> None:
    async with writing():
        await add_regency(code)
        raise Interrupted


async def add_counter() -> None:
    await fetch("CREATE TABLE counter (total integer)")
    await fetch("INSERT INTO counter (total) VALUES (0)")


async def read_counter() -> int:
    return int((await fetch("SELECT total FROM counter"))[0]["total"])


async def count_up(*locks: str) -> None:
    async with writing(*locks):
        total = await read_counter()
        await asyncio.sleep(0)
        await fetch("UPDATE counter SET total = $1", total + 1)


async def test_what_a_block_wrote_is_kept(database: Database) -> None:
    async with writing("a lock"):
        await add_regency("36.04")
        await RegencyRow.update({RegencyRow.name: "Kota"}).where(RegencyRow.code == "36.04")

    assert await fetch("SELECT code, name FROM regency") == [{"code": "36.04", "name": "Kota"}]


async def test_the_counter_of_commits_moves_with_what_is_written_alone(database: Database) -> None:
    counted = [commits()]
    async with reading():
        await list_regencies()
    await list_regencies()
    counted.append(commits())
    async with writing():
        await add_regency("36.04")
        inside = commits()
    counted.append(commits())
    await fetch("UPDATE regency SET name = 'Lain'")
    counted.append(commits())

    assert inside == counted[0]
    assert [later - before for before, later in pairwise(counted)] == [0, 1, 1]


async def test_a_block_that_fails_keeps_nothing(database: Database) -> None:
    async def write() -> None:
        async with writing():
            await add_regency("36.04")
            await RegencyRow.insert(RegencyRow(code="32.04"))
            raise Interrupted

    with pytest.raises(Interrupted):
        await write()

    assert await list_regencies() == []


async def test_after_failed_commits_the_next_transaction_is_real(database: Database) -> None:
    # Piccolo 1.38 kept the connection and the context: a later row survived its rollback, and
    # once the pool was empty every query hung.
    await add_deferred_constraint()
    for _ in range(12):
        await fail_to_commit()

    with pytest.raises(Interrupted):
        await write_and_fail("rolled back")
    async with writing():
        await add_regency("kept")

    assert await list_regencies() == ["kept"]
    assert await fetch("SELECT parent FROM child") == []


async def test_a_transaction_inside_another_is_refused(database: Database) -> None:
    async def nest() -> None:
        async with writing():
            await add_regency("36.04")
            async with writing():
                await add_regency("32.04")

    with pytest.raises(TransactionMisused, match="inside a transaction"):
        await nest()

    assert await list_regencies() == []


async def test_piccolo_opens_no_transaction_by_itself(database: Database) -> None:
    with pytest.raises(TransactionMisused, match="writing"):
        async with current().transaction():
            await add_regency("36.04")


async def test_an_error_that_was_swallowed_still_keeps_everything_out(database: Database) -> None:
    # PostgreSQL answers such a COMMIT by rolling back, and says so in a word that nobody reads.
    await add_regency("36.04")

    async def swallow() -> None:
        async with writing():
            await add_regency("32.04")
            with suppress(sqlite3.IntegrityError, asyncpg.UniqueViolationError):
                await add_regency("36.04")

    with pytest.raises(TransactionMisused, match="swallowed"):
        await swallow()

    assert await list_regencies() == ["36.04"]


@pytest.mark.parametrize("locks", [(), ("counter",)], ids=["no lock", "one lock"])
async def test_sixteen_writers_at_once_all_succeed(
    database: Database, locks: tuple[str, ...]
) -> None:
    await add_counter()

    await asyncio.gather(*(count_up(*locks) for _ in range(16)))

    # SQLite has one writer at a time anyway; PostgreSQL lets the unlocked lose each other's sums.
    if locks or database.kind == "sqlite":
        assert await read_counter() == 16


async def test_locks_named_in_any_order_never_meet_crosswise(database: Database) -> None:
    await add_counter()
    names = [f"room {number}" for number in range(8)]
    dice = random.Random(1)  # noqa: S311 -- no secret

    await asyncio.gather(
        *(count_up(*dice.sample(names, k=7), names[0], names[1]) for _ in range(20))
    )

    assert await read_counter() == 20


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_readers_of_a_fact_wait_only_for_who_changes_it(database: Database) -> None:
    inside, done, told = asyncio.Barrier(3), asyncio.Barrier(3), list[str]()

    async def read(name: str) -> None:
        async with writing(shared("a fact"), name):
            await inside.wait()
            await done.wait()
            told.append("read")

    async def change() -> None:
        # Whoever wants it both ways has it alone.
        async with writing(shared("a fact"), "a fact"):
            told.append("changed")

    readers = [asyncio.create_task(read(f"{n}"), context=Context()) for n in range(2)]
    await inside.wait()
    changing = asyncio.create_task(change(), context=Context())
    await asyncio.sleep(0.05)
    waited = not changing.done()
    await done.wait()
    await asyncio.gather(*readers, changing)

    assert waited
    assert told == ["read", "read", "changed"]


async def test_a_cancelled_block_keeps_nothing(database: Database) -> None:
    arrived = asyncio.Event()

    async def write_and_wait() -> None:
        async with writing("a lock"):
            await add_regency("36.04")
            arrived.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(write_and_wait())
    await arrived.wait()
    task.cancel()
    await asyncio.wait({task})
    async with writing("a lock"):
        await add_regency("32.04")

    assert task.cancelled()
    assert await list_regencies() == ["32.04"]


async def test_a_statement_can_be_cancelled_in_the_middle(database: Database) -> None:
    async def wait_for_ever() -> None:
        async with asyncio.timeout(0.02), writing("a lock"):
            await add_regency("36.04")
            await fetch(ENDLESS[database.kind])

    for _ in range(12):
        with pytest.raises(TimeoutError):
            await wait_for_ever()

    async with writing("a lock"):
        await add_regency("32.04")

    assert await list_regencies() == ["32.04"]


async def test_waiting_for_a_lock_can_be_cancelled(database: Database) -> None:
    async with writing("a lock"):
        waiting = [asyncio.create_task(count_up("a lock"), context=Context()) for _ in range(5)]
        await asyncio.sleep(0.02)
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting)
        await add_regency("36.04")

    assert [task.cancelled() for task in waiting] == [True] * 5
    assert await list_regencies() == ["36.04"]


async def test_cancelling_waits_for_a_commit_that_has_begun(database: Database) -> None:
    async def write() -> None:
        async with writing():
            await add_regency(code)
            asyncio.get_running_loop().call_soon(asyncio.current_task().cancel)  # type: ignore[union-attr]  # we are in one

    for number in range(5):
        code = f"{number}"
        with pytest.raises(asyncio.CancelledError):
            await asyncio.create_task(write())

    assert await list_regencies() == ["0", "1", "2", "3", "4"]


async def test_queries_of_another_task_are_refused_inside(database: Database) -> None:
    with pytest.raises(TransactionMisused, match="another task"):
        async with writing():
            await asyncio.gather(add_regency("36.04"), add_regency("32.04"))


async def test_a_task_that_outlives_the_transaction_stands_alone(database: Database) -> None:
    ended = asyncio.Event()

    async def write_later() -> None:
        await ended.wait()
        async with writing():
            await add_regency("32.04")

    async with writing():
        task = asyncio.create_task(write_later())
        await add_regency("36.04")
    ended.set()
    await task

    assert await list_regencies() == ["32.04", "36.04"]


async def test_a_snapshot_stays_the_same_while_others_write(database: Database) -> None:
    await add_regency("36.04")

    async with reading():
        before = await list_regencies()
        await asyncio.create_task(add_regency("32.04"), context=Context())
        after = await list_regencies()

    assert (before, after, await list_regencies()) == (["36.04"], ["36.04"], ["32.04", "36.04"])


async def test_nobody_writes_while_reading(database: Database) -> None:
    with pytest.raises((sqlite3.OperationalError, asyncpg.ReadOnlySQLTransactionError)):
        async with reading():
            await add_regency("36.04")
    async with writing():
        await add_regency("32.04")

    assert await list_regencies() == ["32.04"]


async def test_many_rows_are_written_all_or_not_at_all(database: Database) -> None:
    rows = [("36.04", "Serang"), ("32.04", "Bandung"), ("36.04", "Serang again")]
    insert = (
        "INSERT INTO regency (code, name, kind, province, timezone)"
        " VALUES ($1, $2, 'kabupaten', '', 'Asia/Jakarta')"
    )

    with pytest.raises((sqlite3.IntegrityError, asyncpg.UniqueViolationError)):
        await execute_many(insert, rows)
    await execute_many(insert, rows[:1])

    assert await list_regencies() == ["36.04"]


# Losing, and trying again


async def test_who_loses_a_race_tries_again(database: Database) -> None:
    tries = []

    @retrying
    async def book() -> str:
        tries.append("again")
        if len(tries) < 3:
            raise TryAgain
        return "booked"

    assert await book() == "booked"
    assert len(tries) == 3


async def test_six_tries_are_enough(database: Database) -> None:
    tries = []

    @retrying
    async def lose() -> None:
        tries.append("again")
        raise TryAgain

    with pytest.raises(StoreUnavailable):
        await lose()

    assert len(tries) == 6


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_a_deadlock_is_tried_again(database: Database) -> None:
    # Without locks, so that the two meet crosswise.
    await add_regency("32.04")
    await add_regency("36.04")
    both_have_one = asyncio.Barrier(2)

    @retrying
    async def rename(first: str, second: str, meet: Callable[[], Awaitable[object]]) -> None:
        async with writing():
            await fetch("UPDATE regency SET name = name || $2 WHERE code = $1", first, "*")
            if not met:
                await meet()
                met.append(first)
            await fetch("UPDATE regency SET name = name || $2 WHERE code = $1", second, "*")

    met: list[str] = []
    await asyncio.gather(
        rename("32.04", "36.04", both_have_one.wait), rename("36.04", "32.04", both_have_one.wait)
    )

    assert await fetch("SELECT name FROM regency") == [{"name": "Serang**"}] * 2


# The database goes away


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_a_killed_connection_is_replaced(database: Database) -> None:
    assert isinstance(current(), Postgres)
    killer = await asyncpg.connect(database.url)

    async def write_and_be_killed(code: str) -> None:
        async with writing():
            await add_regency(code)
            pid = (await fetch("SELECT pg_backend_pid() AS pid"))[0]["pid"]
            await killer.execute(f"SELECT pg_terminate_backend({pid})")
            await fetch("SELECT 1")

    for number in range(12):
        with pytest.raises(LOST) as caught:
            await write_and_be_killed(f"{number}")
        assert isinstance(as_trouble(caught.value), StoreUnavailable)
    async with writing():
        await add_regency("36.04")

    assert await list_regencies() == ["36.04"]
    await killer.close()


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_a_database_held_by_somebody_else_is_served_when_they_let_go(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raw, "BUSY_PATIENCE", 0.05)
    holder = sqlite3.connect(database.url.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    refusals = []
    for _ in range(12):
        with pytest.raises(sqlite3.OperationalError) as caught:
            async with writing():
                await add_regency("36.04")
        refusals.append(as_trouble(caught.value))
    holder.execute("ROLLBACK")
    async with writing():
        await add_regency("32.04")

    assert [refusal and refusal.retry_after for refusal in refusals] == [1] * 12
    assert await list_regencies() == ["32.04"]
    holder.close()


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_a_full_disk_is_served_when_there_is_room_again(database: Database) -> None:
    pages = (await fetch("PRAGMA page_count"))[0]["page_count"]
    await fetch(f"PRAGMA max_page_count = {pages}")

    async def write_much() -> None:
        async with writing():
            for number in range(100):
                await add_regency(f"{number}", name="x" * 4000)

    with pytest.raises(sqlite3.OperationalError) as caught:
        await write_much()
    await fetch("PRAGMA max_page_count = 1000000")
    async with writing():
        await add_regency("32.04", name="x" * 100_000)

    trouble = as_trouble(caught.value)
    assert (str(trouble), trouble and trouble.retry_after) == ("the disk is full", 30)
    assert await list_regencies() == ["32.04"]


COUNT_UP = """
import asyncio, sys
from lintas.store.engines import close, fetch, open_engine, use
from tests.store.test_transaction import count_up

async def main():
    engine = open_engine(sys.argv[1])
    use(engine)
    await asyncio.gather(*(count_up("counter") for _ in range(25)))
    await close(engine)

asyncio.run(main())
"""


async def test_writers_in_several_processes_wait_for_each_other(database: Database) -> None:
    await add_counter()
    commands = [[sys.executable, "-c", COUNT_UP, database.url]] * 2

    processes = [await asyncio.create_subprocess_exec(*command) for command in commands]
    await asyncio.gather(*(process.wait() for process in processes))

    assert [process.returncode for process in processes] == [0, 0]
    assert await read_counter() == 50


FORGETFUL = """
import asyncio, sys
from lintas.store.engines import fetch, open_engine, use

use(open_engine(sys.argv[1]))
asyncio.run(fetch("SELECT 1"))
"""


async def test_a_forgotten_connection_lets_the_process_exit(database: Database) -> None:
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", FORGETFUL, database.url], timeout=20, check=False
    )

    assert done.returncode == 0
