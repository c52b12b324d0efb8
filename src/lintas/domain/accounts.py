"""Accounts, and what they prove themselves with."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import AccountId, Actor, Membership, PersonId, Role
from lintas.domain.refusal import Fault, Invalid

CredentialId = NewType("CredentialId", UUID)

# A signed-in browser that nobody uses is signed out after the first, any browser after the second.
BROWSER_IDLE = timedelta(hours=8)
BROWSER_LIFE = timedelta(days=7)
LINK_LIFE = timedelta(hours=24)

# Before the 43 characters of an API token, so that people and scanners know one when they see it.
TOKEN_PREFIX = "lintas_"  # noqa: S105 -- no secret itself

# Roles that hold everywhere; all others hold within one regency.
EVERYWHERE = frozenset({Role.ADMIN, Role.OPERATOR})

LONGEST_EMAIL = 254
_EMAIL = re.compile(r"[^\s@<>\"',;:]+@[^\s@<>\"',;:]+\.[^\s@<>\"',;:.]+")

# Who acts from the server's own shell; it has no account, and its id is nobody's.
SHELL = Actor(AccountId(UUID(int=0)), "shell", (Membership(Role.OPERATOR, None),))


class NotAnEmail(Invalid):
    """Text that no mail can be sent to."""


class RoleNeedsRegency(Invalid):
    """A role was given without the regency it is to hold in."""


class CredentialKind(StrEnum):
    BROWSER = "browser"
    LINK = "link"
    TOKEN = "token"  # noqa: S105 -- no secret itself


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can sign in; `email` is in lower case."""

    id: AccountId
    email: str
    name: str
    memberships: tuple[Membership, ...] = ()
    phone: str = ""
    person_id: PersonId | None = None
    is_example: bool = False
    disabled_at: datetime | None = None

    def acting(self, membership: Membership | None = None) -> Actor:
        """The account as an actor, in all its roles or in one."""
        memberships = self.memberships if membership is None else (membership,)
        return Actor(self.id, self.name, memberships, self.person_id, self.email)


@dataclass(frozen=True, slots=True)
class Credential:
    """`acts_as` is the one role that an API token acts in; none: all roles of the account."""

    id: CredentialId
    account_id: AccountId
    kind: CredentialKind
    secret_hash: str
    created_at: datetime
    label: str = ""
    acts_as: Membership | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at the door, known by a credential that was last used at `seen_at`."""

    actor: Actor
    credential_id: CredentialId
    kind: CredentialKind
    seen_at: datetime


def parse_email(text: str) -> str:
    """An address in lower case.

    Raises:
        NotAnEmail: no address with one @ and a dot behind it, or longer than 254 characters.
    """
    email = text.strip().lower()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise NotAnEmail(faults=(Fault("email", text, "email", "nama@contoh.go.id"),))
    return email


def parse_membership(role: Role, regency: str | None) -> Membership:
    """A role where it can hold.

    Raises:
        RoleNeedsRegency: it holds within a regency, and none was named; or the other way round.
    """
    if role in EVERYWHERE:
        return Membership(role, None)
    if not regency:
        raise RoleNeedsRegency(faults=(Fault("regency", regency, "required", role.value),))
    return Membership(role, RegencyCode(regency))
