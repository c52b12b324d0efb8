"""What two governments add to an agreement they have: it counts once the other side accepts."""

from dataclasses import dataclass, replace
from datetime import date
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import (
    Agreement,
    AgreementId,
    AgreementState,
    Quota,
    RegencyCode,
    VenueId,
)

AddendumId = NewType("AddendumId", UUID)


@dataclass(frozen=True, slots=True)
class Addendum:
    """One addendum (adendum); whatever is none stays as it is.

    `valid_until` is the first day on which the agreement no longer holds. No `venue_ids` at all
    and an empty tuple differ: the latter covers all venues of the parties.
    """

    id: AddendumId
    agreement_id: AgreementId
    number: str
    dated: date
    summary: str
    state: AgreementState
    valid_until: date | None = None
    venue_ids: tuple[VenueId, ...] | None = None
    quotas: tuple[Quota, ...] | None = None
    offered_by: RegencyCode | None = None

    def accepted(self) -> "Addendum":
        return replace(self, state=AgreementState.IN_FORCE)

    def amend(self, agreement: Agreement) -> Agreement:
        """The agreement once this has been accepted."""
        return replace(
            agreement,
            valid_until=self.valid_until or agreement.valid_until,
            venue_ids=agreement.venue_ids if self.venue_ids is None else self.venue_ids,
            quotas=agreement.quotas if self.quotas is None else self.quotas,
            version=agreement.version + 1,
        )
