"""Sessions with the names of all that belongs to them, for whoever shows or tells them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.bookings import Session
from lintas.domain.people import AccountId
from lintas.domain.programs import ProgramId
from lintas.store.engines import fetch, read_id
from lintas.store.sql import Args


@dataclass(frozen=True, slots=True)
class Card:
    """A session and its names.

    `title` is the session's own, else its batch's, else the booking's purpose. An example's point
    is that of its district, kilometres off, and is left out. `keeper` is the
    asking side, the session knows the lending one.
    """

    session: Session
    title: str
    purpose: str
    batch_title: str
    room_name: str
    venue_id: VenueId
    venue_name: str
    address: str
    district: str | None
    latitude: float | None
    longitude: float | None
    zone: ZoneInfo
    agency_id: AgencyId
    agency_name: str
    keeper: RegencyCode | None
    asked_by: AccountId
    trainer_names: tuple[str, ...]
    bring: str
    contact: str
    headcount: int
    program_id: ProgramId | None = None


_SELECT = """
    SELECT s.id, b.purpose, b.headcount, b.keeper, b.asked_by, a.id AS agency_id, a.name AS agency,
        a.short_name, r.name AS room, v.id AS venue_id, v.name AS venue, v.address, v.district,
        v.is_example,
        v.latitude, v.longitude, g.timezone, t.title AS batch, t.number, t.bring, t.contact,
        p.title AS program, p.id AS program_id
    FROM session s JOIN booking b ON b.id = s.booking JOIN agency a ON a.id = b.agency
    JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue JOIN regency g ON g.code = v.regency
    LEFT JOIN batch t ON t.id = s.batch LEFT JOIN program p ON p.id = t.program
"""


async def list_cards(sessions: Sequence[Session]) -> tuple[Card, ...]:
    """One for each session, in their order."""
    if not sessions:
        return ()
    args = Args()
    where = f"s.id IN {args.put_all(session.id for session in sessions)}"
    rows = {read_id(row["id"]): row for row in await fetch(f"{_SELECT} WHERE {where}", *args)}
    names = await _list_names({person for session in sessions for person in session.trainer_ids})
    return tuple(_card(session, rows[session.id], names) for session in sessions)


async def _list_names(person_ids: set[Any]) -> dict[UUID, str]:
    if not person_ids:
        return {}
    args = Args()
    where = f"id IN {args.put_all(sorted(person_ids))}"
    rows = await fetch(f"SELECT id, name FROM person WHERE {where}", *args)
    return {read_id(row["id"]): row["name"] for row in rows}


def _card(session: Session, row: dict[str, Any], names: dict[UUID, str]) -> Card:
    batch = row["batch"] or (f"{row['program']} Angkatan {row['number']}" if row["number"] else "")
    return Card(
        session=session,
        title=session.title or batch or row["purpose"],
        purpose=row["purpose"],
        batch_title=batch,
        room_name=row["room"],
        venue_id=VenueId(read_id(row["venue_id"])),
        venue_name=row["venue"],
        address=row["address"],
        district=row["district"],
        latitude=None if row["is_example"] else row["latitude"],
        longitude=None if row["is_example"] else row["longitude"],
        zone=ZoneInfo(row["timezone"]),
        agency_id=AgencyId(read_id(row["agency_id"])),
        agency_name=row["short_name"] or row["agency"],
        keeper=row["keeper"],
        asked_by=AccountId(read_id(row["asked_by"])),
        trainer_names=tuple(names[person] for person in session.trainer_ids),
        bring=row["bring"] or "",
        contact=row["contact"] or "",
        headcount=row["headcount"],
        program_id=ProgramId(read_id(row["program_id"])) if row["program_id"] else None,
    )
