"""Holding a plan against the laws, inside the locks."""

from collections.abc import Mapping
from datetime import datetime

from lintas.actions.steps.clashing import PlanClashes
from lintas.actions.steps.deciding import expire
from lintas.actions.steps.locking import lock_tool_lenders
from lintas.domain.plans import Plan
from lintas.rules import Finding, Situation, judge, refusing
from lintas.rules.skipping import Rest, leave_out_clashing
from lintas.store.bookings.holds import list_bookings_run_out
from lintas.store.situations import gather_situation, list_wanted

__all__ = [
    "PlanClashes",
    "judge_as_it_is",
    "judge_now",
    "judge_rest",
    "release_run_out",
    "rest_of",
]


async def judge_now(
    plan: Plan, reasons: Mapping[str, str], *, now: datetime
) -> tuple[Situation, tuple[Finding, ...]]:
    """Every finding that the plan may pass in spite of, and what it was judged in.

    Requests in its way whose hold has run out are let go of first: a constraint can't know the
    time.

    Raises:
        PlanClashes: without ways out; they are looked for once the locks are gone.
    """
    await lock_tool_lenders(plan)
    await release_run_out(plan, now=now)
    return await judge_as_it_is(plan, reasons, now=now)


async def judge_as_it_is(
    plan: Plan, reasons: Mapping[str, str], *, now: datetime
) -> tuple[Situation, tuple[Finding, ...]]:
    """As `judge_now`, letting go of nothing: for what holds its slots, or is only tried.

    Raises:
        PlanClashes: without ways out.
    """
    situation = await gather_situation(plan, now=now)
    return situation, judge_in(situation, plan, reasons)


def judge_in(situation: Situation, plan: Plan, reasons: Mapping[str, str]) -> tuple[Finding, ...]:
    """As `judge_as_it_is`, in a situation that was gathered."""
    findings = judge(plan, situation)
    if refusing(findings, reasons):
        raise PlanClashes(plan, findings)
    return findings


async def judge_rest(
    plan: Plan, reasons: Mapping[str, str], *, now: datetime
) -> tuple[Situation, Rest]:
    """What of the plan passes without the dates that clash, and what it was judged in.

    Raises:
        PlanClashes: nothing does, or it gets in its own way.
    """
    await lock_tool_lenders(plan)
    await release_run_out(plan, now=now)
    situation = await gather_situation(plan, now=now)
    return situation, rest_of(plan, situation, reasons)


def rest_of(plan: Plan, situation: Situation, reasons: Mapping[str, str]) -> Rest:
    """As `judge_rest`, in a situation that was gathered."""
    rest = leave_out_clashing(plan, situation, reasons)
    if rest is None:
        raise PlanClashes(plan, judge(plan, situation))
    return rest


async def release_run_out(plan: Plan, *, now: datetime) -> None:
    """Let go of undecided requests that keep what the plan needs longer than they may."""
    over = await list_bookings_run_out(list_wanted([plan]), now=now)
    await expire(over, now=now)
