"""A real PostgreSQL for the tests: the one you name, else one of our own for as long as we run.

with postgres_server() as server:
    url = await server.create_database("mine")
"""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from tests.engines.binaries import FINDERS, Finder, Programs, ways_to_run

# Nothing here outlives the tests, so nothing needs to reach a disk.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "max_wal_size": "256MB",
}
PATIENCE_SECONDS = 30

# Outlives us: when our end of its input closes, because we are done or because we were killed, it
# stops the server and sweeps up.
UNDERTAKER = """
cat > /dev/null
kill -QUIT "$1"
n=0; while kill -0 "$1" 2> /dev/null && [ $n -lt 40 ]; do sleep 0.05; n=$((n + 1)); done
rm -rf "$2"
"""


class NoPostgres(Exception):
    """None could be started; says all that was tried."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A server on which we may create databases; `address` is the URL of its own database."""

    address: str
    origin: str

    def url(self, database: str) -> str:
        return urlunsplit(urlsplit(self.address)._replace(path=f"/{database}"))

    async def create_database(self, name: str, template: str | None = None) -> str:
        """Make a database, as a copy of `template` where one is named, and say its URL.

        Nobody may be connected to the template meanwhile.
        """
        # FILE_COPY is the quicker of the two strategies where nothing is synced.
        copied = f'TEMPLATE "{template}" STRATEGY FILE_COPY' if template else ""
        await self._say(f'CREATE DATABASE "{name}" {copied}')
        return self.url(name)

    async def drop_database(self, name: str) -> None:
        """Remove a database, and throw out whoever is still in it."""
        await self._say(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    async def _say(self, statement: str) -> None:
        connection = await asyncpg.connect(self.address)
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """The server named by LINTAS_TEST_DATABASE_URL, else one of our own.

    Raises:
        NoPostgres: none was named and none could be started.
    """
    if named := os.environ.get("LINTAS_TEST_DATABASE_URL"):
        yield PostgresServer(named, "LINTAS_TEST_DATABASE_URL")
        return
    with own_server(FINDERS) as server:
        yield server


@contextmanager
def own_server(finders: Sequence[Finder]) -> Iterator[PostgresServer]:
    """One run by the first programs found that work, and gone at the end.

    Raises:
        NoPostgres: none could be started.
    """
    scratch = Path(tempfile.mkdtemp(prefix="lintas-pg-", dir=_quickest_folder()))
    try:
        process, server = _first_to_start(scratch, finders)
    except BaseException:
        shutil.rmtree(scratch)
        raise
    undertaker = subprocess.Popen(
        ["sh", "-c", UNDERTAKER, "undertaker", str(process.pid), str(scratch)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    # Leaving closes the undertaker's input first, and waits for it last: until we have taken note
    # of the server's end, it takes the server for alive.
    with undertaker:
        try:
            yield server
        finally:
            assert undertaker.stdin  # a pipe was asked for
            undertaker.stdin.close()
            process.wait()


def _quickest_folder() -> str:
    """In memory where there is room: to copy a database is to make 300 files, 1 ms each on ext4.

    Never TMPDIR: it may be root's own, or too long for a socket's path (107 bytes).
    """
    memory = Path("/dev/shm")
    if not memory.is_dir():
        return "/tmp"
    state = os.statvfs(memory)
    roomy = state.f_bavail * state.f_frsize > 2 * 2**30
    return "/tmp" if state.f_flag & os.ST_NOEXEC or not roomy else str(memory)


def _first_to_start(
    scratch: Path, finders: Sequence[Finder]
) -> tuple[subprocess.Popen[bytes], PostgresServer]:
    tried = []
    for folder in (folder for finder in finders for folder in finder()):
        for programs in ways_to_run(folder, scratch=scratch):
            programs.give(scratch)
            try:
                if (complaint := programs.complaint()) is None:
                    return _start(programs, scratch)
            except subprocess.CalledProcessError as error:
                complaint = str(error.stderr).strip()
            except (OSError, subprocess.TimeoutExpired, NoPostgres) as error:
                complaint = str(error)
            tried.append(f"{folder} {programs.manner}: {complaint}")
    raise NoPostgres(
        "PostgreSQL didn't start. Name a server in LINTAS_TEST_DATABASE_URL, or install "
        "PostgreSQL 15 or newer. Tried:\n" + "\n".join(tried or ["nothing: none was found"])
    )


def _start(programs: Programs, scratch: Path) -> tuple[subprocess.Popen[bytes], PostgresServer]:
    data, log, password = scratch / "data", scratch / "log", secrets.token_hex(16)
    shutil.rmtree(data, ignore_errors=True)
    secret = scratch / "password"
    secret.write_text(password)
    programs.give(secret)
    programs.say(
        "initdb",
        *("--pgdata", str(data), "--username", "lintas", "--pwfile", str(secret)),
        *("--auth-local", "trust", "--auth-host", "scram-sha-256"),
        *("--encoding", "UTF8", "--no-locale", "--no-sync"),
    )
    port = _free_port()
    settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as written:
        process = subprocess.Popen(
            programs.command(
                "postgres", "-D", str(data), "-k", str(scratch), "-p", str(port), *settings
            ),
            **programs.popen,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            start_new_session=True,
        )
    if not _is_ready(process, data / "postmaster.pid"):
        process.kill()
        process.wait()
        raise NoPostgres(log.read_text()[-2000:])
    address = f"postgresql://lintas:{password}@127.0.0.1:{port}/postgres"
    return process, PostgresServer(address, f"{programs.folder} {programs.manner}")


def _is_ready(process: subprocess.Popen[bytes], pid_file: Path) -> bool:
    for _ in range(int(PATIENCE_SECONDS / 0.02)):
        if process.poll() is not None:
            return False
        if pid_file.exists() and "ready" in pid_file.read_text():
            return True
        time.sleep(0.02)
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
