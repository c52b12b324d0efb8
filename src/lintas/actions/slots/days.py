"""Days and rooms of a search, weighed before anything is judged."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from lintas.domain.slots import SlotWish
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import HolidayKind
from lintas.rules.free_slots import Bits, as_words, met_starts
from lintas.store.reference import list_holidays

FRIDAY = 4
_A_DAY = timedelta(days=1)
# Friday prayers: nobody likes to train then, and a law may have its say.
PRAYERS = (11 * 60 + 30, 13 * 60)


def each_day(wish: SlotWish) -> Iterator[date]:
    for n in range(wish.days):
        yield wish.since + timedelta(days=n)


def around(wish: SlotWish) -> TimeSpan:
    """A day more on both sides: zones differ."""
    since, until = (datetime.combine(day, time(), UTC) for day in (wish.since, wish.until))
    return TimeSpan(since - _A_DAY, until + _A_DAY)


def is_looked_at(day: date, wish: SlotWish) -> bool:
    off = list_holidays().get(day)
    return wish.days_off or off is None or off.kind is HolidayKind.JOINT_LEAVE


def weigh_days(wish: SlotWish, words: int) -> tuple[NDArray[np.bool_], Bits]:
    """Which days are looked at, and which of their starts nobody would rather avoid."""
    holidays = list_holidays()
    everything = (1 << wish.starts) - 1
    praying = met_starts(
        PRAYERS[0] - wish.earliest, PRAYERS[1] - wish.earliest, wish.minutes, wish.starts
    )
    # By kind of day: to train on, a Friday, a day off.
    liked = np.stack([as_words(bits, words) for bits in (everything, everything & ~praying, 0)], 1)
    allowed, kinds = [], []
    for day in each_day(wish):
        off, weekday = holidays.get(day), day.weekday()
        allowed.append(is_looked_at(day, wish))
        kinds.append(2 if off or weekday > FRIDAY else int(weekday == FRIDAY))
    return np.array(allowed), liked[:, kinds][:, None, :]
