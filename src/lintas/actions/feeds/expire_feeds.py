"""Addresses of calendars that nobody asks for any more are taken away."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.domain.fetches import IDLE_LIFE
from lintas.store.feeds.addresses import save_revoked
from lintas.store.feeds.fetches import list_idle_feeds
from lintas.store.transaction import retrying, writing

# The rest has its turn an hour later.
AT_A_TIME = 500


@retrying
async def expire_feeds(*, now: datetime) -> int:
    """Those that nobody has asked for in 400 days answer that they are gone. Says how many.

    A lost telephone's address, or an old poster's, must not open a calendar for ever.
    """
    since = now - IDLE_LIFE
    if not await list_idle_feeds(since=since, limit=1):
        return 0
    async with writing():
        idle = await list_idle_feeds(since=since, limit=AT_A_TIME)
        for feed_id in idle:
            await save_revoked(feed_id, now=now)
            await audit(None, "expire", ("feed", feed_id), now=now)
    return len(idle)
