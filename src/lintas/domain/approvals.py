"""Steps of approval, places in a queue, and slots taken back by a higher claim."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.bookings import BookingId, Session, SessionId
from lintas.domain.claims import Claim
from lintas.domain.people import AccountId, Actor, Role
from lintas.domain.plans import Ask
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId

StepId = NewType("StepId", UUID)
QueueEntryId = NewType("QueueEntryId", UUID)
ClaimId = NewType("ClaimId", UUID)

# Of a whole chain; half of them the asker's own, half the owner's, so that no two sides that meet
# can ever pass the limit together.
MOST_STEPS = 4
MOST_STEPS_OF_A_SIDE = MOST_STEPS // 2
LONGEST_WAIT_DAYS = 60
# Who may stand for a step, where no account is named.
DESK_ROLES = (Role.COORDINATOR, Role.VENUE_MANAGER)


class StepSide(StrEnum):
    """Whose step it is: the asking agency's, or that of the room's owner."""

    ASKER = "asker"
    OWNER = "owner"


class Seat(StrEnum):
    """In what place somebody decides."""

    APPROVER = "approver"
    STAND_IN = "stand_in"


@dataclass(frozen=True, slots=True)
class Step:
    """One yes that is needed: of an agency for what it asks, or of a venue or room for its use.

    The approver is an account, or whoever has `role` at the keeper's desk. After `days` the
    stand-in may decide as well.
    """

    id: StepId
    keeper: RegencyCode | None
    position: int
    name: str
    days: int
    approver_id: AccountId | None = None
    role: Role | None = None
    stand_in_id: AccountId | None = None
    agency_id: AgencyId | None = None
    venue_id: VenueId | None = None
    room_id: RoomId | None = None

    @property
    def side(self) -> StepSide:
        return StepSide.ASKER if self.agency_id else StepSide.OWNER

    def due(self, since: datetime) -> datetime:
        return since + timedelta(days=self.days)

    def is_of(self, actor: Actor) -> bool:
        """Whether it is theirs from the first: as approver, or by role; the operator's always."""
        by_role = self.role is not None and self.keeper in actor.regencies(self.role)
        return actor.is_operator or actor.id == self.approver_id or by_role

    def seat(self, actor: Actor, *, since: datetime, now: datetime) -> Seat | None:
        """In what place this actor may decide now; none: in none."""
        if self.is_of(actor):
            return Seat.APPROVER
        if actor.id == self.stand_in_id and self.due(since) <= now:
            return Seat.STAND_IN
        return None


# In the order of approval; of nothing declared, empty.
Chain = tuple[Step, ...]


def make_chain(steps: Sequence[Step]) -> Chain:
    """The asker's own first, then the room's; where the room says nothing, the venue's."""
    by_position = sorted(steps, key=lambda step: step.position)
    own = [step for step in by_position if step.agency_id]
    of_room = [step for step in by_position if step.room_id]
    of_venue = [step for step in by_position if step.venue_id]
    return (*own, *(of_room or of_venue))


def current_step(chain: Chain, session: Session) -> Step | None:
    """The step that an undecided session waits at; none: the room's managers decide."""
    return chain[min(session.steps_passed, len(chain) - 1)] if chain else None


@dataclass(frozen=True, slots=True)
class StepDecision:
    """What was decided about a session at one step."""

    booking_id: BookingId
    session_id: SessionId
    position: int
    name: str
    decided_by: AccountId
    at: datetime
    verdict: str
    reason: str = ""
    as_stand_in: bool = False
    decider_name: str = ""


class QueueState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    LAPSED = "lapsed"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """Somebody who was refused for a clash and waits for the slot, in the order of asking."""

    id: QueueEntryId
    ask: Ask
    root: RoomId
    keeper: RegencyCode | None
    asked_by: AccountId
    span: TimeSpan
    created_at: datetime
    state: QueueState = QueueState.WAITING
    offered_until: datetime | None = None
    booking_id: BookingId | None = None


@dataclass(frozen=True, slots=True)
class ClaimedSlot:
    """A slot taken back by a higher claim: not lent again, except to that claim.

    `session_id` is whose it was, `booking_id` who has come in since.
    """

    id: ClaimId
    room_id: RoomId
    root: RoomId
    venue_id: VenueId
    keeper: RegencyCode | None
    span: TimeSpan
    level: Claim
    authority: str
    reason: str
    in_favour_of: str
    made_by: AccountId
    made_at: datetime
    session_id: SessionId | None = None
    booking_id: BookingId | None = None
