"""What of a plan can be kept when the dates that clash are left out."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lintas.domain.plans import Plan, PlannedSession
from lintas.rules import Finding, Situation, judge, refusing

# Laws about the whole of a plan that speak because it has too many dates.
_TOO_MANY = frozenset({"quota_exceeded"})


@dataclass(frozen=True, slots=True)
class Rest:
    """What passes, what is still to be said of it, and each date left out with its findings."""

    plan: Plan
    findings: tuple[Finding, ...]
    skipped: tuple[tuple[PlannedSession, tuple[Finding, ...]], ...] = ()


def leave_out_clashing(plan: Plan, situation: Situation, reasons: Mapping[str, str]) -> Rest | None:
    """The plan without the dates that a law refuses, however often that takes; none: nothing is.

    Of too many dates for an allowance the first are kept. A plan that gets in its own way is
    mended by nobody but who made it.
    """
    kept = list(range(len(plan.sessions)))
    gone: defaultdict[int, list[Finding]] = defaultdict(list)
    while kept:
        trial = _only(plan, kept)
        findings = judge(trial, situation)
        broken = refusing(findings, reasons)
        if not broken:
            skipped = tuple((plan.sessions[each], tuple(gone[each])) for each in sorted(gone))
            return Rest(trial, findings, skipped)
        for finding in _to_leave_out(broken):
            index = kept[finding.session or 0]
            gone[index].append(replace(finding, session=index))
        fewer = [each for each in kept if each not in gone]
        if fewer == kept:
            if any(each.session is not None or each.code not in _TOO_MANY for each in broken):
                return None
            fewer = _first_that_fit(plan, kept, situation, reasons)
            for index in kept[len(fewer) :]:
                gone[index] += broken
        kept = fewer
    return None


def _to_leave_out(broken: Sequence[Finding]) -> Sequence[Finding]:
    """Those that name a date which must go.

    What an allowance has no room for goes only once nothing else has to: dates that clash would
    have used it up in vain.
    """
    dated = [
        each
        for each in broken
        if each.session is not None and each.evidence.get("kind") != "sibling"
    ]
    return [each for each in dated if each.code not in _TOO_MANY] or dated


def _first_that_fit(
    plan: Plan, kept: Sequence[int], situation: Situation, reasons: Mapping[str, str]
) -> list[int]:
    def is_too_many(count: int) -> bool:
        found = judge(_only(plan, kept[:count]), situation)
        return bool(refusing(found, reasons))

    return list(kept[: bisect_left(range(1, len(kept)), x=True, key=is_too_many)])


def _only(plan: Plan, indexes: Sequence[int]) -> Plan:
    return replace(plan, sessions=tuple(plan.sessions[each] for each in indexes))
