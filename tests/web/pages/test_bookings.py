"""Bookings: listed, looked at, given up, printed."""

from urllib.parse import unquote
from uuid import uuid4

import pytest

from lintas.domain.plans import PlannedSession
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_MANAGER,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far, recorded

CANARY = '"><svg onload=alert(1)>'


async def test_the_last_asked_comes_first(world: World, visitor_of: VisitorOf) -> None:
    await asked(world, purpose="Pertama")
    await asked(world, far(13, 15), purpose="Kedua", room=world.decided_room)

    page = await (await visitor_of(SERANG_TRAINER)).open("/peminjaman")

    assert page.said.index("Kedua") < page.said.index("Pertama")
    assert "Disetujui Pertama Senin, 6 Februari 2090, 09.00–12.00 WIB" in page.said


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("", ["Milik sendiri", "Diajukan orang", "Disetujui"]),
        ("keadaan=requested&milik=", ["Diajukan orang"]),
        ("keadaan=approved", ["Milik sendiri", "Disetujui"]),
        ("milik=lending", ["Milik sendiri", "Diajukan orang", "Disetujui"]),
        ("milik=mine", ["Milik sendiri"]),
        ("milik=asking", ["Milik sendiri"]),
    ],
)
async def test_the_list_is_sifted(
    world: World, visitor_of: VisitorOf, query: str, seen: list[str]
) -> None:
    await recorded(world, purpose="Milik sendiri")
    await asked(world, far(13, 15), purpose="Diajukan orang", room=world.decided_room)
    await asked(world, far(16, 17), purpose="Disetujui")

    page = await (await visitor_of(BANDUNG_MANAGER)).open(f"/peminjaman?{query}")

    listed = [
        name for name in ("Milik sendiri", "Diajukan orang", "Disetujui") if name in page.links
    ]
    assert listed == seen


async def test_older_ones_are_behind_a_link(world: World, visitor_of: VisitorOf) -> None:
    for number in range(22):
        await asked(world, far(9, 12, days=number), purpose=f"Pelatihan ke-{number:02}")
    visitor = await visitor_of(SERANG_TRAINER)

    first = await visitor.open("/peminjaman")
    rest = await visitor.open(first.links["Lebih lama"])

    assert "Pelatihan ke-02" in first.links
    assert "Pelatihan ke-01" not in first.links
    assert [name for name in rest.links if name.startswith("Pelatihan")] == [
        "Pelatihan ke-01",
        "Pelatihan ke-00",
    ]
    assert "Lebih lama" not in rest.links


