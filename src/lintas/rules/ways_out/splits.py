"""One plan as two bookings: some dates in another room, or some people in a group of their own."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from lintas.domain.plans import Plan, PlannedSession
from lintas.rules.besides import besides
from lintas.rules.venues import capacity
from lintas.rules.ways_out.search import Search, WayKind, WayOut, elsewhere, list_clashing
from lintas.rules.ways_out.times import shifted
from lintas.rules.ways_out.trainers import is_fit, substituted, taught

# In how many rooms others are tried who might teach there.
MOST_ROOMS = 3


def splits(plan: Plan, search: Search) -> Iterator[WayOut]:
    """By people where a room is too small, else by dates."""
    if plan.replaces:
        # What was kept stays one booking.
        return
    yield from _by_people(plan, search)
    yield from _by_dates(plan, search)


def _by_dates(plan: Plan, search: Search) -> Iterator[WayOut]:
    """Dates that fit stay; the others go to another room, nearest first."""
    clashing = list_clashing(plan, search)
    first = replace(plan, sessions=_without(plan, clashing))
    if not clashing or not first.sessions or not search.passes(first):
        return
    after = replace(search, situation=besides(first, search.situation))
    others = replace(plan, sessions=tuple(plan.sessions[index] for index in clashing))
    for venue, room in search.rooms:
        rest = elsewhere(others, venue, room)
        if after.passes(rest):
            yield WayOut(WayKind.SPLIT, first, left_out=tuple(clashing), rest=rest)


def _by_people(plan: Plan, search: Search) -> Iterator[WayOut]:
    """Two groups: at the same time in another room under other trainers, or one after the other."""
    seats = plan.room.capacity(plan.layout)
    if not seats or all(each.code != capacity.code for each in search.refusing(plan)):
        return
    here = min(seats, -(-plan.headcount // 2))
    first = replace(plan, headcount=here)
    if here == plan.headcount or not search.passes(first):
        return
    after = replace(search, situation=besides(first, search.situation))
    second = replace(plan, headcount=plan.headcount - here)
    yield from _at_the_same_time(first, second, after)
    later = shifted(second, range(len(second.sessions)), after)
    if later is not None and after.passes(later):
        yield WayOut(WayKind.SPLIT, first, rest=later)


def _at_the_same_time(first: Plan, second: Plan, after: Search) -> Iterator[WayOut]:
    """Nobody teaches both groups at once: others teach the second."""
    nobody = replace(
        second, sessions=tuple(replace(each, trainer_ids=()) for each in second.sessions)
    )
    fitting = (
        (venue, room)
        for venue, room in (*after.rooms, *after.smaller)
        if after.passes(elsewhere(nobody, venue, room))
    )
    for venue, room in islice(fitting, MOST_ROOMS):
        rest = elsewhere(second, venue, room)
        if rest == elsewhere(nobody, venue, room):
            yield WayOut(WayKind.SPLIT, first, rest=rest)
        for people, other in substituted(rest, taught(rest), after):
            if is_fit(other, people, after):
                yield WayOut(WayKind.SPLIT, first, rest=other, trainers=people)
                break


def _without(plan: Plan, indexes: list[int]) -> tuple[PlannedSession, ...]:
    return tuple(each for index, each in enumerate(plan.sessions) if index not in indexes)
