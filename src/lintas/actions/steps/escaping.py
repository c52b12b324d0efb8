"""Looking for ways out of a refusal, outside every lock."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

from lintas.actions.steps.distance import kilometres
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.agencies import RegencyCode
from lintas.domain.plans import Plan
from lintas.domain.timespan import LAST_MOMENT, TimeSpan
from lintas.domain.venues import Room, Venue
from lintas.rules import judge
from lintas.rules.ways_out import FURTHEST, Search, WayOut, list_ways_out
from lintas.store.situations import gather_for, gather_situation, reach
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms_of

# How many rooms are looked at, nearest first: what one gathering can hold at once.
MOST_ROOMS = 12


@asynccontextmanager
async def offering_ways_out(reasons: Mapping[str, str], *, now: datetime) -> AsyncIterator[None]:
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
        ways_out = await look_for_ways_out(plan, reasons, now=now)
        raise PlanClashes(plan, findings, ways_out) from refusal


async def look_for_ways_out(
    plan: Plan, reasons: Mapping[str, str], *, now: datetime
) -> tuple[WayOut, ...]:
    """Up to three other plans that pass now; each is judged again when it is taken."""
    rooms = await _list_fitting_rooms(plan)
    around = reach(plan)
    # One past month at the most is of use: nobody is offered what has begun.
    window = TimeSpan(
        max(around.start - FURTHEST, min(now.replace(microsecond=0), around.start)),
        min(around.end + FURTHEST, LAST_MOMENT),
    )
    elsewhere = [replace(plan, venue=venue, room=room) for venue, room in rooms]
    situation = await gather_for([plan, *elsewhere], window, now=now)
    return list_ways_out(plan, Search(situation, rooms, reasons, now))


async def _list_fitting_rooms(plan: Plan) -> Sequence[tuple[Venue, Room]]:
    """Rooms that seat the headcount: of the same venue first, then by distance."""
    regions: set[RegencyCode] = {plan.venue.regency}
    if plan.agency.regency:
        regions.add(plan.agency.regency)
    venues = {
        venue.id: venue
        for regency in sorted(regions)
        for venue in await list_venues(regency=regency, limit=500)
    }
    fitting = [
        (venues[room.venue_id], room)
        for room in await list_rooms_of(venues)
        if (room.capacity("") or 0) >= plan.headcount and room.id != plan.room.id
    ]
    fitting.sort(
        key=lambda pair: (
            pair[0].id != plan.venue.id,
            kilometres(pair[0], plan.venue),
            pair[1].capacity("") or 0,
            pair[1].id,
        )
    )
    return fitting[:MOST_ROOMS]
