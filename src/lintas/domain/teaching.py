"""What a trainer can teach, when one is away, and what one has answered."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import PersonId
from lintas.domain.timespan import TimeSpan

QualificationId = NewType("QualificationId", UUID)
AbsenceId = NewType("AbsenceId", UUID)
TrainerLinkId = NewType("TrainerLinkId", UUID)


@dataclass(frozen=True, slots=True)
class Qualification:
    """A field that somebody teaches; `valid_until` is the last day, none: for good."""

    id: QualificationId
    person_id: PersonId
    field: str
    level: str = ""
    certificate: str = ""
    valid_until: date | None = None

    def covers(self, field: str) -> bool:
        """Whether it is about that field, however somebody spelled it."""
        return plain(self.field) == plain(field)


@dataclass(frozen=True, slots=True)
class TrainerWish:
    """Somebody to teach who is not known by name: kept by `regency`, none: by any.

    Of a `field` and a `level` in it where these are given; else whoever teaches anything.
    """

    regency: RegencyCode | None = None
    field: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away and teaches nothing."""

    id: AbsenceId
    person_id: PersonId
    span: TimeSpan
    reason: str


class Answer(StrEnum):
    """What a trainer says to a session."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Teaching:
    """A trainer's part in a session; `letter` is the number of the letter of assignment.

    `reason` is what was said with the answer.
    """

    session_id: UUID
    person_id: PersonId
    answer: Answer = Answer.ASKED
    answered_at: datetime | None = None
    letter: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TrainerLink:
    """What opens a trainer's own page, without an account.

    `keeper` is the regency whose coordinators made it; one that doesn't keep the trainer shows
    only what it asked for itself.
    """

    id: TrainerLinkId
    person_id: PersonId
    keeper: RegencyCode
    made_at: datetime


def plain(text: str) -> str:
    """Fields are compared without regard to case and spaces."""
    return " ".join(text.casefold().split())
