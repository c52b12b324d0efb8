"""Whom a change made now would reach too late: an estimate, from ways and from habits."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from lintas.domain.estimates import Forecast, Sign
from lintas.domain.foresight import Expected, Foresight, Habit, Worried, Worry
from lintas.domain.reach import Part, Signs
from lintas.rules.reach import judge_knowing

# A calendar that was silent for so many of its intervals is not expected any more.
PATIENCE = 3


def foresee(people: Iterable[Expected], *, starts_at: datetime, now: datetime) -> Foresight:
    """Of a session that has begun nothing is foreseen: whoever comes is there."""
    listed = list(people)
    everybody = frozenset((each.person_id, each.part) for each in listed)
    if starts_at <= now:
        return Foresight(everybody, ())
    judged = [Worried(each, judge_worries(each, starts_at=starts_at, now=now)) for each in listed]
    worried = sorted((each for each in judged if each.worries), key=_order)
    return Foresight(everybody, tuple(worried))


def foresee_together(each: Sequence[Foresight]) -> Foresight:
    """Of several sessions, the nearest first: whoever is in more than one of them counts once."""
    everybody = {who for found in each for who in found.everybody}
    to_ring: dict[tuple[object, Part], Worried] = {}
    for found in each:
        for worried in found.to_ring:
            to_ring.setdefault((worried.who.person_id, worried.who.part), worried)
    return Foresight(frozenset(everybody), tuple(sorted(to_ring.values(), key=_order)))


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


def forecasts_of(
    people: Iterable[Expected], *, starts_at: datetime, now: datetime
) -> list[Forecast]:
    """What can be held against the facts later.

    A calendar is foreseen to load, or not, by the time to leave; what is to be opened is, by the
    start, if anything was opened before. Who is on the road can't be looked up afterwards.
    """
    found = []
    for who in people:
        worries = judge_worries(who, starts_at=starts_at, now=now)
        if who.calendars:
            loads = Worry.CALENDAR_TOO_LATE not in worries
            leaves_at = starts_at - (who.way or timedelta())
            found.append(Forecast(who.person_id, who.part, Sign.LOADS, loads, leaves_at))
        opens = Worry.OPENED_NOTHING not in worries
        found.append(Forecast(who.person_id, who.part, Sign.OPENS, opens, starts_at))
    return found


def judge_forecast(forecast: Forecast, signs: Signs, *, made_at: datetime) -> Forecast:
    """What happened by then. Of a page only the last opening is known.

    So whoever opened it too late may have opened it in time as well: that is not judged.
    """
    knowing = judge_knowing(signs, changed_at=made_at, served_since=made_at)
    if forecast.sign is Sign.LOADS:
        loaded = knowing.loaded
        return replace(forecast, happened=bool(loaded and loaded.at <= forecast.due_at))
    moments = [each for each in (knowing.opened_at, knowing.confirmed_at) if each]
    if moments and min(moments) > forecast.due_at:
        return replace(forecast, happened=None)
    return replace(forecast, happened=bool(moments))


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


def _order(worried: Worried) -> tuple[int, float, str, str]:
    who = worried.who
    return (_urgency(worried), -_way(who), who.name, who.part)


def _urgency(worried: Worried) -> int:
    return min(place for place, worry in enumerate(Worry) if worry in worried.worries)


def _way(who: Expected) -> float:
    return who.way.total_seconds() if who.way else 0.0
