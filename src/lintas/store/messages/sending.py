"""Messages on their way out: claimed under a lease, finished only by whoever holds it."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from lintas.domain.people import AccountId, PersonId
from lintas.store.engines import Postgres, current, fetch, read_id, read_moment
from lintas.store.outbox import Channel
from lintas.store.sql import Args

# Longer than any sending takes: what is claimed longer belonged to somebody who died.
LEASE = timedelta(seconds=60)

LONGEST_ERROR = 300


class MessageState(StrEnum):
    """`DEAD` was given up on, `CANCELLED` had become untrue or had nobody left to go to."""

    NEW = "new"
    SENDING = "sending"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Letter:
    """One claimed message, to an account or to a person without one.

    `attempts` counts this one too; `lease` names this very claim.
    """

    id: UUID
    kind: str
    subject_kind: str
    subject_id: UUID
    facts: Mapping[str, Any]
    account_id: AccountId | None
    person_id: PersonId | None
    attempts: int
    created_at: datetime
    lease: str

    @property
    def recipient(self) -> UUID:
        """Whom it goes to: one person's letters are sent one after the other."""
        found = self.account_id or self.person_id
        if found is None:
            raise LookupError(f"message {self.id} is addressed to nobody")
        return found


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a claimed message; `next_at` is when it is due again, if ever."""

    state: MessageState
    attempts: int
    error: str = ""
    next_at: datetime | None = None


async def has_due(channel: Channel, *, now: datetime) -> bool:
    """Whether claiming is worth taking the database's writer for."""
    sql = """
        SELECT 1 AS due FROM message WHERE channel = $1 AND (
            (state = 'new' AND next_at <= $2) OR (state = 'sending' AND lease_until <= $2))
        LIMIT 1
    """
    return bool(await fetch(sql, channel.value, now))


async def claim_letters(
    channel: Channel, *, worker: str, now: datetime, limit: int, besides: Iterable[UUID] = ()
) -> tuple[Letter, ...]:
    """Take what is due, oldest first, for `LEASE`; none to the recipients in `besides`.

    In a transaction. What others have claimed is passed over without waiting; what somebody
    claimed and never finished is due again.
    """
    await fetch(
        "UPDATE message SET state = 'new', next_at = $1, lease_by = '', lease_until = NULL"
        " WHERE state = 'sending' AND lease_until <= $1",
        now,
    )
    lease = f"{worker[:80]}/{secrets.token_hex(6)}"
    args = Args()
    args.extend((lease, now + LEASE, channel.value, now))
    recipients = tuple(besides)
    elsewhere = (
        f" AND coalesce(account, person) NOT IN {args.put_all(recipients)}" if recipients else ""
    )
    # SQLite has one writer at a time, so nobody's claim could be met.
    passing_over = "FOR UPDATE SKIP LOCKED" if isinstance(current(), Postgres) else ""
    sql = f"""
        WITH due (due_id) AS MATERIALIZED (
            SELECT id FROM message
            WHERE state = 'new' AND next_at <= $4 AND channel = $3{elsewhere}
            ORDER BY next_at, id LIMIT {args.put(limit)} {passing_over})
        UPDATE message SET state = 'sending', attempts = attempts + 1, lease_by = $1,
            lease_until = $2
        FROM due WHERE id = due_id
        RETURNING id, kind, subject_kind, subject_id, facts, account, person, attempts, created_at
    """
    return tuple(
        Letter(
            id=read_id(row["id"]),
            kind=row["kind"],
            subject_kind=row["subject_kind"],
            subject_id=read_id(row["subject_id"]),
            facts=json.loads(row["facts"]),
            account_id=AccountId(read_id(row["account"])) if row["account"] else None,
            person_id=PersonId(read_id(row["person"])) if row["person"] else None,
            attempts=row["attempts"],
            created_at=read_moment(row["created_at"]),
            lease=lease,
        )
        for row in sorted(await fetch(sql, *args), key=lambda row: str(row["id"]))
    )


async def save_outcome(letter: Letter, outcome: Outcome, *, now: datetime) -> bool:
    """Let go of a claimed message; False when the claim had run out and another has taken it."""
    sql = """
        UPDATE message SET state = $1, attempts = $2, last_error = $3, next_at = $4, done_at = $5,
            lease_by = '', lease_until = NULL
        WHERE id = $6 AND lease_by = $7 AND state = 'sending' RETURNING id
    """
    rows = await fetch(
        sql,
        outcome.state.value,
        outcome.attempts,
        outcome.error[:LONGEST_ERROR],
        outcome.next_at,
        now if outcome.state is MessageState.DONE else None,
        letter.id,
        letter.lease,
    )
    return bool(rows)


async def save_postponed(channel: Channel, *, now: datetime, until: datetime) -> None:
    """Nothing of this channel is due before `until`: what carries it is away."""
    await fetch(
        "UPDATE message SET next_at = $1 WHERE state = 'new' AND next_at <= $2 AND channel = $3",
        until,
        now,
        channel.value,
    )


async def save_unsendable(channel: Channel, reason: str, *, before: datetime) -> None:
    """Cancel what has waited since `before` for a channel that nothing carries."""
    await fetch(
        "UPDATE message SET state = 'cancelled', last_error = $1"
        " WHERE state = 'new' AND channel = $2 AND created_at <= $3",
        reason,
        channel.value,
        before,
    )


async def list_addresses(letters: Iterable[Letter]) -> dict[UUID, str]:
    """E-mail by recipient, as it is now; who left or has none is missing."""
    claimed = tuple(letters)
    args = Args()
    accounts = args.put_all(each.account_id for each in claimed if each.account_id)
    people = args.put_all(each.person_id for each in claimed if each.person_id)
    sql = f"""
        SELECT id, email FROM account
        WHERE id IN {accounts} AND disabled_at IS NULL AND email <> ''
        UNION ALL
        SELECT id, email FROM person
        WHERE id IN {people} AND retired_at IS NULL AND email <> ''
    """
    return {read_id(row["id"]): row["email"] for row in await fetch(sql, *args)}
