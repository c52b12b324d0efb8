"""Whom a change made now would reach too late: an estimate, from ways and from habits."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from lintas.domain.foresight import Expected, Foresight, Habit, Worried, Worry

# A calendar that was silent for so many of its intervals is not expected any more.
PATIENCE = 3


def foresee(people: Iterable[Expected], *, starts_at: datetime, now: datetime) -> Foresight:
    """Of a session that has begun nothing is foreseen: whoever comes is there."""
    everybody = list(people)
    if starts_at <= now:
        return Foresight(len(everybody), ())
    judged = [
        Worried(each, judge_worries(each, starts_at=starts_at, now=now)) for each in everybody
    ]
    worried = [each for each in judged if each.worries]
    worried.sort(key=lambda each: (_urgency(each), -_way(each.who), each.who.name, each.who.part))
    return Foresight(len(everybody), tuple(worried))


def judge_worries(who: Expected, *, starts_at: datetime, now: datetime) -> frozenset[Worry]:
    """Three things before the start, of which none follows from another.

    On the road is whoever must have left by now; of an unknown way nothing is said. A calendar is
    too late if none of one's own is expected by the time to leave, which is the start where the
    way is unknown. Who has no calendar has none that is late.
    """
    leaves_at = starts_at - (who.way or timedelta())
    worries = set()
    if who.way is not None and leaves_at <= now < starts_at:
        worries.add(Worry.ON_THE_ROAD)
    nexts = [expect_fetch(each, now=now) for each in who.habits]
    if who.calendars and not any(each and each <= leaves_at for each in nexts):
        worries.add(Worry.CALENDAR_TOO_LATE)
    if not who.has_opened:
        worries.add(Worry.OPENED_NOTHING)
    return frozenset(worries)


def expect_fetch(habit: Habit, *, now: datetime) -> datetime | None:
    """When it asks next, in its own step; none: too little is known, or it fell silent."""
    if not habit.every or now - habit.last_at > PATIENCE * habit.every:
        return None
    steps = (now - habit.last_at) // habit.every + 1
    return habit.last_at + steps * habit.every


def habit_of(moments: Sequence[datetime]) -> Habit:
    """From the moments of its last fetches, at least one, in any order."""
    ordered = sorted(moments)
    gaps = [(after - before).total_seconds() for before, after in pairwise(ordered)]
    return Habit(ordered[-1], timedelta(seconds=median(gaps)) if gaps else None)


def _urgency(worried: Worried) -> int:
    return min(place for place, worry in enumerate(Worry) if worry in worried.worries)


def _way(who: Expected) -> float:
    return who.way.total_seconds() if who.way else 0.0
