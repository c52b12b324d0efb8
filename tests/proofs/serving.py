"""A real server, started as an operator would, and killed as no operator should."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from typing import IO, Any

import httpx

from lintas.actions.accounts.issue_token import issue_token
from lintas.domain.accounts import SHELL
from lintas.domain.people import Membership, Role
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.store.engines import fetch
from tests.actions.world import SERANG, SERANG_TRAINER, hours
from tests.proofs.ground import Ground

# A busy machine takes its time to start a server.
PATIENCE_SECONDS = 60
RUN = "from lintas.cli import main; main(['serve'])"

# Servers have the real clock, so what is asked of them is counted from the real day.
TODAY = datetime.now(UTC).date()
DAY = TODAY + timedelta(days=60)


def soon(first: float, last: float, *, on: date = DAY) -> TimeSpan:
    return hours(first, last, on=on)


async def make_token() -> str:
    """A trainer's of Serang. The agreement is made to last beyond the real day."""
    await fetch("UPDATE agreement SET valid_until = $1", TODAY + timedelta(days=3650))
    await fetch("UPDATE agreement SET valid_from = $1", TODAY - timedelta(days=30))
    return await issue_token(
        email=SERANG_TRAINER.email,
        acts_as=Membership(Role.TRAINER, SERANG),
        label="proofs",
        by=SHELL,
        now=datetime.now(UTC),
    )


def booking_body(ground: Ground, room: RoomId, during: TimeSpan) -> dict[str, Any]:
    """What `POST /api/v1/bookings` takes; no holiday is in its way."""
    return {
        "room_id": str(room),
        "agency_id": str(ground.serang_dinas),
        "purpose": "Pelatihan kemasan",
        "headcount": 20,
        "sessions": [
            {"starts_at": during.start.isoformat(), "ends_at": during.end.isoformat()},
        ],
        "reasons": {"*": "Disepakati"},
    }


class Server:
    """`lintas serve` on a port of its own, one incarnation after the other; `said` is its log."""

    def __init__(self, database_url: str, said: IO[bytes], **environment: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        settings = {"LINTAS_PORT": str(port), "LINTAS_DATABASE_URL": database_url}
        self._environment = {**os.environ, **settings, **environment}
        self._said = said
        self._process = self._start()

    def wait(self) -> None:
        """Until it is ready.

        Raises:
            AssertionError: it ended, or was not ready in time; with what it said.
        """
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            try:
                if httpx.get(f"{self.url}/ready", timeout=2).status_code == httpx.codes.OK:
                    return
            except httpx.TransportError:
                time.sleep(0.02)
        raise AssertionError(f"no server at {self.url}: {self.log[-3000:]}")

    def crash(self) -> None:
        """Kill it in the middle of whatever it is doing, with all its processes; start another."""
        self._kill()
        self._process = self._start()

    def stop(self) -> None:
        """As an operator does; nothing is left behind."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(PATIENCE_SECONDS)
        self._kill()

    @property
    def log(self) -> str:
        self._said.seek(0)
        return self._said.read().decode(errors="replace")

    def _start(self) -> subprocess.Popen[bytes]:
        """Whether it answers yet is another question."""
        return subprocess.Popen(
            [sys.executable, "-c", RUN],
            cwd=tempfile.gettempdir(),
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            stderr=self._said,
            start_new_session=True,
        )

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@contextmanager
def serving(database_url: str, **environment: str) -> Iterator[Server]:
    with tempfile.TemporaryFile() as said:
        server = Server(database_url, said, **environment)
        try:
            server.wait()
            yield server
        finally:
            server.stop()
