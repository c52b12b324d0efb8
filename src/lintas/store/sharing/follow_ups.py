"""What agencies did about programs, kept."""

from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgencyId
from lintas.domain.people import AccountId, Actor
from lintas.domain.programs import BatchId, ProgramId
from lintas.domain.refusal import NotFound
from lintas.domain.sharing import FollowUp, FollowUpId
from lintas.store.engines import fetch, read_day, read_id, read_moment
from lintas.store.sharing.offers import shared_with
from lintas.store.sql import Args, insert, update
from lintas.store.tables import FollowUpRow

_SELECT = """
    SELECT u.*, a.name AS agency_name FROM follow_up u
    JOIN program p ON p.id = u.program JOIN agency a ON a.id = u.agency
"""


async def find_follow_up(
    follow_up_id: UUID, *, seen_by: Actor, field: str = "follow_up_id"
) -> FollowUp:
    """One about a program that the actor's side keeps or shares.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"u.id = {args.put(follow_up_id)} AND {shared_with(args, seen_by)}"
    rows = await fetch(f"{_SELECT} WHERE {where}", *args)
    if not rows:
        raise NotFound(field, follow_up_id)
    return _follow_up(rows[0])


async def list_follow_ups(
    program_id: UUID, *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[FollowUp, ...]:
    """About a program and those adopted from it, as far as the actor's side shares them."""
    args = Args()
    program = args.put(program_id)
    where = f"(p.id = {program} OR p.adopted_from = {program}) AND {shared_with(args, seen_by)}"
    if after is not None:
        where += f" AND u.id > {args.put(after)}"
    sql = f"{_SELECT} WHERE {where} ORDER BY u.id LIMIT {args.put(limit)}"
    return tuple(map(_follow_up, await fetch(sql, *args)))


async def add_follow_up(each: FollowUp) -> None:
    fixed = {"id": each.id, "program": each.program_id, "keeper": each.keeper}
    await insert(
        FollowUpRow, {**fixed, **_values(each), "made_by": each.made_by, "made_at": each.made_at}
    )


async def save_follow_up(each: FollowUp) -> None:
    await update(FollowUpRow, each.id, _values(each))


def _values(each: FollowUp) -> dict[str, object]:
    return {
        "batch": each.batch_id,
        "agency": each.agency_id,
        "day": each.day,
        "source": each.source,
        "note": each.note,
        "result": each.result,
    }


def _follow_up(row: dict[str, Any]) -> FollowUp:
    return FollowUp(
        id=FollowUpId(read_id(row["id"])),
        program_id=ProgramId(read_id(row["program"])),
        agency_id=AgencyId(read_id(row["agency"])),
        keeper=row["keeper"],
        day=read_day(row["day"]),
        source=row["source"],
        made_by=AccountId(read_id(row["made_by"])),
        made_at=read_moment(row["made_at"]),
        batch_id=BatchId(read_id(row["batch"])) if row["batch"] else None,
        note=row["note"],
        result=row["result"],
        agency_name=row["agency_name"],
    )
