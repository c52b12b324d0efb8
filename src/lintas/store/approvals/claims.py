"""Slots taken back by a higher claim, and how many promises each venue has kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lintas.domain.agencies import VenueId
from lintas.domain.approvals import ClaimedSlot, ClaimId
from lintas.domain.bookings import Booking, BookingId, SessionId
from lintas.domain.claims import Claim
from lintas.domain.people import AccountId
from lintas.domain.refusal import NotFound
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert_many, update
from lintas.store.tables import ClaimRow

PROMISES_COUNT_FOR = timedelta(days=365)


async def list_claims_of(venue_ids: Iterable[UUID], window: TimeSpan) -> tuple[ClaimedSlot, ...]:
    """Those that stand in these venues and touch the window, earliest first."""
    args = Args()
    sql = f"""
        SELECT * FROM claim WHERE venue IN {args.put_all(venue_ids)} AND ended_at IS NULL
            AND starts_at < {args.put(window.end)} AND ends_at > {args.put(window.start)}
        ORDER BY starts_at, id
    """
    return tuple(map(_claim, await fetch(sql, *args)))


async def list_claims(
    *, venue_id: UUID | None = None, since: datetime, after: UUID | None = None, limit: int = 100
) -> tuple[ClaimedSlot, ...]:
    """Those that stand and are not over, of one venue or all, in the order of making."""
    args = Args()
    where = f"ended_at IS NULL AND ends_at > {args.put(since)}"
    if venue_id:
        where += f" AND venue = {args.put(venue_id)}"
    if after:
        where += f" AND id > {args.put(after)}"
    sql = f"SELECT * FROM claim WHERE {where} ORDER BY id LIMIT {args.put(limit)}"
    return tuple(map(_claim, await fetch(sql, *args)))


async def list_claims_about(booking: Booking) -> tuple[ClaimedSlot, ...]:
    """Those that stand and took something back from it, or let it in; earliest first."""
    args = Args()
    sql = f"""
        SELECT * FROM claim WHERE ended_at IS NULL AND (booking = {args.put(booking.id)}
            OR session IN {args.put_all(session.id for session in booking.sessions)})
        ORDER BY starts_at, id
    """
    return tuple(map(_claim, await fetch(sql, *args)))


async def find_claim(claim_id: UUID, *, field: str = "claim_id") -> ClaimedSlot:
    """One that stands.

    Raises:
        NotFound: naming `field`.
    """
    rows = await fetch("SELECT * FROM claim WHERE id = $1 AND ended_at IS NULL", claim_id)
    if not rows:
        raise NotFound(field, claim_id)
    return _claim(rows[0])


async def add_claims(claims: Sequence[ClaimedSlot]) -> None:
    rows = [
        {
            "id": each.id,
            "room": each.room_id,
            "root": each.root,
            "venue": each.venue_id,
            "keeper": each.keeper,
            "starts_at": each.span.start,
            "ends_at": each.span.end,
            "level": int(each.level),
            "authority": each.authority,
            "reason": each.reason,
            "in_favour_of": each.in_favour_of,
            "made_by": each.made_by,
            "made_at": each.made_at,
            "session": each.session_id,
            "booking": each.booking_id,
        }
        for each in claims
    ]
    await insert_many(ClaimRow, rows)


async def save_comer(claim_ids: Iterable[ClaimId], booking_id: BookingId) -> None:
    """Who has come in where these were taken back; whoever came in before has gone again."""
    for claim_id in claim_ids:
        await update(ClaimRow, claim_id, {"booking": booking_id})


async def save_hall_of_claims(room_ids: Collection[UUID], root: RoomId) -> None:
    """What was taken back in one of these rooms lies in that hall."""
    args = Args()
    sql = f"UPDATE claim SET root = {args.put(root)} WHERE room IN {args.put_all(room_ids)}"
    await fetch(sql, *args)


async def remove_claim(claim: ClaimedSlot, *, now: datetime) -> None:
    """It is over; the row stays, so that the audit can name it."""
    await update(ClaimRow, claim.id, {"ended_at": now})


async def list_promises_kept(
    venue_ids: Iterable[UUID], *, now: datetime
) -> Mapping[VenueId, int | None]:
    """Of what was approved in the last year, how many in a hundred weren't taken back.

    Rounded down, so that 100 means all of them; none where nothing was approved.
    """
    args = Args()
    wanted = tuple(venue_ids)
    since, until = args.put(now - PROMISES_COUNT_FOR), args.put(now)
    sql = f"""
        SELECT r.venue, count(*) AS made,
            sum(CASE WHEN s.decision = 'bumped' THEN 1 ELSE 0 END) AS broken
        FROM session s JOIN room r ON r.id = s.room
        WHERE r.venue IN {args.put_all(wanted)} AND s.starts_at >= {since}
            AND (s.decision = 'bumped' OR (s.decision = 'approved' AND s.starts_at <= {until}))
        GROUP BY r.venue
    """
    kept: dict[VenueId, int | None] = {VenueId(venue_id): None for venue_id in wanted}
    for row in await fetch(sql, *args):
        made, broken = int(row["made"]), int(row["broken"])
        kept[VenueId(read_id(row["venue"]))] = 100 * (made - broken) // made
    return kept


def _claim(row: Mapping[str, Any]) -> ClaimedSlot:
    return ClaimedSlot(
        id=ClaimId(read_id(row["id"])),
        room_id=RoomId(read_id(row["room"])),
        root=RoomId(read_id(row["root"])),
        venue_id=VenueId(read_id(row["venue"])),
        keeper=row["keeper"],
        span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        level=Claim(row["level"]),
        authority=row["authority"],
        reason=row["reason"],
        in_favour_of=row["in_favour_of"],
        made_by=AccountId(read_id(row["made_by"])),
        made_at=read_moment(row["made_at"]),
        session_id=SessionId(read_id(row["session"])) if row["session"] else None,
        booking_id=BookingId(read_id(row["booking"])) if row["booking"] else None,
    )
