"""Looking for ways out of a refusal, outside every lock."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime
from typing import TypeAlias

from lintas.actions.steps.distance import kilometres
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.agencies import RegencyCode
from lintas.domain.approvals import ClaimedSlot
from lintas.domain.people import Actor, Person
from lintas.domain.plans import Plan
from lintas.domain.timespan import LAST_MOMENT, TimeSpan
from lintas.domain.venues import Room, Venue
from lintas.rules import judge
from lintas.rules.ways_out import FURTHEST, Search, WayKind, WayOut, list_ways_out
from lintas.store.people import list_stand_ins
from lintas.store.situations import (
    gather_situation,
    gather_within,
    list_trainers_wanted,
    reach,
)
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms_of

Place: TypeAlias = tuple[Venue, Room]

# How many rooms are looked at, nearest first: what one gathering can hold at once.
MOST_ROOMS = 12
# How many of those that seat only some of the people, and how many who might teach instead.
MOST_SMALLER, MOST_TRAINERS = 6, 10


@asynccontextmanager
async def offering_ways_out(
    reasons: Mapping[str, str], kinds: Collection[WayKind], *, actor: Actor, now: datetime
) -> AsyncIterator[None]:
    """Run the block; when it is refused for clashes, refuse with every finding and ways out.

    The block's own transaction has rolled back by then: nobody waits while we look.

    Raises:
        PlanClashes: with ways out.
    """
    try:
        yield
    except PlanClashes as refusal:
        plan = refusal.plan
        # The database's wall says no without saying why.
        findings = refusal.findings or judge(plan, await gather_situation(plan, now=now))
        ways_out = await look_for_ways_out(
            plan, reasons, kinds, claims=refusal.claims, actor=actor, now=now
        )
        raise PlanClashes(plan, findings, ways_out) from refusal


async def look_for_ways_out(
    plan: Plan,
    reasons: Mapping[str, str],
    kinds: Collection[WayKind],
    *,
    claims: Sequence[ClaimedSlot] = (),
    actor: Actor,
    now: datetime,
) -> tuple[WayOut, ...]:
    """Up to three other plans that pass now; each is judged again when it is taken.

    Slots in `claims` are looked at as if they were taken back already.
    """
    rooms = await _list_rooms(plan)
    fitting = [place for place in rooms if _seats(place) >= plan.headcount][:MOST_ROOMS]
    smaller: list[Place] = []
    if WayKind.SPLIT in kinds and plan.headcount > (seats := plan.room.capacity(plan.layout) or 0):
        left = plan.headcount - min(seats, -(-plan.headcount // 2))
        smaller = [each for each in rooms if left <= _seats(each) < plan.headcount][:MOST_SMALLER]
    trainers = await _list_trainers(plan, actor) if WayKind.OTHER_TRAINER in kinds else ()
    around = reach(plan)
    # One past month at the most is of use: nobody is offered what has begun.
    window = TimeSpan(
        max(around.start - FURTHEST, min(now.replace(microsecond=0), around.start)),
        min(around.end + FURTHEST, LAST_MOMENT),
    )
    others = [replace(plan, venue=venue, room=room) for venue, room in (*fitting, *smaller)]
    others += [_taught_by(person, plan) for person in trainers]
    situation = await gather_within([plan, *others], window, now=now)
    situation = replace(situation, claims=(*situation.claims, *claims))
    search = Search(situation, fitting, reasons, now, smaller=smaller, trainers=trainers)
    return list_ways_out(plan, search, kinds)


async def _list_rooms(plan: Plan) -> list[Place]:
    """Other rooms than the plan's: of the same venue first, then by distance.

    A claim weighs only in rooms of whose side gave it.
    """
    regions: set[RegencyCode] = {plan.venue.regency}
    if plan.agency.regency:
        regions.add(plan.agency.regency)
    venues = {
        venue.id: venue
        for regency in sorted(regions)
        for venue in await list_venues(regency=regency, limit=500)
    }
    rooms = [
        (venues[room.venue_id], room)
        for room in await list_rooms_of(venues)
        if room.id != plan.room.id
        and (plan.claim is None or venues[room.venue_id].keeper == plan.claim.keeper)
    ]
    rooms.sort(
        key=lambda pair: (
            pair[0].id != plan.venue.id,
            kilometres(pair[0], plan.venue),
            pair[1].capacity("") or 0,
            pair[1].id,
        )
    )
    return rooms


def _seats(place: Place) -> int:
    return place[1].capacity("") or 0


async def _list_trainers(plan: Plan, actor: Actor) -> tuple[Person, ...]:
    teaching = list_trainers_wanted(plan)
    if not teaching:
        return ()
    field = plan.program.field if plan.program else ""
    return await list_stand_ins(field, plan.agency.id, teaching, seen_by=actor, limit=MOST_TRAINERS)


def _taught_by(person: Person, plan: Plan) -> Plan:
    """What has to be known of whoever might teach some of it."""
    sessions = tuple(replace(each, trainer_ids=(person.id,)) for each in plan.sessions)
    return replace(plan, sessions=sessions)
