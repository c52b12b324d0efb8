"""What governments added to their agreements, kept."""

import json
from typing import Any
from uuid import UUID

from lintas.domain.addenda import Addendum, AddendumId
from lintas.domain.agencies import (
    AgreementId,
    AgreementState,
    Quota,
    QuotaPeriod,
    QuotaUnit,
    RegencyCode,
    VenueId,
)
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_day, read_id
from lintas.store.sql import insert, update
from lintas.store.tables import AddendumRow


async def find_addendum(addendum_id: UUID, agreement_id: UUID) -> Addendum:
    """One of that agreement, which the caller has found already.

    Raises:
        NotFound: naming `addendum_id`.
    """
    sql = "SELECT * FROM addendum WHERE id = $1 AND agreement = $2"
    rows = await fetch(sql, addendum_id, agreement_id)
    if not rows:
        raise NotFound("addendum_id", addendum_id)
    return _addendum(rows[0])


async def list_addenda(agreement_id: UUID) -> tuple[Addendum, ...]:
    """Of one agreement, which the caller has found already; in the order of offering."""
    rows = await fetch("SELECT * FROM addendum WHERE agreement = $1 ORDER BY id", agreement_id)
    return tuple(map(_addendum, rows))


async def add_addendum(addendum: Addendum) -> None:
    values = {"id": addendum.id, "agreement": addendum.agreement_id}
    await insert(AddendumRow, {**values, **_values(addendum)})


async def save_addendum(addendum: Addendum) -> None:
    await update(AddendumRow, addendum.id, _values(addendum))


def _values(addendum: Addendum) -> dict[str, object]:
    venues, quotas = addendum.venue_ids, addendum.quotas
    return {
        "number": addendum.number,
        "dated": addendum.dated,
        "summary": addendum.summary,
        "valid_until": addendum.valid_until,
        "venues": None if venues is None else json.dumps([str(each) for each in venues]),
        "quotas": None if quotas is None else json.dumps([_plain(each) for each in quotas]),
        "state": addendum.state.value,
        "offered_by": addendum.offered_by,
    }


def _plain(quota: Quota) -> list[object]:
    unit, period = quota.unit.value, quota.period.value
    return [quota.lender, quota.borrower, unit, quota.amount, period]


def _addendum(row: dict[str, Any]) -> Addendum:
    venues, quotas = row["venues"], row["quotas"]
    return Addendum(
        id=AddendumId(read_id(row["id"])),
        agreement_id=AgreementId(read_id(row["agreement"])),
        number=row["number"],
        dated=read_day(row["dated"]),
        summary=row["summary"],
        state=AgreementState(row["state"]),
        valid_until=read_day(row["valid_until"]) if row["valid_until"] else None,
        venue_ids=None
        if venues is None
        else tuple(VenueId(UUID(each)) for each in json.loads(venues)),
        quotas=None if quotas is None else tuple(map(_quota, json.loads(quotas))),
        offered_by=row["offered_by"],
    )


def _quota(plain: list[Any]) -> Quota:
    lender, borrower, unit, amount, period = plain
    return Quota(
        RegencyCode(lender), RegencyCode(borrower), QuotaUnit(unit), amount, QuotaPeriod(period)
    )
