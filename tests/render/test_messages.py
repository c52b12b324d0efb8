"""What people are told, word for word."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.calendar_mail import ENTRY_KINDS
from lintas.render.catalogues import CATALOGUES
from lintas.render.messages import GROUP, Wording, say_message, whatsapp_link

URL = "https://lintas.contoh.go.id"
# All that anything happening to a booking may know.
FACTS = {
    "booking_id": "b1",
    "session_id": "s1",
    "purpose": "Pelatihan Kemasan UMKM Angkatan 2",
    "title": "Hari ke-1",
    "room": "Aula A",
    "venue": "PLUT Soreang",
    "agency": "Diskoumperindag Kab. Serang",
    "zone": "Asia/Jakarta",
    "starts_at": "2026-12-08T01:00:00+00:00",
    "ends_at": "2026-12-08T05:00:00+00:00",
    "sessions": 3,
}
MOVED = {
    **FACTS,
    "was": {
        "starts_at": "2026-12-07T01:00:00+00:00",
        "ends_at": "2026-12-07T05:00:00+00:00",
        "room": "Aula B",
    },
    "reason": "Aula B dipakai Bupati",
}
KINDS = [
    *sorted(ENTRY_KINDS),
    "calendar_failed",
    "calendar_doubted",
    "trainer_asked",
    "session_unused",
    "session_used",
    "session_used_in_part",
    "trainer_accepted",
    "trainer_declined",
    "slot_offered",
    "session_bumped",
    "session_restored",
    "claim_given",
    "claim_taken_away",
    "claim_ended",
    "sessions_postponed",
    "step_waiting",
    "step_overdue",
    "request_made",
    "request_approved",
    "request_declined",
    "request_expired",
    "request_withdrawn",
    "use_recorded",
    "date_freed",
    "session_link",
    "session_moved",
    "session_stands",
    "session_put_off",
    "session_cancelled",
    "session_given_up",
    "conflict_opened",
    "conflict_closed",
    "schedule_in_question",
    "agreement_offered",
    "agreement_accepted",
    "program_offered",
    "program_adopted",
    "program_declined",
    "program_withdrawn",
    "schedule_published",
    "seats_reserved",
    "trainer_named",
    "agreement_ending",
    "addendum_offered",
    "addendum_accepted",
    "enrolled",
    "on_reserve",
    "seat_given",
    "moved_up",
    "sign_in_link",
]


def say(kind: str, language: str = "id", **facts: Any) -> Wording:
    return say_message(kind, facts, language, public_url=URL)


def test_an_agreement_is_said_to_last_to_the_last_day_of_its_term() -> None:
    # The day after the last, as terms are kept.
    told = say("agreement_ending", title="PKS", hold_until="2027-01-24T00:00:00+00:00")

    assert "Berlaku sampai: Sabtu, 23 Januari 2027\n" in f"{told.body}\n"
    assert "UTC" not in told.body


def test_a_request_tells_its_owner_everything_that_decides() -> None:
    wording = say("request_made", **FACTS, hold_until="2026-12-01T01:00:00+00:00")

    assert wording == Wording(
        subject="Permohonan baru: Pelatihan Kemasan UMKM Angkatan 2",
        body="""\
Diskoumperindag Kab. Serang mengajukan peminjaman tempat dan menunggu keputusan Anda.

Kegiatan: Pelatihan Kemasan UMKM Angkatan 2
Sesi: Hari ke-1
Pemohon: Diskoumperindag Kab. Serang
Waktu: Selasa, 8 Desember 2026, 08.00–12.00 WIB
Tempat: Aula A, PLUT Soreang
Jumlah sesi: 3
Putuskan paling lambat: Selasa, 1 Desember 2026 pukul 08.00 WIB

Selengkapnya: https://lintas.contoh.go.id/peminjaman/b1
""",
        whatsapp="""\
