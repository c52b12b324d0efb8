"""A calendar account is asked what is new: what it holds by now becomes its newest revision."""

from collections.abc import Mapping
from datetime import datetime

from lintas.domain.feeds import FeedId
from lintas.domain.items import compare_items
from lintas.store.feeds.items import find_items, list_last_revision, save_difference
from lintas.store.transaction import retrying, writing


async def follow_items(
    feed_id: FeedId, tag: str, items: Mapping[str, str], *, now: datetime
) -> int:
    """The number of the calendar's revision that has this tag and these items, by name.

    Numbers are moments in milliseconds: after a copy of the database was put back none is given
    out again. By nobody: the address is a secret, and nothing that people keep is changed.
    """
    last = await list_last_revision(feed_id)
    if last and last[0][1] == tag:
        return last[0][0]
    return await _follow(feed_id, tag, items, now=now)


@retrying
async def _follow(feed_id: FeedId, tag: str, items: Mapping[str, str], *, now: datetime) -> int:
    async with writing(f"items:{feed_id}"):
        last = await list_last_revision(feed_id)
        if last and last[0][1] == tag:
            return last[0][0]
        before = last[0][0] if last else 0
        number = max(before + 1, int(now.timestamp() * 1000))
        difference = compare_items(await find_items(feed_id), items)
        await save_difference(feed_id, difference, number, tag, now=now)
        return number
