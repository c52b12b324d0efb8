"""The same room at another time, and a plan without what clashes."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeAlias

from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.timespan import LAST_MOMENT, TimeSpan
from lintas.domain.venues import Venue
from lintas.rules.ways_out.search import FURTHEST, Search, WayKind, WayOut, list_clashing

# By how much a session may be moved, for how it stands, where, and from when on.
Shifts: TypeAlias = Callable[[PlannedSession, Venue, datetime], Iterator[timedelta]]

STEP = timedelta(minutes=30)
# More than that is another plan, which people make better, and would take seconds to look for.
MOST_SHIFTED = 60
# Nobody is offered a session that starts before or ends after these local hours.
EARLIEST, LATEST = timedelta(hours=7), timedelta(hours=21)


def other_times(plan: Plan, search: Search) -> Iterator[WayOut]:
    """Each clashing session at the nearest time that is free for it; then on another day."""
    clashing = list_clashing(plan, search)
    nearest = shifted(plan, clashing, search)
    if nearest is None:
        return
    if nearest != plan and search.passes(nearest):
        yield WayOut(WayKind.OTHER_TIME, nearest)
    another = shifted(plan, clashing, search, _days_besides(_list_shifts_of(plan, nearest)))
    if another is not None and another not in (plan, nearest) and search.passes(another):
        yield WayOut(WayKind.OTHER_TIME, another)


def without(plan: Plan, search: Search) -> Iterator[WayOut]:
    clashing = list_clashing(plan, search)
    kept = tuple(each for index, each in enumerate(plan.sessions) if index not in clashing)
    other = replace(plan, sessions=kept)
    if kept and clashing and search.passes(other):
        yield WayOut(WayKind.LEAVE_OUT, other, left_out=tuple(clashing))


def shifted(
    plan: Plan, indexes: Sequence[int], search: Search, shifts: Shifts | None = None
) -> Plan | None:
    """The plan with these sessions at other times; none: they are too many, or one finds none.

    `shifts` are the ways of moving one of them, the nearest first; else all there are.
    """
    if len(indexes) > MOST_SHIFTED:
        return None
    sessions = list(plan.sessions)
    held = [session.hold_span(plan.room.turnaround) for session in sessions]
    for index in indexes:
        siblings = [*held[:index], *held[index + 1 :]]
        alone = replace(plan, sessions=(sessions[index],))
        found = _first_free(alone, siblings, search, shifts or list_shifts)
        if found is None:
            return None
        sessions[index], held[index] = found, found.hold_span(plan.room.turnaround)
    return replace(plan, sessions=tuple(sessions))


def _first_free(
    plan: Plan, siblings: Sequence[TimeSpan], search: Search, shifts: Shifts
) -> PlannedSession | None:
    """The nearest time at which a plan's only session passes and meets none of its siblings."""
    (wanted,) = plan.sessions
    for shift in shifts(wanted, plan.venue, search.now):
        moved = replace(wanted, span=wanted.span.moved(shift))
        held = moved.hold_span(plan.room.turnaround)
        free = not any(held.overlaps(other) for other in siblings)
        if free and search.passes(replace(plan, sessions=(moved,))):
            return moved
    return None


def list_shifts(session: PlannedSession, venue: Venue, now: datetime) -> Iterator[timedelta]:
    """Later and earlier on the same day, nearest first; then the same hour on other days."""
    start = session.span.start.astimezone(venue.zone)
    midnight = start.replace(hour=0, minute=0, second=0)
    soonest, latest = now - session.span.start, LAST_MOMENT - session.span.end
    for step in range(1, 2 * 24):
        for shift in (step * STEP, -step * STEP):
            begins = start + shift - midnight
            ends = begins + session.span.length
            if begins >= EARLIEST and ends <= LATEST and soonest < shift <= latest:
                yield shift
    yield from list_days(session, venue, now)


def _list_shifts_of(plan: Plan, other: Plan) -> set[timedelta]:
    pairs = zip(plan.sessions, other.sessions, strict=True)
    return {moved.span.start - session.span.start for session, moved in pairs}


def _days_besides(taken: Collection[timedelta]) -> Shifts:
    def besides(session: PlannedSession, venue: Venue, now: datetime) -> Iterator[timedelta]:
        return (shift for shift in list_days(session, venue, now) if shift not in taken)

    return besides


def list_days(session: PlannedSession, _: Venue, now: datetime) -> Iterator[timedelta]:
    """The same hour on other days, nearest first."""
    soonest, latest = now - session.span.start, LAST_MOMENT - session.span.end
    for day in range(1, FURTHEST.days + 1):
        for shift in (timedelta(days=day), timedelta(days=-day)):
            if soonest < shift <= latest:
                yield shift
