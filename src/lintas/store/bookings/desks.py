"""Bookings and sessions in the order in which people look for them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from lintas.domain.bookings import Booking, BookingId, Decision, Session
from lintas.domain.people import Actor, Role
from lintas.store.bookings.requests import list_bookings_named
from lintas.store.bookings.scope import visible
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args

_DECIDERS = (Role.COORDINATOR, Role.VENUE_MANAGER)


class Side(StrEnum):
    """Of the bookings that somebody sees: those one asked for, those of one's side, those lent."""

    MINE = "mine"
    ASKING = "asking"
    LENDING = "lending"


async def list_newest_bookings(
    *,
    seen_by: Actor,
    state: Decision | None = None,
    side: Side | None = None,
    before: UUID | None = None,
    limit: int = 20,
) -> tuple[Booking, ...]:
    """The last asked first, those asked before `before`."""
    args = Args()
    where = f"{visible(args, seen_by)}{_on_side(args, seen_by, side)}"
    if state is not None:
        where += f" AND b.state = {args.put(state.value)}"
    if before is not None:
        where += f" AND b.id < {args.put(before)}"
    return await _list(f"{where} ORDER BY b.id DESC LIMIT {args.put(limit)}", args)


async def list_waiting(*, decided_by: Actor, now: datetime, limit: int = 50) -> tuple[Booking, ...]:
    """Requests that this actor has some part in deciding, those first that end soonest."""
    args = Args()
    where = f"{_waits(args, decided_by, now)} ORDER BY b.hold_until, b.id LIMIT {args.put(limit)}"
    return await _list(where, args)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """`is_seen` tells whether the asker may open the booking: who only teaches may not."""

    session: Session
    is_seen: bool


async def list_upcoming(*, seen_by: Actor, now: datetime, limit: int = 6) -> tuple[Upcoming, ...]:
    """Sessions not yet over that hold, and that the actor sees or teaches, earliest first."""
    args = Args()
    seen = visible(args, seen_by)
    teaches = (
        "s.id IN (SELECT session FROM session_trainer"
        f" WHERE person = {args.put(seen_by.person_id)})"
    )
    sql = f"""
        SELECT s.id, CASE WHEN {seen} THEN 1 ELSE 0 END AS is_seen
        FROM session s JOIN booking b ON b.id = s.booking
        WHERE s.decision IN ('requested', 'approved') AND s.ends_at > {args.put(now)}
            AND NOT (s.decision = 'requested' AND b.hold_until <= {args.put(now)})
            AND ({seen} OR {teaches})
        ORDER BY s.starts_at, s.id LIMIT {args.put(limit)}
    """
    found = {read_id(row["id"]): bool(row["is_seen"]) for row in await fetch(sql, *args)}
    sessions = await list_sessions_named(found) if found else ()
    return tuple(Upcoming(session, found[session.id]) for session in sessions)


def _waits(args: Args, actor: Actor, now: datetime) -> str:
    """Of rooms the actor manages, or with a step that is the actor's, as approver or stand-in."""
    where = f"b.state = 'requested' AND b.offer = '' AND b.hold_until > {args.put(now)}"
    if actor.is_operator:
        return where
    undecided = "l.decision = 'requested'"
    me, home = args.put(actor.id), args.put_all(sorted(actor.regencies(*_DECIDERS)))
    theirs = f"(p.approver = {me} OR p.stand_in = {me} OR (p.role <> '' AND p.keeper IN {home}))"
    of_booking = (
        "(p.agency = b.agency OR EXISTS (SELECT 1 FROM session l JOIN room r ON r.id = l.room"
        " WHERE l.booking = b.id AND (p.room = l.room OR p.venue = r.venue)))"
    )
    step = f"EXISTS (SELECT 1 FROM approval_step p WHERE {theirs} AND {of_booking})"
    return f"{where} AND ({_lends(args, actor, undecided)} OR {step})"


def _on_side(args: Args, actor: Actor, side: Side | None) -> str:
    if side is Side.MINE:
        return f" AND b.asked_by = {args.put(actor.id)}"
    if side is Side.ASKING:
        return f" AND b.keeper IN {args.put_all(sorted(actor.regencies()))}"
    return f" AND {_lends(args, actor, 'TRUE')}" if side is Side.LENDING else ""


def _lends(args: Args, actor: Actor, which: str) -> str:
    """Whether a session of `b`, of which `which` is true of `l`, is in rooms the actor manages."""
    home = args.put_all(sorted(actor.regencies(*_DECIDERS)))
    mine = f"l.booking = b.id AND l.lender_keeper IN {home}"
    return f"EXISTS (SELECT 1 FROM session l WHERE {mine} AND {which})"


async def _list(where: str, args: Args) -> tuple[Booking, ...]:
    """In the order that `where` ends with."""
    rows = await fetch(f"SELECT b.id FROM booking b WHERE {where}", *args)
    ids = [BookingId(read_id(row["id"])) for row in rows]
    found = {booking.id: booking for booking in await list_bookings_named(ids)} if ids else {}
    return tuple(found[booking_id] for booking_id in ids)
