"""What accounts prove themselves with, kept as hashes only."""

from datetime import datetime
from uuid import UUID

from lintas.domain.accounts import (
    BROWSER_IDLE,
    Credential,
    CredentialId,
    CredentialKind,
    Visit,
)
from lintas.domain.agencies import RegencyCode
from lintas.domain.people import AccountId, Actor, Membership, PersonId, Role
from lintas.domain.refusal import Refusal
from lintas.store.accounts import read_memberships
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import insert, update
from lintas.store.tables import CredentialRow


class CredentialUnknown(Refusal):
    """No such secret, or one that was used, revoked or left too long: they all look alike."""


_IN_FORCE = """
    FROM credential c JOIN account a ON a.id = c.account AND a.disabled_at IS NULL
        LEFT JOIN membership m ON m.account = a.id
    WHERE c.secret_hash = $1 AND c.kind = $2 AND c.ended_at IS NULL
        AND (c.expires_at IS NULL OR c.expires_at > $3)
"""


async def find_visit(kind: CredentialKind, secret_hash: str, *, now: datetime) -> Visit:
    """Who comes with this secret.

    A token acts in its one role, and dies with the account's membership in it; the operator's
    alone stands by itself.

    Raises:
        CredentialUnknown
    """
    rows = await fetch(
        f"""
        SELECT c.id AS credential, c.role AS acts_as, c.regency AS acts_in, c.last_seen_at,
            a.id, a.name, a.email, a.person, m.role, m.regency {_IN_FORCE}
        ORDER BY m.role, m.regency
        """,
        secret_hash,
        kind.value,
        now,
    )
    if not rows:
        raise CredentialUnknown
    first = rows[0]
    seen_at = read_moment(first["last_seen_at"])
    if kind is CredentialKind.BROWSER and now - seen_at > BROWSER_IDLE:
        raise CredentialUnknown
    memberships = _acting(first["acts_as"], first["acts_in"], read_memberships(rows))
    if first["acts_as"] and not memberships:
        raise CredentialUnknown
    actor = Actor(
        id=AccountId(read_id(first["id"])),
        name=first["name"],
        memberships=memberships,
        person_id=PersonId(read_id(first["person"])) if first["person"] else None,
        email=first["email"],
    )
    return Visit(actor, CredentialId(read_id(first["credential"])), kind, seen_at)


async def save_link_used(secret_hash: str, *, now: datetime) -> AccountId:
    """Whose link it is, once: of two who come with it, the second comes too late.

    Raises:
        CredentialUnknown
    """
    rows = await fetch(
        """
        UPDATE credential SET ended_at = $1, last_seen_at = $1
        WHERE secret_hash = $2 AND kind = 'link' AND ended_at IS NULL AND expires_at > $1
            AND account IN (SELECT id FROM account WHERE disabled_at IS NULL)
        RETURNING account
        """,
        now,
        secret_hash,
    )
    if not rows:
        raise CredentialUnknown
    return AccountId(read_id(rows[0]["account"]))


async def check_link(secret_hash: str, *, now: datetime) -> None:
    """Whether it could still be used; looking at it doesn't use it.

    Raises:
        CredentialUnknown
    """
    if not await fetch(f"SELECT c.id {_IN_FORCE}", secret_hash, CredentialKind.LINK.value, now):
        raise CredentialUnknown


async def add_credential(credential: Credential) -> None:
    acts_as = credential.acts_as
    await insert(
        CredentialRow,
        {
            "id": credential.id,
            "account": credential.account_id,
            "kind": credential.kind.value,
            "secret_hash": credential.secret_hash,
            "label": credential.label,
            "role": acts_as.role.value if acts_as else "",
            "regency": acts_as.regency if acts_as else None,
            "created_at": credential.created_at,
            "last_seen_at": credential.created_at,
            "expires_at": credential.expires_at,
        },
    )


async def save_seen(credential_id: UUID, *, now: datetime) -> None:
    await update(CredentialRow, credential_id, {"last_seen_at": now})


async def save_ended(credential_id: UUID, *, now: datetime) -> None:
    """A signed-out browser, a revoked token."""
    await update(CredentialRow, credential_id, {"ended_at": now})


async def save_all_ended(account_id: UUID, kind: CredentialKind, *, now: datetime) -> None:
    """Every one of that kind that the account still had."""
    await fetch(
        "UPDATE credential SET ended_at = $1 WHERE account = $2 AND kind = $3 AND ended_at IS NULL",
        now,
        account_id,
        kind.value,
    )


def _acting(role: str, regency: str | None, held: tuple[Membership, ...]) -> tuple[Membership, ...]:
    if not role:
        return held
    acts_as = Membership(Role(role), RegencyCode(regency) if regency else None)
    if acts_as.role is Role.OPERATOR:
        return (acts_as,)
    return tuple(membership for membership in held if membership == acts_as)
