"""What a way out is, and where one is looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from lintas.domain.people import Person
from lintas.domain.plans import Plan
from lintas.domain.venues import Room, Venue
from lintas.rules import Finding, Situation, judge, refusing

# How far a session may be shifted in looking for a free slot.
FURTHEST = timedelta(days=28)


class WayKind(StrEnum):
    OTHER_LAYOUT = "other_layout"
    OTHER_TRAINER = "other_trainer"
    OTHER_ROOM = "other_room"
    OTHER_TIME = "other_time"
    SPLIT = "split"
    LEAVE_OUT = "leave_out"


# A request can be anything else. What was kept is moved session by session: its layout is the
# booking's, and nothing of it is left out. Of what others asked for only rooms and times are told.
FOR_ASKING = frozenset(WayKind)
FOR_MOVING = frozenset({WayKind.OTHER_TRAINER, WayKind.OTHER_ROOM, WayKind.OTHER_TIME})
# Many together get one change for all of them, and keep each its own trainers.
FOR_MOVING_MANY = frozenset({WayKind.OTHER_ROOM})
FOR_TELLING = FOR_ASKING - {WayKind.OTHER_TRAINER, WayKind.SPLIT}


@dataclass(frozen=True, slots=True)
class WayOut:
    """A plan that passed every law in the situation it was judged in, with the given reasons.

    `left_out` counts sessions of the original plan from 0. Of a split, `rest` is the plan of a
    second booking, which passed in what the first would make of the situation: with `left_out`
    it takes these sessions, without, it is for those people who find no seat in the first.
    `trainers` are those who would teach instead of others.
    """

    kind: WayKind
    plan: Plan
    left_out: tuple[int, ...] = ()
    rest: Plan | None = None
    trainers: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """Where to look: rooms nearest first, a situation that covers them all, and since when.

    `rooms` seat everybody, `smaller` those who find no seat in the plan's own room; `trainers`
    may be asked to teach. None of them is of the plan.
    """

    situation: Situation
    rooms: Sequence[tuple[Venue, Room]]
    reasons: Mapping[str, str]
    now: datetime
    smaller: Sequence[tuple[Venue, Room]] = ()
    trainers: Sequence[Person] = ()

    def refusing(self, plan: Plan) -> tuple[Finding, ...]:
        """What keeps the plan from going ahead."""
        return refusing(judge(plan, self.situation), self.reasons)

    def passes(self, plan: Plan) -> bool:
        return not self.refusing(plan)


def list_clashing(plan: Plan, search: Search) -> list[int]:
    """Sessions that a finding names; all of them where one names the whole plan."""
    findings = search.refusing(plan)
    if any(finding.session is None for finding in findings):
        return list(range(len(plan.sessions)))
    return sorted({finding.session for finding in findings if finding.session is not None})


def elsewhere(plan: Plan, venue: Venue, room: Room) -> Plan:
    """The plan in another room, under whichever agreement fits there."""
    layout = plan.layout if plan.layout in room.capacities else ""
    return replace(plan, venue=venue, room=room, layout=layout, agreement_id=None)
