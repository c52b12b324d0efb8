"""Venues, kept."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.refusal import NotFound
from lintas.domain.venues import OpeningHours, Venue
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args, insert, update
from lintas.store.tables import VenueRow

# The zone is the place's, the lender the owner's government.
_SELECT = """
    SELECT v.*, r.timezone, o.regency AS lender FROM venue v
    JOIN regency r ON r.code = v.regency JOIN agency o ON o.id = v.owner_agency
"""


async def find_venue(venue_id: UUID, *, field: str = "venue_id") -> Venue:
    """One that is not retired.

    Raises:
        NotFound: naming `field`.
    """
    rows = await fetch(f"{_SELECT} WHERE v.id = $1 AND v.retired_at IS NULL", venue_id)
    if not rows:
        raise NotFound(field, venue_id)
    return _venue(rows[0])


async def list_venues(
    *, regency: str | None = None, after: UUID | None = None, limit: int = 100
) -> tuple[Venue, ...]:
    """Those standing in one regency, or all, in the order of registering, behind `after`."""
    args = Args()
    where = "v.retired_at IS NULL"
    if regency is not None:
        where += f" AND v.regency = {args.put(regency)}"
    if after is not None:
        where += f" AND v.id > {args.put(after)}"
    sql = f"{_SELECT} WHERE {where} ORDER BY v.id LIMIT {args.put(limit)}"
    return tuple(map(_venue, await fetch(sql, *args)))


async def list_venues_named(venue_ids: Iterable[UUID]) -> tuple[Venue, ...]:
    args = Args()
    where = f"v.id IN {args.put_all(venue_ids)} AND v.retired_at IS NULL"
    return tuple(map(_venue, await fetch(f"{_SELECT} WHERE {where}", *args)))


async def add_venue(venue: Venue) -> None:
    await insert(VenueRow, {"id": venue.id, **_values(venue)})


async def save_venue(venue: Venue) -> None:
    await update(VenueRow, venue.id, _values(venue))


def _values(venue: Venue) -> dict[str, object]:
    hours = venue.opening_hours
    return {
        "name": venue.name,
        "regency": venue.regency,
        "keeper": venue.keeper,
        "owner_agency": venue.owner_agency_id,
        "operator_agency": venue.operator_agency_id,
        "district": venue.district,
        "address": venue.address,
        "latitude": venue.latitude,
        "longitude": venue.longitude,
        "opening_hours": json.dumps(hours.render()) if hours else "",
        "aliases": venue.aliases,
        "contact": venue.contact,
        "evidence": venue.evidence,
        "is_example": venue.is_example,
        "version": venue.version,
    }


def _venue(row: dict[str, Any]) -> Venue:
    hours = row["opening_hours"]
    operator = row["operator_agency"]
    return Venue(
        id=VenueId(read_id(row["id"])),
        name=row["name"],
        regency=RegencyCode(row["regency"]),
        keeper=row["keeper"],
        owner_agency_id=AgencyId(read_id(row["owner_agency"])),
        zone=ZoneInfo(row["timezone"]),
        lender=row["lender"],
        operator_agency_id=AgencyId(read_id(operator)) if operator else None,
        district=row["district"],
        address=row["address"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        opening_hours=OpeningHours.parse(json.loads(hours)) if hours else None,
        aliases=row["aliases"],
        contact=row["contact"],
        evidence=row["evidence"],
        is_example=bool(row["is_example"]),
        version=row["version"],
    )
