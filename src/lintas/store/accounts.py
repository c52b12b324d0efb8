"""Accounts and their roles, kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.accounts import Account
from lintas.domain.agencies import RegencyCode
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, Actor, Membership, PersonId, Role
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, update
from lintas.store.tables import AccountRow, MembershipRow


async def find_account(account_id: UUID, *, seen_by: Actor, field: str = "account_id") -> Account:
    """One of the actor's regencies, or the actor's own.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"a.id = {args.put(account_id)} AND {_visible(args, seen_by)}"
    found = await _list(f"WHERE {where}", args)
    if not found:
        raise NotFound(field, account_id)
    return found[0]


async def find_account_by_email(email: str) -> Account:
    """Whoever's it is, disabled ones too: for signing in, and so that nobody is invited twice.

    Raises:
        NotFound
    """
    found = await _list("WHERE a.email = $1", Args([email]))
    if not found:
        raise NotFound("email", email)
    return found[0]


async def list_accounts(
    *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[Account, ...]:
    """In the order of inviting, behind `after`."""
    args = Args()
    where = _visible(args, seen_by)
    if after is not None:
        where += f" AND a.id > {args.put(after)}"
    picked = f"SELECT a.id FROM account a WHERE {where} ORDER BY a.id LIMIT {args.put(limit)}"
    return await _list(f"WHERE a.id IN ({picked})", args)


async def find_password_hash(account_id: AccountId) -> str:
    """In PHC form; empty for those who sign in by links only.

    Raises:
        NotFound
    """
    rows = await fetch("SELECT password_hash FROM account WHERE id = $1", account_id)
    if not rows:
        raise NotFound("account_id", account_id)
    return str(rows[0]["password_hash"])


async def add_account(account: Account, *, password_hash: str = "", now: datetime) -> None:
    values = {"id": account.id, "password_hash": password_hash, "created_at": now}
    await insert(AccountRow, {**values, **_values(account)})
    for membership in account.memberships:
        await add_membership(account.id, membership, now=now)


async def save_account(account: Account) -> None:
    """All but its memberships and its password."""
    await update(AccountRow, account.id, _values(account))


async def save_password_hash(account_id: AccountId, password_hash: str) -> None:
    await update(AccountRow, account_id, {"password_hash": password_hash})


async def add_membership(account_id: AccountId, membership: Membership, *, now: datetime) -> None:
    await insert(
        MembershipRow,
        {
            "id": new_id(now),
            "account": account_id,
            "role": membership.role.value,
            "regency": membership.regency,
        },
    )


def read_memberships(rows: Iterable[dict[str, Any]]) -> tuple[Membership, ...]:
    """Of rows that name `role` and `regency`, or neither, as an outer join answers."""
    return tuple(
        Membership(Role(row["role"]), RegencyCode(row["regency"]) if row["regency"] else None)
        for row in rows
        if row["role"]
    )


async def _list(where: str, args: Args) -> tuple[Account, ...]:
    rows = await fetch(
        f"""
        SELECT a.id, a.email, a.name, a.phone, a.person, a.is_example, a.disabled_at,
            m.role, m.regency
        FROM account a LEFT JOIN membership m ON m.account = a.id
        {where} ORDER BY a.id, m.role, m.regency
        """,
        *args,
    )
    grouped: dict[UUID, list[dict[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(read_id(row["id"]), []).append(row)
    return tuple(_account(account_id, of_one) for account_id, of_one in grouped.items())


def _visible(args: Args, actor: Actor) -> str:
    if actor.is_operator or any(each.role is Role.ADMIN for each in actor.memberships):
        return "TRUE"
    home = args.put_all(sorted(actor.regencies()))
    mine = args.put(actor.id)
    return (
        f"(a.id = {mine} OR EXISTS (SELECT 1 FROM membership theirs "
        f"WHERE theirs.account = a.id AND theirs.regency IN {home}))"
    )


def _values(account: Account) -> dict[str, object]:
    return {
        "email": account.email,
        "name": account.name,
        "phone": account.phone,
        "person": account.person_id,
        "is_example": account.is_example,
        "disabled_at": account.disabled_at,
    }


def _account(account_id: UUID, rows: list[dict[str, Any]]) -> Account:
    first = rows[0]
    return Account(
        id=AccountId(account_id),
        email=first["email"],
        name=first["name"],
        memberships=read_memberships(rows),
        phone=first["phone"],
        person_id=PersonId(read_id(first["person"])) if first["person"] else None,
        is_example=bool(first["is_example"]),
        disabled_at=read_moment(first["disabled_at"]) if first["disabled_at"] else None,
    )
