"""An office is no more."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.locking import agency_lock
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.actions.steps.retiring import retire
from lintas.domain.people import Actor
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency
from lintas.store.retirement import Noun
from lintas.store.transaction import retrying, writing


@retrying
async def retire_agency(agency_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take it off the lists.

    Raises:
        NotAllowed: the actor coordinates nothing.
        NotFound: no such agency that the actor keeps.
        IllegalState: it has venues, programs, or sessions to come.
    """
    allow_somewhere(actor, Verb.KEEP_AGENCIES)
    async with writing(agency_lock(agency_id)):
        agency = await find_agency(agency_id)
        allow_for(actor, Verb.KEEP_AGENCIES, agency.keeper, field="agency_id", value=agency_id)
        await retire(Noun.AGENCY, agency_id, actor=actor, now=now)
