"""What was told of bookings and conflicts, and to whom, for whoever tells it by WhatsApp too."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.people import Actor
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody who was told; `phone` is E.164, empty when unknown."""

    name: str
    phone: str
    has_account: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One piece of news. `reached` are readers whom the asker may know by name, but the asker."""

    kind: str
    subject_id: UUID
    facts: Mapping[str, Any]
    at: datetime
    count: int
    reached: tuple[Reached, ...]


async def list_told(
    subject_ids: Iterable[UUID], kinds: Iterable[str], *, seen_by: Actor
) -> tuple[Told, ...]:
    """The latest news of these kinds on each of these subjects, newest first.

    Where it tells some of less than others, as whoever was told most; but where to join only if
    somebody of the asker's side was told.
    For whoever sees the subjects already.
    """
    args = Args()
    sql = f"""
        SELECT m.kind, m.subject_id, m.facts, m.created_at, m.account, m.person,
            a.name AS account_name, a.phone AS account_phone, p.name, p.phone,
            CASE WHEN {_known(args, seen_by)} THEN 1 ELSE 0 END AS is_known,
            CASE WHEN m.account = {args.put(seen_by.id)} THEN 1 ELSE 0 END AS is_asker
        FROM message m LEFT JOIN account a ON a.id = m.account
        LEFT JOIN person p ON p.id = COALESCE(m.person, a.person)
        WHERE m.subject_id IN {args.put_all(subject_ids)} AND m.kind IN {args.put_all(kinds)}
        ORDER BY m.created_at DESC, length(m.facts) DESC, m.id
    """
    latest: dict[UUID, list[dict[str, Any]]] = {}
    for row in await fetch(sql, *args):
        rows = latest.setdefault(read_id(row["subject_id"]), [])
        if not rows or (rows[0]["created_at"], rows[0]["kind"]) == (row["created_at"], row["kind"]):
            rows.append(row)
    return tuple(map(_told, latest.values()))


def _known(args: Args, actor: Actor) -> str:
    """Whether the reader of `m` is on the actor's side, by `p`, the person, or by account."""
    if actor.is_operator:
        return "TRUE"
    home = args.put_all(sorted(actor.regencies()))
    return (
        f"p.keeper IN {home} OR EXISTS (SELECT 1 FROM membership k"
        f" WHERE k.account = m.account AND k.regency IN {home})"
    )


def _facts(rows: list[dict[str, Any]]) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(rows[0]["facts"])
    ours = (json.loads(row["facts"]) for row in rows if row["is_known"] or row["is_asker"])
    if "join" in facts and not any("join" in each for each in ours):
        del facts["join"]
    return facts


def _told(rows: list[dict[str, Any]]) -> Told:
    first = rows[0]
    # An inbox and an e-mail are two messages to one person.
    readers = {(row["account"], row["person"]): row for row in rows}
    return Told(
        kind=first["kind"],
        subject_id=read_id(first["subject_id"]),
        facts=_facts(rows),
        at=read_moment(first["created_at"]),
        count=len(readers),
        reached=tuple(
            Reached(
                row["name"] or row["account_name"] or "",
                row["phone"] or row["account_phone"] or "",
                has_account=row["account"] is not None,
            )
            for row in readers.values()
            if row["is_known"] and not row["is_asker"]
        ),
    )
