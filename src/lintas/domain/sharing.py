"""What governments do together: programs offered and adopted, followed up, seats kept free."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode
from lintas.domain.people import AccountId
from lintas.domain.programs import BatchId, ProgramId
from lintas.domain.refusal import IllegalState

OfferId = NewType("OfferId", UUID)
FollowUpId = NewType("FollowUpId", UUID)
ReservationId = NewType("ReservationId", UUID)


class OfferState(StrEnum):
    OFFERED = "offered"
    ADOPTED = "adopted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


_TARGETS: Mapping[str, OfferState] = {
    "adopt": OfferState.ADOPTED,
    "decline": OfferState.DECLINED,
    "withdraw": OfferState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class Offer:
    """A program of one government, offered to another; `adopted_as` is what was made of it.

    `title` is the program's.
    """

    id: OfferId
    program_id: ProgramId
    from_regency: RegencyCode
    to_regency: RegencyCode
    state: OfferState
    offered_by: AccountId
    offered_at: datetime
    note: str = ""
    decided_by: AccountId | None = None
    decided_at: datetime | None = None
    reason: str = ""
    adopted_as: ProgramId | None = None
    title: str = ""

    def decided(self, verb: str, *, by: AccountId, now: datetime, reason: str = "") -> "Offer":
        """The offer once it was adopted, declined or withdrawn.

        Raises:
            IllegalState: it was decided before.
        """
        if self.state is not OfferState.OFFERED:
            raise IllegalState("offer", self.state, verb)
        state = _TARGETS[verb]
        return replace(self, state=state, decided_by=by, decided_at=now, reason=reason)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What a named agency did about a program, out of which funds, and what came of it."""

    id: FollowUpId
    program_id: ProgramId
    agency_id: AgencyId
    keeper: RegencyCode | None
    day: date
    source: str
    made_by: AccountId
    made_at: datetime
    batch_id: BatchId | None = None
    note: str = ""
    result: str = ""
    agency_name: str = ""


@dataclass(frozen=True, slots=True)
class Reservation:
    """Seats and trainers' places that a batch keeps free for another government's people.

    `until` is the last day on which it does.
    """

    id: ReservationId
    batch_id: BatchId
    regency: RegencyCode
    seats: int
    trainer_places: int
    until: date
    made_by: AccountId
    made_at: datetime


def free_seats(
    most: int,
    enrolled: Mapping[RegencyCode | None, int],
    reservations: Iterable[Reservation],
    *,
    whose: RegencyCode | None,
    today: date,
) -> int:
    """How many more of `whose` people a batch of at most `most` takes today.

    What others have reserved and not yet filled is not free, until the last day of that.
    """
    taken = sum(enrolled.values())
    reserved = sum(
        max(0, each.seats - enrolled.get(each.regency, 0))
        for each in reservations
        if each.regency != whose and today <= each.until
    )
    return max(0, most - taken - reserved)
