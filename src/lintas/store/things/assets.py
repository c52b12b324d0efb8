"""Assets, kept. Everybody with an account reads them: what may be borrowed is no secret."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.refusal import NotFound
from lintas.domain.things import Asset, AssetId
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args, insert, update
from lintas.store.tables import AssetRow


async def find_asset(asset_id: UUID, *, field: str = "asset_id") -> Asset:
    """One that is not retired.

    Raises:
        NotFound: naming `field`.
    """
    rows = await fetch("SELECT * FROM asset WHERE id = $1 AND retired_at IS NULL", asset_id)
    if not rows:
        raise NotFound(field, asset_id)
    return _asset(rows[0])


async def list_assets(
    *,
    agency_id: UUID | None = None,
    venue_id: UUID | None = None,
    among: Iterable[UUID] | None = None,
    after: UUID | None = None,
    limit: int = 100,
) -> tuple[Asset, ...]:
    """Of one agency, kept in one venue, of those named, or all: in the order of registering."""
    args = Args()
    where = "retired_at IS NULL"
    if agency_id is not None:
        where += f" AND agency = {args.put(agency_id)}"
    if venue_id is not None:
        where += f" AND venue = {args.put(venue_id)}"
    if among is not None:
        where += f" AND id IN {args.put_all(among)}"
    if after is not None:
        where += f" AND id > {args.put(after)}"
    sql = f"SELECT * FROM asset WHERE {where} ORDER BY id LIMIT {args.put(limit)}"
    return tuple(map(_asset, await fetch(sql, *args)))


async def list_assets_named(asset_ids: Iterable[UUID]) -> Mapping[AssetId, Asset]:
    """By id; retired ones too, since what was planned with them stays."""
    args = Args()
    sql = f"SELECT * FROM asset WHERE id IN {args.put_all(asset_ids)}"
    return {asset.id: asset for asset in map(_asset, await fetch(sql, *args))}


async def list_tool_lenders(asset_ids: Iterable[UUID]) -> Mapping[AssetId, RegencyCode]:
    """The governments that own these; those of central and private owners are left out."""
    args = Args()
    sql = f"""
        SELECT t.id, a.regency FROM asset t JOIN agency a ON a.id = t.agency
        WHERE t.id IN {args.put_all(asset_ids)} AND a.regency IS NOT NULL
    """
    return {
        AssetId(read_id(row["id"])): RegencyCode(row["regency"]) for row in await fetch(sql, *args)
    }


async def add_asset(asset: Asset) -> None:
    await insert(AssetRow, {"id": asset.id, **_values(asset)})


async def save_asset(asset: Asset) -> None:
    await update(AssetRow, asset.id, _values(asset))


def _values(asset: Asset) -> dict[str, object]:
    return {
        "agency": asset.agency_id,
        "keeper": asset.keeper,
        "venue": asset.venue_id,
        "name": asset.name,
        "kind": asset.kind,
        "quantity": asset.quantity,
        "movable": asset.movable,
        "is_example": asset.is_example,
        "version": asset.version,
    }


def _asset(row: dict[str, Any]) -> Asset:
    return Asset(
        id=AssetId(read_id(row["id"])),
        agency_id=AgencyId(read_id(row["agency"])),
        keeper=row["keeper"],
        name=row["name"],
        quantity=row["quantity"],
        venue_id=VenueId(read_id(row["venue"])) if row["venue"] else None,
        kind=row["kind"],
        movable=bool(row["movable"]),
        is_example=bool(row["is_example"]),
        version=row["version"],
    )
