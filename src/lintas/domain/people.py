"""Who takes part, and who may do what."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode
from lintas.domain.nik import Nik
from lintas.domain.refusal import Fault, Invalid

PersonId = NewType("PersonId", UUID)
AccountId = NewType("AccountId", UUID)

# In the place of the name of somebody whose data was erased.
ERASED_NAME = "—"


class NotAPhoneNumber(Invalid):
    """Digits that no Indonesian phone answers to."""


@dataclass(frozen=True, slots=True)
class Person:
    """`phone` is E.164 ("+62812…"), empty when unknown; `keeper` is the registering regency.

    `nib` is the number of somebody's business, `regency` where one lives.
    """

    id: PersonId
    name: str
    agency_id: AgencyId | None
    keeper: RegencyCode | None
    email: str = ""
    phone: str = ""
    is_example: bool = False
    nib: str = ""
    born_on: date | None = None
    regency: RegencyCode | None = None
    nik: Nik | None = None


class Role(StrEnum):
    COORDINATOR = "coordinator"
    VENUE_MANAGER = "venue_manager"
    TRAINER = "trainer"
    PARTICIPANT = "participant"
    AGREEMENT_OFFICER = "agreement_officer"
    AUDITOR = "auditor"
    ADMIN = "admin"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Membership:
    """One role; `regency` is where it holds, none for admin and operator."""

    role: Role
    regency: RegencyCode | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking, in the roles that this session or token carries."""

    id: AccountId
    name: str
    memberships: tuple[Membership, ...]
    person_id: PersonId | None = None
    email: str = ""

    @property
    def is_operator(self) -> bool:
        return any(membership.role is Role.OPERATOR for membership in self.memberships)

    @property
    def home(self) -> RegencyCode | None:
        """The regency that keeps what this actor registers, when nothing else says so."""
        return next((each.regency for each in self.memberships if each.regency), None)

    def regencies(self, *roles: Role) -> frozenset[RegencyCode]:
        """Where the actor holds any of these roles; of no roles: any role at all."""
        return frozenset(
            each.regency
            for each in self.memberships
            if each.regency and (not roles or each.role in roles)
        )


def parse_phone(text: str) -> str:
    """E.164 from what Indonesians write: 0812…, 62812…, +62 812-…, 812….

    Raises:
        NotAPhoneNumber: fewer than 8 or more than 13 digits after the country code.
    """
    digits = re.sub(r"[\s().\-]", "", text)
    national = re.fullmatch(r"(?:\+?62|0)?([1-9][0-9]{7,12})", digits)
    if national is None:
        raise NotAPhoneNumber(faults=(Fault("phone", text, "phone", "0812…"),))
    return f"+62{national[1]}"
