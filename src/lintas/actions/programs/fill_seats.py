"""Seats become free with time, too: what was kept for others is everybody's after its last day."""

from datetime import datetime

from lintas.actions.programs.seats import (
    check_seats_locked,
    gather_seats,
    list_ready,
    locks_of_seats,
    move_up,
    rejudge_seats,
)
from lintas.domain.programs import BatchId
from lintas.store.programs.batches import find_any_batch
from lintas.store.programs.seats import list_batches_waited_for
from lintas.store.transaction import retrying, writing


async def fill_seats(*, now: datetime) -> int:
    """Move up who waits for a seat that is free; answers how many did."""
    return sum([await _fill(batch_id, now=now) for batch_id in await list_batches_waited_for()])


@retrying
async def _fill(batch_id: BatchId, *, now: datetime) -> int:
    batch = await find_any_batch(batch_id)
    seats, ready = await gather_seats(batch, now=now), await list_ready(batch, now=now)
    if not any(seats.has_one_for(each.person.keeper) for each in ready):
        return 0
    locks = await locks_of_seats(batch_id, now=now)
    async with writing(*locks):
        await check_seats_locked(locks, batch_id, now=now)
        moved = await move_up(batch, actor=None, now=now)
        await rejudge_seats(batch, [each.person.id for each in moved], now=now)
    return len(moved)
