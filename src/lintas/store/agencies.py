"""Governments and their agencies, kept. Everybody with an account reads them."""

import json
from typing import Any
from uuid import UUID

from lintas.domain.agencies import Agency, AgencyId, AgencyKind, Regency, RegencyCode, RegencyKind
from lintas.domain.refusal import NotFound
from lintas.domain.venues import OpeningHours
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args, insert, update
from lintas.store.tables import AgencyRow, RegencyRow


async def find_regency(code: str, *, field: str = "regency") -> Regency:
    """One that is not retired.

    Raises:
        NotFound: naming `field`.
    """
    rows = await fetch("SELECT * FROM regency WHERE code = $1 AND retired_at IS NULL", code)
    if not rows:
        raise NotFound(field, code)
    return _regency(rows[0])


async def list_regencies(*, after: str = "", limit: int = 100) -> tuple[Regency, ...]:
    """By code, those behind `after`."""
    sql = "SELECT * FROM regency WHERE code > $1 AND retired_at IS NULL ORDER BY code LIMIT $2"
    return tuple(map(_regency, await fetch(sql, after, limit)))


async def count_regencies_coded(code: str) -> int:
    """None or one; a retired one counts, for its code stays taken."""
    return int((await fetch("SELECT count(*) AS n FROM regency WHERE code = $1", code))[0]["n"])


async def add_regency(regency: Regency) -> None:
    await insert(
        RegencyRow,
        {
            "code": regency.code,
            "name": regency.name,
            "kind": regency.kind.value,
            "province": regency.province,
            "timezone": regency.timezone,
        },
    )


async def save_regency(regency: Regency) -> None:
    values = {
        "name": regency.name,
        "kind": regency.kind.value,
        "province": regency.province,
        "timezone": regency.timezone,
    }
    await update(RegencyRow, regency.code, values)


async def find_agency(agency_id: UUID, *, field: str = "agency_id") -> Agency:
    """One that is not retired.

    Raises:
        NotFound: naming `field`.
    """
    rows = await fetch("SELECT * FROM agency WHERE id = $1 AND retired_at IS NULL", agency_id)
    if not rows:
        raise NotFound(field, agency_id)
    return _agency(rows[0])


async def find_any_agency(agency_id: AgencyId) -> Agency:
    """For steps that act on what another query already found: sees retired ones too."""
    return _agency((await fetch("SELECT * FROM agency WHERE id = $1", agency_id))[0])


async def list_agencies(
    *, regency: str | None = None, after: UUID | None = None, limit: int = 100
) -> tuple[Agency, ...]:
    """In the order of registering, those behind `after`; of one keeper, or of all."""
    args = Args()
    where = "retired_at IS NULL"
    if regency is not None:
        where += f" AND keeper = {args.put(regency)}"
    if after is not None:
        where += f" AND id > {args.put(after)}"
    sql = f"SELECT * FROM agency WHERE {where} ORDER BY id LIMIT {args.put(limit)}"
    return tuple(map(_agency, await fetch(sql, *args)))


async def add_agency(agency: Agency) -> None:
    await insert(AgencyRow, {"id": agency.id, **_agency_values(agency)})


async def save_agency(agency: Agency) -> None:
    await update(AgencyRow, agency.id, _agency_values(agency))


def _agency_values(agency: Agency) -> dict[str, object]:
    hours = agency.working_hours
    return {
        "name": agency.name,
        "short_name": agency.short_name,
        "kind": agency.kind.value,
        "regency": agency.regency,
        "keeper": agency.keeper,
        "is_example": agency.is_example,
        "working_hours": json.dumps(hours.render()) if hours else "",
        "weekly_jp": agency.weekly_jp,
        "budget_cutoff": agency.budget_cutoff,
        "severities": json.dumps(dict(agency.severities)),
    }


def _regency(row: dict[str, Any]) -> Regency:
    return Regency(
        RegencyCode(row["code"]),
        row["name"],
        RegencyKind(row["kind"]),
        row["province"],
        row["timezone"],
    )


def _agency(row: dict[str, Any]) -> Agency:
    hours = row["working_hours"]
    return Agency(
        id=AgencyId(read_id(row["id"])),
        name=row["name"],
        short_name=row["short_name"],
        kind=AgencyKind(row["kind"]),
        regency=row["regency"],
        keeper=row["keeper"],
        is_example=bool(row["is_example"]),
        severities=json.loads(row["severities"]),
        working_hours=OpeningHours.parse(json.loads(hours)) if hours else None,
        weekly_jp=row["weekly_jp"],
        budget_cutoff=row["budget_cutoff"],
    )
