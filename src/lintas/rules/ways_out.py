"""Ways out of a refusal: other plans, held against the same laws before anybody hears of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice

from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.timespan import LAST_MOMENT, TimeSpan
from lintas.domain.venues import Room, Venue
from lintas.rules import Situation, judge, refusing

# How far a session may be shifted in looking for a free slot.
FURTHEST = timedelta(days=28)
STEP = timedelta(minutes=30)
# More than that is another plan, which people make better, and would take seconds to look for.
MOST_SHIFTED = 60
# Nobody is offered a session that starts before or ends after these local hours.
EARLIEST, LATEST = timedelta(hours=7), timedelta(hours=21)


class WayKind(StrEnum):
    OTHER_LAYOUT = "other_layout"
    OTHER_ROOM = "other_room"
    OTHER_TIME = "other_time"
    LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class WayOut:
    """A plan that passed every law in the situation it was judged in, with the given reasons.

    `left_out` counts sessions of the original plan from 0.
    """

    kind: WayKind
    plan: Plan
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look: rooms nearest first, a situation that covers them all, and since when."""

    situation: Situation
    rooms: Sequence[tuple[Venue, Room]]
    reasons: Mapping[str, str]
    now: datetime

    def passes(self, plan: Plan) -> bool:
        return not refusing(judge(plan, self.situation), self.reasons)


def list_ways_out(plan: Plan, search: Search, *, most: int = 3) -> tuple[WayOut, ...]:
    """The best of each kind first: same room, another room, another time, without the clashing.

    Empty when nothing within four weeks and the given rooms passes.
    """
    kinds = (
        islice(_other_layouts(plan, search), 1),
        islice(_other_rooms(plan, search), 2),
        islice(_other_times(plan, search), 1),
        islice(_without(plan, search), 1),
    )
    return tuple(way for found in kinds for way in found)[:most]


def _other_layouts(plan: Plan, search: Search) -> Iterator[WayOut]:
    if plan.replaces:
        # A layout is the whole booking's: moving one session can't change it.
        return
    by_room = sorted(plan.room.capacities.items(), key=lambda item: item[1])
    for layout, _ in by_room:
        other = replace(plan, layout=layout)
        if layout != plan.layout and search.passes(other):
            yield WayOut(WayKind.OTHER_LAYOUT, other)


def _other_rooms(plan: Plan, search: Search) -> Iterator[WayOut]:
    for venue, room in search.rooms:
        layout = plan.layout if plan.layout in room.capacities else ""
        other = replace(plan, venue=venue, room=room, layout=layout, agreement_id=None)
        if room.id != plan.room.id and search.passes(other):
            yield WayOut(WayKind.OTHER_ROOM, other)


def _other_times(plan: Plan, search: Search) -> Iterator[WayOut]:
    clashing = _clashing(plan, search)
    if len(clashing) > MOST_SHIFTED:
        return
    sessions = list(plan.sessions)
    held = [session.hold_span(plan.room.turnaround) for session in sessions]
    for index in clashing:
        siblings = [*held[:index], *held[index + 1 :]]
        shifted = _first_free(replace(plan, sessions=(sessions[index],)), siblings, search)
        if shifted is None:
            return
        sessions[index], held[index] = shifted, shifted.hold_span(plan.room.turnaround)
    other = replace(plan, sessions=tuple(sessions))
    if other != plan and search.passes(other):
        yield WayOut(WayKind.OTHER_TIME, other)


def _first_free(plan: Plan, siblings: Sequence[TimeSpan], search: Search) -> PlannedSession | None:
    """The nearest time at which a plan's only session passes and meets none of its siblings."""
    (wanted,) = plan.sessions
    for shift in _shifts(wanted, plan.venue, search.now):
        moved = replace(wanted, span=wanted.span.moved(shift))
        held = moved.hold_span(plan.room.turnaround)
        free = not any(held.overlaps(other) for other in siblings)
        if free and search.passes(replace(plan, sessions=(moved,))):
            return moved
    return None


def _shifts(session: PlannedSession, venue: Venue, now: datetime) -> Iterator[timedelta]:
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
    for day in range(1, FURTHEST.days + 1):
        for shift in (timedelta(days=day), timedelta(days=-day)):
            if soonest < shift <= latest:
                yield shift


def _without(plan: Plan, search: Search) -> Iterator[WayOut]:
    clashing = _clashing(plan, search)
    kept = tuple(each for index, each in enumerate(plan.sessions) if index not in clashing)
    other = replace(plan, sessions=kept)
    if kept and clashing and search.passes(other):
        yield WayOut(WayKind.LEAVE_OUT, other, left_out=tuple(clashing))


def _clashing(plan: Plan, search: Search) -> list[int]:
    """Sessions that a finding names; all of them where one names the whole plan."""
    findings = refusing(judge(plan, search.situation), search.reasons)
    if any(finding.session is None for finding in findings):
        return list(range(len(plan.sessions)))
    return sorted({finding.session for finding in findings if finding.session is not None})
