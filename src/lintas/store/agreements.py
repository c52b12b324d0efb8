"""What governments agreed, kept."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import (
    Agreement,
    AgreementId,
    AgreementKind,
    AgreementState,
    Balance,
    Cooperation,
    Quota,
    QuotaPeriod,
    QuotaUnit,
    RegencyCode,
    VenueId,
)
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_day, read_id
from lintas.store.sql import Args, insert, insert_many, update
from lintas.store.tables import (
    AgreementPartyRow,
    AgreementQuotaRow,
    AgreementRow,
    AgreementVenueRow,
)


async def find_agreement(
    agreement_id: UUID, *, seen_by: Actor, field: str = "agreement_id"
) -> Agreement:
    """One that a regency of the actor's is party to.

    Raises:
        NotFound: naming `field`.
    """
    found = await _list("a.id = $1", [agreement_id])
    for agreement in found:
        if seen_by.is_operator or seen_by.regencies() & set(agreement.parties):
            return agreement
    raise NotFound(field, agreement_id)


async def list_agreements(
    *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[Agreement, ...]:
    """Those that a regency of the actor's is party to, in the order of registering."""
    args = Args()
    where = "TRUE" if seen_by.is_operator else _party_to(args, seen_by.regencies())
    if after is not None:
        where += f" AND a.id > {args.put(after)}"
    return await _list(f"{where} ORDER BY a.id LIMIT {args.put(limit)}", args)


async def list_agreements_between(pairs: Iterable[RegencyCode]) -> tuple[Agreement, ...]:
    """Those in force to which any of these regencies is party. For judging: sees all."""
    args = Args()
    where = f"a.state = 'in_force' AND {_party_to(args, pairs)}"
    return await _list(where, args)


async def list_agreements_ending(*, after: date, until: date) -> tuple[Agreement, ...]:
    """Those in force that no longer hold on a day behind `after`, up to `until`. Sees all."""
    where = "a.state = 'in_force' AND a.valid_until > $1 AND a.valid_until <= $2 ORDER BY a.id"
    return await _list(where, [after, until])


async def add_agreement(agreement: Agreement, *, now: datetime) -> None:
    await insert(AgreementRow, {"id": agreement.id, **_values(agreement)})
    await _add_details(agreement, now=now)


async def save_agreement(agreement: Agreement, *, now: datetime) -> None:
    await update(AgreementRow, agreement.id, _values(agreement))
    for table in ("agreement_party", "agreement_venue", "agreement_quota"):
        await fetch(f"DELETE FROM {table} WHERE agreement = $1", agreement.id)
    await _add_details(agreement, now=now)


async def _add_details(agreement: Agreement, *, now: datetime) -> None:
    key = {"agreement": agreement.id}
    parties = [{"id": new_id(now), **key, "regency": party} for party in agreement.parties]
    await insert_many(AgreementPartyRow, parties)
    venues = [{"id": new_id(now), **key, "venue": venue} for venue in agreement.venue_ids]
    await insert_many(AgreementVenueRow, venues)
    quotas = [
        {
            "id": new_id(now),
            **key,
            "lender": quota.lender,
            "borrower": quota.borrower,
            "unit": quota.unit.value,
            "amount": quota.amount,
            "period": quota.period.value,
        }
        for quota in agreement.quotas
    ]
    await insert_many(AgreementQuotaRow, quotas)


def _party_to(args: Args, regencies: Iterable[RegencyCode]) -> str:
    codes = args.put_all(sorted(regencies))
    return f"a.id IN (SELECT agreement FROM agreement_party WHERE regency IN {codes})"


def _values(agreement: Agreement) -> dict[str, object]:
    return {
        "kind": agreement.kind.value,
        "number": agreement.number,
        "title": agreement.title,
        "valid_from": agreement.valid_from,
        "valid_until": agreement.valid_until,
        "scope": agreement.scope,
        "state": agreement.state.value,
        "offered_by": agreement.offered_by,
        "is_example": agreement.is_example,
        "version": agreement.version,
        "umbrella": agreement.umbrella_id,
        "cooperation": agreement.cooperation.value,
        "severities": json.dumps(dict(agreement.severities)),
        "balance_ratio": agreement.balance.ratio if agreement.balance else None,
        "balance_beyond": agreement.balance.beyond if agreement.balance else None,
    }


async def _list(where: str, args: list[Any]) -> tuple[Agreement, ...]:
    rows = await fetch(f"SELECT a.* FROM agreement a WHERE {where}", *args)
    keys = Args()
    ids = keys.put_all(row["id"] for row in rows)
    if not keys:
        return ()
    # The parts of an agreement in one statement: each asked for alone costs as much as all.
    parts: defaultdict[tuple[str, UUID], list[dict[str, Any]]] = defaultdict(list)
    for part in await fetch(_PARTS.format(ids=ids), *keys):
        parts[part["what"], read_id(part["agreement"])].append(part)

    def read(row: dict[str, Any]) -> Agreement:
        key = read_id(row["id"])
        return _agreement(row, *(parts[what, key] for what in ("party", "venue", "quota")))

    return tuple(map(read, rows))


_PARTS = """
    SELECT 'party' AS what, id, agreement, regency, CAST(NULL AS uuid) AS venue,
        CAST(NULL AS text) AS lender, CAST(NULL AS text) AS borrower, CAST(NULL AS text) AS unit,
        CAST(NULL AS integer) AS amount, CAST(NULL AS text) AS period
    FROM agreement_party WHERE agreement IN {ids}
    UNION ALL SELECT 'venue', id, agreement, NULL, venue, NULL, NULL, NULL, NULL, NULL
    FROM agreement_venue WHERE agreement IN {ids}
    UNION ALL SELECT 'quota', id, agreement, NULL, NULL, lender, borrower, unit, amount, period
    FROM agreement_quota WHERE agreement IN {ids}
    ORDER BY id
"""


def _agreement(
    row: dict[str, Any],
    parties: list[dict[str, Any]],
    venues: list[dict[str, Any]],
    quotas: list[dict[str, Any]],
) -> Agreement:
    return Agreement(
        id=AgreementId(read_id(row["id"])),
        kind=AgreementKind(row["kind"]),
        number=row["number"],
        title=row["title"],
        parties=tuple(sorted(RegencyCode(party["regency"]) for party in parties)),
        valid_from=read_day(row["valid_from"]),
        valid_until=read_day(row["valid_until"]),
        state=AgreementState(row["state"]),
        scope=row["scope"],
        venue_ids=tuple(VenueId(read_id(venue["venue"])) for venue in venues),
        quotas=tuple(
            Quota(
                quota["lender"],
                quota["borrower"],
                QuotaUnit(quota["unit"]),
                quota["amount"],
                QuotaPeriod(quota["period"]),
            )
            for quota in quotas
        ),
        offered_by=row["offered_by"],
        is_example=bool(row["is_example"]),
        version=row["version"],
        umbrella_id=AgreementId(read_id(row["umbrella"])) if row["umbrella"] else None,
        cooperation=Cooperation(row["cooperation"]),
        severities=json.loads(row["severities"]),
        balance=_balance(row),
    )


def _balance(row: dict[str, Any]) -> Balance | None:
    ratio, beyond = row["balance_ratio"], row["balance_beyond"]
    return None if ratio is None else Balance(ratio, beyond)
