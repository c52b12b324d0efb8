"""Secret addresses of calendars, kept as hashes only."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.feeds import Feed, FeedId, FeedScope, FeedStyle
from lintas.domain.people import AccountId, Actor, Role
from lintas.domain.refusal import NotFound, Refusal
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, update
from lintas.store.tables import FeedRow

# Those who may revoke what their regency keeps.
_OFFICE = (Role.COORDINATOR, Role.VENUE_MANAGER, Role.TRAINER)


class FeedUnknown(Refusal):
    """No calendar has ever been at that address."""


async def find_feed_by_secret(secret_hash: str) -> Feed:
    """Whichever it is, revoked ones too. Sees all: the secret is the permission.

    People's own calendars end with them, and with the account that they opened them by.

    Raises:
        FeedUnknown
    """
    rows = await fetch(
        """
        SELECT f.*, coalesce(f.revoked_at, p.retired_at, a.disabled_at) AS gone_at FROM feed f
        LEFT JOIN person p ON p.id = f.subject_id AND f.scope IN ('person', 'trainer')
        LEFT JOIN account a ON a.id = f.account AND a.person = p.id
        WHERE f.secret_hash = $1
        """,
        secret_hash,
    )
    if not rows:
        raise FeedUnknown
    return _feed({**rows[0], "revoked_at": rows[0]["gone_at"]})


async def find_feed(feed_id: UUID, *, seen_by: Actor, field: str = "feed_id") -> Feed:
    """One that the actor opened, that is the actor's own, or that a regency of the actor's keeps.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"id = {args.put(feed_id)} AND {_visible(args, seen_by)}"
    rows = await fetch(f"SELECT * FROM feed WHERE {where}", *args)
    if not rows:
        raise NotFound(field, feed_id)
    return _feed(rows[0])


async def list_feeds(
    *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[Feed, ...]:
    """Those not revoked, in the order of opening, behind `after`."""
    args = Args()
    where = f"revoked_at IS NULL AND {_visible(args, seen_by)}"
    if after is not None:
        where += f" AND id > {args.put(after)}"
    sql = f"SELECT * FROM feed WHERE {where} ORDER BY id LIMIT {args.put(limit)}"
    return tuple(map(_feed, await fetch(sql, *args)))


async def list_feeds_named(feed_ids: Iterable[FeedId]) -> tuple[Feed, ...]:
    """In the order of opening, revoked ones too. Sees all."""
    args = Args()
    sql = f"SELECT * FROM feed WHERE id IN {args.put_all(feed_ids)} ORDER BY id"
    return tuple(map(_feed, await fetch(sql, *args)))


async def list_feeds_of(scope: FeedScope, subject_id: UUID) -> tuple[Feed, ...]:
    """Those not revoked, in the order of opening. Sees all."""
    sql = (
        "SELECT * FROM feed WHERE scope = $1 AND subject_id = $2 AND revoked_at IS NULL ORDER BY id"
    )
    return tuple(map(_feed, await fetch(sql, scope.value, subject_id)))


async def add_feed(feed: Feed, *, secret_hash: str) -> None:
    await insert(
        FeedRow,
        {
            "id": feed.id,
            "secret_hash": secret_hash,
            "scope": feed.scope.value,
            "subject_id": feed.subject_id,
            "label": feed.style.label,
            "language": feed.style.language,
            "alarm_minutes": feed.style.alarm_minutes,
            "show_cancelled": feed.style.show_cancelled,
            "show_tentative": feed.style.show_tentative,
            "keeper": feed.keeper,
            "account": feed.account_id,
            "created_at": feed.created_at,
        },
    )


async def save_revoked(feed_id: FeedId, *, now: datetime) -> None:
    """For good: the same secret never comes back."""
    await update(FeedRow, feed_id, {"revoked_at": now})


def _visible(args: Args, actor: Actor) -> str:
    if actor.is_operator:
        return "TRUE"
    home = args.put_all(sorted(actor.regencies(*_OFFICE)))
    own = f"scope IN ('person', 'trainer') AND subject_id = {args.put(actor.person_id)}"
    return f"(keeper IN {home} OR account = {args.put(actor.id)} OR ({own}))"


def _feed(row: dict[str, Any]) -> Feed:
    return Feed(
        id=FeedId(read_id(row["id"])),
        scope=FeedScope(row["scope"]),
        subject_id=read_id(row["subject_id"]),
        style=FeedStyle(
            row["label"],
            row["language"],
            row["alarm_minutes"],
            bool(row["show_cancelled"]),
            bool(row["show_tentative"]),
        ),
        keeper=row["keeper"],
        account_id=AccountId(read_id(row["account"])) if row["account"] else None,
        created_at=read_moment(row["created_at"]),
        revoked_at=read_moment(row["revoked_at"]) if row["revoked_at"] else None,
    )
