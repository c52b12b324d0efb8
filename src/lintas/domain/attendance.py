"""Who said beforehand that they come to a session, who came, and sessions to which nobody did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lintas.domain.bookings import Decision, Session, SessionId
from lintas.domain.programs import EnrolmentId


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


def has_roll(session: Session, *, now: datetime) -> bool:
    """Whether its list can be filled in: of a batch, granted, and begun."""
    return (
        session.batch_id is not None
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
