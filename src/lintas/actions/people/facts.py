"""What is said about people."""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lintas.domain.accounts import parse_email
from lintas.domain.given import KEPT, Checklist, Given, Kept, unmarked
from lintas.domain.people import Person, parse_phone

# Nomor Induk Berusaha: 13 digits.
_NIB = re.compile(r"[0-9]{13}")
_EARLIEST_BIRTH = 1900


@dataclass(frozen=True, slots=True)
class PersonFacts(Given):
    """`phone` as Indonesians write it; empty texts: not known."""

    name: str
    agency_id: UUID | None = None
    email: str = ""
    phone: str = ""
    nib: str = ""
    born_on: date | None = None
    regency: str | None = None

    @classmethod
    def of(cls, person: Person) -> "PersonFacts":
        return cls(
            name=person.name,
            agency_id=person.agency_id,
            email=person.email,
            phone=person.phone,
            nib=person.nib,
            born_on=person.born_on,
            regency=person.regency,
        )

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
        if self.nib and not _NIB.fullmatch(self.nib):
            checklist.note("nib", self.nib, "digits", 13)
        if self.born_on is not None and self.born_on.year < _EARLIEST_BIRTH:
            checklist.note("born_on", self.born_on, "after", _EARLIEST_BIRTH)
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
    nib: str | Kept = KEPT
    born_on: date | Kept | None = KEPT
    regency: str | Kept | None = KEPT
