"""The PostgreSQL that proves everything else must itself be there on any machine."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

from tests.engines.binaries import in_the_wheel
from tests.engines.postgres import NoPostgres, PostgresServer, own_server


async def ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_the_wheel_serves_where_no_postgres_is_installed() -> None:
    with own_server((in_the_wheel,)) as server:
        url = await server.create_database("empty")

        answer = await ask(url, "SELECT 1 FROM pg_available_extensions WHERE name = 'btree_gist'")

    assert answer == 1


def test_what_was_tried_is_told_when_nothing_serves(tmp_path: Path) -> None:
    (tmp_path / "initdb").touch()

    with (
        pytest.raises(NoPostgres, match=f"{tmp_path} .*: initdb, postgres and pg_config aren't"),
        own_server((lambda: iter([tmp_path]),)),
    ):
        pass


async def test_a_copy_holds_what_its_template_holds(postgres: PostgresServer) -> None:
    original = await postgres.create_database("original")
    await ask(original, "CREATE TABLE room AS SELECT 'Aula' AS name")

    copy = await postgres.create_database("copy", template="original")

    assert await ask(copy, "SELECT name FROM room") == "Aula"
    await postgres.drop_database("copy")
    await postgres.drop_database("original")


KILLED_WHILE_SERVING = """
from tests.engines.binaries import FINDERS
from tests.engines.postgres import own_server
with own_server(FINDERS) as server:
    print(server.address, flush=True)
    input()
"""


async def test_the_server_goes_when_its_process_is_killed() -> None:
    command = [sys.executable, "-c", KILLED_WHILE_SERVING]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert await ask(address, "SELECT 1") == 1

        os.kill(process.pid, signal.SIGKILL)

    await refusal(address)


async def refusal(address: str) -> None:
    """Wait until nobody answers any more."""
    while True:
        try:
            await ask(address, "SELECT pg_sleep(0.05)")
        except (OSError, asyncpg.PostgresError):
            return
