"""Who asked for calendars is written down, and forgotten in time."""

from collections.abc import Iterable
from datetime import datetime

from lintas.domain.fetches import FETCHES_KEPT, Fetch
from lintas.store.feeds.fetches import add_fetches, remove_old_fetches
from lintas.store.transaction import retrying, writing


@retrying
async def _remember(fetches: list[Fetch]) -> None:
    async with writing():
        await add_fetches(fetches)


async def remember_fetches(fetches: Iterable[Fetch]) -> None:
    """Write down that these calendars were handed out. By nobody: the links are secrets."""
    if noted := list(fetches):
        await _remember(noted)


async def forget_fetches(*, now: datetime) -> None:
    """Those that are older than 90 days; tidying only."""
    async with writing():
        await remove_old_fetches(before=now - FETCHES_KEPT)
