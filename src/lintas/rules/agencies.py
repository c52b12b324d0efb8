"""Laws about who may use what."""

from collections.abc import Iterator

from lintas.domain.agencies import Agreement
from lintas.domain.plans import Plan
from lintas.rules.rule import Clash, Party, Situation, blocks


def choose_agreement(plan: Plan, situation: Situation) -> Agreement | None:
    """The one the plan stands on: the one asked for, else the one that ends first.

    None where the plan crosses no border, or none covers every date of it.
    """
    zone = plan.venue.zone
    valid = [
        agreement
        for agreement in _binding(plan, situation)
        if all(agreement.valid_throughout(session.span, zone) for session in plan.sessions)
    ]
    return min(valid, key=lambda agreement: (agreement.valid_until, agreement.id), default=None)


@blocks
def agreement_none(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A government uses another's rooms only under an agreement between the two in force."""
    if plan.crosses and not _binding(plan, situation):
        lender, borrower = plan.crosses
        evidence = {"lender": lender, "borrower": borrower, "venue": plan.venue.name}
        yield Clash(None, Party("venue", plan.venue.id, plan.venue.name), evidence)


@blocks
def agreement_expired(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """One agreement holds on every date of a booking that crosses a border."""
    binding = _binding(plan, situation)
    if not plan.crosses or not binding or choose_agreement(plan, situation):
        return
    closest = max(binding, key=lambda agreement: (agreement.valid_until, agreement.id))
    party = Party("agreement", closest.id, closest.number or closest.title)
    evidence = {
        "valid_from": closest.valid_from,
        "valid_until": closest.valid_until,
        "number": closest.number,
        "agreement": closest.kind.value,
    }
    outside = [
        (index, session)
        for index, session in enumerate(plan.sessions)
        if not closest.valid_throughout(session.span, plan.venue.zone)
    ]
    for index, session in outside:
        yield Clash(index, party, {**evidence, "wanted": session.span})


def _binding(plan: Plan, situation: Situation) -> list[Agreement]:
    if not plan.crosses:
        return []
    return [
        agreement
        for agreement in situation.agreements
        if agreement.binds(*plan.crosses, plan.venue.id)
        and plan.agreement_id in {None, agreement.id}
    ]
