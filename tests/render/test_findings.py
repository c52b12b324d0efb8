"""What a plan runs into, sentence by sentence, from the judge to the reader."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lintas.domain.agencies import (
    Agreement,
    AgreementKind,
    Balance,
    Quota,
    QuotaPeriod,
    QuotaUnit,
)
from lintas.domain.plans import Plan
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import HolidayKind, OpeningHours
from lintas.render.findings import say_finding
from lintas.rules import Finding, Party, Severity, Situation, Use, judge
from tests.builders import (
    BANDUNG,
    MONDAY,
    SERANG,
    TUESDAY,
    WIB,
    WITA,
    agreement,
    closure,
    holiday,
    hours,
    meeting,
    minutes,
    plan,
    quota_use,
    room,
    situation,
    use,
    venue,
)

HALL_A = room("Aula A", part_of="Aula")
OFFICE = venue(opening_hours=OpeningHours.parse({"mon": [["08:00", "16:00"]]}))


def told(wanted: Plan, known: Situation, language: str = "id", **names: Any) -> list[str]:
    """Every finding, as its reader reads it."""
    zone = wanted.venue.zone
    return [say_finding(each, zone, language, **names) for each in judge(wanted, known)]


def taken(span: TimeSpan, **facts: Any) -> Use:
    return use(during=span, **facts)


# Rooms


@pytest.mark.parametrize(
    ("wanted", "known", "indonesian", "english"),
    [
        (
            plan(hours(10, 15)),
            taken(hours(8, 12)),
            "Aula dipakai 08.00–12.00 WIB, Senin 7 Januari 2030, oleh Diskoumperindag."
            " Yang diminta 10.00–15.00 WIB.",
            "Aula is used 08:00–12:00 WIB, Monday 7 January 2030, by Diskoumperindag."
            " You asked for 10:00–15:00 WIB.",
        ),
        (
            plan(hours(10, 15), venue=venue(zone=WITA)),
            taken(hours(8, 12)),
            "Aula dipakai 09.00–13.00 WITA, Senin 7 Januari 2030, oleh Diskoumperindag."
            " Yang diminta 11.00–16.00 WITA.",
            "Aula is used 09:00–13:00 WITA, Monday 7 January 2030, by Diskoumperindag."
            " You asked for 11:00–16:00 WITA.",
        ),
        (
            plan(hours(9, 12), room=HALL_A),
            use("Aula A", hours(8, 12), room_name="Aula"),
            "Aula dipakai 08.00–12.00 WIB, Senin 7 Januari 2030, oleh Diskoumperindag."
            " Aula dan Aula A bagian dari ruang yang sama."
            " Yang diminta 09.00–12.00 WIB.",
            "Aula is used 08:00–12:00 WIB, Monday 7 January 2030, by Diskoumperindag."
            " Aula and Aula A are parts of one hall."
            " You asked for 09:00–12:00 WIB.",
        ),
        (
            plan(hours(12, 15)),
            taken(hours(8, 12), held=hours(7.5, 12.5)),
            "Aula dipakai 08.00–12.00 WIB, Senin 7 Januari 2030, oleh Diskoumperindag."
            " Yang diminta 12.00–15.00 WIB."
            " Dengan persiapan, beres-beres, dan jeda, ruang terpakai 07.30–12.30 WIB.",
            "Aula is used 08:00–12:00 WIB, Monday 7 January 2030, by Diskoumperindag."
            " You asked for 12:00–15:00 WIB."
            " With set-up, clean-up and gap the room is taken 07:30–12:30 WIB.",
        ),
        (
            plan(meeting(hours(12, 15), setup=minutes(30))),
            taken(hours(8, 12)),
            "Aula dipakai 08.00–12.00 WIB, Senin 7 Januari 2030, oleh Diskoumperindag."
            " Yang diminta 12.00–15.00 WIB."
            " Waktu untuk persiapan, beres-beres, dan jeda tidak cukup.",
            "Aula is used 08:00–12:00 WIB, Monday 7 January 2030, by Diskoumperindag."
            " You asked for 12:00–15:00 WIB."
            " There is not enough time for set-up, clean-up and gap.",
        ),
        (
            plan(hours(23, 26)),
            taken(hours(1, 3, day=TUESDAY)),
            "Aula dipakai 01.00–03.00 WIB, Selasa 8 Januari 2030, oleh Diskoumperindag."
            " Yang diminta Senin, 7 Januari 2030 pukul 23.00 WIB sampai Selasa, 8 Januari 2030"
            " pukul 02.00 WIB.",
            "Aula is used 01:00–03:00 WIB, Tuesday 8 January 2030, by Diskoumperindag."
            " You asked for Monday, 7 January 2030 at 23:00 WIB to Tuesday, 8 January 2030"
            " at 02:00 WIB.",
        ),
    ],
    ids=[
        "the same day",
        "in the zone of the place",
        "a hall and its part",
        "its clean-up and gap reach further",
        "my set-up finds no time",
        "over midnight",
    ],
)
def test_a_room_that_is_taken(wanted: Plan, known: Use, indonesian: str, english: str) -> None:
    assert told(wanted, situation(known)) == [indonesian]
    assert told(wanted, situation(known), "en") == [english]


@pytest.mark.parametrize(
    ("second", "indonesian", "english"),
    [
        (
            hours(11, 14),
            "Dua sesi dalam permintaan ini bertabrakan di Aula: sesi 1 (09.00–12.00 WIB, Senin"
            " 7 Januari 2030) dan sesi 2 (11.00–14.00 WIB).",
            "Two sessions of this request clash in Aula: session 1 (09:00–12:00 WIB, Monday"
            " 7 January 2030) and session 2 (11:00–14:00 WIB).",
        ),
        (
            hours(12, 14),
            "Dua sesi dalam permintaan ini bertabrakan di Aula: sesi 1 (09.00–12.00 WIB, Senin"
            " 7 Januari 2030) dan sesi 2 (12.00–14.00 WIB)."
            " Waktu untuk persiapan, beres-beres, dan jeda tidak cukup.",
            "Two sessions of this request clash in Aula: session 1 (09:00–12:00 WIB, Monday"
            " 7 January 2030) and session 2 (12:00–14:00 WIB)."
            " There is not enough time for set-up, clean-up and gap.",
        ),
    ],
    ids=["overlapping", "without their gap"],
)
def test_two_sessions_of_one_request(second: TimeSpan, indonesian: str, english: str) -> None:
    wanted = plan(hours(9, 12), second, room=room(turnaround=minutes(15)))

    assert told(wanted, situation()) == [indonesian]
    assert told(wanted, situation(), "en") == [english]


def test_two_sessions_over_midnight_name_both_days() -> None:
    wanted = plan(hours(22, 26), hours(1, 3, day=TUESDAY))

    assert told(wanted, situation()) == [
        "Dua sesi dalam permintaan ini bertabrakan di Aula: sesi 1 (Senin, 7 Januari 2030 pukul"
        " 22.00 WIB sampai Selasa, 8 Januari 2030 pukul 02.00 WIB) dan sesi 2 (01.00–03.00 WIB,"
        " Selasa 8 Januari 2030)."
    ]


@pytest.mark.parametrize(
    ("shut", "indonesian", "english"),
    [
        (
            closure("Aula", hours(7, 17)),
            "Aula ditutup 07.00–17.00 WIB, Senin 7 Januari 2030: Perbaikan atap."
            " Yang diminta 09.00–12.00 WIB.",
            "Aula is closed 07:00–17:00 WIB, Monday 7 January 2030: Perbaikan atap."
            " You asked for 09:00–12:00 WIB.",
        ),
        (
            closure(None, hours(0, 72), reason="Persiapan pilkada."),
            "Aula ditutup Senin, 7 Januari 2030 pukul 00.00 WIB sampai Rabu, 9 Januari 2030 pukul"
            " 24.00 WIB: Persiapan pilkada."
            " Yang diminta Senin, 7 Januari 2030, 09.00–12.00 WIB.",
            "Aula is closed Monday, 7 January 2030 at 00:00 WIB to Wednesday, 9 January 2030 at"
            " 24:00 WIB: Persiapan pilkada. You asked for Monday, 7 January 2030, 09:00–12:00 WIB.",
        ),
        (
            closure("Aula", hours(7, 17), reason=""),
            "Aula ditutup 07.00–17.00 WIB, Senin 7 Januari 2030. Yang diminta 09.00–12.00 WIB.",
            "Aula is closed 07:00–17:00 WIB, Monday 7 January 2030. You asked for 09:00–12:00 WIB.",
        ),
    ],
    ids=["for a day", "for several days", "without a reason"],
)
def test_a_room_that_is_closed(shut: Any, indonesian: str, english: str) -> None:
    assert told(plan(), situation(closures=(shut,))) == [indonesian]
    assert told(plan(), situation(closures=(shut,)), "en") == [english]


@pytest.mark.parametrize(
    ("session", "indonesian", "english"),
    [
        (
            meeting(hours(15, 17)),
            "Gedung buka 08.00–16.00 WIB, Senin 7 Januari 2030. Yang diminta 15.00–17.00 WIB.",
            "Gedung opens 08:00–16:00 WIB, Monday 7 January 2030. You asked for 15:00–17:00 WIB.",
        ),
        (
            meeting(hours(8, 10), setup=minutes(30)),
            "Gedung buka 08.00–16.00 WIB, Senin 7 Januari 2030. Yang diminta 08.00–10.00 WIB."
            " Persiapan atau beres-beresnya di luar jam buka.",
            "Gedung opens 08:00–16:00 WIB, Monday 7 January 2030. You asked for 08:00–10:00 WIB."
            " Set-up or clean-up falls outside opening hours.",
        ),
        (
            meeting(hours(9, 12, day=TUESDAY)),
            "Gedung tutup pada Selasa 8 Januari 2030. Yang diminta 09.00–12.00 WIB.",
            "Gedung is shut on Tuesday 8 January 2030. You asked for 09:00–12:00 WIB.",
        ),
    ],
    ids=["too late", "set-up too early", "shut all day"],
)
def test_a_venue_that_is_not_open(session: Any, indonesian: str, english: str) -> None:
    wanted = plan(session, venue=OFFICE)

    assert told(wanted, situation()) == [indonesian]
    assert told(wanted, situation(), "en") == [english]


@pytest.mark.parametrize(
    ("headcount", "seats", "layout", "indonesian", "english"),
    [
        (
            41,
            {"classroom": 40},
            "classroom",
            "Peserta 41 orang, daya tampung Aula dengan tata letak kelas 40 orang.",
            "41 people are expected, Aula laid out as classroom seats 40.",
        ),
        (
            3500,
            {"teater besar": 3000},
            "",
            "Peserta 3.500 orang, daya tampung Aula 3.000 orang.",
            "3,500 people are expected, Aula seats 3,000.",
        ),
        (
            40,
            {"u_shape": 40},
            "u_shape",
            "Aula hampir penuh: peserta 40 orang, daya tampung dengan tata letak huruf U 40 orang.",
            "Aula will be nearly full: 40 people are expected, it seats 40 laid out as U shape.",
        ),
        (
            20,
            {},
            "lesehan",
            "Daya tampung Aula dengan tata letak lesehan belum tercatat."
            " Peserta yang diharapkan 20 orang.",
            "Nobody has noted how many Aula seats laid out as lesehan. 20 people are expected.",
        ),
    ],
    ids=["too many", "in whichever layout", "nearly full", "not measured"],
)
def test_seats(
    headcount: int, seats: dict[str, int], layout: str, indonesian: str, english: str
) -> None:
    wanted = plan(headcount=headcount, room=room(capacities=seats), layout=layout)

    assert told(wanted, situation()) == [indonesian]
    assert told(wanted, situation(), "en") == [english]


# Trainers


def test_a_trainer_who_teaches_elsewhere() -> None:
    wanted = plan(meeting(hours(10, 15), taught_by=["Pengajar"]))
    known = situation(use("Pengajar", hours(8, 12), venue_name="PLUT Soreang"))

    assert told(wanted, known)[:1] == [
        "Pengajar ini sudah mengajar 08.00–12.00 WIB, Senin 7 Januari 2030, di PLUT Soreang."
        " Yang diminta 10.00–15.00 WIB."
    ]
    assert told(wanted, known, "en")[:1] == [
        "This trainer already teaches 08:00–12:00 WIB, Monday 7 January 2030, at PLUT Soreang."
        " You asked for 10:00–15:00 WIB."
    ]


def test_a_trainer_wanted_twice_at_once() -> None:
    twice = (hours(9, 12), hours(11, 14))
    wanted = plan(*(meeting(span, taught_by=["Pengajar"]) for span in twice))

    _, indonesian = told(wanted, situation())
    _, english = told(wanted, situation(), "en")

    assert indonesian == (
        "Pengajar yang sama diminta di dua sesi yang bertabrakan: sesi 1 (09.00–12.00 WIB, Senin"
        " 7 Januari 2030) dan sesi 2 (11.00–14.00 WIB)."
    )
    assert english == (
        "The same trainer is wanted in two sessions that clash: session 1 (09:00–12:00 WIB, Monday"
        " 7 January 2030) and session 2 (11:00–14:00 WIB)."
    )


# Agreements


def test_no_agreement_names_the_governments_when_it_knows_them() -> None:
    names = {"36.04": "Kabupaten Serang", "32.04": "Kabupaten Bandung"}
    nothing = situation(agreements=())

    assert told(plan(), nothing, regencies=names) == [
        "Belum ada Kesepakatan Bersama atau Perjanjian Kerja Sama yang berlaku antara Kabupaten"
        " Serang dan Kabupaten Bandung untuk Gedung."
    ]
    assert told(plan(), nothing, "en", regencies=names) == [
        "No joint agreement or cooperation agreement between Kabupaten Serang and Kabupaten Bandung"
        " is in force for Gedung."
    ]
    assert told(plan(), nothing) == [
        "Belum ada Kesepakatan Bersama atau Perjanjian Kerja Sama yang berlaku antara pemerintah"
        " daerah 36.04 dan pemerintah daerah 32.04 untuk Gedung."
    ]


@pytest.mark.parametrize(
    ("stands_on", "indonesian", "english"),
    [
        (
            agreement("415.4/12/2029", valid_from=date(2029, 1, 30), valid_until=MONDAY),
            "Perjanjian Kerja Sama 415.4/12/2029 berlaku 30 Jan 2029 – 6 Jan 2030."
            " Yang diminta Senin, 7 Januari 2030, 09.00–12.00 WIB.",
            "Cooperation agreement 415.4/12/2029 holds 30 Jan 2029 – 6 Jan 2030."
            " You asked for Monday, 7 January 2030, 09:00–12:00 WIB.",
        ),
        (
            agreement(number="", title="Saling pakai", kind=AgreementKind.KB, valid_from=TUESDAY),
            "Kesepakatan Bersama Saling pakai berlaku 8 Jan – 31 Des 2030."
            " Yang diminta Senin, 7 Januari 2030, 09.00–12.00 WIB.",
            "Joint agreement Saling pakai holds 8 Jan – 31 Dec 2030."
            " You asked for Monday, 7 January 2030, 09:00–12:00 WIB.",
        ),
    ],
    ids=["it has ended", "it has yet to begin"],
)
def test_an_agreement_that_does_not_hold(
    stands_on: Agreement, indonesian: str, english: str
) -> None:
    known = situation(agreements=(stands_on,))

    assert told(plan(), known) == [indonesian]
    assert told(plan(), known, "en") == [english]


# Days of rest


def test_a_public_holiday() -> None:
    rest = situation(holidays={MONDAY: holiday()})

    assert told(plan(), rest) == [
        "Senin, 7 Januari 2030 adalah hari libur nasional: Hari Contoh (SKB 1/2029)."
    ]
    assert told(plan(), rest, "en") == [
        "Monday, 7 January 2030 is a public holiday: Hari Contoh (SKB 1/2029)."
    ]
    assert told(plan(for_civil_servants=True), rest) == [
        "Senin, 7 Januari 2030 adalah hari libur nasional: Hari Contoh (SKB 1/2029)."
        " Pelatihan aparatur tidak diadakan pada hari libur."
    ]


def test_a_joint_day_of_leave() -> None:
    leave = situation(holidays={MONDAY: holiday(kind=HolidayKind.JOINT_LEAVE)})

    assert told(plan(), leave) == [
        "Senin, 7 Januari 2030 adalah cuti bersama: Hari Contoh (SKB 1/2029)."
        " Tuliskan siapa yang membuka tempat."
    ]
    assert told(plan(), leave, "en") == [
        "Monday, 7 January 2030 is a joint day of leave: Hari Contoh (SKB 1/2029)."
        " Say who opens the door."
    ]


def test_a_year_without_decree() -> None:
    undecreed = situation(holidays_decreed=frozenset())

    assert told(plan(), undecreed) == [
        "Hari libur tahun 2030 belum ditetapkan SKB tiga menteri."
        " Senin, 7 Januari 2030 mungkin hari libur."
    ]
    assert told(plan(), undecreed, "en") == [
        "The holidays of 2030 have not been decreed yet. Monday, 7 January 2030 may become one."
    ]


# What was kept earlier


OLD = Finding(
    code="venue_closed",
    law="A law.",
    severity=Severity.BLOCKS,
    session=0,
    party=Party("closure", None, ""),
    evidence={"kind": "closure", "closed": hours(7, 17), "wanted": hours(9, 12), "reason": ""},
)


def test_a_finding_from_before_its_rule_named_the_room_is_still_told() -> None:
    assert say_finding(OLD, WIB) == (
        "Tempat ini ditutup 07.00–17.00 WIB, Senin 7 Januari 2030. Yang diminta 09.00–12.00 WIB."
    )


def test_a_finding_outlives_its_law() -> None:
    assert say_finding(replace(OLD, code="a_law_of_old"), WIB) == "A law."


def test_evidence_of_another_kind_than_promised_is_a_bug() -> None:
    wrong = replace(OLD, evidence={**OLD.evidence, "closed": "all day"})

    with pytest.raises(TypeError, match="closed is 'all day', not TimeSpan"):
        say_finding(wrong, WIB)


# Quotas


def test_a_quota_that_is_used_up_says_how_much_there_was() -> None:
    quota = Quota(SERANG, BANDUNG, QuotaUnit.HOURS, 4, QuotaPeriod.YEAR)
    known = situation(agreements=(agreement(quotas=(quota,)),), quota_uses=(quota_use(),))
    names = {SERANG: "Kab. Serang", BANDUNG: "Kab. Bandung"}

    assert told(plan(hours(9, 11.5)), known, regencies=names) == [
        "Kuota Perjanjian Kerja Sama PKS 1 bagi Kab. Bandung di ruang milik Kab. Serang: 4 jam,"
        " tahun 2030. Sudah terpakai dan dipesan 3, permintaan ini perlu 2,5 lagi. Yang diminta"
        " Senin, 7 Januari 2030, 09.00–11.30 WIB."
    ]
    (english,) = told(plan(hours(9, 11.5)), known, "en", regencies=names)
    assert "4 hours in 2030. 3 are used or booked already, this request needs 2.5 more." in english


def test_a_term_without_names_is_said_too() -> None:
    quota = Quota(SERANG, BANDUNG, QuotaUnit.ROOM_DAYS, 1, QuotaPeriod.TERM)
    known = situation(agreements=(agreement(quotas=(quota,)),), quota_uses=(quota_use(),))

    (said,) = told(plan(), known)

    assert "bagi pemerintah daerah 32.04" in said
    assert "1 hari pemakaian, selama masa berlaku." in said


def test_a_balance_that_is_lost_says_both_sides() -> None:
    balanced = agreement(balance=Balance(2, 0))
    known = situation(agreements=(balanced,), quota_uses=(quota_use(),))

    (said,) = told(plan(), known)
    (english,) = told(plan(), known, "en")

    assert "memakai ruang milik pemerintah daerah 36.04 2 hari, sebaliknya 0." in said
    assert "uses 2 room-days" in english
