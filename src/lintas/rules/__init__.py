"""Every law a booking must keep, in the order people are told about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lintas.domain.bookings import Override
from lintas.domain.plans import Plan
from lintas.rules.agencies import (
    agreement_expired,
    agreement_none,
    choose_agreement,
    quota_exceeded,
    reciprocity,
)
from lintas.rules.bounds import booking_window, longest_use
from lintas.rules.calendar import cuti_bersama, holiday
from lintas.rules.outside import calendar_unknown, outside_busy
from lintas.rules.participants import (
    double_enrol,
    min_participants,
    participant_elig,
    program_jp,
)
from lintas.rules.people import (
    trainer_clash,
    trainer_no_spt,
    trainer_unconfirmed,
    trainer_unqualified,
)
from lintas.rules.rule import Clash, Evidence, Party, Rule, Severity, Side, Situation, Use
from lintas.rules.severities import severity_of
from lintas.rules.things import equip_clash, equip_missing, equip_ratio
from lintas.rules.travel import trainer_load, trainer_travel
from lintas.rules.venues import (
    capacity,
    venue_bumped,
    venue_clash,
    venue_closed,
    venue_ownership,
)
from lintas.rules.working_time import budget_year, friday, lead_time, ramadan, workhours

RULES: tuple[Rule, ...] = (
    venue_clash,
    venue_closed,
    venue_bumped,
    outside_busy,
    calendar_unknown,
    venue_ownership,
    booking_window,
    longest_use,
    capacity,
    equip_missing,
    equip_clash,
    equip_ratio,
    trainer_clash,
    trainer_travel,
    trainer_load,
    trainer_unqualified,
    trainer_unconfirmed,
    trainer_no_spt,
    agreement_none,
    agreement_expired,
    quota_exceeded,
    reciprocity,
    holiday,
    cuti_bersama,
    workhours,
    friday,
    ramadan,
    double_enrol,
    participant_elig,
    min_participants,
    budget_year,
    program_jp,
    lead_time,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One law that a plan breaks, and where. `session` counts from 0; none: the whole plan.

    `overridden` is by whose authority a block stands in spite of its law.
    """

    code: str
    law: str
    severity: Severity
    session: int | None
    party: Party | None
    evidence: Evidence
    overridden: Override | None = None


def judge(plan: Plan, situation: Situation) -> tuple[Finding, ...]:
    """Hold a plan against every rule; every finding at once, and none means go ahead."""
    agreement = choose_agreement(plan, situation)
    return tuple(
        Finding(
            rule.code,
            rule.law,
            severity_of(rule, clash, plan, agreement),
            clash.session,
            clash.party,
            clash.evidence,
            plan.overrides.get(rule.code) if rule.overridden_by else None,
        )
        for rule in RULES
        for clash in rule.find(plan, situation)
    )


def refusing(findings: Iterable[Finding], reasons: Mapping[str, str]) -> tuple[Finding, ...]:
    """Those that keep the plan from going ahead: blocks, and warnings nobody gave a reason for.

    `reasons` are by code; "*" answers every warning, never a block. A block that somebody with
    the authority lets stand refuses nothing.
    """

    def answered(code: str) -> bool:
        return bool(reasons.get(code, "").strip() or reasons.get("*", "").strip())

    return tuple(
        finding
        for finding in findings
        if (finding.severity is Severity.BLOCKS and not finding.overridden)
        or (finding.severity is Severity.WARNS and not answered(finding.code))
    )


__all__ = [
    "RULES",
    "Clash",
    "Finding",
    "Party",
    "Rule",
    "Severity",
    "Side",
    "Situation",
    "Use",
    "choose_agreement",
    "judge",
    "refusing",
]
