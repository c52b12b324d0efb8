"""Plans as files that offices open: CSV with a mark of its encoding, and workbooks."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from openpyxl import Workbook
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from lintas.domain.sheets import ALL, guarded
from lintas.render.catalogues import say
from lintas.store.sheets import Planned

HEADER = tuple(column.header for column in ALL)
BOM = "\ufeff"
SEPARATOR = ";"


def write_csv(planned: Iterable[Planned], language: str = "id") -> bytes:
    """As Indonesian Excel opens it by itself: semicolons, UTF-8 with its mark, no formulas."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, lineterminator="\r\n")
    writer.writerow(HEADER)
    for each in planned:
        cells = _cells(each, language)
        writer.writerow([_plain(cell) for cell in cells])
    return (BOM + out.getvalue()).encode()


def write_workbook(planned: Iterable[Planned], language: str = "id") -> bytes:
    book = Workbook(write_only=True)
    sheet = cast("WriteOnlyWorksheet", book.create_sheet("Rencana"))
    sheet.append(HEADER)
    for each in planned:
        cells = _cells(each, language)
        sheet.append([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(each: Planned, language: str) -> Sequence[str | int | date]:
    """In the order of the columns."""
    return (
        each.room,
        each.venue,
        each.day,
        each.clock(each.span.start),
        each.clock(each.span.end),
        each.title,
        each.purpose,
        each.headcount,
        each.agency,
        each.batch,
        "; ".join(each.trainers),
        each.layout,
        "",
        each.last_day if each.last_day != each.day else "",
        say(f"mode.{each.mode}", language),
        each.link,
        say(f"state.{each.decision}", language),
        str(each.session_id),
    )


def _plain(cell: str | int | date) -> str:
    return guarded(cell) if isinstance(cell, str) else str(cell)
