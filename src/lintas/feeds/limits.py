"""How often a calendar's address may be asked, and how often one may guess."""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime, timedelta
from math import ceil

WITHIN = timedelta(minutes=10)
# Beyond so many keys the oldest are forgotten: a flood must not fill the memory.
MOST_KEYS = 50_000
MOST_MISSES = 60


class Allowance:
    """So many times for each key, within ten minutes of the first.

    In the memory of one process: N processes allow N times as many.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._counted: OrderedDict[Hashable, tuple[datetime, int]] = OrderedDict()

    def take(self, key: Hashable, *, now: datetime) -> int:
        """Seconds to wait before this key is due again; 0: it may go on, and is counted."""
        since, count = self._counted.get(key, (now, 0))
        if not timedelta() <= now - since < WITHIN:
            since, count = now, 0
        if count >= self._most:
            return max(1, ceil((since + WITHIN - now).total_seconds()))
        if not count:
            # Its time begins anew, and so does its turn to be forgotten.
            self._counted.pop(key, None)
        self._counted[key] = (since, count + 1)
        if len(self._counted) > MOST_KEYS:
            self._counted.popitem(last=False)
        return 0
