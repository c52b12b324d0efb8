"""A process that fetches and reads what is meant to break it, and tells how much it grew by that.

`python -m tests.intake.calendars.enduring PORT FILE…` prints JSON: what came of each, and the MB.
"""

import asyncio
import json
import resource
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from lintas.intake.calendars.apart import read_apart
from lintas.intake.calendars.fetching import FetchFailed, Marks, fetch, open_client
from lintas.intake.calendars.guarding import GuardedTransport
from lintas.intake.calendars.trimming import NotACalendar
from tests.intake.calendars.writing import JAKARTA, TWO_YEARS, calendar, event, unread

# What costs as little as anything can: by it everything is loaded that is needed.
PLAIN = calendar(event("DTSTART:20270101T020000Z", "DURATION:PT1H"))


async def endure(port: int, files: Sequence[Path]) -> dict[str, object]:
    async def resolve(_: str, __: int) -> Sequence[str]:
        return ["127.0.0.1"]

    through = GuardedTransport(resolve, lambda _: True, frozenset((port,)))
    came: dict[str, object] = {}
    async with open_client(through) as client:

        async def fetched(path: str) -> str:
            try:
                address = f"http://luar.test:{port}/{path}"
                await fetch(client, address, Marks(), schemes=frozenset(("http",)))
            except FetchFailed as failure:
                return failure.why
            return ""

        await fetched("plain")
        await read_apart(PLAIN, TWO_YEARS, JAKARTA)
        before = _peak()
        for path in ("bomb", "endless", "round"):
            came[path] = await fetched(path)
        for file in files:
            came[file.stem] = await _read(file.read_bytes())
    return {"came": came, "grown": _peak() - before}


async def _read(body: bytes) -> list[str]:
    """Why it, or some of it, could not be read."""
    with suppress(NotACalendar):
        return sorted(set(unread(await read_apart(body, TWO_YEARS, JAKARTA))))
    return ["refused"]


def _peak() -> int:
    """MB, the most it ever had; what its parent had, which Linux counts in else, is left out."""
    status = Path("/proc/self/status")
    if status.exists():
        [kept] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM:")]
        return int(kept.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 2**20


if __name__ == "__main__":
    found = asyncio.run(endure(int(sys.argv[1]), [Path(each) for each in sys.argv[2:]]))
    print(json.dumps(found))  # noqa: T201 -- what it is run for
