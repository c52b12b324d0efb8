"""What participants have said that they read; kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.bookings import SessionId
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.programs import Acknowledgement, EnrolmentId
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.programs.enrolments import visible
from lintas.store.sql import Args


async def list_acknowledgements(batch_id: UUID, *, seen_by: Actor) -> tuple[Acknowledgement, ...]:
    """What everybody enrolled in a batch has read, earliest first."""
    args = Args()
    where = f"e.batch = {args.put(batch_id)} AND {visible(args, seen_by)}"
    return await _list_acknowledgements(where, args)


async def list_acknowledgements_of(enrolment_id: EnrolmentId) -> tuple[Acknowledgement, ...]:
    """What one has read, earliest first."""
    return await _list_acknowledgements("e.id = $1", [enrolment_id])


async def add_acknowledgement(acknowledgement: Acknowledgement, *, now: datetime) -> bool:
    """Whether that is new: who has read it before has read it."""
    rows = await fetch(
        _ACKNOWLEDGE,
        new_id(now),
        acknowledgement.enrolment_id,
        acknowledgement.session_id,
        acknowledgement.sequence,
        acknowledgement.at,
    )
    return bool(rows)


async def _list_acknowledgements(where: str, args: list[Any]) -> tuple[Acknowledgement, ...]:
    sql = f"""
        SELECT a.enrolment, a.session, a.sequence, a.at FROM acknowledgement a
        JOIN enrolment e ON e.id = a.enrolment JOIN batch t ON t.id = e.batch
        WHERE {where} ORDER BY a.at, a.id
    """
    return tuple(
        Acknowledgement(
            EnrolmentId(read_id(row["enrolment"])),
            SessionId(read_id(row["session"])),
            row["sequence"],
            read_moment(row["at"]),
        )
        for row in await fetch(sql, *args)
    )


_ACKNOWLEDGE = """
    INSERT INTO acknowledgement (id, enrolment, session, sequence, at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (enrolment, session, sequence) DO NOTHING RETURNING id
"""
