"""Every booking of a plan held against the laws and against its neighbours, outside of any lock."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.bookings.import_plan.resolving import Group, RowsUnfit
from lintas.actions.bookings.record_use import ANSWERED_BY_RECORDING
from lintas.actions.steps.planning import find_plan
from lintas.domain.bookings import Origin
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.domain.refusal import Fault, NotFound
from lintas.rules import Situation, Use, judge, refusing
from lintas.rules.access import Subject, Verb, can
from lintas.rules.besides import list_uses
from lintas.store.imports import RowFinding
from lintas.store.situations import gather_situation

Progress = Callable[[int], Awaitable[None]]


async def find_plans(
    groups: Sequence[Group], *, actor: Actor, origin: Origin = Origin.ASKED
) -> tuple[Plan, ...]:
    """The plan of each group.

    Raises:
        RowsUnfit: rows that name what the actor may not use so.
    """
    plans, faults = [], []
    for group in groups:
        row = f"rows[{group.rows[0] - 1}]"
        try:
            plan = replace(await find_plan(group.ask, seen_by=actor), origin=origin)
        except NotFound as refusal:
            faults += [replace(each, field=f"{row}.{each.field}") for each in refusal.faults]
            continue
        faults += _not_allowed(plan, row, actor)
        plans.append(plan)
    if faults:
        raise RowsUnfit(faults=tuple(faults))
    return tuple(plans)


def _not_allowed(plan: Plan, row: str, actor: Actor) -> list[Fault]:
    if plan.origin is Origin.RECORDED:
        manages = can(actor, Verb.RECORD_USE, Subject(lender=plan.venue.keeper))
        return [] if manages else [Fault(f"{row}.room", plan.room.name, "managed")]
    asks = can(actor, Verb.ASK, Subject(keeper=plan.agency.keeper))
    return [] if asks else [Fault(f"{row}.agency", plan.agency.name, "known")]


async def judge_groups(
    groups: Sequence[Group],
    *,
    actor: Actor,
    progress: Progress,
    now: datetime,
    origin: Origin = Origin.ASKED,
) -> tuple[RowFinding, ...]:
    """What each row runs into, other rows of the same plan among it.

    Raises:
        RowsUnfit: as `find_plans`.
    """
    found: list[RowFinding] = []
    staged: defaultdict[UUID, list[Use]] = defaultdict(list)
    done = 0
    plans = await find_plans(groups, actor=actor, origin=origin)
    answered = ANSWERED_BY_RECORDING if origin is Origin.RECORDED else {}
    for group, plan in zip(groups, plans, strict=True):
        situation = _among(await gather_situation(plan, now=now), staged)
        findings = judge(plan, situation)
        against = refusing(findings, {**answered, **group.ask.reasons})
        found += [
            RowFinding(group.rows[each.session or 0], each, group.zone, each in against)
            for each in findings
        ]
        if not against:
            for use in list_uses(plan):
                staged[use.resource].append(use)
        done += len(group.rows)
        await progress(done)
    return tuple(sorted(found, key=lambda each: (not each.refuses, each.row)))


def _among(situation: Situation, staged: dict[UUID, list[Use]]) -> Situation:
    """The situation once the plan's earlier bookings were kept."""
    uses = {
        resource: tuple(sorted((*kept, *staged.get(resource, ())), key=lambda use: use.held))
        for resource, kept in {**dict.fromkeys(staged, ()), **situation.uses}.items()
    }
    return replace(situation, uses=uses)
