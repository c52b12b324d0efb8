"""Programs, kept."""

import json
from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode
from lintas.domain.people import Actor
from lintas.domain.programs import Category, Program, ProgramId
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args, insert, update
from lintas.store.tables import ProgramRow


async def find_program(program_id: UUID, *, seen_by: Actor, field: str = "program_id") -> Program:
    """One that a regency of the actor's keeps.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"id = {args.put(program_id)} AND {kept_by(args, seen_by)}"
    rows = await fetch(f"SELECT * FROM program WHERE {where}", *args)
    if not rows:
        raise NotFound(field, program_id)
    return read_program(rows[0])


async def find_any_program(program_id: ProgramId) -> Program:
    """For steps that act on what another query already found: sees all."""
    return read_program((await fetch("SELECT * FROM program WHERE id = $1", program_id))[0])


async def list_programs(
    *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[Program, ...]:
    """In the order of registering, behind `after`."""
    args = Args()
    where = kept_by(args, seen_by)
    if after is not None:
        where += f" AND id > {args.put(after)}"
    sql = f"SELECT * FROM program WHERE {where} ORDER BY id LIMIT {args.put(limit)}"
    return tuple(map(read_program, await fetch(sql, *args)))


async def add_program(program: Program) -> None:
    await insert(ProgramRow, {"id": program.id, **_values(program)})


async def save_program(program: Program) -> None:
    await update(ProgramRow, program.id, _values(program))


def kept_by(args: Args, actor: Actor, *, table: str = "") -> str:
    """A condition: not retired, and kept by a regency of the actor's."""
    prefix = f"{table}." if table else ""
    where = f"{prefix}retired_at IS NULL"
    if actor.is_operator:
        return where
    return f"{where} AND {prefix}keeper IN {args.put_all(sorted(actor.regencies()))}"


def _values(program: Program) -> dict[str, object]:
    return {
        "agency": program.agency_id,
        "keeper": program.keeper,
        "title": program.title,
        "field": program.field,
        "jp_minutes": program.jp_minutes,
        "jp_total": program.jp_total,
        "min_participants": program.min_participants,
        "max_participants": program.max_participants,
        "for_civil_servants": program.for_civil_servants,
        "is_example": program.is_example,
        "level": program.level,
        "needs_nib": program.needs_nib,
        "min_age": program.min_age,
        "only_regency": program.only_regency,
        "equipment": json.dumps(dict(program.equipment)) if program.equipment else "",
        "category": program.category.value,
        "adopted_from": program.adopted_from,
    }


def read_program(row: dict[str, Any]) -> Program:
    return Program(
        id=ProgramId(read_id(row["id"])),
        agency_id=AgencyId(read_id(row["agency"])),
        keeper=row["keeper"],
        title=row["title"],
        field=row["field"],
        jp_minutes=row["jp_minutes"],
        jp_total=row["jp_total"],
        min_participants=row["min_participants"],
        max_participants=row["max_participants"],
        for_civil_servants=bool(row["for_civil_servants"]),
        is_example=bool(row["is_example"]),
        level=row["level"],
        needs_nib=bool(row["needs_nib"]),
        min_age=row["min_age"],
        only_regency=RegencyCode(row["only_regency"]) if row["only_regency"] else None,
        equipment=json.loads(row["equipment"]) if row["equipment"] else {},
        category=Category(row["category"]),
        adopted_from=ProgramId(read_id(row["adopted_from"])) if row["adopted_from"] else None,
    )