*Permohonan baru*
Kegiatan: Pelatihan Kemasan UMKM Angkatan 2
Sesi: Hari ke-1
Pemohon: Diskoumperindag Kab. Serang
Waktu: Selasa, 8 Desember 2026, 08.00–12.00 WIB
Tempat: Aula A, PLUT Soreang
Jumlah sesi: 3
Putuskan paling lambat: Selasa, 1 Desember 2026 pukul 08.00 WIB
Selengkapnya: https://lintas.contoh.go.id/peminjaman/b1""",
    )


def test_a_move_tells_what_was_and_what_is_now() -> None:
    wording = say("session_moved", **MOVED)

    assert (
        wording.whatsapp
        == """\
*PERUBAHAN JADWAL*
Kegiatan: Pelatihan Kemasan UMKM Angkatan 2
Sesi: Hari ke-1
Pemohon: Diskoumperindag Kab. Serang
Semula: Senin, 7 Desember 2026, 08.00–12.00 WIB, Aula B, PLUT Soreang
Menjadi: Selasa, 8 Desember 2026, 08.00–12.00 WIB, Aula A, PLUT Soreang
Jumlah sesi: 3
Alasan: Aula B dipakai Bupati
Peta & kalender: https://lintas.contoh.go.id/peminjaman/b1"""
    )


def test_the_same_in_english() -> None:
    wording = say("session_moved", "en", **MOVED)

    assert wording == Wording(
        subject="SCHEDULE CHANGED: Pelatihan Kemasan UMKM Angkatan 2",
        body="""\
This has been moved.

What: Pelatihan Kemasan UMKM Angkatan 2
Session: Hari ke-1
Asked by: Diskoumperindag Kab. Serang
Was: Monday, 7 December 2026, 08:00–12:00 WIB, Aula B, PLUT Soreang
Is now: Tuesday, 8 December 2026, 08:00–12:00 WIB, Aula A, PLUT Soreang
Sessions: 3
Reason: Aula B dipakai Bupati

Map & calendar: https://lintas.contoh.go.id/peminjaman/b1
""",
        whatsapp="""\
*SCHEDULE CHANGED*
What: Pelatihan Kemasan UMKM Angkatan 2
Session: Hari ke-1
Asked by: Diskoumperindag Kab. Serang
Was: Monday, 7 December 2026, 08:00–12:00 WIB, Aula B, PLUT Soreang
Is now: Tuesday, 8 December 2026, 08:00–12:00 WIB, Aula A, PLUT Soreang
Sessions: 3
Reason: Aula B dipakai Bupati
Map & calendar: https://lintas.contoh.go.id/peminjaman/b1""",
    )


def test_a_conflict_names_the_law_and_leads_to_itself() -> None:
    wording = say(
        "conflict_opened",
        conflict_id="c1",
        booking_id="b1",
        code="venue_closed",
        severity="blocks",
        reason="Perbaikan atap",
    )

    assert wording == Wording(
        subject="Bentrok jadwal",
        body="""\
Jadwal yang sudah ada kini bentrok dan perlu diperiksa.

Masalah: Tempat tutup / perbaikan (Wajib diselesaikan)
Alasan: Perbaikan atap

Selengkapnya: https://lintas.contoh.go.id/bentrok/c1
""",
        whatsapp="""\
*Bentrok jadwal*
Masalah: Tempat tutup / perbaikan (Wajib diselesaikan)
Alasan: Perbaikan atap
Selengkapnya: https://lintas.contoh.go.id/bentrok/c1""",
    )


def test_a_law_without_its_weight_is_named_alone() -> None:
    assert "Masalah: Cuti bersama\n" in say("conflict_closed", code="cuti_bersama").body


