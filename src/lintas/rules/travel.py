"""Laws about how far and how much somebody who teaches goes."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice

from lintas.domain.bookings import Mode
from lintas.domain.people import PersonId
from lintas.domain.plans import Plan
from lintas.domain.teaching_hours import (
    FRIDAY,
    JP_MINUTES,
    MOST_JP_A_DAY,
    MOST_JP_A_WEEK,
    jp_by_day,
)
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import Place, Travel, find_travel, guess_unknown, place_at
from lintas.rules.rule import (
    Clash,
    Party,
    Severity,
    Side,
    Situation,
    Use,
    blocks_unless,
    warns,
)

_FULL_ROADS = time(13)


@blocks_unless(Side.ASKER)
def trainer_travel(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Between two places a trainer has the time that the way takes."""
    here = place_at(plan.venue, plan.room.id)
    for index, session in enumerate(plan.sessions):
        if session.mode is Mode.ONLINE:
            continue
        for trainer in session.trainer_ids:
            uses = situation.uses.get(trainer, ())
            for use in _neighbours(uses, session.span, plan) if uses else ():
                yield from _too_far(index, session.span, here, use, situation)


@warns
def trainer_load(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Nobody teaches more than eight JP a day, or more a week than the office allows."""
    trainers = dict.fromkeys(each for session in plan.sessions for each in session.trainer_ids)
    for trainer in trainers:
        yield from _overloaded(trainer, plan, situation)


def way_between(
    start: Place, goal: Place, leaving: datetime, situation: Situation
) -> Travel | None:
    """How long the way takes at that hour; none where a place is unknown."""
    return find_travel(start, goal, situation.travel, slowed=_is_slow(leaving, start, situation))


def _neighbours(uses: Sequence[Use], span: TimeSpan, plan: Plan) -> Iterator[Use]:
    """Of what a trainer does, earliest first, what is just before, and just after."""

    def counts(use: Use) -> bool:
        return use.place is not None and use.session_id not in plan.replaces

    over = bisect_right(uses, span.start, key=lambda use: use.held.end)
    ahead = bisect_left(uses, span.end, key=lambda use: use.held.start)
    yield from islice(filter(counts, reversed(uses[:over])), 1)
    yield from islice(filter(counts, uses[ahead:]), 1)


def _too_far(
    index: int, wanted: TimeSpan, here: Place, use: Use, situation: Situation
) -> Iterator[Clash]:
    there = use.place
    if there is None:
        return
    comes = use.held.end <= wanted.start
    start, goal = (there, here) if comes else (here, there)
    leaving, arriving = (use.held.end, wanted.start) if comes else (wanted.end, use.held.start)
    way = way_between(start, goal, leaving, situation)
    gap = (arriving - leaving) // timedelta(minutes=1)
    evidence = {
        "kind": "comes" if comes else "goes",
        "taken": use.meeting,
        "wanted": wanted,
        "venue": there.name or use.venue_name,
        "gap": gap,
    }
    party = Party("person", use.resource, use.venue_name)
    if way is None:
        if gap < guess_unknown(start, goal):
            yield Clash(index, party, {**evidence, "kind": "unknown"}, Severity.WARNS)
    elif gap < way.minutes:
        yield Clash(index, party, {**evidence, **_told(way)})


def _told(way: Travel) -> dict[str, object]:
    return {"minutes": way.minutes, "origin": way.origin.value}


def _is_slow(leaving: datetime, start: Place, situation: Situation) -> bool:
    """On Friday afternoon, and on the eve of a day off."""
    local = leaving.astimezone(start.zone)
    on_friday = local.weekday() == FRIDAY and local.time() > _FULL_ROADS
    return on_friday or (local.date() + timedelta(days=1)) in situation.holidays


def _overloaded(trainer: PersonId, plan: Plan, situation: Situation) -> Iterator[Clash]:
    length = plan.program.jp_minutes if plan.program else JP_MINUTES
    kept = [
        use.meeting
        for use in situation.uses.get(trainer, ())
        if use.session_id not in plan.replaces
    ]
    wanted = {
        index: session.span
        for index, session in enumerate(plan.sessions)
        if trainer in session.trainer_ids
    }
    limits = (
        ("day", _day, MOST_JP_A_DAY),
        ("week", _monday, plan.agency.weekly_jp or MOST_JP_A_WEEK),
    )
    zone = plan.venue.zone

    def parts(span: TimeSpan) -> Iterator[tuple[date, int]]:
        return jp_by_day(span, zone, length, situation.ramadan)

    added = [(index, day, jp) for index, span in wanted.items() for day, jp in parts(span) if jp]
    held = [part for span in kept for part in parts(span)]
    held += [(day, jp) for _, day, jp in added]
    for kind, begin, most in limits:
        taught: defaultdict[date, int] = defaultdict(int)
        for day, count in held:
            taught[begin(day)] += count
        if max(taught.values(), default=0) <= most:
            continue
        # The last session of each such day or week stands for it.
        last = {begin(day): index for index, day, _ in added}
        for day, index in last.items():
            if taught[day] > most:
                evidence = {"kind": kind, "day": day, "jp": taught[day], "most": most}
                yield Clash(index, Party("person", trainer, plan.venue.name), evidence)


def _day(day: date) -> date:
    return day


@lru_cache(maxsize=1024)
def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
