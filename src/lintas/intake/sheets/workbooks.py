"""Workbooks of Excel: the first sheet, as text; nothing in them is worked out."""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook

from lintas.intake.sheets.refusing import MOST_ROWS, TooManyRows, UnreadableSheet

MOST_COLUMNS = 60
MOST_FILES = 200
# Unpacked: a bomb says how large it is, or is broken off there.
LARGEST_UNPACKED = 16 * 1024 * 1024
# Empty rows between count as well.
MOST_LINES = 5 * MOST_ROWS
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 -- Excel counts its days from there, without a zone


def read_workbook(content: bytes) -> Iterator[Sequence[str]]:
    """Each row's cells, the header's first.

    Raises:
        UnreadableSheet: no workbook, or one that unpacks to far more than any plan.
        TooManyRows: with more rows than a plan.
    """
    _check_size(content)
    try:
        for number, row in enumerate(_open(content)):
            _check_number(number)
            yield [_text(value) for value in row]
    except (UnreadableSheet, TooManyRows):
        raise
    except Exception as error:
        raise UnreadableSheet("workbook") from error


def _open(content: bytes) -> Iterator[Sequence[object]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    sheet = book.worksheets[0]
    # What a sheet says of its own size may be anything.
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)


def _check_number(number: int) -> None:
    if number > MOST_LINES:
        raise TooManyRows(MOST_LINES)


def _check_size(content: bytes) -> None:
    try:
        files = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableSheet("workbook") from error
    if len(files) > MOST_FILES or sum(each.file_size for each in files) > LARGEST_UNPACKED:
        raise UnreadableSheet("most_bytes", LARGEST_UNPACKED)


def _text(value: object) -> str:
    """As somebody would have typed it."""
    if value is None:
        return ""
    writer = next((write for kind, write in _WRITERS if isinstance(value, kind)), str)
    return writer(value)


def _write_moment(moment: datetime) -> str:
    midnight = moment.time() == time()
    return moment.date().isoformat() if midnight else moment.isoformat(timespec="minutes")


# A datetime is a date as well: the first kind that fits counts.
_WRITERS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (datetime, _write_moment),
    (date, date.isoformat),
    (time, lambda value: value.strftime("%H:%M")),
    (timedelta, lambda value: (_EPOCH + value).strftime("%H:%M")),
    (float, lambda value: str(int(value)) if value.is_integer() else str(value)),
)
