"""The inbox: what an account was told, newest first. Nobody reads another's."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.people import AccountId
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args


@dataclass(frozen=True, slots=True)
class InboxMessage:
    """`kind` and `facts` become words by render.say_message; `read_at` none: not yet read."""

    id: UUID
    kind: str
    subject_kind: str
    subject_id: UUID
    facts: Mapping[str, Any]
    created_at: datetime
    read_at: datetime | None


# One inbox; every statement below stands on it.
_MINE = "channel = 'inapp' AND account = $1"


async def list_inbox(
    account_id: AccountId, *, after: UUID | None = None, limit: int = 50
) -> tuple[InboxMessage, ...]:
    """Newest first, behind `after`, which is the last message of the page before."""
    args = Args([account_id])
    where = _MINE
    if after is not None:
        last = f"SELECT created_at, id FROM message WHERE {_MINE} AND id = {args.put(after)}"
        where += f" AND (created_at, id) < ({last})"
    order = f"ORDER BY created_at DESC, id DESC LIMIT {args.put(limit)}"
    rows = await fetch(f"SELECT * FROM message WHERE {where} {order}", *args)
    return tuple(map(_message, rows))


async def find_inbox_message(message_id: UUID, account_id: AccountId) -> InboxMessage:
    """One's own.

    Raises:
        NotFound: naming `message_id`.
    """
    sql = f"SELECT * FROM message WHERE {_MINE} AND id = $2"
    rows = await fetch(sql, account_id, message_id)
    if not rows:
        raise NotFound("message_id", message_id)
    return _message(rows[0])


async def count_unread(account_id: AccountId, *, at_most: int = 100) -> int:
    """How many are unread, for a badge: counting stops at `at_most`."""
    sql = f"""
        SELECT count(*) AS unread FROM
            (SELECT 1 AS one FROM message WHERE {_MINE} AND read_at IS NULL LIMIT $2) AS found
    """
    unread: int = (await fetch(sql, account_id, at_most))[0]["unread"]
    return unread


async def save_read(message_id: UUID, account_id: AccountId, *, now: datetime) -> None:
    """Read at `now`, unless it was before."""
    await fetch(
        f"UPDATE message SET read_at = $3 WHERE {_MINE} AND id = $2 AND read_at IS NULL",
        account_id,
        message_id,
        now,
    )


async def save_all_read(account_id: AccountId, *, now: datetime) -> None:
    """What was told up to `now`, and not what comes in meanwhile."""
    await fetch(
        f"UPDATE message SET read_at = $2 WHERE {_MINE} AND read_at IS NULL AND created_at <= $2",
        account_id,
        now,
    )


def _message(row: dict[str, Any]) -> InboxMessage:
    return InboxMessage(
        id=read_id(row["id"]),
        kind=row["kind"],
        subject_kind=row["subject_kind"],
        subject_id=read_id(row["subject_id"]),
        facts=json.loads(row["facts"]),
        created_at=read_moment(row["created_at"]),
        read_at=read_moment(row["read_at"]) if row["read_at"] else None,
    )
