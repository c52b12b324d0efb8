"""Who is enrolled, and what opens their pages; kept."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgencyId
from lintas.domain.people import Actor, Person, PersonId, Role
from lintas.domain.programs import BatchId, Enrolment, EnrolmentId
from lintas.domain.refusal import NotFound
from lintas.domain.secret import SECRET_LENGTH, hash_secret
from lintas.store.engines import execute_many, fetch, read_id, read_moment
from lintas.store.people import read_nik
from lintas.store.sql import Args, update
from lintas.store.tables import EnrolmentRow
from lintas.store.twins import twins_by_person

# Those who read who is enrolled in the batches that their regency keeps.
_READERS = (Role.COORDINATOR, Role.VENUE_MANAGER, Role.TRAINER, Role.AUDITOR)

_SELECT = """
    SELECT e.*, p.name, p.agency, p.keeper, p.email, p.phone, p.is_example,
        p.nik_hash, p.nik_last,
        CASE WHEN e.is_reserve THEN (SELECT count(*) FROM enrolment ahead
            WHERE ahead.batch = e.batch AND ahead.is_reserve AND ahead.left_at IS NULL
            AND ahead.turn <= e.turn) END AS reserve_number
    FROM enrolment e JOIN person p ON p.id = e.person JOIN batch t ON t.id = e.batch
"""


async def find_enrolment(
    enrolment_id: UUID, *, seen_by: Actor, field: str = "enrolment_id"
) -> Enrolment:
    """One that has not ended, in a batch of the actor's side or of a person of it.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"e.id = {args.put(enrolment_id)} AND {visible(args, seen_by)}"
    rows = await fetch(f"{_SELECT} WHERE {where}", *args)
    if not rows:
        raise NotFound(field, enrolment_id)
    return _enrolment(rows[0])


async def find_enrolment_by_secret(secret: str) -> Enrolment:
    """The one whose personal link holds this secret; whoever has the link sees it.

    Raises:
        NotFound: naming `link`; the secret isn't repeated.
    """
    rows = []
    if len(secret) == SECRET_LENGTH and secret.isascii():
        where = "e.secret_hash = $1 AND e.left_at IS NULL"
        rows = await fetch(f"{_SELECT} WHERE {where}", hash_secret(secret))
    if not rows:
        raise NotFound("link", "…")
    return _enrolment(rows[0])


async def list_enrolments(
    batch_id: UUID | None, *, seen_by: Actor, after: UUID | None = None, limit: int = 1000
) -> tuple[Enrolment, ...]:
    """Of one batch, or of all that the actor sees, in the order of enrolling, behind `after`."""
    args = Args()
    where = visible(args, seen_by)
    if batch_id is not None:
        where += f" AND e.batch = {args.put(batch_id)}"
    return await _list_behind(after, where, args, limit)


async def list_seated(
    batch_id: UUID, *, seen_by: Actor, after: UUID | None = None, limit: int = 1000
) -> tuple[Enrolment, ...]:
    """Who has a seat in a batch, in the order of enrolling, behind `after`."""
    args = Args()
    where = f"{visible(args, seen_by)} AND e.batch = {args.put(batch_id)} AND NOT e.is_reserve"
    return await _list_behind(after, where, args, limit)


async def list_enrolled(batch_id: UUID, person_ids: Iterable[PersonId]) -> frozenset[PersonId]:
    """Those of the named who are enrolled in a batch now, by the NIK also as another. Sees all."""
    args = Args()
    same = twins_by_person(args.put_all(person_ids))
    sql = f"""
        SELECT DISTINCT same.person FROM {same} AS same JOIN enrolment e ON e.person = same.twin
        WHERE e.batch = {args.put(batch_id)} AND e.left_at IS NULL
    """
    return frozenset(PersonId(read_id(row["person"])) for row in await fetch(sql, *args))


async def list_left(
    batch_id: UUID, person_ids: Iterable[PersonId]
) -> Mapping[PersonId, EnrolmentId]:
    """The ended enrolments of those of the named who have left a batch. Sees all."""
    args = Args()
    where = f"batch = {args.put(batch_id)} AND person IN {args.put_all(person_ids)}"
    sql = f"SELECT id, person FROM enrolment WHERE {where} AND left_at IS NOT NULL"
    return {
        PersonId(read_id(row["person"])): EnrolmentId(read_id(row["id"]))
        for row in await fetch(sql, *args)
    }