def test_a_participant_is_greeted_and_led_to_the_personal_page() -> None:
    wording = say("enrolled", person="Contoh", purpose="Menjahit Dasar", link="/p/abc")

    assert wording == Wording(
        subject="Anda terdaftar sebagai peserta: Menjahit Dasar",
        body="""\
Yth. Bapak/Ibu Contoh,

Anda terdaftar sebagai peserta. Jadwal, tempat, dan bekal yang perlu dibawa selalu terbaru di\
 halaman Anda.

Kegiatan: Menjahit Dasar

Peta & kalender: https://lintas.contoh.go.id/p/abc
""",
        whatsapp="""\
*Anda terdaftar sebagai peserta*
Kegiatan: Menjahit Dasar
Peta & kalender: https://lintas.contoh.go.id/p/abc""",
    )


def test_a_link_to_sign_in_says_until_when_it_is_good() -> None:
    wording = say(
        "sign_in_link",
        link="https://lintas.contoh.go.id/masuk/x",
        hold_until="2026-12-01T01:00:00+00:00",
    )

    assert (
        wording.whatsapp
        == """\
*Tautan masuk*
Berlaku sampai: Selasa, 1 Desember 2026 pukul 08.00 WIB
Masuk: https://lintas.contoh.go.id/masuk/x"""
    )


@pytest.mark.parametrize("language", CATALOGUES)
@pytest.mark.parametrize("kind", KINDS)
def test_facts_that_are_missing_are_left_out(kind: str, language: str) -> None:
    wording = say(kind, language)

    assert wording.subject == say(kind, language, purpose="").subject
    assert wording.body.count("\n\n") == 1
    assert wording.whatsapp.count("\n") == 1
    assert "None" not in repr(wording)
    assert wording.whatsapp.endswith(URL)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_line_for_whatsapp_is_the_change_in_bold(kind: str) -> None:
    headline = CATALOGUES["id"][f"{kind}.headline"]

    assert say(kind, **FACTS).whatsapp.splitlines()[0] == f"*{headline}*"


def test_every_kind_that_has_words_is_one_of_those_we_send() -> None:
    said = {key.partition(".")[0] for key in CATALOGUES["id"] if key.endswith(".headline")}

    assert said == set(KINDS)


LISTED = [
    {
        "starts_at": f"2026-12-{day:02}T01:00:00+00:00",
        "ends_at": f"2026-12-{day:02}T05:00:00+00:00",
        "room": "Aula A",
        "venue": "PLUT Soreang",
        "zone": "Asia/Jakarta",
    }
    for day in range(7, 17)
]


def test_many_sessions_are_told_in_one_message() -> None:
    wording = say(
        "sessions_postponed",
        purpose="Kemasan Angkatan 1",
        sessions=10,
        listed=LISTED,
        reason="Banjir",
        batch_id="b1",
    )

    assert wording.whatsapp.splitlines() == [
        "*DITUNDA*",
        "Kegiatan: Kemasan Angkatan 1",
        "Jumlah sesi: 10",
        "Alasan: Banjir",
        "- Senin, 7 Desember 2026, 08.00–12.00 WIB",
        "- Selasa, 8 Desember 2026, 08.00–12.00 WIB",
        "- Rabu, 9 Desember 2026, 08.00–12.00 WIB",
        "- Kamis, 10 Desember 2026, 08.00–12.00 WIB",
        "- Jumat, 11 Desember 2026, 08.00–12.00 WIB",
        "- Sabtu, 12 Desember 2026, 08.00–12.00 WIB",
        "- dan 4 sesi lagi",
        "Tempat: Aula A, PLUT Soreang",
        f"Selengkapnya: {URL}/angkatan/b1",
    ]
    assert "- Rabu, 16 Desember 2026, 08.00–12.00 WIB\n" in wording.body


def test_where_each_is_is_told_where_they_meet_in_several_places() -> None:
    elsewhere = [*LISTED[:1], {**LISTED[1], "room": "Aula B"}]

    text = say("sessions_postponed", listed=elsewhere).whatsapp

    assert "- Selasa, 8 Desember 2026, 08.00–12.00 WIB, Aula B, PLUT Soreang" in text
    assert (
        len(say("sessions_postponed", listed=[{**LISTED[0], "room": "A" * 99}] * 99).whatsapp) < 700
    )


