"""The server as a process: how it starts, what it survives, how it ends."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil

from tests.conftest import Templates

PATIENCE = 20.0


@contextmanager
def served(folder: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`lintas serve` on a port of its own, in a folder of its own; gone afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", "from lintas.cli import main; main(['serve'])"],
        cwd=folder,
        env={**os.environ, "LINTAS_PORT": str(port), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        # Its children too, though it be gone itself: they hold the other end of the pipe.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def status_of(url: str) -> int:
    try:
        return httpx.get(url, timeout=2).status_code
    except httpx.TransportError:
        return 0


def comes_true(claim: Callable[[], bool], *, patience: float = PATIENCE) -> bool:
    """Whether it does, before patience is lost."""
    deadline = time.monotonic() + patience
    while not claim():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


async def test_a_server_makes_its_database_serves_and_stops_when_told(tmp_path: Path) -> None:
    with served(tmp_path) as (process, here):
        ready = comes_true(lambda: status_of(f"{here}/ready") == 200)
        process.terminate()
        said, _ = process.communicate(timeout=PATIENCE)

    assert (ready, process.returncode) == (True, 0)
    assert f"Lintas answers at {here}" in said
    assert "plain `sid`" in said


async def test_several_processes_serve_and_none_outlives_its_parent(
    tmp_path: Path, templates: Templates
) -> None:
    url = await templates.copy("sqlite")
    with served(tmp_path, LINTAS_PROCESSES="2", LINTAS_DATABASE_URL=url) as (process, here):
        ready = comes_true(lambda: status_of(f"{here}/ready") == 200)
        children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        process.wait()

        assert ready
        assert len(children) >= 2
        assert comes_true(lambda: not any(child.is_running() for child in children))


async def test_a_database_that_is_away_at_the_start_is_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "not mounted yet"
    url = f"sqlite:///{folder / 'lintas.sqlite'}"
    with served(tmp_path, LINTAS_DATABASE_URL=url) as (_, here):
        alive = comes_true(lambda: status_of(f"{here}/health") == 200)
        away = status_of(f"{here}/ready")
        folder.mkdir()
        back = comes_true(lambda: status_of(f"{here}/ready") == 200)

    assert (alive, away, back) == (True, 503, True)


async def test_a_port_that_somebody_answers_on_is_not_shared(tmp_path: Path) -> None:
    with served(tmp_path) as (_, here):
        ready = comes_true(lambda: status_of(f"{here}/health") == 200)
        port = here.rpartition(":")[2]
        second = subprocess.run(
            [sys.executable, "-c", "from lintas.cli import main; main(['serve'])"],
            cwd=tmp_path,
            env={**os.environ, "LINTAS_PORT": port},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    assert (ready, second.returncode) == (True, 2)
    assert f"LINTAS_PORT {port}" in second.stderr