async def list_reserve(batch_id: UUID) -> tuple[Enrolment, ...]:
    """Who waits for a seat in a batch, in the order of moving up. Sees all."""
    where = "e.batch = $1 AND e.is_reserve AND e.left_at IS NULL"
    rows = await fetch(f"{_SELECT} WHERE {where} ORDER BY e.turn", batch_id)
    return tuple(map(_enrolment, rows))


async def list_any_seated(batch_id: UUID) -> tuple[Enrolment, ...]:
    """Who has a seat in a batch, in the order of enrolling. Sees all."""
    where = "e.batch = $1 AND NOT e.is_reserve AND e.left_at IS NULL"
    rows = await fetch(f"{_SELECT} WHERE {where} ORDER BY e.id", batch_id)
    return tuple(map(_enrolment, rows))


async def add_enrolments(enrolments: Sequence[tuple[Enrolment, str]]) -> None:
    """Each with the hash of its link's secret, in turn; one that has ended begins anew.

    They are all of one batch, whose lock is held: nobody else counts its turns meanwhile.
    """
    if not enrolments:
        return
    sql = "SELECT coalesce(max(turn), 0) AS last FROM enrolment WHERE batch = $1"
    last = int((await fetch(sql, enrolments[0][0].batch_id))[0]["last"])
    rows = [
        (
            each.id,
            each.batch_id,
            each.person.id,
            secret_hash,
            each.created_at,
            each.reserve_number is not None,
            turn,
        )
        for turn, (each, secret_hash) in enumerate(enrolments, last + 1)
    ]
    await execute_many(_ADD, rows)


async def save_seated(enrolment_ids: Iterable[EnrolmentId]) -> None:
    """They wait no longer: they have seats."""
    args = Args()
    ids = args.put_all(enrolment_ids)
    await fetch(f"UPDATE enrolment SET is_reserve = FALSE WHERE id IN {ids}", *args)


async def save_secret(enrolment_id: EnrolmentId, secret_hash: str) -> None:
    """Another link opens the page from now on; the one before opens nothing."""
    await update(EnrolmentRow, enrolment_id, {"secret_hash": secret_hash})


async def save_opened(enrolment_id: EnrolmentId, *, now: datetime) -> None:
    await update(EnrolmentRow, enrolment_id, {"opened_at": now})


async def remove_enrolment(enrolment_id: EnrolmentId, *, now: datetime) -> None:
    """End it; the row stays, for what was read stays known."""
    await update(EnrolmentRow, enrolment_id, {"left_at": now})


async def _list_behind(
    after: UUID | None, where: str, args: Args, limit: int
) -> tuple[Enrolment, ...]:
    if after is not None:
        where += f" AND e.id > {args.put(after)}"
    sql = f"{_SELECT} WHERE {where} ORDER BY e.id LIMIT {args.put(limit)}"
    return tuple(map(_enrolment, await fetch(sql, *args)))


def visible(args: Args, actor: Actor) -> str:
    """A condition on `e` and `t`, its batch: either the batch or the person is one's own side's."""
    if actor.is_operator:
        return "e.left_at IS NULL"
    home = args.put_all(sorted(actor.regencies(*_READERS)))
    own = f"e.person IN (SELECT id FROM person WHERE keeper IN {home})"
    return f"e.left_at IS NULL AND (t.keeper IN {home} OR {own})"


def _enrolment(row: dict[str, Any]) -> Enrolment:
    return Enrolment(
        id=EnrolmentId(read_id(row["id"])),
        batch_id=BatchId(read_id(row["batch"])),
        person=Person(
            id=PersonId(read_id(row["person"])),
            name=row["name"],
            agency_id=AgencyId(read_id(row["agency"])) if row["agency"] else None,
            keeper=row["keeper"],
            email=row["email"],
            phone=row["phone"],
            is_example=bool(row["is_example"]),
            nik=read_nik(row),
        ),
        created_at=read_moment(row["created_at"]),
        opened_at=read_moment(row["opened_at"]) if row["opened_at"] else None,
        reserve_number=row["reserve_number"],
    )


_ADD = """
    INSERT INTO enrolment (id, batch, person, secret_hash, created_at, is_reserve, turn)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (id) DO UPDATE SET secret_hash = excluded.secret_hash,
        created_at = excluded.created_at, opened_at = NULL, left_at = NULL,
        is_reserve = excluded.is_reserve, turn = excluded.turn
"""