async def test_a_booking_is_hidden_from_those_it_does_not_concern(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await recorded(world)
    visitor = await visitor_of(SERANG_COORDINATOR)

    for page in ("", "/surat", "/kabar", "/tarik", "/batal"):
        assert (await visitor.open(f"/peminjaman/{booking.id}{page}")).status == 404
    assert (await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")).status == 404
    assert "Belum ada peminjaman." in (await visitor.open("/peminjaman")).said
    assert (await visitor.open(f"/peminjaman/{uuid4()}")).status == 404


async def test_each_side_may_do_what_is_its_own(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)

    asker = await (await visitor_of(SERANG_TRAINER)).open(f"/peminjaman/{booking.id}")
    owner = await (await visitor_of(BANDUNG_MANAGER)).open(f"/peminjaman/{booking.id}")

    mine = {"Tarik permohonan", "Putuskan permohonan", "Cetak surat permohonan"}
    assert mine & asker.links.keys() == {"Tarik permohonan", "Cetak surat permohonan"}
    assert mine & owner.links.keys() == {"Putuskan permohonan", "Cetak surat permohonan"}
    assert "Jadwal ulang atau pindah ruang, sesi 1" in asker.links
    assert "Jadwal ulang atau pindah ruang, sesi 1" not in owner.links


async def test_what_people_wrote_is_shown_as_text(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, purpose=CANARY, room=world.decided_room)
    visitor = await visitor_of(SERANG_TRAINER)

    for path in ("/", "/peminjaman", f"/peminjaman/{booking.id}", f"/ruang/{world.decided_room}"):
        assert (await visitor.open(path)).status == 200
    assert CANARY in (await visitor.open(f"/peminjaman/{booking.id}/surat")).said


async def test_a_request_is_taken_back(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)
    visitor = await visitor_of(SERANG_TRAINER)

    page = await visitor.open(f"/peminjaman/{booking.id}/tarik")
    done = await visitor.press(page, "Tarik permohonan", reason="Diundur")

    assert done.path == f"/peminjaman/{booking.id}/kabar"
    assert "Permohonan sudah ditarik." in done.said
    assert "*Permohonan ditarik*" in done.said
    assert (await fetch("SELECT state FROM booking"))[0]["state"] == "withdrawn"
    assert (await visitor.open(f"/peminjaman/{booking.id}/tarik")).status == 409


async def test_cancelling_is_asked_once_more_and_told_by_whatsapp(
    world: World, visitor_of: VisitorOf
) -> None:
    sessions = (PlannedSession(far(9, 12)), PlannedSession(far(9, 12, days=1)))
    booking = await asked(world, sessions=sessions)
    await fetch("UPDATE account SET phone = '+6281234567890' WHERE id = $1", SERANG_COORDINATOR.id)
    visitor = await visitor_of(SERANG_TRAINER)

    page = await visitor.open(f"/peminjaman/{booking.id}/batal")
    none = await visitor.press(page, "Batalkan", session_ids=None)
    done = await visitor.press(
        none, "Batalkan", session_ids=booking.sessions[1].id, reason="Pengajar sakit"
    )

    assert none.status == 422
    assert "Pilih sedikitnya satu sesi" in none.said
    assert "*DIBATALKAN*" in done.said
    assert "Alasan: Pengajar sakit" in done.said
    text = unquote(done.links["Kirim lewat WhatsApp"].removeprefix("https://wa.me/?text="))
    assert text.startswith("*DIBATALKAN*\nKegiatan: Pelatihan kemasan")
    assert done.links["coordinator 36.04"].startswith("https://wa.me/6281234567890?text=")
    states = await fetch("SELECT decision FROM session ORDER BY starts_at")
    assert [row["decision"] for row in states] == ["approved", "cancelled"]


async def test_who_does_not_own_it_cannot_give_it_up(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    visitor = await visitor_of(BANDUNG_MANAGER)

    assert (await visitor.open(f"/peminjaman/{booking.id}/batal")).status == 403


@pytest.mark.parametrize(("paper", "mark"), [("A4", '<html lang="id">'), ("F4", 'class="f4"')])
async def test_the_letter_invents_no_number(
    world: World, visitor_of: VisitorOf, paper: str, mark: str
) -> None:
    booking = await asked(world, room=world.decided_room)

    page = await (await visitor_of(SERANG_TRAINER)).open(
        f"/peminjaman/{booking.id}/surat?kertas={paper}"
    )

    assert mark in page.text
    for words in (
        "PEMERINTAH KABUPATEN SERANG DINAS SERANG",
        "Nomor : ${nomor}",
        "Hal : Permohonan peminjaman tempat",
        "Yth. Kepala Dinas Bandung di Kab. Bandung",
        "permohonan peminjaman Ruang pengelola, PLUT untuk 20 orang",
        "1 Senin, 6 Februari 2090 09.00–12.00 WIB",
        "berdasarkan Perjanjian Kerja Sama 001/contoh",
        "Narahubung: trainer 36.04.",
        "${ttd}",
    ):
        assert words in page.said


async def test_the_other_side_reads_no_contact_in_the_letter(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world, room=world.decided_room)
    visitor = await visitor_of(BANDUNG_MANAGER)

    page = await visitor.open(f"/peminjaman/{booking.id}/surat")

    assert "Narahubung: Dinas Serang." in page.said
    assert (await visitor.open(f"/peminjaman/{booking.id}/surat?kertas=A3")).status == 400
