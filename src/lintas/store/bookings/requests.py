"""Bookings with their sessions, kept."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgencyId
from lintas.domain.bookings import Booking, BookingId, Decision, Offer, Origin, Override
from lintas.domain.claims import Claim, GivenClaim
from lintas.domain.people import AccountId, Actor
from lintas.domain.programs import BatchId
from lintas.domain.refusal import NotFound
from lintas.domain.venues import RoomId
from lintas.store.bookings.scope import visible
from lintas.store.bookings.sessions import list_sessions_of
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, update
from lintas.store.tables import BookingRow


async def find_booking(booking_id: UUID, *, seen_by: Actor, field: str = "booking_id") -> Booking:
    """One that the actor's side asked for or lends to, or that the actor asked for.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"b.id = {args.put(booking_id)} AND {visible(args, seen_by)}"
    found = await _list(where, args)
    if not found:
        raise NotFound(field, booking_id)
    return found[0]


async def list_seen(booking_ids: Iterable[UUID], *, seen_by: Actor) -> frozenset[UUID]:
    """Those of these that the actor may open."""
    args = Args()
    where = f"b.id IN {args.put_all(booking_ids)} AND {visible(args, seen_by)}"
    return frozenset(
        read_id(row["id"])
        for row in await fetch(f"SELECT b.id FROM booking b WHERE {where}", *args)
    )


async def find_any_booking(booking_id: BookingId) -> Booking:
    """For steps that act on what another query already found: sees all."""
    return (await _list("b.id = $1", [booking_id]))[0]


async def list_bookings(
    *,
    seen_by: Actor,
    state: Decision | None = None,
    after: UUID | None = None,
    limit: int = 100,
) -> tuple[Booking, ...]:
    """In the order of asking, behind `after`."""
    args = Args()
    where = visible(args, seen_by)
    if state is not None:
        where += f" AND b.state = {args.put(state.value)}"
    if after is not None:
        where += f" AND b.id > {args.put(after)}"
    return await _list(f"{where} ORDER BY b.id LIMIT {args.put(limit)}", args)


async def list_bookings_named(booking_ids: Iterable[UUID]) -> tuple[Booking, ...]:
    """For steps that act on what another query already found: sees all."""
    args = Args()
    return await _list(f"b.id IN {args.put_all(booking_ids)} ORDER BY b.id", args)


async def list_bookings_to_settle(booking_ids: Iterable[UUID]) -> tuple[Booking, ...]:
    """Those still undecided; nobody else decides about them until the transaction ends."""
    args = Args()
    # Changes nothing, but waits for whoever is deciding just now, and then looks again.
    sql = f"""
        UPDATE booking SET version = version
        WHERE id IN {args.put_all(booking_ids)} AND state = 'requested' RETURNING id
    """
    return await list_bookings_named([read_id(row["id"]) for row in await fetch(sql, *args)])


async def list_expired(*, now: datetime, limit: int = 100) -> tuple[Booking, ...]:
    """Undecided requests whose hold has run out, longest over first. For the clock: sees all."""
    where = "b.state = 'requested' AND b.hold_until <= $1 ORDER BY b.hold_until LIMIT $2"
    return await _list(where, [now, limit])


async def add_booking(booking: Booking) -> None:
    """The request itself; its sessions are added by `add_sessions`."""
    await insert(
        BookingRow,
        {
            "id": booking.id,
            "room": booking.room_id,
            "agency": booking.agency_id,
            "keeper": booking.keeper,
            "borrower": booking.borrower,
            "batch": booking.batch_id,
            "origin": booking.origin.value,
            "caller": booking.caller,
            "asked_by": booking.asked_by,
            "asked_at": booking.asked_at,
            **_values(booking),
        },
    )


async def save_booking(booking: Booking) -> None:
    await update(BookingRow, booking.id, _values(booking))


def _values(booking: Booking) -> dict[str, object]:
    return {
        "purpose": booking.purpose,
        "headcount": booking.headcount,
        "layout": booking.layout,
        "state": booking.state.value,
        "reasons": json.dumps(dict(booking.reasons)),
        "overrides": json.dumps(
            {code: [each.authority, each.reason] for code, each in booking.overrides.items()}
        ),
        "hold_until": booking.hold_until,
        "decided_by": booking.decided_by,
        "decided_at": booking.decided_at,
        "decision_reason": booking.decision_reason,
        "claim": booking.claim.level if booking.claim else None,
        "claim_authority": booking.claim.authority if booking.claim else "",
        "claim_keeper": booking.claim.keeper if booking.claim else None,
        "offer": booking.offer.value,
        "version": booking.version,
    }


async def _list(where: str, args: list[Any]) -> tuple[Booking, ...]:
    rows = await fetch(f"SELECT b.* FROM booking b WHERE {where}", *args)
    sessions = defaultdict(list)
    for session in await list_sessions_of([read_id(row["id"]) for row in rows]):
        sessions[session.booking_id].append(session)
    return tuple(
        Booking(
            id=BookingId(read_id(row["id"])),
            room_id=RoomId(read_id(row["room"])),
            agency_id=AgencyId(read_id(row["agency"])),
            keeper=row["keeper"],
            borrower=row["borrower"],
            purpose=row["purpose"],
            headcount=row["headcount"],
            layout=row["layout"],
            origin=Origin(row["origin"]),
            state=Decision(row["state"]),
            asked_by=AccountId(read_id(row["asked_by"])),
            asked_at=read_moment(row["asked_at"]),
            sessions=tuple(sessions[BookingId(read_id(row["id"]))]),
            batch_id=BatchId(read_id(row["batch"])) if row["batch"] else None,
            caller=row["caller"],
            reasons=json.loads(row["reasons"]),
            overrides={
                code: Override(*said) for code, said in json.loads(row["overrides"]).items()
            },
            hold_until=read_moment(row["hold_until"]) if row["hold_until"] else None,
            decided_by=AccountId(read_id(row["decided_by"])) if row["decided_by"] else None,
            decided_at=read_moment(row["decided_at"]) if row["decided_at"] else None,
            decision_reason=row["decision_reason"],
            claim=GivenClaim(Claim(row["claim"]), row["claim_authority"], row["claim_keeper"])
            if row["claim"]
            else None,
            offer=Offer(row["offer"]),
            version=row["version"],
        )
        for row in rows
    )
