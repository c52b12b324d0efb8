"""Whose use of a place goes before whose."""

from lintas.domain.agencies import Agency, AgencyKind
from lintas.domain.bookings import Claim
from lintas.domain.venues import Venue


def claim_of(agency: Agency, venue: Venue, given: Claim | None = None) -> Claim:
    """The claim that the lender gave, else the one that follows from who asks whom."""
    if given:
        return given
    if agency.id in {venue.owner_agency_id, venue.operator_agency_id}:
        return Claim.OWNER
    if agency.kind is AgencyKind.SWASTA:
        return Claim.PUBLIC
    if venue.lender and agency.regency and agency.regency != venue.lender:
        return Claim.AGREEMENT
    return Claim.OFFICE
