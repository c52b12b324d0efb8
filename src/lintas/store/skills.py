"""What trainers can, and when they are away; kept."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.people import PersonId
from lintas.domain.refusal import NotFound
from lintas.domain.teaching import Absence, AbsenceId, Qualification, QualificationId
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch, read_day, read_id, read_moment
from lintas.store.sql import Args, insert, update
from lintas.store.tables import AbsenceRow, QualificationRow


async def find_qualification(qualification_id: UUID) -> Qualification:
    """For whoever keeps the person. Raises NotFound."""
    rows = await fetch("SELECT * FROM qualification WHERE id = $1", qualification_id)
    if not rows:
        raise NotFound("qualification_id", qualification_id)
    return _qualification(rows[0])


async def list_qualifications(person_ids: Iterable[PersonId]) -> tuple[Qualification, ...]:
    """In the order of recording. For judging: sees all."""
    args = Args()
    sql = f"SELECT * FROM qualification WHERE person IN {args.put_all(person_ids)} ORDER BY id"
    return tuple(map(_qualification, await fetch(sql, *args)))


async def add_qualification(qualification: Qualification) -> None:
    row = {
        "id": qualification.id,
        "person": qualification.person_id,
        "field": qualification.field,
        "level": qualification.level,
        "certificate": qualification.certificate,
        "valid_until": qualification.valid_until,
    }
    await insert(QualificationRow, row)


async def save_qualification(qualification: Qualification) -> None:
    values = {
        "field": qualification.field,
        "level": qualification.level,
        "certificate": qualification.certificate,
        "valid_until": qualification.valid_until,
    }
    await update(QualificationRow, qualification.id, values)


async def remove_qualification(qualification_id: QualificationId) -> None:
    await fetch("DELETE FROM qualification WHERE id = $1", qualification_id)


async def find_absence(absence_id: UUID) -> Absence:
    """For whoever keeps the person. Raises NotFound."""
    rows = await fetch("SELECT * FROM absence WHERE id = $1", absence_id)
    if not rows:
        raise NotFound("absence_id", absence_id)
    return _absence(rows[0])


async def list_absences(
    person_ids: Iterable[PersonId], *, since: datetime, until: datetime | None = None
) -> tuple[Absence, ...]:
    """Those that end after `since` and begin before `until`, earliest first. Sees all."""
    args = Args()
    where = f"person IN {args.put_all(person_ids)} AND ends_at > {args.put(since)}"
    if until is not None:
        where += f" AND starts_at < {args.put(until)}"
    sql = f"SELECT * FROM absence WHERE {where} ORDER BY starts_at, id"
    return tuple(map(_absence, await fetch(sql, *args)))


async def add_absence(absence: Absence) -> None:
    row = {
        "id": absence.id,
        "person": absence.person_id,
        "starts_at": absence.span.start,
        "ends_at": absence.span.end,
        "reason": absence.reason,
    }
    await insert(AbsenceRow, row)


async def save_absence(absence: Absence) -> None:
    values = {
        "starts_at": absence.span.start,
        "ends_at": absence.span.end,
        "reason": absence.reason,
    }
    await update(AbsenceRow, absence.id, values)


async def remove_absence(absence_id: AbsenceId) -> None:
    await fetch("DELETE FROM absence WHERE id = $1", absence_id)


def _qualification(row: dict[str, Any]) -> Qualification:
    return Qualification(
        id=QualificationId(read_id(row["id"])),
        person_id=PersonId(read_id(row["person"])),
        field=row["field"],
        level=row["level"],
        certificate=row["certificate"],
        valid_until=read_day(row["valid_until"]) if row["valid_until"] else None,
    )


def _absence(row: dict[str, Any]) -> Absence:
    return Absence(
        id=AbsenceId(read_id(row["id"])),
        person_id=PersonId(read_id(row["person"])),
        span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        reason=row["reason"],
    )
