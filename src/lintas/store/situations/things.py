"""How much of which tools is taken already."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import RegencyCode, VenueId
from lintas.domain.things import AssetId, AssetUse
from lintas.domain.timespan import TimeSpan
from lintas.domain.travel import Place
from lintas.domain.venues import RoomId
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args

# The longest set-up or clean-up, and the longest way from one place to another.
_MARGIN = timedelta(days=1)


async def list_asset_uses(
    asset_ids: Iterable[UUID], window: TimeSpan, *, now: datetime
) -> Mapping[AssetId, tuple[AssetUse, ...]]:
    """What takes some of these assets in and near a window, earliest first. Sees all.

    Undecided requests whose hold has run out take nothing any more.
    """
    args = Args()
    sql = f"""
        SELECT t.asset, t.quantity, s.id, s.starts_at, s.ends_at, s.setup_minutes,
            s.cleanup_minutes, s.room, r.name AS room_name, r.venue, v.district, v.regency,
            v.latitude, v.longitude, v.name AS venue_name, g.timezone, a.name, a.short_name
        FROM session_asset t JOIN session s ON s.id = t.session JOIN booking b ON b.id = s.booking
        JOIN agency a ON a.id = b.agency JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue
        JOIN regency g ON g.code = v.regency
        WHERE t.asset IN {args.put_all(asset_ids)}
            AND s.starts_at < {args.put(window.end + _MARGIN)}
            AND s.ends_at > {args.put(window.start - _MARGIN)}
            AND s.decision IN ('requested', 'approved')
            AND NOT (s.decision = 'requested' AND b.hold_until <= {args.put(now)})
        ORDER BY s.starts_at, s.id
    """
    found: defaultdict[AssetId, list[AssetUse]] = defaultdict(list)
    for use in map(_use, await fetch(sql, *args)):
        found[use.asset_id].append(use)
    return {asset_id: tuple(uses) for asset_id, uses in found.items()}


def _use(row: dict[str, Any]) -> AssetUse:
    meeting = TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"]))
    return AssetUse(
        asset_id=AssetId(read_id(row["asset"])),
        quantity=row["quantity"],
        held=meeting.widened(
            before=timedelta(minutes=row["setup_minutes"]),
            after=timedelta(minutes=row["cleanup_minutes"]),
        ),
        meeting=meeting,
        session_id=read_id(row["id"]),
        agency_name=row["short_name"] or row["name"],
        place=Place(
            venue_id=VenueId(read_id(row["venue"])),
            room_id=RoomId(read_id(row["room"])),
            district=row["district"],
            regency=RegencyCode(row["regency"]),
            latitude=row["latitude"],
            longitude=row["longitude"],
            name=f"{row['room_name']}, {row['venue_name']}",
            zone=ZoneInfo(row["timezone"]),
        ),
    )
