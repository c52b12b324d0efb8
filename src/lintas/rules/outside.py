"""Laws about calendars that others keep elsewhere: what they say, and where they say nothing."""

from collections.abc import Iterator

from lintas.domain.outside_calendars import OutsideBusy, Standing
from lintas.domain.plans import Plan
from lintas.rules.rule import (
    Clash,
    Evidence,
    Party,
    Severity,
    Side,
    Situation,
    blocks_unless,
    warns,
)
from lintas.rules.venues import list_in_room

# How a calendar is doing, where nobody can say any more that a time is free.
_BLIND = frozenset({Standing.UNKNOWN, Standing.FAILED})


@blocks_unless(Side.LENDER)
def outside_busy(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """What another calendar of a room or a trainer keeps for something else isn't free."""
    of_room = _of_room(plan, situation)
    for index, session in list_in_room(plan):
        used = session.span.widened(before=session.setup, after=session.cleanup)
        for outside in of_room:
            if taken := outside.first_met(used):
                evidence = {
                    "kind": "room",
                    "taken": taken,
                    "wanted": session.span,
                    "host": outside.calendar.host,
                    "room": plan.room.name,
                }
                yield Clash(index, _party(outside), evidence)
    for index, session in enumerate(plan.sessions):
        for trainer in session.trainer_ids:
            for outside in situation.outside:
                taken = outside.first_met(session.span)
                if outside.calendar.person_id == trainer and taken:
                    evidence = {"kind": "trainer", "taken": taken, "wanted": session.span}
                    party = Party("person", trainer, "")
                    # What somebody does besides may give way; whoever has the room can't know.
                    yield Clash(index, party, evidence, Severity.WARNS)
                    break


@warns
def calendar_unknown(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Where another calendar of a room or a trainer can't be read, nobody says it is free."""
    if plan.stands:
        # It would be said again of everything that is kept whenever some server is down.
        return
    trainers = {each for session in plan.sessions for each in session.trainer_ids}
    of_room = _of_room(plan, situation) if list_in_room(plan) else []
    of_trainers = [each for each in situation.outside if each.calendar.person_id in trainers]
    for outside, whose in (
        *((each, "room") for each in of_room),
        *((each, "trainer") for each in of_trainers),
    ):
        calendar = outside.calendar
        standing = calendar.standing(situation.now)
        # Where somebody keeps a calendar of one's own is nobody else's business.
        host = calendar.host if whose == "room" else ""
        facts: Evidence = {"whose": whose, "host": host, "room": plan.room.name}
        if standing is not Standing.FRESH:
            read = calendar.read_at.astimezone(plan.venue.zone).date() if calendar.read_at else None
            milder = None if standing in _BLIND else Severity.INFORMS
            known = {**facts, "kind": standing.value, **({"read_on": read} if read else {})}
            yield Clash(None, _party(outside), known, milder)
        meant = [each for _, each in list_in_room(plan)] if whose == "room" else plan.sessions
        if whose == "trainer":
            meant = [each for each in meant if calendar.person_id in each.trainer_ids]
        if standing not in _BLIND and any(calendar.is_beyond(each.span) for each in meant):
            yield Clash(None, _party(outside), {**facts, "kind": "beyond"})
        if calendar.unread:
            unread = {**facts, "kind": "unread", "events": calendar.unread}
            yield Clash(None, _party(outside), unread, Severity.INFORMS)


def _of_room(plan: Plan, situation: Situation) -> list[OutsideBusy]:
    """A hall's calendar is its parts', and a part's is its hall's."""
    return [each for each in situation.outside if each.calendar.room_id in plan.room.kin]


def _party(outside: OutsideBusy) -> Party:
    host = outside.calendar.host if outside.calendar.room_id else ""
    return Party("calendar", outside.calendar.id, host)
