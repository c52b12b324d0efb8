"""Batches (angkatan), kept."""

from typing import Any
from uuid import UUID

from lintas.domain.people import Actor
from lintas.domain.programs import Batch, BatchId, ProgramId
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_id
from lintas.store.programs.templates import kept_by
from lintas.store.sql import Args, insert, update
from lintas.store.tables import BatchRow

# A batch without a title of its own bears its program's and its number.
_SELECT = """
    SELECT t.*, p.title AS program_title, p.for_civil_servants
    FROM batch t JOIN program p ON p.id = t.program
"""


async def find_batch(batch_id: UUID, *, seen_by: Actor, field: str = "batch_id") -> Batch:
    """One that a regency of the actor's keeps.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"t.id = {args.put(batch_id)} AND {kept_by(args, seen_by, table='t')}"
    rows = await fetch(f"{_SELECT} WHERE {where}", *args)
    if not rows:
        raise NotFound(field, batch_id)
    return _batch(rows[0])


async def find_any_batch(batch_id: BatchId) -> Batch:
    """For steps that act on what another query already found: sees all."""
    return _batch((await fetch(f"{_SELECT} WHERE t.id = $1", batch_id))[0])


async def list_batches(
    *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[Batch, ...]:
    """In the order of registering, behind `after`."""
    args = Args()
    where = kept_by(args, seen_by, table="t")
    if after is not None:
        where += f" AND t.id > {args.put(after)}"
    sql = f"{_SELECT} WHERE {where} ORDER BY t.id LIMIT {args.put(limit)}"
    return tuple(map(_batch, await fetch(sql, *args)))


async def count_batches_numbered(program_id: ProgramId, number: int) -> int:
    sql = "SELECT count(*) AS n FROM batch WHERE program = $1 AND number = $2"
    return int((await fetch(sql, program_id, number))[0]["n"])


async def add_batch(batch: Batch, *, title: str) -> None:
    """`title` as it was given, empty when the batch bears its program's."""
    await insert(BatchRow, {"id": batch.id, "program": batch.program_id, **_values(batch, title)})


async def save_batch(batch: Batch, *, title: str) -> None:
    """`title` as for `add_batch`."""
    await update(BatchRow, batch.id, _values(batch, title))


def batch_title(row: dict[str, Any]) -> str:
    """Its own, or its program's with its number."""
    return str(row["title"] or f"{row['program_title']} Angkatan {row['number']}")


def _values(batch: Batch, title: str) -> dict[str, object]:
    return {
        "keeper": batch.keeper,
        "number": batch.number,
        "title": title,
        "bring": batch.bring,
        "contact": batch.contact,
    }


def _batch(row: dict[str, Any]) -> Batch:
    return Batch(
        id=BatchId(read_id(row["id"])),
        program_id=ProgramId(read_id(row["program"])),
        keeper=row["keeper"],
        number=row["number"],
        title=batch_title(row),
        bring=row["bring"],
        contact=row["contact"],
        for_civil_servants=bool(row["for_civil_servants"]),
    )