def test_a_group_is_sent_to_no_page_but_its_members_own() -> None:
    text = say("session_moved", title="Kemasan", reader=GROUP, booking_id="0193").whatsapp

    assert text.splitlines() == [
        "*PERUBAHAN JADWAL*",
        "Sesi: Kemasan",
        "Jadwal terbaru selalu ada di tautan pribadi Anda masing-masing.",
    ]


def test_a_start_without_an_end_is_a_moment() -> None:
    wording = say("request_approved", starts_at="2026-12-08T01:00:00+00:00", zone="Asia/Jayapura")

    assert "Waktu: Selasa, 8 Desember 2026 pukul 10.00 WIT\n" in wording.whatsapp


texts = st.text(max_size=2000)


@given(st.sampled_from(KINDS), st.sampled_from(["id", "en"]), texts, texts, texts, texts)
def test_whatever_people_wrote_whatsapp_stays_short_and_whole(
    kind: str, language: str, purpose: str, room: str, reason: str, agency: str
) -> None:
    written = {"purpose": purpose, "room": room, "venue": room, "reason": reason, "agency": agency}
    facts = {**MOVED, **written, "hold_until": MOVED["ends_at"], "code": "capacity", "title": room}

    wording = say(kind, language, **facts)

    assert len(wording.whatsapp) < 700
    assert wording.whatsapp.splitlines()[-1].endswith(f"{URL}/peminjaman/b1")
    assert wording.whatsapp.splitlines()[0] == f"*{CATALOGUES[language][f'{kind}.headline']}*"
    assert len(wording.subject) <= 150
    assert len(wording.subject.splitlines()) == 1


def test_even_the_longest_texts_leave_the_times_whole() -> None:
    long = "panjang " * 250

    wording = say("session_moved", **{**MOVED, "purpose": long, "title": long, "reason": long})

    assert "Semula: Senin, 7 Desember 2026, 08.00–12.00 WIB, Aula B, PLUT Soreang" in (
        wording.whatsapp
    )


def test_an_address_that_leaves_no_room_for_words_goes_alone() -> None:
    endless = f"https://contoh.id/{'x' * 800}"

    assert say("enrolled", link=endless).whatsapp == endless


# WhatsApp


def test_a_whatsapp_link_opens_the_chat_with_the_text_ready() -> None:
    text = "*PERUBAHAN JADWAL*\nPeta & kalender: https://contoh.id/?a=1#b"

    link = whatsapp_link("+6281234567890", text)

    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("https", "wa.me", "/6281234567890")
    assert parse_qs(parts.query) == {"text": [text]}
    assert not parts.fragment


def test_without_a_number_people_pick_the_group() -> None:
    assert whatsapp_link("", "Halo") == "https://wa.me/?text=Halo"


@pytest.mark.parametrize(
    ("mode", "where"),
    [
        ("onsite", "Tempat: Aula, PLUT"),
        ("online", "Tempat: Daring"),
        ("hybrid", "Tempat: Aula, PLUT, juga daring"),
    ],
)
def test_nobody_is_sent_to_a_room_that_is_not_taken(mode: str, where: str) -> None:
    facts = {"starts_at": "2026-12-07T01:00:00+00:00", "room": "Aula", "venue": "PLUT"}

    assert where in say("session_link", **facts, mode=mode).whatsapp.split("\n")


def test_a_chat_says_where_to_join_unless_that_is_very_long() -> None:
    short, long = "https://meet.example/satu", f"https://meet.example/{'a' * 300}"

    assert f"Gabung daring: {short}" in say("session_link", join=short).whatsapp
    assert long in say("session_link", join=long).body
    assert long not in say("session_link", join=long).whatsapp
