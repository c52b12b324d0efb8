"""Messages waiting to be sent, written in the same transaction as what they tell of."""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, PersonId, Role
from lintas.store.engines import execute_many, fetch, read_id
from lintas.store.sql import Args

LONGEST_VERSION = 64


class Channel(StrEnum):
    INAPP = "inapp"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody with an account, or a person without one; `email` is empty when unknown."""

    account_id: AccountId | None
    person_id: PersonId | None
    email: str

    @property
    def channels(self) -> tuple[Channel, ...]:
        inapp = (Channel.INAPP,) if self.account_id else ()
        return inapp + ((Channel.EMAIL,) if self.email else ())


@dataclass(frozen=True, slots=True)
class News:
    """What happened to what.

    `version` tells later news of one kind on one subject apart; `facts` are JSON-plain, the words
    are chosen when it is read or sent.
    """

    kind: str
    subject_kind: str
    subject_id: UUID
    version: str
    facts: Mapping[str, Any]


async def list_desk(
    regencies: Iterable[RegencyCode | None], roles: Iterable[Role]
) -> tuple[Recipient, ...]:
    """Accounts that hold any of these roles in any of these regencies, each once."""
    args = Args()
    sql = f"""
        SELECT DISTINCT a.id, a.email FROM account a JOIN membership m ON m.account = a.id
        WHERE a.disabled_at IS NULL
            AND m.regency IN {args.put_all(sorted(code for code in regencies if code))}
            AND m.role IN {args.put_all(sorted(role.value for role in roles))}
    """
    rows = await fetch(sql, *args)
    return tuple(Recipient(AccountId(read_id(row["id"])), None, row["email"]) for row in rows)


async def list_account_recipients(account_ids: Iterable[AccountId]) -> tuple[Recipient, ...]:
    args = Args()
    where = f"id IN {args.put_all(account_ids)} AND disabled_at IS NULL"
    rows = await fetch(f"SELECT id, email FROM account WHERE {where}", *args)
    return tuple(Recipient(AccountId(read_id(row["id"])), None, row["email"]) for row in rows)


async def list_people_recipients(person_ids: Iterable[PersonId]) -> tuple[Recipient, ...]:
    """By account where a person has one, else by the person's own e-mail."""
    args = Args()
    sql = f"""
        SELECT p.id AS person, p.email AS theirs, a.id, a.email FROM person p
        LEFT JOIN account a ON a.person = p.id AND a.disabled_at IS NULL
        WHERE p.id IN {args.put_all(person_ids)}
    """
    return tuple(
        Recipient(AccountId(read_id(row["id"])), None, row["email"])
        if row["id"]
        else Recipient(None, PersonId(read_id(row["person"])), row["theirs"])
        for row in await fetch(sql, *args)
    )


async def list_attending(batch_id: UUID) -> tuple[Recipient, ...]:
    """Everybody who has a seat in a batch; who waits for one hears nothing of its meetings."""
    where = "batch = $1 AND left_at IS NULL AND NOT is_reserve"
    rows = await fetch(f"SELECT person FROM enrolment WHERE {where}", batch_id)
    return await list_people_recipients([PersonId(read_id(row["person"])) for row in rows])


async def add_messages(
    news: News,
    recipients: Iterable[Recipient],
    *,
    now: datetime,
    channels: Collection[Channel] = frozenset(Channel),
) -> None:
    """One message for each recipient and channel; what was told before is not told again."""
    # Whoever sends it looks up what has become of that version.
    facts = json.dumps({**news.facts, "version": news.version}, default=str)
    told = {
        f"{news.kind}:{news.subject_id}:{_short(news.version)}:"
        f"{recipient.account_id or recipient.person_id}:{channel}": (recipient, channel)
        for recipient in recipients
        for channel in recipient.channels
        if channel in channels
    }
    rows = [
        (
            new_id(now),
            news.kind,
            channel.value,
            recipient.account_id,
            recipient.person_id,
            news.subject_kind,
            news.subject_id,
            facts,
            key,
            # An in-app message is delivered by being there.
            "done" if channel is Channel.INAPP else "new",
            now,
            now,
        )
        for key, (recipient, channel) in told.items()
    ]
    if rows:
        await execute_many(_ADD, rows)


async def list_told_versions(kind: str, subject_ids: Iterable[UUID]) -> set[tuple[UUID, str]]:
    """Of news of one kind: about what, and which version, somebody has been told already."""
    args = Args()
    sql = f"""
        SELECT DISTINCT subject_id, facts FROM message
        WHERE kind = {args.put(kind)} AND subject_id IN {args.put_all(subject_ids)}
    """
    return {
        (read_id(row["subject_id"]), str(json.loads(row["facts"])["version"]))
        for row in await fetch(sql, *args)
    }


def _short(version: str) -> str:
    """The version of news about hundreds of sessions doesn't fit into a key."""
    return version if len(version) <= LONGEST_VERSION else sha256(version.encode()).hexdigest()


_ADD = """
    INSERT INTO message (id, kind, channel, account, person, subject_kind, subject_id, facts,
        dedupe_key, state, attempts, next_at, lease_by, last_error, created_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, $11, '', '', $12)
    ON CONFLICT (dedupe_key) DO NOTHING
"""
