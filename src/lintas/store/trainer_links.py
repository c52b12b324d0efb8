"""Trainers' personal links, kept as hashes only."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.bookings import Session
from lintas.domain.people import AccountId, PersonId
from lintas.domain.refusal import NotFound, Refusal
from lintas.domain.secret import SECRET_LENGTH, hash_secret
from lintas.domain.teaching import TrainerLink, TrainerLinkId
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert
from lintas.store.tables import TrainerLinkRow


class LinkRevoked(Refusal):
    """It opened a trainer's page once."""


async def find_trainer_link_by_secret(secret: str) -> TrainerLink:
    """The one in force that holds this secret; whoever has the link sees it.

    Raises:
        NotFound: naming `link`; the secret isn't repeated.
        LinkRevoked: another took its place, it was taken back, or its trainer is retired.
    """
    rows = []
    if len(secret) == SECRET_LENGTH and secret.isascii():
        sql = """
            SELECT l.*, coalesce(l.ended_at, p.retired_at) AS gone_at
            FROM trainer_link l JOIN person p ON p.id = l.person WHERE l.secret_hash = $1
        """
        rows = await fetch(sql, hash_secret(secret))
    if not rows:
        raise NotFound("link", "…")
    if rows[0]["gone_at"]:
        raise LinkRevoked
    return _link(rows[0])


async def list_trainer_links(person_ids: Iterable[PersonId]) -> tuple[TrainerLink, ...]:
    """Those in force of these trainers, in no order. Sees all."""
    args = Args()
    where = f"person IN {args.put_all(person_ids)} AND ended_at IS NULL"
    return tuple(map(_link, await fetch(f"SELECT * FROM trainer_link WHERE {where}", *args)))


async def list_sessions_by_link(link: TrainerLink, *, since: datetime) -> tuple[Session, ...]:
    """While it is in force: meetings that it shows and that end after `since`, by time.

    Cancelled ones too.
    """
    return await _list_shown(link, "s.ends_at > $4", [since])


async def list_sessions_named_by_link(
    link: TrainerLink, session_ids: Collection[UUID]
) -> tuple[Session, ...]:
    """Those of the named that the link shows, over or not, by time.

    Raises:
        NotFound: naming `session_id`; it shows one of them not.
    """
    args = Args([link.person_id, link.keeper, link.id])
    found = await _list_shown(link, f"s.id IN {args.put_all(session_ids)}", args[3:])
    for session_id in set(session_ids) - {session.id for session in found}:
        raise NotFound("session_id", session_id)
    return found


async def add_trainer_link(link: TrainerLink, *, secret_hash: str, made_by: AccountId) -> None:
    await insert(
        TrainerLinkRow,
        {
            "id": link.id,
            "person": link.person_id,
            "keeper": link.keeper,
            "secret_hash": secret_hash,
            "made_by": made_by,
            "made_at": link.made_at,
        },
    )


async def save_trainer_links_ended(
    person_id: PersonId, keeper: RegencyCode, *, now: datetime
) -> int:
    """For good: the same secrets never come back. Answers how many were in force."""
    sql = """
        UPDATE trainer_link SET ended_at = $3
        WHERE person = $1 AND keeper = $2 AND ended_at IS NULL RETURNING id
    """
    return len(await fetch(sql, person_id, keeper, now))


async def _list_shown(link: TrainerLink, where: str, more: Sequence[Any]) -> tuple[Session, ...]:
    """The placeholders of `where` begin with $4."""
    sql = f"""
        SELECT s.id FROM session s JOIN booking b ON b.id = s.booking
        JOIN session_trainer t ON t.session = s.id JOIN person p ON p.id = t.person
        JOIN trainer_link l ON l.id = $3 AND l.ended_at IS NULL
        WHERE t.person = $1 AND (p.keeper = $2 OR b.keeper = $2) AND {where}
    """
    rows = await fetch(sql, link.person_id, link.keeper, link.id, *more)
    return await list_sessions_named([read_id(row["id"]) for row in rows])


def _link(row: dict[str, Any]) -> TrainerLink:
    return TrainerLink(
        TrainerLinkId(read_id(row["id"])),
        PersonId(read_id(row["person"])),
        RegencyCode(row["keeper"]),
        read_moment(row["made_at"]),
    )
