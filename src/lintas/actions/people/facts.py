"""What is said about people."""

from dataclasses import dataclass
from uuid import UUID

from lintas.domain.accounts import parse_email
from lintas.domain.given import KEPT, Checklist, Given, Kept, unmarked
from lintas.domain.people import Person, parse_phone


@dataclass(frozen=True, slots=True)
class PersonFacts(Given):
    """`phone` as Indonesians write it; empty texts: not known."""

    name: str
    agency_id: UUID | None = None
    email: str = ""
    phone: str = ""

    @classmethod
    def of(cls, person: Person) -> "PersonFacts":
        return cls(person.name, person.agency_id, person.email, person.phone)

    @property
    def address(self) -> str:
        """The e-mail in lower case. Raises NotAnEmail."""
        return parse_email(self.email) if self.email else ""

    @property
    def number(self) -> str:
        """The phone in E.164. Raises NotAPhoneNumber."""
        return parse_phone(unmarked(self.phone)) if self.phone else ""

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.line("name", self.name)
        checklist.optional_line("email", self.email)
        checklist.optional_line("phone", self.phone)
        unfit = {fault.field for fault in checklist.faults}
        if self.email and "email" not in unfit:
            checklist.parsed(parse_email, self.email)
        if self.phone and "phone" not in unfit:
            checklist.parsed(parse_phone, unmarked(self.phone))
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class PersonChange:
    name: str | Kept = KEPT
    agency_id: UUID | Kept | None = KEPT
    email: str | Kept = KEPT
    phone: str | Kept = KEPT
