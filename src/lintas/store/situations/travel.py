"""Where people who teach are before and after, and how much they teach that week."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from lintas.domain.timespan import FIRST_MOMENT, LAST_MOMENT, TimeSpan
from lintas.domain.travel import Overrides, by_ends
from lintas.rules import Use
from lintas.store.bookings.holds import list_uses
from lintas.store.travel import list_travel_overrides

# From any moment of a week to its ends, in any zone; nobody travels for longer.
_WEEK = timedelta(days=8)


async def gather_teaching(
    trainers: Iterable[UUID], window: TimeSpan, *, now: datetime
) -> tuple[Use, ...]:
    """What these people teach in the weeks around a window."""
    trainers = tuple(trainers)
    if not trainers:
        return ()
    around = TimeSpan(max(window.start - _WEEK, FIRST_MOMENT), min(window.end + _WEEK, LAST_MOMENT))
    return await list_uses([(each, around) for each in trainers], now=now)


async def gather_ways() -> Overrides:
    """The ways that somebody measured or states."""
    return by_ends(await list_travel_overrides())
