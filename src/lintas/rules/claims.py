"""Whose use of a place goes before whose."""

from collections.abc import Iterator

from lintas.domain.agencies import Agency, AgencyKind
from lintas.domain.approvals import ClaimedSlot
from lintas.domain.claims import Claim, GivenClaim
from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.venues import Venue
from lintas.rules.rule import Situation


def claim_of(agency: Agency, venue: Venue, given: GivenClaim | None = None) -> Claim:
    """The claim that this lender gave, else the one that follows from who asks whom."""
    if given and given.keeper == venue.keeper:
        return given.level
    if agency.id in {venue.owner_agency_id, venue.operator_agency_id}:
        return Claim.OWNER
    if agency.kind is AgencyKind.SWASTA:
        return Claim.PUBLIC
    if venue.lender and agency.regency and agency.regency != venue.lender:
        return Claim.AGREEMENT
    return Claim.OFFICE


def list_claimed(
    plan: Plan, situation: Situation
) -> Iterator[tuple[int, PlannedSession, ClaimedSlot]]:
    """Where the plan comes into slots that were taken back, may it or not: session by session."""
    slots = [slot for slot in situation.claims if slot.room_id in plan.room.kin]
    for index, session in enumerate(plan.sessions if slots else ()):
        if session.mode.takes_room:
            held = session.hold_span(plan.room.turnaround)
            for slot in slots:
                if slot.span.overlaps(held):
                    yield index, session, slot
