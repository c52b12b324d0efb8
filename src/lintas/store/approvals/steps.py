"""Steps of approval and what was decided at each, kept."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgencyId, VenueId
from lintas.domain.approvals import Chain, Step, StepDecision, StepId, make_chain
from lintas.domain.bookings import BookingId, SessionId
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, Role
from lintas.domain.refusal import NotFound
from lintas.domain.venues import RoomId
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args, insert, insert_many, update
from lintas.store.tables import ApprovalStepRow, StepDecisionRow

# Who asks for which room.
Pair = tuple[AgencyId, RoomId]


async def find_step(step_id: UUID, *, field: str = "step_id") -> Step:
    """Raises NotFound, naming `field`."""
    rows = await fetch("SELECT * FROM approval_step WHERE id = $1", step_id)
    if not rows:
        raise NotFound(field, step_id)
    return _step(rows[0])


async def list_steps(
    *,
    agency_id: UUID | None = None,
    venue_id: UUID | None = None,
    room_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 100,
) -> tuple[Step, ...]:
    """Those of an agency, venue or room, or of any, in the order of making, behind `after`."""
    args = Args()
    where = "TRUE"
    for column, value in (("agency", agency_id), ("venue", venue_id), ("room", room_id)):
        if value:
            where += f" AND {column} = {args.put(value)}"
    if after:
        where += f" AND id > {args.put(after)}"
    sql = f"SELECT * FROM approval_step WHERE {where} ORDER BY id LIMIT {args.put(limit)}"
    return tuple(map(_step, await fetch(sql, *args)))


async def list_chains(pairs: Iterable[Pair]) -> Mapping[Pair, Chain]:
    """What each agency's request for each room must pass; of nothing declared, an empty chain."""
    wanted = tuple(dict.fromkeys(pairs))
    if not wanted:
        return {}
    rooms = tuple(dict.fromkeys(room for _, room in wanted))
    args = Args()
    sql = f"""
        SELECT p.*, r.id AS of_room FROM approval_step p
        LEFT JOIN room r ON r.venue = p.venue AND r.id IN {args.put_all(rooms)}
        WHERE p.agency IN {args.put_all(agency for agency, _ in wanted)}
            OR p.room IN {args.put_all(rooms)} OR r.id IS NOT NULL
    """
    by_agency: defaultdict[AgencyId, list[Step]] = defaultdict(list)
    by_room: defaultdict[RoomId, list[Step]] = defaultdict(list)
    for row in await fetch(sql, *args):
        step = _step(row)
        if step.agency_id:
            by_agency[step.agency_id].append(step)
        else:
            of_room = step.room_id or RoomId(read_id(row["of_room"]))
            by_room[of_room].append(step)
    return {pair: make_chain([*by_agency[pair[0]], *by_room[pair[1]]]) for pair in wanted}


async def find_chain(agency_id: AgencyId, room_id: RoomId) -> Chain:
    return (await list_chains([(agency_id, room_id)]))[agency_id, room_id]


async def count_under_way(step: Step) -> int:
    """Undecided sessions that have passed some step of a chain this one belongs to."""
    args = Args()
    theirs = "FALSE"
    if step.agency_id:
        theirs = f"b.agency = {args.put(step.agency_id)}"
    elif step.room_id:
        theirs = f"s.room = {args.put(step.room_id)}"
    elif step.venue_id:
        theirs = f"s.room IN (SELECT id FROM room WHERE venue = {args.put(step.venue_id)})"
    sql = f"""
        SELECT count(*) AS n FROM session s JOIN booking b ON b.id = s.booking
        WHERE s.decision = 'requested' AND s.steps_passed > 0 AND {theirs}
    """
    return int((await fetch(sql, *args))[0]["n"])


async def list_overdue_candidates(*, now: datetime, limit: int = 500) -> tuple[UUID, ...]:
    """Requests with a session that has waited a day or more at its step. For the clock."""
    sql = """
        SELECT DISTINCT b.id FROM booking b JOIN session s ON s.booking = b.id
        WHERE b.state = 'requested' AND b.offer = '' AND b.hold_until > $1
            AND s.decision = 'requested' AND s.step_since IS NOT NULL
        ORDER BY b.id LIMIT $2
    """
    return tuple(read_id(row["id"]) for row in await fetch(sql, now, limit))


async def add_step(step: Step) -> None:
    await insert(ApprovalStepRow, {"id": step.id, **_values(step)})


async def save_step(step: Step) -> None:
    await update(ApprovalStepRow, step.id, _values(step))


async def remove_step(step: Step) -> None:
    await fetch("DELETE FROM approval_step WHERE id = $1", step.id)


async def add_step_decisions(decisions: Sequence[StepDecision]) -> None:
    rows = [
        {
            "id": new_id(each.at),
            "booking": each.booking_id,
            "session": each.session_id,
            "position": each.position,
            "name": each.name,
            "decided_by": each.decided_by,
            "at": each.at,
            "verdict": each.verdict,
            "reason": each.reason,
            "as_stand_in": each.as_stand_in,
        }
        for each in decisions
    ]
    await insert_many(StepDecisionRow, rows)


async def list_step_decisions(booking_id: UUID) -> tuple[StepDecision, ...]:
    """In the order in which they were taken."""
    sql = """
        SELECT d.*, a.name AS decider FROM step_decision d JOIN account a ON a.id = d.decided_by
        WHERE d.booking = $1 ORDER BY d.at, d.id
    """
    return tuple(
        StepDecision(
            booking_id=BookingId(read_id(row["booking"])),
            session_id=SessionId(read_id(row["session"])),
            position=row["position"],
            name=row["name"],
            decided_by=AccountId(read_id(row["decided_by"])),
            at=read_moment(row["at"]),
            verdict=row["verdict"],
            reason=row["reason"],
            as_stand_in=bool(row["as_stand_in"]),
            decider_name=row["decider"],
        )
        for row in await fetch(sql, booking_id)
    )


async def list_names(account_ids: Iterable[AccountId]) -> Mapping[AccountId, str]:
    """What these accounts are called, for whoever is told who decides."""
    args = Args()
    sql = f"SELECT id, name FROM account WHERE id IN {args.put_all(account_ids)}"
    return {AccountId(read_id(row["id"])): row["name"] for row in await fetch(sql, *args)}


def _values(step: Step) -> dict[str, object]:
    return {
        "agency": step.agency_id,
        "venue": step.venue_id,
        "room": step.room_id,
        "keeper": step.keeper,
        "position": step.position,
        "name": step.name,
        "approver": step.approver_id,
        "role": step.role.value if step.role else "",
        "stand_in": step.stand_in_id,
        "days": step.days,
    }


def _step(row: Mapping[str, Any]) -> Step:
    def known(column: str) -> UUID | None:
        return read_id(row[column]) if row[column] else None

    approver, stand_in = known("approver"), known("stand_in")
    agency, venue, room = known("agency"), known("venue"), known("room")
    return Step(
        id=StepId(read_id(row["id"])),
        keeper=row["keeper"],
        position=row["position"],
        name=row["name"],
        days=row["days"],
        approver_id=AccountId(approver) if approver else None,
        role=Role(row["role"]) if row["role"] else None,
        stand_in_id=AccountId(stand_in) if stand_in else None,
        agency_id=AgencyId(agency) if agency else None,
        venue_id=VenueId(venue) if venue else None,
        room_id=RoomId(room) if room else None,
    )
