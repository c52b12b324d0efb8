"""What could not be delivered, for those who can tell the people themselves; and how much waits."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.people import Actor, Role
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.messages.sending import MessageState
from lintas.store.outbox import Channel
from lintas.store.sql import Args

_DESK = (Role.COORDINATOR, Role.VENUE_MANAGER)


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A message that was given up on; `name` is whom it was for, `error` what the server said."""

    id: UUID
    kind: str
    facts: Mapping[str, Any]
    name: str
    state: MessageState
    attempts: int
    error: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """How a channel stands. `oldest_untried` grows old when nothing carries messages away."""

    count: int
    dead: int
    oldest_untried: datetime | None


_SELECT = """
    SELECT m.*, coalesce(a.name, p.name) AS name FROM message m
    LEFT JOIN account a ON a.id = m.account LEFT JOIN person p ON p.id = m.person
"""


def _known(args: Args, actor: Actor) -> str:
    """A condition on `m` and `p`: the recipient is one of the actor's own regency's people."""
    if actor.is_operator:
        return "TRUE"
    home = args.put_all(sorted(actor.regencies(*_DESK)))
    return (
        f"(p.keeper IN {home} OR EXISTS"
        f" (SELECT 1 FROM membership w WHERE w.account = m.account AND w.regency IN {home}))"
    )


async def list_undelivered(
    *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[Undelivered, ...]:
    """Dead messages to people of the actor's desk's regencies, newest first, behind `after`."""
    args = Args()
    where = f"m.state = 'dead' AND {_known(args, seen_by)}"
    if after is not None:
        where += f" AND m.id < {args.put(after)}"
    rows = await fetch(f"{_SELECT} WHERE {where} ORDER BY m.id DESC LIMIT {args.put(limit)}", *args)
    return tuple(map(_undelivered, rows))


async def find_outgoing(message_id: UUID, *, seen_by: Actor) -> Undelivered:
    """A message of any state that goes out to one of the actor's desk's people.

    Raises:
        NotFound: naming `message_id`.
    """
    args = Args()
    where = f"m.channel <> 'inapp' AND m.id = {args.put(message_id)} AND {_known(args, seen_by)}"
    rows = await fetch(f"{_SELECT} WHERE {where}", *args)
    if not rows:
        raise NotFound("message_id", message_id)
    return _undelivered(rows[0])


async def save_due_again(message_id: UUID, *, now: datetime) -> bool:
    """Let a dead message have all its tries anew; False when it isn't dead any more."""
    sql = """
        UPDATE message SET state = 'new', attempts = 0, next_at = $1, last_error = ''
        WHERE id = $2 AND state = 'dead' RETURNING id
    """
    return bool(await fetch(sql, now, message_id))


async def count_waiting(channel: Channel) -> Waiting:
    sql = """
        SELECT count(*) AS waiting, min(CASE WHEN attempts = 0 THEN created_at END) AS oldest,
            (SELECT count(*) FROM message WHERE state = 'dead' AND channel = $1) AS dead
        FROM message WHERE state IN ('new', 'sending') AND channel = $1
    """
    row = (await fetch(sql, channel.value))[0]
    oldest = read_moment(row["oldest"]) if row["oldest"] else None
    return Waiting(row["waiting"], row["dead"], oldest)


def _undelivered(row: dict[str, Any]) -> Undelivered:
    return Undelivered(
        id=read_id(row["id"]),
        kind=row["kind"],
        facts=json.loads(row["facts"]),
        name=row["name"] or "",
        state=MessageState(row["state"]),
        attempts=row["attempts"],
        error=row["last_error"],
        created_at=read_moment(row["created_at"]),
    )
