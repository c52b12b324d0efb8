"""What is known of calendars and their addresses, and whether it is still so: without a query."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar

from lintas.store.availability.changes import Seen, is_too_far_behind
from lintas.store.engines import Engine, current
from lintas.store.feeds.changes import EVERYTHING, FeedNews, list_feed_news
from lintas.store.transaction import commits

V = TypeVar("V")

# How far we may be behind what other processes commit.
PATIENCE = timedelta(seconds=1)
# So many ids are remembered as changed; with more, everything is looked at again.
TOUCHED_KEPT = 100_000


@dataclass(slots=True)
class Known(Generic[V]):
    """`what` was read, `abouts` the ids that it depends on; so it was in that `round`."""

    what: V
    abouts: frozenset[str]
    round: int


class Watch:
    """Follows the changes that the database notes down. One for each process.

    Own commits are seen at once, those of others after a second at most. While nobody commits
    nothing is asked but that, once a second.
    """

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._engine: Engine | None = None
        self._commits = 0
        self._looked_at = datetime.min.replace(tzinfo=UTC)
        self._seen: Seen | None = None
        self._touched: dict[str, int] = {}
        self._all_touched = self.round = 1

    async def look(self, now: datetime) -> None:
        """After this, what `stands` says holds for now."""
        if self._is_fresh(now):
            return
        async with self._turn:
            if not self._is_fresh(now):
                await self._look(now)

    def know(self, what: V, abouts: Iterable[object], *, since: int) -> Known[V]:
        """What was read in the round `since`, or later: the number is taken before reading."""
        return Known(what, frozenset(map(str, abouts)), since)

    def stands(self, known: Known[V]) -> bool:
        if known.round == self.round:
            return True
        if known.round < self._all_touched:
            return False
        if any(self._touched.get(about, 0) > known.round for about in known.abouts):
            return False
        known.round = self.round
        return True

    def _is_fresh(self, now: datetime) -> bool:
        return (
            self._engine is current()
            and self._commits == commits()
            and timedelta(0) <= now - self._looked_at < PATIENCE
        )

    async def _look(self, now: datetime) -> None:
        engine = current()
        before = commits()
        seen = self._seen if self._engine is engine else None
        self._engine = None  # a failure halfway leaves nothing half followed
        self._take(seen, await list_feed_news(seen))
        self._engine, self._commits, self._looked_at = engine, before, now

    def _take(self, seen: Seen | None, news: FeedNews) -> None:
        self._seen = news.seen
        misses = seen is None or news.too_many or is_too_far_behind(seen, news.seen)
        if not misses and not news.abouts:
            return
        self.round += 1
        self._touched |= dict.fromkeys(news.abouts, self.round)
        if misses or EVERYTHING in news.abouts or len(self._touched) > TOUCHED_KEPT:
            self._touched.clear()
            self._all_touched = self.round
