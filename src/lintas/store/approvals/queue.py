"""Who waits for which slot, kept, in the order of asking."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgencyId, AgreementId
from lintas.domain.approvals import QueueEntry, QueueEntryId, QueueState
from lintas.domain.bookings import BookingId, Override
from lintas.domain.claims import Claim, GivenClaim
from lintas.domain.people import AccountId, Actor, Role
from lintas.domain.plans import Ask
from lintas.domain.programs import BatchId
from lintas.domain.refusal import NotFound
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.store.bookings.planned import read_planned, write_planned
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, update
from lintas.store.tables import QueueEntryRow


async def find_entry(entry_id: UUID, *, seen_by: Actor, field: str = "entry_id") -> QueueEntry:
    """One of the actor's own, or of the side that the actor coordinates.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    found = await _list(f"id = {args.put(entry_id)} AND {_visible(args, seen_by)}", args)
    if not found:
        raise NotFound(field, entry_id)
    return found[0]


async def list_entries(
    *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[QueueEntry, ...]:
    """In the order of asking, behind `after`."""
    args = Args()
    where = _visible(args, seen_by)
    if after:
        where += f" AND id > {args.put(after)}"
    return await _list(f"{where} ORDER BY id LIMIT {args.put(limit)}", args)


async def list_waiting(
    window: TimeSpan, *, now: datetime, roots: Collection[UUID] = (), limit: int = 500
) -> tuple[QueueEntry, ...]:
    """Whose wish, yet to begin, touches the window, in the order of asking. Sees all.

    Those for these halls, or of none for any.
    """
    args = Args()
    where = f"""
        state = 'waiting' AND starts_at > {args.put(now)}
        AND starts_at < {args.put(window.end)} AND ends_at > {args.put(window.start)}
    """
    if roots:
        where += f" AND root IN {args.put_all(roots)}"
    return await _list(f"{where} ORDER BY created_at, id LIMIT {args.put(limit)}", args)


async def list_halls_waited_for(*, now: datetime) -> tuple[RoomId, ...]:
    """For the clock: the longest waited for first, since all may want of one quota."""
    sql = """
        SELECT root FROM queue_entry WHERE state = 'waiting' AND starts_at > $1
        GROUP BY root ORDER BY min(created_at), root
    """
    return tuple(RoomId(read_id(row["root"])) for row in await fetch(sql, now))


async def add_entry(entry: QueueEntry) -> None:
    await insert(
        QueueEntryRow,
        {
            "id": entry.id,
            "room": entry.ask.room_id,
            "root": entry.root,
            "agency": entry.ask.agency_id,
            "keeper": entry.keeper,
            "asked_by": entry.asked_by,
            "ask": json.dumps(_written(entry.ask)),
            "starts_at": entry.span.start,
            "ends_at": entry.span.end,
            "created_at": entry.created_at,
            "state": entry.state.value,
        },
    )


async def save_entry(entry: QueueEntry) -> None:
    values = {
        "state": entry.state.value,
        "offered_until": entry.offered_until,
        "booking": entry.booking_id,
    }
    await update(QueueEntryRow, entry.id, values)


async def save_hall_of_entries(room_ids: Collection[UUID], root: RoomId) -> None:
    """Whoever waits for one of these rooms waits in that hall."""
    args = Args()
    sql = f"UPDATE queue_entry SET root = {args.put(root)} WHERE room IN {args.put_all(room_ids)}"
    await fetch(sql, *args)


async def save_queue_state(booking_id: UUID, state: QueueState) -> None:
    """What became of the entry that this booking was offered to, if it was one."""
    sql = "UPDATE queue_entry SET state = $1 WHERE booking = $2 AND state = 'offered'"
    await fetch(sql, state.value, booking_id)


def _visible(args: Args, actor: Actor) -> str:
    if actor.is_operator:
        return "TRUE"
    home = args.put_all(sorted(actor.regencies(Role.COORDINATOR)))
    return f"(asked_by = {args.put(actor.id)} OR keeper IN {home})"


async def _list(where: str, args: Sequence[Any]) -> tuple[QueueEntry, ...]:
    rows = await fetch(f"SELECT * FROM queue_entry WHERE {where}", *args)
    return tuple(map(_entry, rows))


def _entry(row: Mapping[str, Any]) -> QueueEntry:
    return QueueEntry(
        id=QueueEntryId(read_id(row["id"])),
        ask=_read(json.loads(row["ask"])),
        root=RoomId(read_id(row["root"])),
        keeper=row["keeper"],
        asked_by=AccountId(read_id(row["asked_by"])),
        span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        created_at=read_moment(row["created_at"]),
        state=QueueState(row["state"]),
        offered_until=read_moment(row["offered_until"]) if row["offered_until"] else None,
        booking_id=BookingId(read_id(row["booking"])) if row["booking"] else None,
    )


def _written(ask: Ask) -> dict[str, Any]:
    return {
        "room_id": str(ask.room_id),
        "agency_id": str(ask.agency_id),
        "purpose": ask.purpose,
        "headcount": ask.headcount,
        "layout": ask.layout,
        "batch_id": str(ask.batch_id) if ask.batch_id else None,
        "agreement_id": str(ask.agreement_id) if ask.agreement_id else None,
        "reasons": dict(ask.reasons),
        "overrides": {code: [each.authority, each.reason] for code, each in ask.overrides.items()},
        "claim": [ask.claim.level, ask.claim.authority] if ask.claim else None,
        "sessions": [
            {
                "starts_at": each.span.start.isoformat(),
                "ends_at": each.span.end.isoformat(),
                **write_planned(each),
            }
            for each in ask.sessions
        ],
    }


def _read(given: Mapping[str, Any]) -> Ask:
    batch, agreement = given["batch_id"], given["agreement_id"]
    # Not in what was written before claims were given.
    claim = given.get("claim")
    return Ask(
        room_id=RoomId(UUID(given["room_id"])),
        agency_id=AgencyId(UUID(given["agency_id"])),
        purpose=given["purpose"],
        headcount=given["headcount"],
        layout=given["layout"],
        batch_id=BatchId(UUID(batch)) if batch else None,
        agreement_id=AgreementId(UUID(agreement)) if agreement else None,
        reasons=given["reasons"],
        overrides={code: Override(*each) for code, each in given["overrides"].items()},
        claim=GivenClaim(Claim(claim[0]), claim[1]) if claim else None,
        sessions=tuple(
            read_planned(
                TimeSpan(
                    datetime.fromisoformat(each["starts_at"]),
                    datetime.fromisoformat(each["ends_at"]),
                ),
                each,
            )
            for each in given["sessions"]
        ),
    )
