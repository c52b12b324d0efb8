"""`lintas work` as a process of its own."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

import psutil

from tests.alerts.crowd import tell_many
from tests.alerts.mailserver import Mailserver
from tests.conftest import Database

PATIENCE = 30
WORK = (sys.executable, "-c", "from lintas.cli import main; main()", "work")
# By whatever clock this runs: it is due.
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


@asynccontextmanager
async def working(database: Database, server: Mailserver, *command: str) -> AsyncIterator[Process]:
    """A process that is gone when the block ends, and all that it started."""
    environment = {
        **os.environ,
        "LINTAS_DATABASE_URL": database.url,
        "LINTAS_SMTP_URL": f"smtp://127.0.0.1:{server.port}",
    }
    process = await asyncio.create_subprocess_exec(
        *(command or WORK), env=environment, stdout=PIPE, start_new_session=True
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.communicate()


async def test_it_works_until_it_is_told_to_stop(database: Database) -> None:
    async with Mailserver().serving() as server, asyncio.timeout(PATIENCE):
        await tell_many(5, now=LONG_AGO)
        async with working(database, server) as worker:
            await server.have(5)

            worker.terminate()
            assert await worker.wait() == 0


async def test_after_one_was_killed_another_takes_its_seat(database: Database) -> None:
    async with Mailserver().serving() as server, asyncio.timeout(PATIENCE):
        await tell_many(5, now=LONG_AGO)
        async with working(database, server) as first:
            await server.have(5)
            async with working(database, server):
                first.kill()
                await first.wait()
                await tell_many(5, of="angkatan lain", now=LONG_AGO)
                await server.have(10)


async def test_it_ends_when_its_parent_is_gone(database: Database) -> None:
    script = '"$@" --parent $$ & echo $!; wait'
    async with Mailserver().serving() as server, asyncio.timeout(PATIENCE):
        await tell_many(1, now=LONG_AGO)
        async with working(database, server, "sh", "-c", script, "sh", *WORK) as parent:
            assert parent.stdout
            worker = psutil.Process(int(await parent.stdout.readline()))
            await server.have(1)

            parent.kill()
            await parent.wait()
            gone = await asyncio.to_thread(psutil.wait_procs, [worker], timeout=PATIENCE)
            assert gone == ([worker], [])
