"""Radicale, a calendar server of others, with the same events: what ours is measured against."""

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.asking import ask_once, compose
from tests.bench.serving import find_port

_OWNER, _NAME = "bench", "calendar"
# It answers one and closes.
_READ = compose("GET", f"/{_OWNER}/{_NAME}/", {"Connection": "close"})
PATIENCE_SECONDS = 20
READS = 5


class Radicale:
    """One that serves; `rate` asks it for the whole calendar, over and over."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def rate(self) -> float:
        begun = time.perf_counter()
        for _ in range(READS):
            await self.read()
        return READS / (time.perf_counter() - begun)

    async def read(self) -> bytes:
        status, _, body = await ask_once(self._port, _READ)
        if status != 200:
            raise RuntimeError(f"Radicale answers {status}")
        return body


@asynccontextmanager
async def radicale(calendar: bytes) -> AsyncIterator[Radicale]:
    """Serve that calendar to everybody, as the events are, all read once."""
    port = find_port()
    with TemporaryDirectory() as folder:
        _keep(calendar, Path(folder) / "collection-root" / _OWNER / _NAME)
        config = Path(folder) / "config"
        config.write_text(
            f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = none\n"
            f"[storage]\nfilesystem_folder = {folder}\n[logging]\nlevel = error\n"
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", str(config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            await _wait_for(port)
            served = Radicale(port)
            if (await served.read()).count(_BEGIN) != calendar.count(_BEGIN):
                raise RuntimeError("Radicale doesn't serve the same events")
            yield served
        finally:
            process.terminate()
            process.wait(timeout=10)


_BEGIN, _END = b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n"


def _keep(calendar: bytes, folder: Path) -> None:
    """As it keeps them itself: by HTTP it takes 20 seconds for a thousand."""
    folder.mkdir(parents=True)
    (folder / ".Radicale.props").write_text(json.dumps({"tag": "VCALENDAR"}))
    zone = calendar[calendar.index(b"BEGIN:VTIMEZONE") : calendar.index(_BEGIN)]
    for number, event in enumerate(calendar.split(_BEGIN)[1:]):
        whole = b"".join(
            [
                b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:bench\r\n",
                zone,
                _BEGIN + event[: event.index(_END)] + _END,
                b"END:VCALENDAR\r\n",
            ]
        )
        (folder / f"{number}.ics").write_bytes(whole)


async def _wait_for(port: int) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise RuntimeError("Radicale doesn't answer")
