"""Lintas as an operator runs it: the demo seeded, then served, each by a process of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from lintas.actions.demo.story import Story
from tests.conftest import Database, Templates

PATIENCE_SECONDS = 30
_DAY = re.compile(r"the demo of (\S+) is loaded")
_LOGIN = re.compile(r"^  (\S+)@contoh\.test +(\S+)", re.MULTILINE)
_PERSONAL = re.compile(r"(/p/\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Demo:
    """A running server, and what `lintas seed` told of the demo in it.

    `passwords` are by what stands before the @ of a login's e-mail; `personal_path` is where a
    participant's link leads; `story` knows the dates.
    """

    address: str
    story: Story
    passwords: Mapping[str, str]
    personal_path: str


class Seeds:
    """One seeded database for each engine, made when first asked for, and copied ever after."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._made: dict[str, tuple[str, str]] = {}
        self._numbers = count(1)

    async def copy(self, kind: str, folder: Path) -> tuple[Database, str]:
        """A database of one's own, and what was told when the first was seeded."""
        if kind not in self._made:
            url = await self._templates.copy(kind)
            self._made[kind] = url, _run("seed", LINTAS_DATABASE_URL=url)
        url, told = self._made[kind]
        if kind == "sqlite":
            path = shutil.copy(urlsplit(url).path, folder / "lintas.sqlite")
            return Database(f"sqlite:///{path}", kind), told
        seeded = url.rpartition("/")[2]
        name = f"{seeded}_{next(self._numbers)}"
        return Database(
            await self._templates.server.create_database(name, template=seeded), kind
        ), told


@contextmanager
def serve(database: Database, told: str, folder: Path) -> Iterator[Demo]:
    """`lintas serve` on a port of its own; the whole process group is gone afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "serve.log").open("w") as log:
        process = subprocess.Popen(
            _command("serve"),
            cwd=folder,
            env=_environment(LINTAS_PORT=str(port), LINTAS_DATABASE_URL=database.url),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/ready", process, folder / "serve.log")
        yield _read(told, address)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _read(told: str, address: str) -> Demo:
    day, link = _DAY.search(told), _PERSONAL.search(told)
    assert day, told
    assert link, told
    return Demo(address, Story(date.fromisoformat(day[1])), dict(_LOGIN.findall(told)), link[1])


def _run(verb: str, **environment: str) -> str:
    """What one command prints."""
    done = subprocess.run(
        _command(verb),
        env=_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _command(verb: str) -> list[str]:
    return [sys.executable, "-c", f"from lintas.cli import main; main([{verb!r}])"]


def _environment(**ours: str) -> dict[str, str]:
    """Ours, and nothing that is set for an installation of somebody's own."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("LINTAS_")}
    return others | ours


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _is_ready(url):
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)


def _is_ready(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == httpx.codes.OK
    except httpx.TransportError:
        return False
