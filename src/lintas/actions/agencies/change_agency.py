"""An office gets another name, or another kind."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.agencies.facts import AgencyChange, AgencyFacts
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.domain.agencies import Agency
from lintas.domain.given import changed
from lintas.domain.people import Actor
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency, save_agency
from lintas.store.transaction import retrying, writing


@retrying
async def change_agency(
    agency_id: UUID, change: AgencyChange, *, actor: Actor, now: datetime
) -> Agency:
    """Change it.

    Raises:
        NotAllowed: the actor coordinates nothing.
        NotFound: no such agency that the actor keeps.
        Invalid: as `AgencyFacts.check`; a body outside all governments can't join one.
    """
    allow_somewhere(actor, Verb.KEEP_AGENCIES)
    async with writing(f"agency:{agency_id}"):
        before = await find_agency(agency_id)
        allow_for(actor, Verb.KEEP_AGENCIES, before.keeper, field="agency_id", value=agency_id)
        facts = changed(AgencyFacts.of(before), change)
        facts.check()
        after = replace(before, name=facts.name, short_name=facts.short_name, kind=facts.kind)
        await save_agency(after)
        await audit(
            actor,
            "change",
            ("agency", agency_id),
            before={"kind": before.kind},
            after={"kind": after.kind},
            now=now,
        )
    return after
