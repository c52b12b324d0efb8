"""A coordinator registers an office."""

from datetime import datetime

from lintas.actions.agencies.facts import AgencyFacts
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_for, allow_somewhere, find_keeper
from lintas.domain.agencies import Agency, AgencyId, RegencyCode
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.rules.access import Verb
from lintas.store.agencies import add_agency, find_regency
from lintas.store.transaction import retrying, writing


@retrying
async def register_agency(facts: AgencyFacts, *, actor: Actor, now: datetime) -> Agency:
    """Register it: kept by its government's regency, or by the actor's where it has none.

    Raises:
        NotAllowed: the actor coordinates nothing.
        Invalid: as `AgencyFacts.check`.
        NotFound: an unknown regency, or one that the actor doesn't coordinate.
    """
    allow_somewhere(actor, Verb.KEEP_AGENCIES)
    facts.check()
    async with writing():
        agency = Agency(
            id=AgencyId(new_id(now)),
            name=facts.name,
            short_name=facts.short_name,
            kind=facts.kind,
            regency=await _find_own(facts.regency, actor) if facts.regency else None,
            keeper=RegencyCode(facts.regency)
            if facts.regency
            else find_keeper(actor, Verb.KEEP_AGENCIES),
            severities=dict(facts.severities),
            working_hours=facts.hours,
            weekly_jp=facts.weekly_jp,
            budget_cutoff=facts.budget_cutoff,
        )
        await add_agency(agency)
        after = {"kind": agency.kind, "keeper": agency.keeper}
        await audit(actor, "register", ("agency", agency.id), after=after, now=now)
    return agency


async def _find_own(code: str, actor: Actor) -> RegencyCode:
    regency = await find_regency(code)
    allow_for(actor, Verb.KEEP_AGENCIES, regency.code, field="regency", value=code)
    return regency.code
