"""What is taught: the template, its runs, and who is enrolled."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode
from lintas.domain.people import Person

ProgramId = NewType("ProgramId", UUID)
BatchId = NewType("BatchId", UUID)
EnrolmentId = NewType("EnrolmentId", UUID)


class Category(StrEnum):
    """Where the catalogue of all governments lists a program; of none: it doesn't."""

    NONE = ""
    UMKM = "umkm"
    INNOVATION = "inovasi"
    OTHER = "lainnya"


@dataclass(frozen=True, slots=True)
class Program:
    """A template. One JP (jam pelajaran) lasts `jp_minutes`, 45 unless the program says so.

    `equipment` is how many persons share one machine, by kind: {"mesin jahit": 1}. Trainers need
    `level` in its field; participants an NIB, an age or a regency to live in, where it says so.
    """

    id: ProgramId
    agency_id: AgencyId
    keeper: RegencyCode | None
    title: str
    field: str = ""
    jp_minutes: int = 45
    jp_total: int | None = None
    min_participants: int | None = None
    max_participants: int | None = None
    for_civil_servants: bool = False
    is_example: bool = False
    level: str = ""
    needs_nib: bool = False
    min_age: int | None = None
    only_regency: RegencyCode | None = None
    equipment: Mapping[str, int] = default(default_factory=dict)
    category: Category = Category.NONE
    adopted_from: ProgramId | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """One run (angkatan) of a program; `bring` tells participants what to bring."""

    id: BatchId
    program_id: ProgramId
    keeper: RegencyCode | None
    number: int
    title: str
    bring: str = ""
    contact: str = ""
    for_civil_servants: bool = False


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A person in a batch; `opened_at` is when the personal page was last opened by its reader.

    `reserve_number` is the place on the reserve list, from 1; none: the person has a seat.
    """

    id: EnrolmentId
    batch_id: BatchId
    person: Person
    created_at: datetime
    opened_at: datetime | None = None
    reserve_number: int | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody enrolled has read when and where a session is, as its `sequence` told it."""

    enrolment_id: EnrolmentId
    session_id: UUID
    sequence: int
    at: datetime
