"""From another system's export to rows of a plan."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from html import unescape

from lintas.actions.bookings.import_plan.rows import PlanRow
from lintas.domain.refusal import Fault
from lintas.intake.exports.formats import FORMATS, Format
from lintas.intake.exports.moments import Order, parse_moment
from lintas.intake.sheets.refusing import (
    MOST_ROWS,
    TooManyRows,
    UnreadableSheet,
    count_filled,
)
from lintas.intake.sheets.tables import MOST_FAULTS, SheetUnfit
from lintas.intake.sheets.texts import read_csv

LONGEST_PURPOSE = 2000
LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class Reading:
    """How an export is to be understood; `rooms` are ours by the names that it uses.

    `headcount` is given to every row: these systems don't ask for one.
    """

    kind: str
    agency: str
    headcount: int = 1
    order: Order = "dmy"
    year: int | None = None
    rooms: Mapping[str, str] | None = None


def read_export(content: bytes, reading: Reading) -> tuple[PlanRow, ...]:
    """Each entry of it as a row.

    Raises:
        UnreadableSheet, TooManyRows: as for a plan's table.
        SheetUnfit: columns that are missing, or days and hours that can't be read.
    """
    rows = iter(read_csv(content))
    header = [cell.strip().casefold() for cell in next(rows, [])]
    if not header:
        raise UnreadableSheet("rows")
    columns = _columns(header, FORMATS[reading.kind])
    read: list[PlanRow] = []
    faults: list[Fault] = []
    for number, cells in enumerate(rows, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(read) == MOST_ROWS:
            raise TooManyRows(MOST_ROWS + 1 + count_filled(rows))
        row = _row(number, _named(columns, cells), reading, faults)
        read.append(row)
    if not read:
        raise UnreadableSheet("rows")
    if faults:
        raise SheetUnfit(faults=tuple(faults[:MOST_FAULTS]))
    return tuple(read)


def read_room_map(content: bytes) -> Mapping[str, str]:
    """Two columns: a room's name in the export, and ours or its id.

    Raises:
        UnreadableSheet: no such table.
    """
    rows = [row for row in read_csv(content) if any(cell.strip() for cell in row)]
    return {_plain(row[0]): row[1].strip() for row in rows if len(row) > 1 and row[1].strip()}


def _columns(header: Sequence[str], known: Format) -> Mapping[str, int]:
    """Raises SheetUnfit."""
    wanted = {
        "room": known.room,
        "area": known.area,
        "starts_at": known.starts_at,
        "ends_at": known.ends_at,
        "title": known.title,
        "about": known.about,
    }
    found = {
        name: header.index(said)
        for name, names in wanted.items()
        for said in [next((each for each in names if each in header), "")]
        if said
    }
    faults = tuple(
        Fault(f"rows[0].{name}", None, "column", wanted[name][0])
        for name in ("room", "starts_at", "ends_at", "title")
        if name not in found
    )
    if faults:
        raise SheetUnfit(faults=faults)
    return found


def _named(columns: Mapping[str, int], cells: Sequence[str]) -> Mapping[str, str]:
    return {
        name: unescape(cells[index]).strip() if index < len(cells) else ""
        for name, index in columns.items()
    }


def _row(number: int, cells: Mapping[str, str], reading: Reading, faults: list[Fault]) -> PlanRow:
    day, starts_at = _moment(number, "starts_at", cells, reading, faults)
    last, ends_at = _moment(number, "ends_at", cells, reading, faults)
    title = cells["title"] or cells.get("about", "")
    return PlanRow(
        number=number,
        room=_room(cells, reading.rooms or {}),
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        headcount=reading.headcount,
        agency=reading.agency,
        purpose=(title or "-")[:LONGEST_PURPOSE],
        title=title[:LONGEST_TITLE],
        ends_on=last if last != day else None,
    )


def _moment(
    number: int, name: str, cells: Mapping[str, str], reading: Reading, faults: list[Fault]
) -> tuple[date, time]:
    found = parse_moment(cells[name], order=reading.order, year=reading.year)
    if found is None:
        faults.append(Fault(f"rows[{number - 1}].{name}", cells[name], "moment_written"))
    return found or (date.min, time())


def _room(cells: Mapping[str, str], rooms: Mapping[str, str]) -> str:
    """Ours, if the map says so; else as written, with its area where there is one."""
    area = cells.get("area", "")
    names: Iterator[str] = iter([f"{area} / {cells['room']}" if area else "", cells["room"]])
    said = [each for each in names if each]
    return next((rooms[_plain(each)] for each in said if _plain(each) in rooms), said[-1])


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
