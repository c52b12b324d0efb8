"""People who may stand in front of a class, and who has asked them to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.bookings import SessionId
from lintas.domain.people import Actor, PersonId, Role
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args


@dataclass(frozen=True, slots=True)
class AskedTrainer:
    """A trainer as the regency that asks may know one; `phone` is empty but to the own side."""

    id: PersonId
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """Sessions, earliest first, to which a trainer has not said yes or no; `keeper` asks."""

    keeper: RegencyCode
    trainer: AskedTrainer
    session_ids: tuple[SessionId, ...]


async def list_teachers(*, seen_by: Actor, limit: int = 40) -> tuple[tuple[PersonId, str], ...]:
    """(id, name) of those on the actor's side who teach or work for an agency, by name.

    Participants, who mostly do neither, are left out.
    """
    args = Args()
    where = "p.retired_at IS NULL"
    if not seen_by.is_operator:
        home = args.put_all(sorted(seen_by.regencies()))
        where += f" AND (p.keeper IN {home} OR p.id = {args.put(seen_by.person_id)})"
    sql = f"""
        SELECT p.id, p.name FROM person p WHERE {where} AND (p.agency IS NOT NULL
            OR p.id = {args.put(seen_by.person_id)}
            OR EXISTS (SELECT 1 FROM session_trainer t WHERE t.person = p.id))
        ORDER BY p.name, p.id LIMIT {args.put(limit)}
    """
    return tuple((PersonId(read_id(row["id"])), row["name"]) for row in await fetch(sql, *args))


async def find_asked_trainer(
    person_id: UUID, keeper: RegencyCode, *, now: datetime
) -> AskedTrainer:
    """Somebody whom a regency keeps, or has asked to teach what is not over. Sees all.

    Raises:
        NotFound: naming `person_id`.
    """
    sql = """
        SELECT p.id, p.name, CASE WHEN p.keeper = $1 THEN p.phone ELSE '' END AS phone
        FROM person p WHERE p.id = $2 AND p.retired_at IS NULL AND (p.keeper = $1 OR EXISTS (
            SELECT 1 FROM session_trainer t JOIN session s ON s.id = t.session
            JOIN booking b ON b.id = s.booking
            WHERE t.person = p.id AND b.keeper = $1 AND s.ends_at > $3
                AND s.decision IN ('requested', 'approved')))
    """
    rows = await fetch(sql, keeper, person_id, now)
    if not rows:
        raise NotFound("person_id", person_id)
    return _trainer(rows[0])


async def find_trainer_name(person_id: PersonId) -> str:
    """For whoever came by that trainer's own link: sees all."""
    (row,) = await fetch("SELECT name FROM person WHERE id = $1", person_id)
    return str(row["name"])


async def list_unanswered(
    *, seen_by: Actor, now: datetime, limit: int = 500
) -> tuple[Unanswered, ...]:
    """What coordinators of the asking side wait for, by asker and trainer, most urgent first.

    Of the next `limit` sessions that are not over, undecided ones too.
    """
    args = Args()
    home = sorted(seen_by.regencies(Role.COORDINATOR))
    asked = "b.keeper IS NOT NULL" if seen_by.is_operator else f"b.keeper IN {args.put_all(home)}"
    sql = f"""
        SELECT p.id, p.name, CASE WHEN p.keeper = b.keeper THEN p.phone ELSE '' END AS phone,
            b.keeper AS asker, s.id AS session
        FROM session_trainer t JOIN person p ON p.id = t.person JOIN session s ON s.id = t.session
        JOIN booking b ON b.id = s.booking
        WHERE t.answer = 'asked' AND s.decision IN ('requested', 'approved')
            AND s.ends_at > {args.put(now)} AND {asked} AND p.retired_at IS NULL
            AND NOT (s.decision = 'requested' AND b.hold_until <= {args.put(now)})
        ORDER BY s.starts_at, s.id, p.id LIMIT {args.put(limit)}
    """
    found: dict[tuple[str, UUID], list[dict[str, Any]]] = {}
    for row in await fetch(sql, *args):
        found.setdefault((row["asker"], read_id(row["id"])), []).append(row)
    return tuple(
        Unanswered(
            RegencyCode(asker),
            _trainer(rows[0]),
            tuple(SessionId(read_id(row["session"])) for row in rows),
        )
        for (asker, _), rows in found.items()
    )


def _trainer(row: Mapping[str, Any]) -> AskedTrainer:
    return AskedTrainer(PersonId(read_id(row["id"])), row["name"], row["phone"])
