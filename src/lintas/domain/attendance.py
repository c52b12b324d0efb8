"""Who said beforehand that they come to a session, who came, and sessions to which nobody did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lintas.domain.bookings import Decision, Session, SessionId, SessionState
from lintas.domain.people import AccountId
from lintas.domain.programs import EnrolmentId
from lintas.domain.refusal import IllegalState

# How long those who are late are waited for.
WAIT = timedelta(minutes=30)


class Mark(StrEnum):
    """What the attendance list says of somebody; excused is absent with leave (izin)."""

    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"


class Rsvp(StrEnum):
    """What a participant says beforehand; it binds nobody, and is no attendance."""

    COMING = "coming"
    PREVENTED = "prevented"


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One line of a session's attendance list; no mark: none was given yet."""

    enrolment_id: EnrolmentId
    name: str
    rsvp: Rsvp | None = None
    rsvp_reason: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One mark of one session, as it is kept."""

    session_id: SessionId
    enrolment_id: EnrolmentId
    mark: Mark
    marked_at: datetime


@dataclass(frozen=True, slots=True)
class NoShow:
    """Nobody came; `planned_until` is when the session was to end, before it was cut short."""

    session_id: SessionId
    marked_by: AccountId
    marked_at: datetime
    reason: str
    planned_until: datetime


def check_unused(session: Session, *, now: datetime) -> None:
    """Go on only if it can be said by now that nobody came, afterwards too.

    Raises:
        IllegalState: it keeps no room, it has begun too recently, or more is known of it.
    """
    if session.decision is not Decision.APPROVED:
        raise IllegalState("session", session.decision, "mark_unused")
    if session.state is not SessionState.PLANNED:
        raise IllegalState("session", session.state, "mark_unused")
    if not session.mode.takes_room:
        raise IllegalState("session", session.mode, "mark_unused")
    if now < session.span.start + WAIT:
        raise IllegalState("session", "waited_for", "mark_unused")


def has_roll(session: Session, *, now: datetime) -> bool:
    """Whether its list can be filled in: of a batch, granted, begun, and not left unused."""
    return (
        session.batch_id is not None
        and session.state is not SessionState.UNUSED
        and session.decision is Decision.APPROVED
        and session.span.start <= now
    )


def fill_in(
    roll: tuple[RollEntry, ...], given: Mapping[EnrolmentId, Mark]
) -> Mapping[EnrolmentId, Mark]:
    """A mark for each on the roll: as given, else as before, else present."""
    return {
        each.enrolment_id: given.get(each.enrolment_id, each.mark or Mark.PRESENT) for each in roll
    }
