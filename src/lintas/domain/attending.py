"""What is known of the people of a batch when a plan is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import PersonId
from lintas.domain.teaching import Absence, Qualification, Teaching
from lintas.domain.timespan import TimeSpan


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who has a seat in the batch; what is empty, nobody has said."""

    person_id: PersonId
    nib: str = ""
    born_on: date | None = None
    regency: RegencyCode | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody of the batch has a seat in another batch that meets then."""

    person_id: PersonId
    session_id: UUID
    meeting: TimeSpan
    title: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """Another meeting of the same batch, `kind` theory, practice, test or none.

    `zone` is its place's; its booking is for `headcount` people.
    """

    session_id: UUID
    span: TimeSpan
    zone: ZoneInfo
    kind: str = ""
    booking_id: UUID | None = None
    headcount: int = 0


@dataclass(frozen=True, slots=True)
class Presence:
    """Facts about people: trainers of the plan, and who has a seat in its batch.

    `repeating` are, by year, those of the batch who learn, or learned, its field elsewhere then.
    """

    skills: Mapping[PersonId, tuple[Qualification, ...]] = field(default_factory=dict)
    absences: Mapping[PersonId, tuple[Absence, ...]] = field(default_factory=dict)
    teaching: Mapping[tuple[UUID, PersonId], Teaching] = field(default_factory=dict)
    attendees: tuple[Attendee, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    repeating: Mapping[int, frozenset[PersonId]] = field(default_factory=dict)
    lessons: tuple[Lesson, ...] = ()
