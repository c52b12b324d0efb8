"""Trainers named for places that another government's batch keeps free; kept."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, PersonId
from lintas.domain.sharing import ReservationId
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args, insert
from lintas.store.tables import NamedTrainerRow


async def list_named(
    reservation_ids: Iterable[UUID],
) -> dict[ReservationId, list[tuple[PersonId, str]]]:
    """Who was named for each, with names, in the order of naming. For whoever sees the batch."""
    args = Args()
    sql = f"""
        SELECT n.reservation, p.id, p.name FROM named_trainer n JOIN person p ON p.id = n.person
        WHERE n.reservation IN {args.put_all(reservation_ids)} ORDER BY n.id
    """
    found: dict[ReservationId, list[tuple[PersonId, str]]] = {}
    for row in await fetch(sql, *args):
        named = (PersonId(read_id(row["id"])), row["name"])
        found.setdefault(ReservationId(read_id(row["reservation"])), []).append(named)
    return found


async def add_named(
    reservation_id: ReservationId, person_id: PersonId, *, by: AccountId, now: datetime
) -> None:
    await insert(
        NamedTrainerRow,
        {
            "id": new_id(now),
            "reservation": reservation_id,
            "person": person_id,
            "named_by": by,
            "named_at": now,
        },
    )


async def remove_named(reservation_id: ReservationId, person_id: PersonId) -> None:
    sql = "DELETE FROM named_trainer WHERE reservation = $1 AND person = $2"
    await fetch(sql, reservation_id, person_id)
