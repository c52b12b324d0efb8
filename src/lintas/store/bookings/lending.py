"""What governments used of each other's rooms, and are still to use: for quotas and the ledger."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import AgreementId, RegencyCode
from lintas.domain.bookings import BookingId, SessionId
from lintas.domain.quotas import QuotaUse
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args

_SELECT = """
    SELECT s.id, s.booking, s.position, s.room, s.agreement, s.lender, s.starts_at, s.ends_at,
        b.borrower, b.asked_at, r.timezone
    FROM session s JOIN booking b ON b.id = s.booking JOIN room o ON o.id = s.room
    JOIN venue v ON v.id = o.venue JOIN regency r ON r.code = v.regency
"""


async def list_quota_uses(
    regencies: Iterable[RegencyCode], *, now: datetime
) -> tuple[QuotaUse, ...]:
    """Live sessions of any of these in rooms of any other, over or to come, as they were asked for.

    A request counts until it is decided or its hold runs out. For judging: sees all.
    """
    args = Args()
    codes = sorted(set(regencies))
    where = (
        f"s.lender IN {args.put_all(codes)} AND b.borrower IN {args.put_all(codes)}"
        f" AND s.lender <> b.borrower AND {_counts(args, now)}"
    )
    return await _list(where, args)


async def list_uses_under(agreement_id: UUID, *, now: datetime) -> tuple[QuotaUse, ...]:
    """Those that stand on one agreement. Sees all."""
    args = Args()
    return await _list(f"s.agreement = {args.put(agreement_id)} AND {_counts(args, now)}", args)


async def list_sessions_under(agreement_id: UUID, *, now: datetime) -> tuple[UUID, ...]:
    """Live ones not yet over that stand on an agreement, earliest first. Sees all."""
    sql = """
        SELECT id FROM session WHERE agreement = $1 AND ends_at > $2
        AND decision IN ('requested', 'approved') ORDER BY starts_at, id
    """
    return tuple(read_id(row["id"]) for row in await fetch(sql, agreement_id, now))


async def list_sessions_borrowing(
    one: RegencyCode, other: RegencyCode, *, now: datetime
) -> tuple[UUID, ...]:
    """Live ones not yet over for which either's people take a tool of the other. Sees all."""
    sql = """
        SELECT DISTINCT s.id, s.starts_at FROM session_asset t JOIN asset o ON o.id = t.asset
        JOIN agency a ON a.id = o.agency JOIN session s ON s.id = t.session
        JOIN booking b ON b.id = s.booking
        WHERE ((a.regency = $1 AND b.borrower = $2) OR (a.regency = $2 AND b.borrower = $1))
            AND s.ends_at > $3 AND s.decision IN ('requested', 'approved')
        ORDER BY s.starts_at, s.id
    """
    return tuple(read_id(row["id"]) for row in await fetch(sql, one, other, now))


async def list_sessions_of_agency(agency_id: UUID, *, now: datetime) -> tuple[UUID, ...]:
    """Live ones not yet over that an agency asked for, earliest first. Sees all."""
    sql = """
        SELECT s.id FROM session s JOIN booking b ON b.id = s.booking
        WHERE b.agency = $1 AND s.ends_at > $2 AND s.decision IN ('requested', 'approved')
        ORDER BY s.starts_at, s.id
    """
    return tuple(read_id(row["id"]) for row in await fetch(sql, agency_id, now))


async def list_sessions_over_quota(
    lenders: Iterable[RegencyCode], borrower: RegencyCode, *, now: datetime
) -> tuple[UUID, ...]:
    """Those to come of the borrower's that wait for quota of one of these lenders. Sees all."""
    args = Args()
    sql = f"""
        SELECT DISTINCT s.id FROM conflict c JOIN session s ON s.id = c.session
        JOIN booking b ON b.id = s.booking
        WHERE c.code = 'quota_exceeded' AND c.state = 'open' AND b.borrower = {args.put(borrower)}
            AND s.lender IN {args.put_all(sorted(lenders))} AND s.ends_at > {args.put(now)}
    """
    return tuple(read_id(row["id"]) for row in await fetch(sql, *args))


def _counts(args: Args, now: datetime) -> str:
    return (
        "s.decision IN ('requested', 'approved') AND s.mode <> 'online'"
        f" AND NOT (s.decision = 'requested' AND b.hold_until <= {args.put(now)})"
    )


async def _list(where: str, args: Sequence[Any]) -> tuple[QuotaUse, ...]:
    sql = f"{_SELECT} WHERE {where} ORDER BY b.asked_at, b.id, s.position"
    return tuple(map(_use, await fetch(sql, *args)))


def _use(row: dict[str, Any]) -> QuotaUse:
    return QuotaUse(
        lender=RegencyCode(row["lender"]),
        borrower=RegencyCode(row["borrower"]),
        room_id=RoomId(read_id(row["room"])),
        span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        zone=ZoneInfo(row["timezone"]),
        booking_id=BookingId(read_id(row["booking"])),
        asked_at=read_moment(row["asked_at"]),
        position=row["position"],
        session_id=SessionId(read_id(row["id"])),
        agreement_id=AgreementId(read_id(row["agreement"])) if row["agreement"] else None,
    )
