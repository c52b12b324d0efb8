"""What was done since is given its places in the chain, and the new head is signed."""

from datetime import datetime

from lintas.domain.signing import SigningKey
from lintas.domain.trail import Head, link_up
from lintas.store.trail import add_head, add_links, list_last_link, list_unchained
from lintas.store.transaction import retrying, writing

# The rest has its turn right after.
AT_A_TIME = 2_000
LOCK = "audit chain"


@retrying
async def chain_entries(key: SigningKey | None, *, now: datetime) -> int:
    """Chain every entry that has no place yet; says how many. Without a key heads stay unsigned.

    Not in the transaction that writes an entry: all writers would wait for each other there. What
    is not chained yet is told by whoever checks.
    """
    chained = 0
    while await list_unchained(limit=1):
        async with writing(LOCK):
            last = next(iter(await list_last_link()), None)
            links = list(link_up(last, await list_unchained(limit=AT_A_TIME)))
            if links:
                head = Head(links[-1].number, links[-1].hash, now)
                await add_links(links)
                await add_head(_signed(head, key))
        chained += len(links)
    return chained


def _signed(head: Head, key: SigningKey | None) -> Head:
    if key is None:
        return head
    return Head(head.number, head.hash, head.at, key.sign(head.claim()))
