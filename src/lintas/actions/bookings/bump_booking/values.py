"""What somebody says who takes a promise back, and whom it displaces."""

from dataclasses import dataclass
from uuid import UUID

from lintas.domain.bookings import Booking, Session
from lintas.domain.claims import Claim
from lintas.domain.given import Given
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.rules import Finding


class NotABump(Invalid):
    """Taking a promise back without authority, reason or another place."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Where and when a displaced session could be held instead."""

    room_id: RoomId
    span: TimeSpan


@dataclass(frozen=True, slots=True)
class Bump(Given):
    """Who says so, why, for whom; and for each displaced session, in their order, what instead.

    `session_ids` none: all that are approved and not over.
    """

    authority: str
    reason: str
    in_favour_of: str
    alternatives: tuple[Alternative, ...]
    claim: Claim = Claim.LEADERS
    session_ids: tuple[UUID, ...] = ()

    def check(self) -> None:
        """Raises NotABump, naming every text that is missing."""
        faults = tuple(
            Fault(name, "", "required")
            for name in ("authority", "reason", "in_favour_of")
            if not getattr(self, name)
        )
        if faults:
            raise NotABump(faults=faults)


@dataclass(frozen=True, slots=True)
class Displaced:
    """Whom a bump displaces: by which claim of theirs, and what the alternative would meet."""

    booking: Booking
    sessions: tuple[Session, ...]
    claim: Claim
    findings: tuple[Finding, ...] = ()
    alternative: Booking | None = None
