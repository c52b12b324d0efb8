"""Whose people somebody keeps, and which regency keeps a person."""

from uuid import UUID

from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.domain.agencies import AgencyId, RegencyCode
from lintas.domain.people import Actor, Person
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency
from lintas.store.people import find_person


async def find_kept_person(person_id: UUID, actor: Actor) -> Person:
    """One whom the actor keeps.

    Raises:
        NotAllowed: the actor keeps no people.
        NotFound: no such person whom the actor keeps.
    """
    allow_somewhere(actor, Verb.KEEP_PEOPLE)
    person = await find_person(person_id, seen_by=actor)
    allow_for(actor, Verb.KEEP_PEOPLE, person.keeper, field="person_id", value=person_id)
    return person


async def find_workplace(
    agency_id: UUID | None, *, otherwise: RegencyCode | None, actor: Actor
) -> tuple[AgencyId | None, RegencyCode | None]:
    """The agency, if any, and its keeper; without one the keeper is `otherwise`.

    Raises:
        NotFound: an unknown agency, or one whose people the actor doesn't keep.
    """
    if agency_id is None:
        return None, otherwise
    agency = await find_agency(agency_id)
    allow_for(actor, Verb.KEEP_PEOPLE, agency.keeper, field="agency_id", value=agency_id)
    return agency.id, agency.keeper
