"""Requests that nobody decided in time let go of their slots."""

from datetime import datetime

from lintas.actions.steps.deciding import settle
from lintas.actions.steps.locking import locks_of_booking
from lintas.domain.bookings import Booking, Decision
from lintas.store.bookings.requests import find_any_booking, list_expired
from lintas.store.transaction import retrying, writing


async def expire_requests(*, now: datetime) -> int:
    """Expire every request whose hold has run out, one transaction each; answers how many.

    Tidying only: a request that has run out keeps nobody out, whether or not this has run.
    """
    over = await list_expired(now=now)
    for booking in over:
        await _expire(booking, now=now)
    return len(over)


@retrying
async def _expire(seen: Booking, *, now: datetime) -> None:
    async with writing(*await locks_of_booking(seen)):
        booking = await find_any_booking(seen.id)
        run_out = booking.hold_until is not None and booking.hold_until <= now
        if booking.state is Decision.REQUESTED and run_out:
            await settle(booking, "expire", booking.sessions, actor=None, now=now)
