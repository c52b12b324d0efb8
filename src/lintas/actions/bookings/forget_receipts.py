"""Answers that nobody may ask for again are forgotten."""

from datetime import datetime

from lintas.store.bookings.receipts import remove_old_receipts
from lintas.store.transaction import writing


async def forget_receipts(*, now: datetime) -> None:
    """Tidying only: a receipt older than 7 days answers nobody, whether or not this has run."""
    async with writing():
        await remove_old_receipts(now=now)
