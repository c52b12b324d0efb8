"""Requests that nobody decided in time let go of their slots."""

from datetime import datetime

from lintas.actions.steps.deciding import expire
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.domain.bookings import BookingId, Decision
from lintas.store.bookings.requests import find_any_booking, list_expired
from lintas.store.transaction import retrying, writing


async def expire_requests(*, now: datetime) -> int:
    """Expire every request whose hold has run out, one transaction each; answers how many.

    Tidying only: a request that has run out keeps nobody out, whether or not this has run.

    Raises:
        ExceptionGroup: of those that failed, once all others are done.
    """
    over = await list_expired(now=now)
    failed: list[Exception] = []
    for booking in over:
        try:
            await _expire(booking.id, now=now)
        except Exception as error:  # noqa: BLE001 -- told below: one must not keep others waiting
            failed.append(error)
    if failed:
        raise ExceptionGroup("requests that could not be expired", failed)
    return len(over)


@retrying
async def _expire(booking_id: BookingId, *, now: datetime) -> None:
    locks = await locks_of_booking(await find_any_booking(booking_id))
    async with writing(*locks):
        booking = await find_any_booking(booking_id)
        check_locked(await locks_of_booking(booking), locks)
        if any(booking.standing(each, now=now) is Decision.EXPIRED for each in booking.sessions):
            await expire([booking.id], now=now)
