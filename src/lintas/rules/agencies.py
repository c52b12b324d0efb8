"""Laws about who may use what."""

from collections.abc import Callable, Iterator

from lintas.domain.agencies import Agreement, QuotaUnit, RegencyCode
from lintas.domain.plans import Plan
from lintas.domain.quotas import Tally, between
from lintas.domain.things import AssetId
from lintas.domain.timespan import TimeSpan
from lintas.rules.quotas import list_excess, list_planned, standing_on
from lintas.rules.rule import Clash, Party, Side, Situation, blocks, blocks_unless, informs


def choose_agreement(plan: Plan, situation: Situation) -> Agreement | None:
    """The one the plan stands on: the one asked for, else that ends first with quota left.

    What stands already stays with its own while that has quota left. None where the plan crosses
    no border, or none covers every date of it.
    """
    valid = _valid(plan, situation)
    if len(valid) < 2:
        return next(iter(valid), None)
    own = standing_on(plan, situation)

    def preference(agreement: Agreement) -> tuple[object, ...]:
        is_used_up = any(list_excess(plan, agreement, situation))
        return (is_used_up, agreement.id != own, agreement.valid_until, agreement.id)

    return min(valid, key=preference)


@blocks
def agreement_none(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """A government uses another's rooms and tools only under an agreement of the two in force."""
    if plan.crosses and not _binding(plan, situation):
        lender, borrower = plan.crosses
        evidence = {"lender": lender, "borrower": borrower, "venue": plan.venue.name}
        yield Clash(None, Party("venue", plan.venue.id, plan.venue.name), evidence)
    for index, session in enumerate(plan.sessions):
        for need in session.assets:
            owner = tool_lender(need.asset_id, plan, situation)
            if owner and not _is_lent(owner, session.span, plan, situation):
                asset = situation.assets[need.asset_id]
                facts = {"lender": owner, "borrower": plan.agency.regency, "wanted": session.span}
                party = Party("asset", asset.id, asset.name)
                yield Clash(index, party, {"kind": "tool", **facts})


def tool_lender(asset_id: AssetId, plan: Plan, situation: Situation) -> RegencyCode | None:
    """The government whose agreement a tool needs; none: it is at home with the asker, or there."""
    asset, lender = situation.assets.get(asset_id), situation.tool_lenders.get(asset_id)
    at_home = asset is None or asset.keeper in {plan.agency.keeper, plan.venue.keeper}
    return None if at_home or lender == plan.agency.regency else lender


def _is_lent(lender: RegencyCode, span: TimeSpan, plan: Plan, situation: Situation) -> bool:
    """Central and private bodies borrow without agreement, as they do rooms."""
    borrower = plan.agency.regency
    return borrower is None or any(
        {lender, borrower} <= set(each.parties) and each.valid_throughout(span, plan.venue.zone)
        for each in situation.agreements
    )


@blocks
def agreement_expired(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """One agreement holds on every date of a booking that crosses a border."""
    binding = _binding(plan, situation)
    if not binding or _valid(plan, situation):
        return
    closest = max(binding, key=lambda agreement: (agreement.valid_until, agreement.id))
    party = _party(closest)
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


@blocks_unless(Side.LENDER)
def quota_exceeded(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """What one government uses of another's rooms stays within the quota they agreed on."""
    agreement = _choose_where(plan, situation, lambda each: bool(each.quotas))
    if agreement is None:
        return
    for excess in list_excess(plan, agreement, situation):
        quota = excess.quota
        evidence = {
            "kind": f"{quota.unit}_{quota.period}",
            "unit": quota.unit.value,
            "year": excess.year or 0,
            "amount": quota.amount,
            "used": excess.used,
            "asked": excess.asked,
            "lender": quota.lender,
            "borrower": quota.borrower,
            "agreement": agreement.kind.value,
            "wanted": plan.sessions[excess.session].span,
        }
        yield Clash(excess.session, _party(agreement), evidence)


@informs
def reciprocity(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Two governments use each other's rooms in the balance that their agreement names."""
    agreement = _choose_where(plan, situation, lambda each: each.balance is not None)
    # Said once, to who asks: what others do later breaks nothing that is kept.
    if not plan.crosses or plan.stands or not agreement or not agreement.balance:
        return
    lender, borrower = plan.crosses
    planned = list_planned(plan, situation)
    for year in sorted({year for _, use in planned for year in use.years}):
        ours, theirs = Tally(QuotaUnit.ROOM_DAYS, year), Tally(QuotaUnit.ROOM_DAYS, year)
        for use in between(situation.quota_uses, lender, borrower):
            if use.session_id not in plan.replaces:
                ours.add(use)
        for _, use in planned:
            ours.add(use)
        for use in between(situation.quota_uses, borrower, lender):
            theirs.add(use)
        limit = max(agreement.balance.ratio * theirs.total, agreement.balance.beyond)
        if ours.total > limit:
            evidence = {
                "kind": str(year),
                "year": year,
                "lender": lender,
                "borrower": borrower,
                "ours": ours.total,
                "theirs": theirs.total,
                "ratio": agreement.balance.ratio,
                "beyond": agreement.balance.beyond,
            }
            yield Clash(None, _party(agreement), evidence)


def _party(agreement: Agreement) -> Party:
    return Party("agreement", agreement.id, agreement.number or agreement.title)


def _choose_where(
    plan: Plan, situation: Situation, limits: Callable[[Agreement], bool]
) -> Agreement | None:
    """As `choose_agreement`, which is dear, if any that binds is such a one; few are."""
    if any(map(limits, _binding(plan, situation))):
        return choose_agreement(plan, situation)
    return None


def _valid(plan: Plan, situation: Situation) -> list[Agreement]:
    """Those that cover every date of the plan: without gaps, so the first and the last decide."""
    binding = _binding(plan, situation)
    if not binding:
        return []
    days = [day for session in plan.sessions for day in session.span.days(plan.venue.zone)]
    first, last = min(days), max(days)
    return [each for each in binding if each.valid_on(first) and each.valid_on(last)]


def _binding(plan: Plan, situation: Situation) -> list[Agreement]:
    crosses = plan.crosses
    if not crosses:
        return []
    return [
        agreement
        for agreement in situation.agreements
        if agreement.binds(*crosses, plan.venue.id) and plan.agreement_id in {None, agreement.id}
    ]
