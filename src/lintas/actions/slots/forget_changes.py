"""Changes that everybody has followed are forgotten."""

from lintas.store.availability.changes import remove_old_changes
from lintas.store.feeds.changes import remove_old_feed_changes
from lintas.store.transaction import writing


async def forget_changes() -> None:
    """Tidying only: whoever has not looked for so long looks at everything anew."""
    async with writing():
        await remove_old_changes()
        await remove_old_feed_changes()
