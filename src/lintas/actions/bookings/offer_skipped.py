"""Dates that were left out are judged again by the clock, whatever it was that freed them."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.skipping import judge_again
from lintas.store.bookings.skipped import list_skipped_named, list_skipped_to_judge
from lintas.store.transaction import retrying, writing

MOST_AT_ONCE = 50


async def offer_skipped(*, now: datetime) -> int:
    """Judge those that were judged longest ago; answers how many. Each freeing is told once."""
    due = await list_skipped_to_judge(now=now, limit=MOST_AT_ONCE)
    for skipped in due:
        await _judge(skipped.id, now=now)
    return len(due)


@retrying
async def _judge(skipped_id: UUID, *, now: datetime) -> None:
    async with writing(f"skipped:{skipped_id}"):
        for skipped in await list_skipped_named([skipped_id]):
            if not skipped.state.is_settled:
                await judge_again(skipped, now=now)
