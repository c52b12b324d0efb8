"""Sessions, kept: rows are changed, never deleted, so that a uid means one meeting for ever."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgreementId, RegencyCode
from lintas.domain.bookings import BookingId, Decision, Mode, Session, SessionId, SessionState
from lintas.domain.people import Actor, PersonId
from lintas.domain.programs import BatchId
from lintas.domain.refusal import NotFound
from lintas.domain.things import AssetNeed
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.store.bookings.company import (
    add_company,
    list_assets_of,
    list_trainers_of,
    save_asked_anew,
    save_company,
)
from lintas.store.bookings.scope import visible
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert_many, update
from lintas.store.tables import SessionRow

_SELECT = "SELECT s.* FROM session s JOIN booking b ON b.id = s.booking"


async def find_session(session_id: UUID, *, seen_by: Actor, field: str = "session_id") -> Session:
    """One of a booking that the actor sees.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"s.id = {args.put(session_id)} AND {visible(args, seen_by)}"
    found = await _list(where, args)
    if not found:
        raise NotFound(field, session_id)
    return found[0]


async def list_sessions(
    *, seen_by: Actor, after: UUID | None = None, limit: int = 100
) -> tuple[Session, ...]:
    """In the order of asking, behind `after`."""
    args = Args()
    where = visible(args, seen_by)
    if after is not None:
        where += f" AND s.id > {args.put(after)}"
    return await _list(f"{where} ORDER BY s.id LIMIT {args.put(limit)}", args)


async def list_sessions_around(
    moment: datetime, *, seen_by: Actor, now: datetime, limit: int
) -> tuple[Session, ...]:
    """Live ones that have yet to begin, and so many on each side of a moment; earliest first."""
    found: list[Session] = []
    for side, order in (("s.starts_at < {0}", "DESC"), ("s.starts_at >= {0}", "ASC")):
        args = Args()
        where = (
            f"{side.format(args.put(moment))} AND s.starts_at > {args.put(now)}"
            f" AND s.decision IN ('requested', 'approved') AND b.offer = ''"
            f" AND {visible(args, seen_by)} ORDER BY s.starts_at {order}, s.id"
            f" LIMIT {args.put(limit)}"
        )
        found += await _list(where, args)
    return tuple(sorted(found, key=lambda session: (session.span, session.id)))


async def list_sessions_of(booking_ids: Iterable[UUID]) -> tuple[Session, ...]:
    """All sessions of these bookings, in the order of asking. Sees all."""
    args = Args()
    where = f"s.booking IN {args.put_all(booking_ids)}"
    return await _list(f"{where} ORDER BY s.booking, s.position", args)


async def list_sessions_named(session_ids: Iterable[UUID]) -> tuple[Session, ...]:
    """Earliest first. Sees all."""
    args = Args()
    where = f"s.id IN {args.put_all(session_ids)}"
    return await _list(f"{where} ORDER BY s.starts_at, s.id", args)


async def list_sessions_of_batch(batch_id: UUID) -> tuple[Session, ...]:
    """All meetings of a batch, cancelled ones too, earliest first. Sees all."""
    return await _list("s.batch = $1 ORDER BY s.starts_at, s.id", [batch_id])


async def list_sessions_of_program(program_id: UUID, *, since: datetime) -> tuple[Session, ...]:
    """All meetings of its batches that end after `since`, earliest first. Sees all."""
    where = (
        "s.batch IN (SELECT id FROM batch WHERE program = $1) AND s.ends_at > $2"
        " ORDER BY s.starts_at, s.id"
    )
    return await _list(where, [program_id, since])


async def list_sessions_in_rooms(
    room_ids: Iterable[UUID], *, since: datetime, until: datetime
) -> tuple[Session, ...]:
    """Meetings that hold these rooms, as booked, in a window; earliest first. Sees all."""
    args = Args()
    where = (
        f"s.room IN {args.put_all(room_ids)} AND s.decision IN ('requested', 'approved')"
        f" AND s.starts_at < {args.put(until)} AND s.ends_at > {args.put(since)}"
    )
    return await _list(f"{where} ORDER BY s.starts_at, s.id", args)


