"""Reading in a process of its own: what hangs, or eats memory, is killed and nothing else is."""

import asyncio
import resource
import signal
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from lintas.domain.outside_calendars import Reading
from lintas.domain.timespan import TimeSpan
from lintas.intake.calendars.reading import read_calendar
from lintas.intake.calendars.trimming import LARGEST, NotACalendar

# Of processor time, and of time on the clock.
SECONDS, PATIENCE = 9, 10.0
# To work out one series, and all of them.
FOR_ONE, FOR_ALL = 1.0, 4.0
MOST_MEMORY = 1 << 30
_KILLED = (-signal.SIGXCPU, -signal.SIGKILL)
_MODULE = "lintas.intake.calendars.apart"


class Asked(msgspec.Struct):
    """What the other process is told."""

    body: bytes
    within: TimeSpan
    zone: str
    known: tuple[str, ...]
    ours: tuple[str, ...] = ()


class Answer(msgspec.Struct):
    """`refused` where nothing could be read: the `why` of a `NotACalendar`."""

    reading: Reading | None = None
    refused: Annotated[str, msgspec.Meta(max_length=40)] = ""


async def read_apart(
    body: bytes,
    within: TimeSpan,
    zone: ZoneInfo,
    known: Collection[str] = (),
    *,
    ours: Collection[str] = (),
) -> Reading:
    """As `read_calendar`, under limits.

    Raises:
        NotACalendar: also "slow" where it took too long, "large" where it took too much memory,
            and "failed" where the other process ended otherwise.
    """
    if len(body) > LARGEST:
        # Not even handed over: that takes a few times its size.
        raise NotACalendar("large")
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", _MODULE),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    asked = msgspec.json.encode(Asked(body, within, zone.key, tuple(known), tuple(ours)))
    try:
        async with asyncio.timeout(PATIENCE):
            said, _ = await child.communicate(asked)
    except TimeoutError:
        raise NotACalendar("slow") from None
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    if child.returncode != 0:
        raise NotACalendar("slow" if child.returncode in _KILLED else "failed")
    answer = msgspec.json.decode(said, type=Answer)
    if answer.reading is None:
        raise NotACalendar(answer.refused)
    return answer.reading


class TimeLeft:
    """Of processor time, for all that is worked out together."""

    def __init__(self) -> None:
        self.left = FOR_ALL

    @contextmanager
    def for_one(self) -> Iterator[None]:
        """Raises TimeoutError in whatever runs inside, once it has taken its time."""
        if self.left <= 0:
            raise TimeoutError
        mine = min(FOR_ONE, self.left)
        signal.setitimer(signal.ITIMER_VIRTUAL, mine)
        try:
            yield
        finally:
            self.left -= mine - signal.setitimer(signal.ITIMER_VIRTUAL, 0)[0]


def give_up(*_: object) -> None:
    """Handles the signal that somebody's time is over. Raises TimeoutError."""
    raise TimeoutError


def main() -> None:
    """The other process: one file, from standard input to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    signal.signal(signal.SIGVTALRM, give_up)
    asked = msgspec.json.decode(sys.stdin.buffer.read(), type=Asked)
    zone, known = ZoneInfo(asked.zone), frozenset(asked.known)
    try:
        reading = read_calendar(
            asked.body, asked.within, zone, known, TimeLeft().for_one, ours=asked.ours
        )
        answer = Answer(reading)
    except NotACalendar as refusal:
        answer = Answer(refused=refusal.why)
    except MemoryError:
        answer = Answer(refused="large")
    sys.stdout.buffer.write(msgspec.json.encode(answer))


if __name__ == "__main__":
    main()
