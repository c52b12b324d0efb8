"""From what is said about a person to the regency that keeps it."""

from uuid import UUID

from lintas.actions.steps.permitting import allow_for
from lintas.domain.agencies import AgencyId, RegencyCode
from lintas.domain.people import Actor
from lintas.rules.access import Verb
from lintas.store.agencies import find_agency


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
