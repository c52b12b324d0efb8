"""Days and rooms of a search, weighed before anything is judged."""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from lintas.domain.slots import SlotWish
from lintas.domain.venues import HolidayKind, Room
from lintas.rules.free_slots import Bits, as_words, met_starts
from lintas.store.reference import list_holidays

FRIDAY = 4
# Friday prayers: nobody likes to train then, and a law may have its say.
PRAYERS = (11 * 60 + 30, 13 * 60)


def each_day(wish: SlotWish) -> Iterator[date]:
    for n in range(wish.days):
        yield wish.since + timedelta(days=n)


def weigh_days(wish: SlotWish, words: int) -> tuple[NDArray[np.bool_], Bits]:
    """Which days are looked at, and which of their starts nobody would rather avoid."""
    holidays = list_holidays()
    everything = (1 << wish.starts) - 1
    praying = met_starts(
        PRAYERS[0] - wish.earliest, PRAYERS[1] - wish.earliest, wish.minutes, wish.starts
    )
    allowed, likes = [], []
    for day in each_day(wish):
        off = holidays.get(day)
        allowed.append(wish.days_off or off is None or off.kind is HolidayKind.JOINT_LEAVE)
        if off or day.weekday() > FRIDAY:
            likes.append(as_words(0, words))
        else:
            avoided = praying if day.weekday() == FRIDAY else 0
            likes.append(as_words(everything & ~avoided, words))
    return np.array(allowed), np.stack(likes, axis=1)[:, None, :]


def count_excess(room: Room, wish: SlotWish) -> float:
    """Seats that would stay empty; of a room that nobody measured, more than of any other."""
    seats = room.capacity(wish.layout)
    return float("inf") if seats is None else seats - wish.headcount
