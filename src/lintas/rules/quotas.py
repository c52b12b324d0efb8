"""What a plan takes of the quotas of an agreement, and what there is left for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from lintas.domain.agencies import Agreement, Quota, QuotaPeriod
from lintas.domain.bookings import BookingId
from lintas.domain.ledger import QuotaState, list_quota_states
from lintas.domain.plans import Plan
from lintas.domain.quotas import QuotaUse, Tally, Year, between
from lintas.rules.rule import Situation

# A booking that is only planned has no id yet.
_PLANNED = BookingId(UUID(int=0))


@dataclass(frozen=True, slots=True)
class Excess:
    """A session, counted from 0, for which a quota has no room left; `year` none: of the term."""

    session: int
    quota: Quota
    year: Year
    used: float
    asked: float


def list_excess(plan: Plan, agreement: Agreement, situation: Situation) -> Iterator[Excess]:
    """Every session that doesn't fit, earliest first; those that do are counted before the next.

    A new plan finds what all others left. One that stands already is met only by what was asked
    for before it: when a quota turns out too small, whoever asked first keeps the share.
    """
    if not plan.crosses:
        return
    quotas = agreement.quotas_of(*plan.crosses)
    planned = list_planned(plan, situation) if quotas else []
    for quota in quotas:
        for year in _years(quota, planned):
            tally = _counted(plan, agreement, quota, year, situation)
            for index, use in planned:
                asked = tally.more(use)
                if not fits(tally, use, quota):
                    yield Excess(index, quota, year, tally.total, asked)
                else:
                    tally.add(use)


def list_left(
    plan: Plan, agreement: Agreement | None, situation: Situation
) -> tuple[QuotaState, ...]:
    """Of each quota that a plan draws on, what is used, held and left once the plan is kept.

    Of quotas per year, in each year in which it draws on them.
    """
    planned = [use for _, use in list_planned(plan, situation)]
    quotas = agreement.quotas_of(*plan.crosses) if agreement and plan.crosses else ()
    if agreement is None or not quotas or not planned:
        return ()
    others = [
        use
        for use in situation.quota_uses
        if use.agreement_id == agreement.id and use.session_id not in plan.replaces
    ]
    years = {year for use in planned for year in use.years}
    drawn_on = replace(agreement, quotas=quotas)
    uses = [*others, *planned]
    states = list_quota_states(drawn_on, uses, now=situation.now, years=years)
    return tuple(state for state in states if state.year is None or state.year in years)


def fits(tally: Tally, use: QuotaUse, quota: Quota) -> bool:
    more = tally.more(use)
    return not more or tally.total + more <= quota.amount


def list_planned(plan: Plan, situation: Situation) -> list[tuple[int, QuotaUse]]:
    """What the plan would use, earliest first, each with its number; online it uses nothing."""
    if not plan.crosses:
        return []
    lender, borrower = plan.crosses
    own = _list_own(plan, situation)
    planned = [
        (
            index,
            QuotaUse(
                lender=lender,
                borrower=borrower,
                room_id=plan.room.id,
                span=session.span,
                zone=plan.venue.zone,
                booking_id=own[0].booking_id if own else _PLANNED,
                asked_at=situation.now,
                position=index,
            ),
        )
        for index, session in enumerate(plan.sessions)
        if session.mode.takes_room
    ]
    return sorted(planned, key=lambda item: item[1].span)


def _list_own(plan: Plan, situation: Situation) -> list[QuotaUse]:
    return [use for use in situation.quota_uses if use.session_id in plan.replaces]


def standing_on(plan: Plan, situation: Situation) -> UUID | None:
    """The agreement on which what stands already does so."""
    own = _list_own(plan, situation) if plan.stands else []
    return own[0].agreement_id if own else None


def _counted(
    plan: Plan, agreement: Agreement, quota: Quota, year: Year, situation: Situation
) -> Tally:
    others = [
        use
        for use in between(situation.quota_uses, quota.lender, quota.borrower)
        if use.agreement_id == agreement.id and use.session_id not in plan.replaces
    ]
    tally = Tally(quota.unit, year)
    if standing_on(plan, situation) != agreement.id:
        for use in others:
            tally.add(use)
        return tally
    mine = min(use.turn for use in _list_own(plan, situation))
    for use in sorted(others, key=lambda each: each.turn):
        if use.turn < mine and fits(tally, use, quota):
            tally.add(use)
    return tally


def _years(quota: Quota, planned: Sequence[tuple[int, QuotaUse]]) -> Sequence[Year]:
    if quota.period is QuotaPeriod.TERM:
        return (None,)
    return sorted({year for _, use in planned for year in use.years})
