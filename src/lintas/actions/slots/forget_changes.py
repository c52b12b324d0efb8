"""Changes that everybody has followed are forgotten."""

from lintas.store.availability.changes import remove_old_changes
from lintas.store.transaction import writing


async def forget_changes() -> None:
    """Tidying only: whoever has not looked for so long builds anew."""
    async with writing():
        await remove_old_changes()
