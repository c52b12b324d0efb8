"""Seats and trainers' places that batches keep free for other governments' people."""

from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import AccountId, Actor
from lintas.domain.programs import BatchId
from lintas.domain.refusal import NotFound
from lintas.domain.sharing import Reservation, ReservationId
from lintas.store.engines import fetch, read_day, read_id, read_moment
from lintas.store.programs.batches import batch_title
from lintas.store.sql import Args, insert, update
from lintas.store.tables import BatchReservationRow


async def find_reservation(
    reservation_id: UUID, *, seen_by: Actor, field: str = "reservation_id"
) -> Reservation:
    """One that stands, in a batch of the actor's side or for its people.

    Raises:
        NotFound: naming `field`.
    """
    args = Args()
    where = f"r.id = {args.put(reservation_id)} AND r.ended_at IS NULL"
    if not seen_by.is_operator:
        mine = args.put_all(sorted(seen_by.regencies()))
        where += f" AND (t.keeper IN {mine} OR r.regency IN {mine})"
    sql = f"SELECT r.* FROM batch_reservation r JOIN batch t ON t.id = r.batch WHERE {where}"
    rows = await fetch(sql, *args)
    if not rows:
        raise NotFound(field, reservation_id)
    return _reservation(rows[0])


async def list_reservations(batch_id: UUID) -> tuple[Reservation, ...]:
    """Those that stand, in the order of making. For whoever sees the batch."""
    sql = "SELECT * FROM batch_reservation WHERE batch = $1 AND ended_at IS NULL ORDER BY id"
    return tuple(map(_reservation, await fetch(sql, batch_id)))


async def list_reserved_for(seen_by: Actor, *, limit: int) -> list[tuple[Reservation, str]]:
    """What others' batches keep for the actor's sides, with their titles; the last made first."""
    args = Args()
    mine = args.put_all(sorted(seen_by.regencies()))
    sql = f"""
        SELECT r.*, t.title, t.number, p.title AS program_title FROM batch_reservation r
        JOIN batch t ON t.id = r.batch JOIN program p ON p.id = t.program
        WHERE r.regency IN {mine} AND r.ended_at IS NULL AND t.retired_at IS NULL
        ORDER BY r.id DESC LIMIT {args.put(limit)}
    """
    return [(_reservation(row), batch_title(row)) for row in await fetch(sql, *args)]


async def count_seated_by_regency(batch_id: UUID) -> dict[RegencyCode | None, int]:
    """How many seats the people of each government have. For judging: sees all."""
    sql = """
        SELECT p.keeper, count(*) AS n FROM enrolment e JOIN person p ON p.id = e.person
        WHERE e.batch = $1 AND e.left_at IS NULL AND NOT e.is_reserve GROUP BY p.keeper
    """
    return {row["keeper"]: int(row["n"]) for row in await fetch(sql, batch_id)}


async def add_reservation(each: Reservation) -> None:
    fixed = {"id": each.id, "batch": each.batch_id, "regency": each.regency}
    made = {"made_by": each.made_by, "made_at": each.made_at}
    await insert(BatchReservationRow, {**fixed, **_values(each), **made})


async def save_reservation(each: Reservation, *, ended_at: datetime | None = None) -> None:
    await update(BatchReservationRow, each.id, {**_values(each), "ended_at": ended_at})


def _values(each: Reservation) -> dict[str, object]:
    return {"seats": each.seats, "trainer_places": each.trainer_places, "until": each.until}


def _reservation(row: dict[str, Any]) -> Reservation:
    return Reservation(
        id=ReservationId(read_id(row["id"])),
        batch_id=BatchId(read_id(row["batch"])),
        regency=RegencyCode(row["regency"]),
        seats=row["seats"],
        trainer_places=row["trainer_places"],
        until=read_day(row["until"]),
        made_by=AccountId(read_id(row["made_by"])),
        made_at=read_moment(row["made_at"]),
    )
