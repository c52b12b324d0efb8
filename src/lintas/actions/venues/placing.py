"""From what is said about a venue to the venue: whose it is, where it stands, who keeps it."""

from uuid import UUID

from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.actions.venues.facts import VenueFacts
from lintas.domain.agencies import VenueId
from lintas.domain.people import Actor
from lintas.domain.venues import Venue
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency, find_regency
from lintas.store.venues.places import find_venue


async def find_kept_venue(venue_id: UUID, actor: Actor) -> Venue:
    """One that the actor keeps.

    Raises:
        NotAllowed: the actor keeps no venues.
        NotFound: no such venue that the actor keeps.
    """
    allow_somewhere(actor, Verb.KEEP_VENUES)
    venue = await find_venue(venue_id)
    allow_for(actor, Verb.KEEP_VENUES, venue.keeper, field="venue_id", value=venue_id)
    return venue


async def place_venue(facts: VenueFacts, venue_id: VenueId, *, actor: Actor) -> Venue:
    """The venue that these facts describe; its owner's keeper keeps it.

    Raises:
        NotFound: an unknown regency or agency, or an owner whose venues the actor doesn't keep.
    """
    regency = await find_regency(facts.regency)
    owner = await find_agency(facts.owner_agency_id, field="owner_agency_id")
    allow_for(
        actor,
        Verb.KEEP_VENUES,
        owner.keeper,
        field="owner_agency_id",
        value=facts.owner_agency_id,
    )
    operator = facts.operator_agency_id and await find_agency(
        facts.operator_agency_id, field="operator_agency_id"
    )
    return Venue(
        id=venue_id,
        name=facts.name,
        regency=regency.code,
        keeper=owner.keeper,
        owner_agency_id=owner.id,
        zone=regency.zone,
        lender=owner.regency,
        operator_agency_id=operator.id if operator else None,
        district=facts.district or None,
        address=facts.address,
        latitude=facts.latitude,
        longitude=facts.longitude,
        opening_hours=facts.hours,
        aliases=facts.aliases,
        contact=facts.contact,
        evidence=facts.evidence,
    )
