"""The catalogue of programs that every account of every government reads: public facts only."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import Actor
from lintas.domain.programs import Category, ProgramId
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_id
from lintas.store.sharing.offers import shared_with
from lintas.store.sql import Args


@dataclass(frozen=True, slots=True)
class Listed:
    """A program as everybody may know it; `adopted` counts the governments that took it on."""

    id: ProgramId
    title: str
    field: str
    category: Category
    keeper: RegencyCode | None
    agency_name: str
    jp_total: int | None
    min_participants: int | None
    max_participants: int | None
    adopted_from: ProgramId | None
    adopted: int
    is_example: bool


_SELECT = """
    SELECT p.*, a.name AS agency_name,
        (SELECT count(*) FROM program_offer t WHERE t.program = p.id AND t.state = 'adopted') AS n
    FROM program p JOIN agency a ON a.id = p.agency
"""


async def list_catalogue(
    category: Category | None = None, *, after: UUID | None = None, limit: int = 100
) -> tuple[Listed, ...]:
    """Every program that its keepers listed, of one category or of all, as registered."""
    args = Args()
    where = "p.retired_at IS NULL AND p.category <> ''"
    if category:
        where += f" AND p.category = {args.put(category.value)}"
    if after is not None:
        where += f" AND p.id > {args.put(after)}"
    sql = f"{_SELECT} WHERE {where} ORDER BY p.id LIMIT {args.put(limit)}"
    return tuple(map(_listed, await fetch(sql, *args)))


async def find_listed(program_id: UUID, *, seen_by: Actor, field: str = "program_id") -> Listed:
    """One of the catalogue, or one that the actor's side keeps or shares.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"p.id = {args.put(program_id)} AND p.retired_at IS NULL"
    where += f" AND (p.category <> '' OR ({shared_with(args, seen_by)}))"
    rows = await fetch(f"{_SELECT} WHERE {where}", *args)
    if not rows:
        raise NotFound(field, program_id)
    return _listed(rows[0])


def _listed(row: dict[str, Any]) -> Listed:
    return Listed(
        id=ProgramId(read_id(row["id"])),
        title=row["title"],
        field=row["field"],
        category=Category(row["category"]),
        keeper=row["keeper"],
        agency_name=row["agency_name"],
        jp_total=row["jp_total"],
        min_participants=row["min_participants"],
        max_participants=row["max_participants"],
        adopted_from=ProgramId(read_id(row["adopted_from"])) if row["adopted_from"] else None,
        adopted=int(row["n"]),
        is_example=bool(row["is_example"]),
    )
