"""What a request finds left of the quotas that it would draw on."""

from datetime import datetime

from lintas.actions.bookings.made import Foreseen
from lintas.domain.ledger import list_quota_states
from lintas.store.bookings.lending import list_uses_under
from lintas.web.pages.agreements.words import show_quota
from lintas.web.regencies import name_regencies


async def say_quota_left(foreseen: Foreseen | None, *, now: datetime) -> list[str]:
    """Before this request: sisa 11 dari 24 hari pemakaian (tahun 2026)."""
    agreement = foreseen.agreement if foreseen else None
    crosses = foreseen.plan.crosses if foreseen else None
    if foreseen is None or agreement is None or crosses is None:
        return []
    plan, quotas = foreseen.plan, agreement.quotas_of(*crosses)
    if not quotas:
        return []
    years = {day.year for each in plan.sessions for day in each.span.days(plan.venue.zone)}
    names = await name_regencies()
    uses = await list_uses_under(agreement.id, now=now)
    shown = [
        show_quota(state, names)
        for state in list_quota_states(agreement, uses, now=now, years=years)
        if state.quota in quotas and (state.year is None or state.year in years)
    ]
    return [f"{each.left} ({each.period})" for each in shown]
