"""When venues change hands, kept. Everybody with an account reads it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from lintas.domain.agencies import AgencyId, VenueId
from lintas.domain.refusal import NotFound
from lintas.domain.venues import Handover, HandoverId
from lintas.store.engines import fetch, read_day, read_id
from lintas.store.sql import Args, insert, update
from lintas.store.tables import VenueHandoverRow

# A registered agency's name is its own.
_SELECT = """
    SELECT h.*, a.name AS agency_name FROM venue_handover h LEFT JOIN agency a ON a.id = h.to_agency
"""


async def find_handover(handover_id: UUID, *, field: str = "handover_id") -> Handover:
    """Raises NotFound, naming `field`."""
    rows = await fetch(f"{_SELECT} WHERE h.id = $1", handover_id)
    if not rows:
        raise NotFound(field, handover_id)
    return _handover(rows[0])


async def list_handovers_of(venue_ids: Iterable[UUID]) -> tuple[Handover, ...]:
    """Of these venues, earliest first."""
    args = Args()
    where = f"h.venue IN {args.put_all(venue_ids)}"
    rows = await fetch(f"{_SELECT} WHERE {where} ORDER BY h.day, h.id", *args)
    return tuple(map(_handover, rows))


async def add_handover(handover: Handover) -> None:
    await insert(VenueHandoverRow, {"id": handover.id, **_values(handover)})


async def save_handover(handover: Handover) -> None:
    await update(VenueHandoverRow, handover.id, _values(handover))


async def remove_handover(handover_id: HandoverId) -> None:
    await fetch("DELETE FROM venue_handover WHERE id = $1", handover_id)


def _values(handover: Handover) -> dict[str, object]:
    return {
        "venue": handover.venue_id,
        "day": handover.day,
        "to_agency": handover.to_agency_id,
        "to_name": "" if handover.to_agency_id else handover.to_name,
        "document": handover.document,
    }


def _handover(row: dict[str, Any]) -> Handover:
    return Handover(
        id=HandoverId(read_id(row["id"])),
        venue_id=VenueId(read_id(row["venue"])),
        day=read_day(row["day"]),
        to_name=row["agency_name"] or row["to_name"],
        to_agency_id=AgencyId(read_id(row["to_agency"])) if row["to_agency"] else None,
        document=row["document"],
    )