async def list_sessions_between(
    one: RegencyCode, other: RegencyCode, *, now: datetime
) -> tuple[Session, ...]:
    """Live meetings not yet over of either's people in the other's rooms. Sees all."""
    where = (
        "((s.lender = $1 AND b.borrower = $2) OR (s.lender = $2 AND b.borrower = $1))"
        " AND s.ends_at > $3 AND s.decision IN ('requested', 'approved')"
        " ORDER BY s.starts_at, s.id"
    )
    return await _list(where, [one, other, now])


async def list_sessions_taught_by(person_id: UUID, *, since: datetime) -> tuple[Session, ...]:
    """All meetings of a trainer that end after `since`, earliest first. Sees all."""
    where = (
        "s.id IN (SELECT session FROM session_trainer WHERE person = $1) AND s.ends_at > $2"
        " ORDER BY s.starts_at, s.id"
    )
    return await _list(where, [person_id, since])


async def list_sessions_taking(asset_id: UUID, *, since: datetime) -> tuple[Session, ...]:
    """Live meetings that take some of an asset and end after `since`, earliest first. Sees all."""
    where = (
        "s.id IN (SELECT session FROM session_asset WHERE asset = $1) AND s.ends_at > $2"
        " AND s.decision IN ('requested', 'approved') ORDER BY s.starts_at, s.id"
    )
    return await _list(where, [asset_id, since])


async def add_sessions(sessions: Sequence[Session], *, now: datetime) -> None:
    rows = [
        {
            "id": session.id,
            "booking": session.booking_id,
            "batch": session.batch_id,
            "position": session.position,
            "uid": session.uid,
            **_values(session),
        }
        for session in sessions
    ]
    await insert_many(SessionRow, rows)
    for session in sessions:
        await add_company(session, now=now)


async def save_session(session: Session, *, now: datetime) -> None:
    await save_asked_anew(session)
    await update(SessionRow, session.id, _values(session))
    await save_company(session, now=now)


def _values(session: Session) -> dict[str, object]:
    return {
        "room": session.room_id,
        "lender_keeper": session.lender_keeper,
        "lender": session.lender,
        "agreement": session.agreement_id,
        "sequence": session.sequence,
        "revised_at": session.revised_at,
        "starts_at": session.span.start,
        "ends_at": session.span.end,
        "setup_minutes": session.setup // timedelta(minutes=1),
        "cleanup_minutes": session.cleanup // timedelta(minutes=1),
        "title": session.title,
        "state": session.state.value,
        "decision": session.decision.value,
        "mode": session.mode.value,
        "link": session.link,
        "kind": session.kind,
        "takes_assets": bool(session.assets),
        "steps_passed": session.steps_passed,
        "step_since": session.step_since,
        "postponed": session.postponed,
    }


async def _list(where: str, args: list[Any]) -> tuple[Session, ...]:
    rows = await fetch(f"{_SELECT} WHERE {where}", *args)
    if not rows:
        return ()
    trainers = await list_trainers_of([row["id"] for row in rows])
    assets = await list_assets_of([row["id"] for row in rows if row["takes_assets"]])
    return tuple(
        _session(row, tuple(trainers.get(key, ())), tuple(assets.get(key, ())))
        for row in rows
        for key in [read_id(row["id"])]
    )


def _session(
    row: dict[str, Any], trainer_ids: tuple[PersonId, ...], assets: tuple[AssetNeed, ...]
) -> Session:
    return Session(
        id=SessionId(read_id(row["id"])),
        booking_id=BookingId(read_id(row["booking"])),
        position=row["position"],
        uid=row["uid"],
        sequence=row["sequence"],
        revised_at=read_moment(row["revised_at"]),
        span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        room_id=RoomId(read_id(row["room"])),
        title=row["title"],
        state=SessionState(row["state"]),
        decision=Decision(row["decision"]),
        trainer_ids=trainer_ids,
        batch_id=BatchId(read_id(row["batch"])) if row["batch"] else None,
        setup=timedelta(minutes=row["setup_minutes"]),
        cleanup=timedelta(minutes=row["cleanup_minutes"]),
        lender_keeper=row["lender_keeper"],
        lender=row["lender"],
        agreement_id=AgreementId(read_id(row["agreement"])) if row["agreement"] else None,
        assets=assets,
        mode=Mode(row["mode"]),
        link=row["link"],
        kind=row["kind"],
        steps_passed=row["steps_passed"],
        step_since=read_moment(row["step_since"]) if row["step_since"] else None,
        postponed=bool(row["postponed"]),
    )
