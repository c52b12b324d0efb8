"""Everything the rules may know, in as few queries as there are kinds of fact."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from lintas.domain.people import PersonId
from lintas.domain.plans import Plan
from lintas.domain.things import AssetId
from lintas.domain.timespan import TimeSpan, cover
from lintas.rules import Situation, Use
from lintas.store.agreements import list_agreements_between
from lintas.store.approvals.claims import list_claims_of
from lintas.store.bookings.holds import Wanted, list_uses
from lintas.store.outside_calendars.busy import list_busy_outside
from lintas.store.ramadan import list_ramadan_windows
from lintas.store.reference import list_decreed_years, list_holidays
from lintas.store.situations.agreements import gather_quota_uses
from lintas.store.situations.people import gather_presence
from lintas.store.situations.things import list_asset_uses
from lintas.store.situations.travel import gather_teaching, gather_ways
from lintas.store.things.assets import list_assets_named, list_tool_lenders
from lintas.store.things.handovers import list_handovers_of
from lintas.store.venues.closures import list_closures_of

# So many stretches of all resources are asked for one by one; of more, all between them.
MOST_WINDOWS = 1000


async def gather_situation(plan: Plan, *, now: datetime) -> Situation:
    """What may touch one plan. Reads inside a transaction's locks stay true until it ends."""
    return await gather_for([plan], now=now)


async def gather_for(plans: Sequence[Plan], *, now: datetime) -> Situation:
    """What may touch any of these plans.

    They are of one agency and one batch, and differ in rooms, trainers, assets and times.
    """
    return await _gather(plans, list_wanted(plans), now=now)


async def gather_within(plans: Sequence[Plan], window: TimeSpan, *, now: datetime) -> Situation:
    """What may touch any of these plans, whenever in the window they would be held."""
    resources = {each for plan in plans for each in list_resources(plan)}
    return await _gather(plans, [(each, window) for each in sorted(resources)], now=now)


async def _gather(plans: Sequence[Plan], wanted: Sequence[Wanted], *, now: datetime) -> Situation:
    window = TimeSpan(min(span.start for _, span in wanted), max(span.end for _, span in wanted))
    regencies = sorted({code for plan in plans for code in plan.crosses or ()})
    venues = sorted({plan.venue.id for plan in plans})
    rooms = {room for plan in plans for room in plan.room.kin}
    assets = sorted({asset for plan in plans for asset in list_assets_wanted(plan)})
    trainers = {trainer for plan in plans for trainer in list_trainers_wanted(plan)}
    # Of trainers more than the window is wanted: they are read once, with the weeks around it.
    others = [(each, span) for each, span in wanted if each not in trainers]
    taught = await gather_teaching(sorted(trainers), window, now=now)
    uses: defaultdict[UUID, list[Use]] = defaultdict(list)
    for use in (*await list_uses(others, now=now), *taught):
        uses[use.resource].append(use)
    lenders = await list_tool_lenders(assets) if assets else {}
    borrowers = {plan.agency.regency for plan in plans if lenders and plan.agency.regency}
    parties = sorted({*regencies, *lenders.values(), *borrowers})
    agreements = await list_agreements_between(parties) if parties else ()
    return Situation(
        now=now,
        uses={resource: tuple(found) for resource, found in uses.items()},
        closures=await list_closures_of(venues, window),
        outside=await list_busy_outside(sorted(rooms), sorted(trainers), window),
        agreements=agreements,
        quota_uses=await gather_quota_uses(agreements, regencies, now=now) if regencies else (),
        holidays=list_holidays(),
        claims=await list_claims_of(venues, window),
        holidays_decreed=list_decreed_years(),
        assets=await list_assets_named(assets) if assets else {},
        asset_uses=await list_asset_uses(assets, window, now=now) if assets else {},
        tool_lenders=lenders,
        handovers=await list_handovers_of(venues),
        people=await gather_presence(plans, window),
        ramadan=await list_ramadan_windows(),
        travel=await gather_ways() if trainers or assets else {},
    )


def list_resources(plan: Plan) -> tuple[UUID, ...]:
    """Every leaf room, trainer and asset the plan would hold."""
    return (*plan.room.leaves, *list_trainers_wanted(plan), *list_assets_wanted(plan))


def list_trainers_wanted(plan: Plan) -> tuple[PersonId, ...]:
    return tuple(sorted({each for session in plan.sessions for each in session.trainer_ids}))


def list_assets_wanted(plan: Plan) -> tuple[AssetId, ...]:
    return tuple(sorted({need.asset_id for each in plan.sessions for need in each.assets}))


def reach(plan: Plan) -> TimeSpan:
    """From the first moment the plan would hold anything to the last."""
    held = [session.hold_span(plan.room.turnaround) for session in plan.sessions]
    return TimeSpan(min(span.start for span in held), max(span.end for span in held))


def list_wanted(plans: Sequence[Plan]) -> tuple[Wanted, ...]:
    """All that any of these plans would hold, and when; stretches that meet are one."""
    held: defaultdict[UUID, list[TimeSpan]] = defaultdict(list)
    for plan in plans:
        spans = [session.hold_span(plan.room.turnaround) for session in plan.sessions]
        for resource in list_resources(plan):
            held[resource] += spans
    most = max(1, MOST_WINDOWS // len(held))
    return tuple(
        (resource, span) for resource in sorted(held) for span in cover(held[resource], most=most)
    )
