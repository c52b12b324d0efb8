"""Where calendars that were added are fetched from, and what their servers said."""

from dataclasses import dataclass
from datetime import date

from lintas.domain.outside_calendars import OutsideCalendarId
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_day
from lintas.store.sql import update
from lintas.store.tables import OutsideCalendarRow


@dataclass(frozen=True, slots=True)
class Source:
    """Where a calendar is fetched from, and what its server and it said of themselves.

    `address` is sealed; `wish` are the seconds between two looks that it asks for, 0: none.
    `place` is where it has moved for good, if that is believed by now;
    `moved_to` is the fingerprint of where it has said `moves` times in a row to have moved to.
    """

    address: str
    etag: str = ""
    last_modified: str = ""
    wish: int = 0
    expanded_on: date | None = None
    moved_to: str = ""
    moves: int = 0
    place: "Place | None" = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a calendar is from now on; `address` is sealed."""

    address: str
    host: str
    fingerprint: str


async def find_source(calendar_id: OutsideCalendarId) -> Source:
    """Raises NotFound."""
    rows = await fetch(
        "SELECT address, etag, last_modified, wish, expanded_on, moved_to, moves"
        " FROM outside_calendar WHERE id = $1 AND removed_at IS NULL",
        calendar_id,
    )
    if not rows:
        raise NotFound("calendar_id", calendar_id)
    row = rows[0]
    return Source(
        address=row["address"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        wish=row["wish"],
        expanded_on=read_day(row["expanded_on"]) if row["expanded_on"] else None,
        moved_to=row["moved_to"],
        moves=row["moves"],
    )


async def save_source(calendar_id: OutsideCalendarId, source: Source) -> None:
    """What its server said, and where it is by now."""
    values: dict[str, object] = {
        "moved_to": source.moved_to,
        "moves": source.moves,
        "etag": source.etag,
        "last_modified": source.last_modified,
        "wish": source.wish,
        "expanded_on": source.expanded_on,
    }
    if (place := source.place) is not None:
        moved = {"address": place.address, "host": place.host, "fingerprint": place.fingerprint}
        values.update(moved)
    await update(OutsideCalendarRow, calendar_id, values)
