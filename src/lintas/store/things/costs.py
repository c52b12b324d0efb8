"""What bookings cost by the tariffs that hold now."""

from collections import defaultdict
from zoneinfo import ZoneInfo

from lintas.domain.bookings import Booking
from lintas.domain.tariffs import Cost, choose_tariff, cost_of
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args
from lintas.store.things.tariffs import list_tariffs_for


async def find_cost(booking: Booking) -> Cost | None:
    """For what it holds; none: nobody stated a tariff for any of its rooms."""
    spans: defaultdict[RoomId, list[TimeSpan]] = defaultdict(list)
    for session in booking.sessions:
        if session.decision.holds and session.mode.takes_room:
            spans[session.room_id].append(session.span)
    tariffs = await list_tariffs_for(spans) if spans else ()
    if not tariffs:
        return None
    zones = await _list_zones(spans)
    parts = []
    for room_id, held in spans.items():
        own = [tariff for tariff in tariffs if tariff.room_id == room_id]
        tariff = choose_tariff(own, booking.borrower)
        if tariff:
            parts.append((tariff, cost_of(tariff, held, zones[room_id])))
    return Cost(sum(amount for _, amount in parts), tuple(parts)) if parts else None


async def _list_zones(room_ids: defaultdict[RoomId, list[TimeSpan]]) -> dict[RoomId, ZoneInfo]:
    args = Args()
    sql = f"""
        SELECT r.id, g.timezone FROM room r JOIN venue v ON v.id = r.venue
        JOIN regency g ON g.code = v.regency WHERE r.id IN {args.put_all(room_ids)}
    """
    rows = await fetch(sql, *args)
    return {RoomId(read_id(row["id"])): ZoneInfo(row["timezone"]) for row in rows}
