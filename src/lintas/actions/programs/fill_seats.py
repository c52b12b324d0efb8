"""Seats become free with time, too: what was kept for others is everybody's after its last day."""

from datetime import datetime

from lintas.actions.steps.seating import fill, has_seat_for_waiting, locks_of_seats
from lintas.domain.programs import BatchId
from lintas.store.programs.batches import find_any_batch
from lintas.store.programs.seats import list_batches_waited_for
from lintas.store.transaction import retrying, writing


async def fill_seats(*, now: datetime) -> int:
    """Move up who waits for a seat that is free; answers how many did."""
    return sum([await _fill(batch_id, now=now) for batch_id in await list_batches_waited_for()])


@retrying
async def _fill(batch_id: BatchId, *, now: datetime) -> int:
    # Most batches that people wait for are full: looked at without locking them.
    if not await has_seat_for_waiting(await find_any_batch(batch_id), now=now):
        return 0
    async with writing(*await locks_of_seats(batch_id, now=now)):
        return await fill(batch_id, now=now)
