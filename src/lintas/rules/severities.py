"""How much a law weighs in one plan: by default, by agreement, and by agency.

Across a border the agreement that the plan stands on decides, for both sides signed it; where it
says nothing, the asking agency may make a law heavier for its own plans, never lighter. At home
the agency may do both. What the database itself refuses can't be made lighter by anybody.

A clash that is milder than its law (nobody measured the room) is made no heavier by this, and one
that weighs more (civil servants on a holiday) no lighter.
"""

from collections.abc import Mapping

from lintas.domain.agencies import Agreement
from lintas.domain.plans import Plan
from lintas.rules.rule import Clash, Rule, Severity

# Holds wall these: whatever a law said, the database would say no.
WALLED = frozenset({"venue_clash", "trainer_clash", "equip_clash"})
_WEIGHTS = {Severity.INFORMS: 0, Severity.WARNS: 1, Severity.BLOCKS: 2}


def severity_of(rule: Rule, clash: Clash, plan: Plan, agreement: Agreement | None) -> Severity:
    """How much this clash weighs in a plan that stands on that agreement, or on none."""
    if rule.code in WALLED:
        return clash.severity or rule.severity
    stated = _stated(rule, plan, agreement)
    own = clash.severity
    if own is None or own is rule.severity:
        return stated
    return lighter(own, stated) if weighs_less(own, rule.severity) else heavier(own, stated)


def weighs_less(one: Severity, other: Severity) -> bool:
    return _WEIGHTS[one] < _WEIGHTS[other]


def lighter(one: Severity, other: Severity) -> Severity:
    return one if weighs_less(one, other) else other


def heavier(one: Severity, other: Severity) -> Severity:
    return other if weighs_less(one, other) else one


def weakens(
    after: Mapping[str, str], before: Mapping[str, str], defaults: Mapping[str, Severity]
) -> bool:
    """Whether any law weighs less than it did; `defaults` are those of the laws themselves."""
    return any(
        weighs_less(
            Severity(after.get(code, default)),
            Severity(before.get(code, default)),
        )
        for code, default in defaults.items()
    )


def _stated(rule: Rule, plan: Plan, agreement: Agreement | None) -> Severity:
    if agreement and rule.code in agreement.severities:
        return Severity(agreement.severities[rule.code])
    wanted = Severity(plan.agency.severities.get(rule.code, rule.severity))
    return heavier(wanted, rule.severity) if plan.crosses else wanted
