"""Exports of MRBS and LibreBooking, as these systems write them."""

from datetime import date, time

import pytest

from lintas.domain.refusal import Refusal
from lintas.intake.exports.moments import Order, parse_moment
from lintas.intake.exports.reading import Reading, read_export, read_room_map

DAY = date(2027, 12, 6)
MRBS = b"""
"Brief description","Area","Room","Start time","End time","Full description"
"Kemasan &amp; label","PLUT","Aula","08:00 - Tuesday 07 Dec 2027","12:00 - Tuesday 07 Dec 2027",""
"Rapat","PLUT","Ruang 2","13:00 - 08 December 2027","15:00 - 08 December 2027","x"
""".lstrip()
LIBREBOOKING = b"""
User,Resource,Title,Description,Beginning,End,Duration,Created,Reference Number
"Siti","Aula","Kemasan","",12/07/2027 8:00 AM,12/07/2027 1:30 PM,"5 hours",11/1/2027,abc
""".lstrip()


def test_mrbs() -> None:
    rooms = read_room_map(b"Aula;Gedung / Aula Besar\nPLUT / Ruang 2;Gedung / Kelas\n")

    first, second = read_export(MRBS, Reading("mrbs", "Dinas", headcount=20, rooms=rooms))

    assert (first.room, first.title, first.day) == (
        "Gedung / Aula Besar",
        "Kemasan & label",
        date(2027, 12, 7),
    )
    assert (first.starts_at, first.ends_at, first.headcount) == (time(8), time(12), 20)
    assert (second.number, second.room, second.agency) == (3, "Gedung / Kelas", "Dinas")


def test_an_entry_that_goes_on_past_midnight() -> None:
    night = MRBS.replace(b"12:00 - Tuesday 07 Dec", b"01:00 - Wednesday 08 Dec")

    first, second = read_export(night, Reading("mrbs", "Dinas"))

    assert (first.day, first.ends_at, first.ends_on) == (
        date(2027, 12, 7),
        time(1),
        date(2027, 12, 8),
    )
    assert second.ends_on is None


def test_librebooking() -> None:
    (row,) = read_export(LIBREBOOKING, Reading("librebooking", "Dinas", order="mdy"))

    assert (row.room, row.day, row.starts_at, row.ends_at) == (
        "Aula",
        date(2027, 12, 7),
        time(8),
        time(13, 30),
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", ("body", "rows")),
        (MRBS.splitlines()[0], ("body", "rows")),
        (LIBREBOOKING, ("rows[0].title", "column")),
        (MRBS.replace(b"08:00 - Tuesday", b"Tuesday"), ("rows[1].starts_at", "moment_written")),
        (MRBS.replace(b"Rapat", b"\xe9"), ("body", "utf_8")),
    ],
    ids=["nothing", "no rows", "another", "no time", "encoding"],
)
def test_what_is_no_export_of_that_system(content: bytes, fault: tuple[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        read_export(content, Reading("mrbs", "Dinas"))

    assert [(each.field, each.expected) for each in refused.value.faults][-1:] == [fault]


@pytest.mark.parametrize(
    ("said", "order", "moment"),
    [
        ("08:00 - Monday 06 December 2027", "dmy", (DAY, time(8))),
        ("6/12/2027 08:00", "dmy", (DAY, time(8))),
        ("12/6/2027 8:00 PM", "mdy", (DAY, time(20))),
        ("Mon, 12/6 12:00 AM", "mdy", (DAY, time())),
        ("2027-12-06 08:00:00", "dmy", (DAY, time(8))),
        ("December 6, 2027 8:15 a.m.", "dmy", (DAY, time(8, 15))),
        ("Senin, 6 Desember 2027 08.00", "dmy", (DAY, time(8))),
        ("31/2/2027 08:00", "dmy", None),
        ("6/12/2027 25:00", "dmy", None),
        ("6/12/2027", "dmy", None),
        ("", "dmy", None),
    ],
)
def test_days_with_hours(said: str, order: Order, moment: tuple[date, time] | None) -> None:
    assert parse_moment(said, order=order, year=2027) == moment
