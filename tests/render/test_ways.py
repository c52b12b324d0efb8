"""Ways out, as what one presses."""

from dataclasses import replace

import pytest

from lintas.domain.plans import Plan
from lintas.render.ways import say_layout, say_way
from lintas.rules.ways_out import WayKind, WayOut
from tests.builders import MONDAY, TUESDAY, hours, meeting, person, plan, room, venue

WANTED = plan(hours(9, 12), hours(13, 16))
MOVED = plan(hours(9, 12), hours(9, 12, day=TUESDAY))


def taught(*names: str) -> Plan:
    """A day for each, taught by that person."""
    days = (MONDAY, TUESDAY)
    return plan(
        *(
            meeting(hours(9, 12, day=day), taught_by=[name])
            for day, name in zip(days, names, strict=True)
        )
    )


@pytest.mark.parametrize(
    ("way", "wanted", "indonesian", "english"),
    [
        (
            WayOut(WayKind.OTHER_ROOM, plan(room=room("Kelas 1"), venue=venue("Balai Cikande"))),
            plan(),
            "Pindah ruang: Kelas 1, Balai Cikande (muat 40 orang)",
            "Other room: Kelas 1, Balai Cikande (seats 40)",
        ),
        (
            WayOut(WayKind.OTHER_TIME, MOVED),
            WANTED,
            "Jadwal ulang: Selasa, 8 Januari 2030, 09.00–12.00 WIB",
            "Other time: Tuesday, 8 January 2030, 09:00–12:00 WIB",
        ),
        (
            WayOut(WayKind.LEAVE_OUT, plan(), left_out=(1, 3)),
            WANTED,
            "Tanpa sesi 2, 4",
            "Without session 2, 4",
        ),
        (
            WayOut(WayKind.OTHER_LAYOUT, plan(layout="classroom")),
            plan(layout="u_shape"),
            "Tata letak kelas (muat 40 orang)",
            "Layout classroom (seats 40)",
        ),
        (
            WayOut(WayKind.OTHER_TRAINER, taught("Budi", "Budi"), trainers=(person("Budi"),)),
            taught("Ani", "Ani"),
            "Pengajar lain: Budi",
            "Other trainer: Budi",
        ),
        (
            WayOut(WayKind.OTHER_TRAINER, taught("Ani", "Budi"), trainers=(person("Budi"),)),
            taught("Ani", "Ani"),
            "Pengajar lain: Budi (sesi 2)",
            "Other trainer: Budi (session 2)",
        ),
        (
            WayOut(WayKind.SPLIT, plan(), left_out=(1,), rest=plan(room=room("Kelas 1"))),
            WANTED,
            "Dua peminjaman: sesi 2 di Kelas 1, Gedung (muat 40 orang)",
            "Two bookings: session 2 in Kelas 1, Gedung (seats 40)",
        ),
        (
            WayOut(
                WayKind.SPLIT,
                plan(headcount=30),
                rest=plan(headcount=29, room=room("Kelas 1")),
                trainers=(person("Budi"),),
            ),
            plan(headcount=59),
            "Dua kelompok: 30 orang tetap, 29 orang di Kelas 1, Gedung, diajar Budi",
            "Two groups: 30 people as planned, 29 in Kelas 1, Gedung, taught by Budi",
        ),
        (
            WayOut(WayKind.SPLIT, plan(headcount=30), rest=plan(hours(13, 16), headcount=29)),
            plan(headcount=59),
            "Dua kelompok: 30 orang tetap, 29 orang pada Senin, 7 Januari 2030, 13.00–16.00 WIB",
            "Two groups: 30 people as planned, 29 at Monday, 7 January 2030, 13:00–16:00 WIB",
        ),
    ],
    ids=[
        "another room",
        "another time",
        "without what clashes",
        "another layout",
        "another trainer",
        "another trainer for once",
        "two bookings",
        "two groups at once",
        "two groups in turn",
    ],
)
def test_a_way_out_says_what_taking_it_does(
    way: WayOut, wanted: Plan, indonesian: str, english: str
) -> None:
    assert (say_way(way, wanted), say_way(way, wanted, "en")) == (indonesian, english)


def test_of_many_new_times_the_first_three_are_said() -> None:
    wanted = plan(*(meeting(hours(n, n + 1)) for n in range(5)))
    later = tuple(
        replace(each, span=hours(n + 10, n + 11)) for n, each in enumerate(wanted.sessions)
    )
    way = WayOut(WayKind.OTHER_TIME, replace(wanted, sessions=later))

    assert say_way(way, wanted) == (
        "Jadwal ulang: Senin, 7 Januari 2030, 10.00–11.00 WIB;"
        " Senin, 7 Januari 2030, 11.00–12.00 WIB;"
        " Senin, 7 Januari 2030, 12.00–13.00 WIB; … (5)"
    )


def test_a_layout_without_a_word_is_shown_as_it_was_entered() -> None:
    assert (say_layout("u_shape"), say_layout("lesehan")) == ("huruf U", "lesehan")
