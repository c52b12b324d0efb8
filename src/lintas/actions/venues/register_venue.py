"""Somebody who keeps venues registers one."""

from datetime import datetime

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.permitting import allow_somewhere
from lintas.actions.venues.facts import VenueFacts
from lintas.actions.venues.placing import place_venue
from lintas.domain.agencies import VenueId
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.venues import Venue
from lintas.rules.access import Verb
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import add_venue


@retrying
async def register_venue(facts: VenueFacts, *, actor: Actor, now: datetime) -> Venue:
    """Register it: it may stand in any regency, and its owner's keeper keeps it.

    Raises:
        NotAllowed: the actor keeps no venues.
        Invalid: as `VenueFacts.check`.
        NotFound: an unknown regency or agency, or an owner whose venues the actor doesn't keep.
    """
    allow_somewhere(actor, Verb.KEEP_VENUES)
    facts.check()
    async with writing():
        venue = await place_venue(facts, VenueId(new_id(now)), actor=actor)
        await add_venue(venue)
        after = {"regency": venue.regency, "owner": venue.owner_agency_id, "keeper": venue.keeper}
        await audit(actor, "register", ("venue", venue.id), after=after, now=now)
    return venue
