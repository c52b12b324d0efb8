"""From a file to a table: its header understood, its empty rows left out, formulas refused."""

from collections.abc import Iterator, Sequence

from lintas.domain.refusal import Fault, Invalid
from lintas.domain.sheets import COLUMNS, DANGEROUS, Line, Table, names_by_header, unguarded
from lintas.intake.sheets.refusing import (
    MOST_ROWS,
    TooManyRows,
    UnreadableSheet,
    count_filled,
)
from lintas.intake.sheets.texts import read_csv
from lintas.intake.sheets.workbooks import read_workbook

CSV = "text/csv"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_FAULTS = 200
LONGEST_TEXT = 2000
_PACKED = b"PK\x03\x04"


class SheetUnfit(Invalid):
    """A table whose cells can't be what anybody means; all of them are named at once."""


def read_table(content: bytes) -> Table:
    """What a CSV file or workbook says; which of the two it is, it says itself.

    Raises:
        UnreadableSheet: neither.
        TooManyRows: more than one plan may hold.
        SheetUnfit: columns that are unknown, twice or missing; cells too long, or with formulas.
    """
    rows = read_workbook(content) if content.startswith(_PACKED) else read_csv(content)
    return table_of(rows)


def table_of(rows: Iterator[Sequence[str]]) -> Table:
    """Raises as `read_table`."""
    number, header = _header(rows)
    names, faults = _names(number, header)
    if faults:
        raise SheetUnfit(faults=tuple(faults))
    lines: list[Line] = []
    for at, row in enumerate(rows, start=number + 1):
        if not any(cell.strip() for cell in row):
            continue
        if len(lines) == MOST_ROWS:
            raise TooManyRows(MOST_ROWS + 1 + count_filled(rows))
        if len(faults) < MOST_FAULTS:
            faults += _cell_faults(at, names, row)
        cells = {
            name: unguarded(cell.strip(" ")).strip() for name, cell in zip(names, row, strict=False)
        }
        lines.append(Line(at, cells))
    if not lines:
        raise UnreadableSheet("rows")
    if faults:
        raise SheetUnfit(faults=tuple(faults[:MOST_FAULTS]))
    return Table(names, lines)


def _header(rows: Iterator[Sequence[str]]) -> tuple[int, list[str]]:
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        if any(cells):
            while not cells[-1]:
                cells.pop()
            return number, cells
    raise UnreadableSheet("rows")


def _names(number: int, header: Sequence[str]) -> tuple[list[str], list[Fault]]:
    known = names_by_header()
    names, faults = [], []
    field = f"rows[{number - 1}]"
    said = ", ".join(column.header for column in COLUMNS)
    for cell in header:
        name = known.get(cell.casefold(), "")
        if not name:
            faults.append(Fault(f"{field}.header", cell[:LONGEST_TEXT], "one_of", said))
        elif name in names:
            faults.append(Fault(f"{field}.{name}", cell, "once"))
        names.append(name)
    faults += [
        Fault(f"{field}.{column.name}", None, "column", column.header)
        for column in COLUMNS
        if column.required and column.name not in names
    ]
    return names, faults


def _cell_faults(number: int, names: Sequence[str], row: Sequence[str]) -> Iterator[Fault]:
    field = f"rows[{number - 1}]"
    for cell in row[len(names) :]:
        if cell.strip():
            yield Fault(f"{field}.header", cell[:LONGEST_TEXT], "column", "")
            break
    for name, cell in zip(names, row, strict=False):
        if len(cell) > LONGEST_TEXT:
            yield Fault(f"{field}.{name}", cell[:LONGEST_TEXT], "longest", LONGEST_TEXT)
        elif cell.lstrip(" ").startswith(DANGEROUS):
            yield Fault(f"{field}.{name}", cell, "no_formula")
        elif odd := next(
            (each for each in cell if ord(each) < ord(" ") and each not in "\n\r\t"), ""
        ):
            yield Fault(f"{field}.{name}", None, "plain_text", f"U+{ord(odd):04X}")
