"""Changes that everybody has followed are forgotten, and prints that nobody wants any more."""

from datetime import datetime

from lintas.store.availability.changes import remove_old_changes
from lintas.store.feeds.changes import remove_old_feed_changes
from lintas.store.feeds.printed import remove_old_prints
from lintas.store.transaction import writing


async def forget_changes(*, now: datetime) -> None:
    """Tidying only: whoever has not looked for so long looks at everything anew."""
    async with writing():
        await remove_old_changes()
        await remove_old_feed_changes()
        await remove_old_prints(now=now)
