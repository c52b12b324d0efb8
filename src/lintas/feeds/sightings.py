"""Since when each calendar has been as it is: what Last-Modified says."""

from datetime import datetime, timedelta

from lintas.domain.feeds import FeedId
from lintas.feeds.shelf import Shelf

SIGHTINGS_KEPT = 20_000
SECOND = timedelta(seconds=1)


class Sightings:
    """When this process first saw the state that each calendar is in.

    No stored time would do: a session that has left a calendar leaves nothing there that is newer.
    A process that doesn't remember says "just now", and so sends once more what may be known.
    """

    def __init__(self) -> None:
        self._seen: Shelf[FeedId, tuple[str, datetime]] = Shelf(SIGHTINGS_KEPT, lambda _: 1)

    def since(self, feed_id: FeedId, tag: str, *, now: datetime) -> datetime:
        """In whole seconds; of two states within one second, the later has the next one."""
        last = self._seen.get(feed_id)
        if last and last[0] == tag:
            return last[1]
        moment = now.replace(microsecond=0)
        if last:
            moment = max(moment, last[1] + SECOND)
        self._seen.put(feed_id, (tag, moment))
        return moment
