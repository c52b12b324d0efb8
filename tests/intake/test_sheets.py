"""Tables as offices write them, and as nobody should."""

import io
import zipfile
from datetime import date, time
from typing import Any

import pytest
from openpyxl import Workbook

from lintas.domain.refusal import Refusal
from lintas.domain.sheets import guarded, unguarded
from lintas.intake.sheets.plans import parse_clock, parse_day, read_rows
from lintas.intake.sheets.refusing import TooManyRows, UnreadableSheet
from lintas.intake.sheets.tables import SheetUnfit, read_table

HEADER = "Ruang;Tempat;Tanggal;Mulai;Selesai;Keperluan;Jumlah peserta"
ROW = "Aula;PLUT;7 Desember 2027;08.00;12.00;Kemasan;20"


def csv_of(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join((header, *rows)).encode()


def refused(content: bytes) -> tuple[type[Refusal], list[tuple[str, str]]]:
    with pytest.raises(Refusal) as refusal:
        read_rows(read_table(content))
    return type(refusal.value), [(each.field, each.expected) for each in refusal.value.faults]


def workbook(*rows: list[Any]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in ([*HEADER.split(";")], *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        csv_of(ROW),
        b"\xef\xbb\xbf" + csv_of(ROW),
        csv_of(ROW).decode().encode("utf-16"),
        csv_of(ROW).replace(b";", b","),
        csv_of(ROW).replace(b";", b"\t"),
        b"sep=;\r\n" + csv_of(ROW),
        csv_of("", ROW, ";;;;;;"),
        workbook(["Aula", "PLUT", date(2027, 12, 7), time(8), "12.00", "Kemasan", 20]),
        workbook(["Aula", "PLUT", 46728, 1 / 3, 0.5, "Kemasan", 20.0]),
    ],
    ids=["plain", "bom", "utf-16", "commas", "tabs", "declared", "blank", "xlsx", "numbers"],
)
def test_a_row_is_read_whatever_wrote_it(content: bytes) -> None:
    (row,) = read_rows(read_table(content))

    assert (row.room, row.venue, row.purpose, row.headcount) == ("Aula", "PLUT", "Kemasan", 20)
    assert (row.day, row.starts_at, row.ends_at) == (date(2027, 12, 7), time(8), time(12))


@pytest.mark.parametrize(
    ("end", "last", "ends_at", "ends_on"),
    [
        ("24.00", "", time(), date(2027, 12, 8)),
        ("24:00:00 WIB", "7/12/2027", time(), date(2027, 12, 8)),
        ("00.00", "8/12/2027", time(), date(2027, 12, 8)),
        ("01.30", "8 Desember 2027", time(1, 30), date(2027, 12, 8)),
        ("12.00", "7/12/2027", time(12), None),
        ("12.00", "", time(12), None),
    ],
)
def test_a_row_may_end_on_another_day(
    end: str, last: str, ends_at: time, ends_on: date | None
) -> None:
    row = f"{ROW.replace('12.00', end)};{last}"

    (read,) = read_rows(read_table(csv_of(row, header=f"{HEADER};Tanggal selesai")))

    assert (read.ends_at, read.ends_on) == (ends_at, ends_on)


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (b"", UnreadableSheet, "rows"),
        (csv_of(), UnreadableSheet, "rows"),
        (csv_of('Aula;"PLUT;x'), UnreadableSheet, "csv"),
        (csv_of('Aula;"PLUT"x;y'), UnreadableSheet, "csv"),
        (csv_of("Aula\0"), UnreadableSheet, "plain_text"),
        (csv_of(ROW).replace(b"Kemasan", "Kemasan é".encode("cp1252")), UnreadableSheet, "utf_8"),
        (csv_of("x" * 30_000), UnreadableSheet, "csv"),
        (csv_of(*[ROW] * 1001), TooManyRows, "most_items"),
        (b"PK\x03\x04 no workbook", UnreadableSheet, "workbook"),
        (workbook([])[:-40], UnreadableSheet, "workbook"),
    ],
    ids=[
        "nothing",
        "no rows",
        "open quote",
        "broken quote",
        "NUL",
        "cp1252",
        "huge cell",
        "too many",
        "no workbook",
        "torn workbook",
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(
    content: bytes, kind: type[Refusal], expected: str
) -> None:
    found, faults = refused(content)

    assert (found, faults[0][1]) == (kind, expected)


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 17 * 1024 * 1024)

    assert refused(out.getvalue()) == (UnreadableSheet, [("body", "most_bytes")])


def test_every_cell_that_cannot_be_read_is_named_at_once() -> None:
    content = csv_of(
        "Aula;PLUT;31/2/2027;25.00;12;Kemasan;banyak",
        ROW,
        ";PLUT;besok;8;9;;0",
    )

    kind, faults = refused(content)

    assert kind is SheetUnfit
    assert sorted(faults) == [
        ("rows[1].day", "day_written"),
        ("rows[1].headcount", "integer"),
        ("rows[1].starts_at", "clock"),
        ("rows[3].day", "day_written"),
        ("rows[3].headcount", "between"),
        ("rows[3].purpose", "required"),
        ("rows[3].room", "required"),
    ]


@pytest.mark.parametrize("cell", ["=1+1", "+62812", "-5", "@SUM(A1)", " =x"])
def test_formulas_are_refused(cell: str) -> None:
    assert refused(csv_of(ROW.replace("Kemasan", cell)))[1] == [("rows[1].purpose", "no_formula")]


def test_formulas_of_a_workbook_are_refused() -> None:
    content = workbook(["Aula", "PLUT", date(2027, 12, 7), time(8), "12.00", "=HYPERLINK()", 20])

    assert refused(content)[1] == [("rows[1].purpose", "no_formula")]


@pytest.mark.parametrize(
    "text", ["=1", "'=1", "''-x", "-", "@a", "\tx", "biasa", "'biasa", "", "'"]
)
def test_what_is_guarded_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_columns_are_named_as_people_name_them_once_each() -> None:
    header = "room;ROOM;date;start;warna;peserta"

    assert refused(csv_of("a;b;c;d;e;f", header=header)) == (
        SheetUnfit,
        [("rows[0].room", "once"), ("rows[0].header", "one_of"), ("rows[0].ends_at", "column")],
    )


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("2027-12-07", date(2027, 12, 7)),
        ("7/12/2027", date(2027, 12, 7)),
        ("07-12-2027", date(2027, 12, 7)),
        ("7.12.2027", date(2027, 12, 7)),
        ("Selasa, 7 Desember 2027", date(2027, 12, 7)),
        ("7 Des 2027", date(2027, 12, 7)),
        ("7 December 2027", date(2027, 12, 7)),
        ("29/2/2028", date(2028, 2, 29)),
        ("29/2/2027", None),
        ("13/13/2027", None),
        ("7/12/27", None),
        ("besok", None),
    ],
)
def test_days_as_people_write_them(said: str, day: date | None) -> None:
    assert parse_day(said) == day


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("08.00", time(8)),
        ("8:30", time(8, 30)),
        ("8", time(8)),
        ("08:00:00", time(8)),
        ("9.00 WIB", time(9)),
        ("24.00", None),
        ("8.60", None),
        ("pagi", None),
    ],
)
def test_hours_as_people_write_them(said: str, clock: time | None) -> None:
    assert parse_clock(said) == clock
