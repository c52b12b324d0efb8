"""What is said about programs and their batches."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from uuid import UUID

from lintas.domain.given import KEPT, LONGEST_TITLE, Checklist, Given, Kept
from lintas.domain.programs import Category, Program
from lintas.domain.things import check_equipment

LONGEST_FIELD = 200
LONGEST_LEVEL = 60
OLDEST = 120
LONGEST_JP_MINUTES = 240


@dataclass(frozen=True, slots=True)
class ProgramFacts(Given):
    """One JP lasts `jp_minutes`; numbers that are none are not known."""

    agency_id: UUID
    title: str
    field: str = ""
    jp_minutes: int = 45
    jp_total: int | None = None
    min_participants: int | None = None
    max_participants: int | None = None
    for_civil_servants: bool = False
    level: str = ""
    needs_nib: bool = False
    min_age: int | None = None
    only_regency: str | None = None
    equipment: Mapping[str, int] = default(default_factory=dict)
    category: str = Category.NONE

    @classmethod
    def of(cls, program: Program) -> "ProgramFacts":
        return cls(
            agency_id=program.agency_id,
            title=program.title,
            field=program.field,
            jp_minutes=program.jp_minutes,
            jp_total=program.jp_total,
            min_participants=program.min_participants,
            max_participants=program.max_participants,
            for_civil_servants=program.for_civil_servants,
            level=program.level,
            needs_nib=program.needs_nib,
            min_age=program.min_age,
            only_regency=program.only_regency,
            equipment=program.equipment,
            category=program.category,
        )

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.line("title", self.title, LONGEST_TITLE)
        checklist.optional_line("field", self.field, LONGEST_FIELD)
        checklist.between("jp_minutes", self.jp_minutes, 1, LONGEST_JP_MINUTES)
        checklist.number("jp_total", self.jp_total, 1)
        checklist.number("min_participants", self.min_participants, 1)
        checklist.number("max_participants", self.max_participants, self.min_participants or 1)
        checklist.optional_line("level", self.level, LONGEST_LEVEL)
        if self.min_age is not None:
            checklist.between("min_age", self.min_age, 1, OLDEST)
        check_equipment(checklist, self.equipment)
        if self.category not in set(Category):
            checklist.note("category", self.category, "one_of", ", ".join(filter(None, Category)))
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class ProgramChange:
    """Its agency never changes: its batches are kept by the same regency."""

    title: str | Kept = KEPT
    field: str | Kept = KEPT
    jp_minutes: int | Kept = KEPT
    jp_total: int | Kept | None = KEPT
    min_participants: int | Kept | None = KEPT
    max_participants: int | Kept | None = KEPT
    for_civil_servants: bool | Kept = KEPT
    level: str | Kept = KEPT
    needs_nib: bool | Kept = KEPT
    min_age: int | Kept | None = KEPT
    only_regency: str | Kept | None = KEPT
    equipment: Mapping[str, int] | Kept = KEPT
    category: str | Kept = KEPT


@dataclass(frozen=True, slots=True)
class BatchFacts(Given):
    """`title` empty: the batch bears its program's and its number."""

    program_id: UUID
    number: int
    title: str = ""
    bring: str = ""
    contact: str = ""

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.number("number", self.number, 1)
        checklist.optional_line("title", self.title, LONGEST_TITLE)
        checklist.prose("bring", self.bring)
        checklist.prose("contact", self.contact, LONGEST_TITLE)
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class BatchChange:
    number: int | Kept = KEPT
    title: str | Kept = KEPT
    bring: str | Kept = KEPT
    contact: str | Kept = KEPT
