"""Who asked for which calendar: noted in memory, and written down by and by."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from lintas.actions.feeds.remember_fetches import remember_fetches
from lintas.domain.feeds import FeedId
from lintas.domain.fetches import Fetch
from lintas.feeds.clients import find_family
from lintas.store.trouble import as_trouble

log = logging.getLogger(__name__)

# Seconds between two writings.
EVERY = 10.0
# While the database is away no more are kept than these; the oldest are given up.
MOST_NOTED = 50_000
AT_A_TIME = 5_000


class _Noted(NamedTuple):
    feed_id: FeedId
    at: datetime
    agent: str
    revision: str


class FetchLog:
    """One for each process. To note is to append: whoever asks waits for nothing."""

    def __init__(self) -> None:
        self._noted: deque[_Noted] = deque(maxlen=MOST_NOTED)

    def note(self, feed_id: FeedId, agent: str, revision: str, *, now: datetime) -> None:
        self._noted.append(_Noted(feed_id, now, agent, revision))

    async def write(self) -> None:
        """Write down what was noted up to now; what can't be written stays noted."""
        for _ in range(0, len(self._noted), AT_A_TIME):
            batch = list(islice(self._noted, AT_A_TIME))
            await remember_fetches(map(_fetch, batch))
            for each in batch:
                # Unless a flood has pushed it out meanwhile.
                if self._noted and self._noted[0] is each:
                    self._noted.popleft()


def _fetch(noted: _Noted) -> Fetch:
    return Fetch(noted.feed_id, noted.at, find_family(noted.agent), noted.revision)


@asynccontextmanager
async def writing_by_and_by(fetches: FetchLog, *, every: float = EVERY) -> AsyncIterator[None]:
    """Every so many seconds, and once more at the end. The store must be in use already."""
    stopping = asyncio.Event()
    task = asyncio.create_task(_keep_writing(fetches, stopping, every))
    try:
        yield
    finally:
        stopping.set()
        await task


async def _keep_writing(fetches: FetchLog, stopping: asyncio.Event, every: float) -> None:
    is_last = False
    while not is_last:
        with suppress(TimeoutError):
            async with asyncio.timeout(every):
                await stopping.wait()
        is_last = stopping.is_set()
        await _try_writing(fetches)


async def _try_writing(fetches: FetchLog) -> None:
    """Never fails: the next time may be better."""
    try:
        await fetches.write()
    except Exception as error:
        trouble = as_trouble(error)
        if trouble is None:
            log.exception("who fetched calendars could not be written down")
        else:
            log.warning("who fetched calendars is not written down yet: %s", trouble)
