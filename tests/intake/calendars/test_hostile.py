"""Whoever means no good is refused or flagged within ten seconds, and nobody else notices."""

import asyncio
import gzip
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

from lintas.intake.calendars.apart import read_apart
from lintas.intake.calendars.fetching import SECONDS
from lintas.intake.calendars.trimming import NotACalendar
from tests.conftest import Database
from tests.intake.calendars.hostile import HARMLESS, HOSTILE
from tests.intake.calendars.writing import JAKARTA, TWO_YEARS, unread
from tests.web.conftest import SETTINGS
from tests.web.serving import browser_of, serve

MOST_MB = 50
BOMB = gzip.compress(bytes(500_000_000), 1)
HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """As somebody does who means no good, by path."""
    path = (await reader.readuntil(b"\r\n\r\n")).split()[1]
    if path == b"/round":
        writer.write(b"HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: /round\r\n\r\n")
    elif path == b"/bomb":
        writer.write(HEAD + b"Content-Encoding: gzip\r\n\r\n" + BOMB)
    elif path == b"/endless":
        writer.write(HEAD + b"\r\n")
        while not writer.is_closing():
            writer.write(bytes(65_536))
            await writer.drain()
    else:
        writer.write(HEAD + b"Content-Length: 0\r\n\r\n")
    writer.close()


@asynccontextmanager
async def server() -> AsyncIterator[int]:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await answer(reader, writer)
        except ConnectionError:
            writer.close()

    async with await asyncio.start_server(handle, "127.0.0.1", 0) as listening:
        yield listening.sockets[0].getsockname()[1]


async def test_all_of_it_is_refused_or_flagged_and_costs_50_mb_at_most(tmp_path: Path) -> None:
    """Ten seconds are the reader's own limit: what takes longer, it calls slow and kills."""
    files = []
    for name, body in HOSTILE.items():
        files.append(tmp_path / f"{name}.ics")
        files[-1].write_bytes(body)
    async with server() as port:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.intake.calendars.enduring", str(port), *files),
            stdout=asyncio.subprocess.PIPE,
        )
        said, _ = await process.communicate()
    found = json.loads(said)

    fetched = {name: found["came"].pop(name) for name in ("bomb", "endless", "round")}
    assert fetched == {"bomb": "large", "endless": "large", "round": "hops"}
    assert {name for name, why in found["came"].items() if not why} <= set(HARMLESS)
    assert set(found["came"]) == set(HOSTILE)
    assert found["grown"] <= MOST_MB
    assert SECONDS <= 10


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_while_it_is_read_pages_are_answered_and_other_calendars_read(
    database: Database,
) -> None:
    async with browser_of(serve(SETTINGS)) as client:
        await client.get("/health")
        hostile = asyncio.create_task(read_apart(HOSTILE["endless series"], TWO_YEARS, JAKARTA))
        answers = [await client.get("/health") for _ in range(30)]
        other = await read_apart(HOSTILE["secondly"], TWO_YEARS, JAKARTA)
        is_still_at_work = not hostile.done()
        # On a busy machine its ten seconds may be over first.
        with suppress(NotACalendar):
            assert set(unread(await hostile)) == {"unexpanded"}

    assert {each.status_code for each in answers} == {200}
    assert unread(other) == ["rule"]
    assert is_still_at_work
