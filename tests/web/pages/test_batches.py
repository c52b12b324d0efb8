"""Batches: when they meet, what their people are told, and who knows of it."""

from datetime import UTC, datetime

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.programs.acknowledge_session import acknowledge_session
from lintas.actions.programs.note_opening import note_opening
from lintas.domain.plans import PlannedSession
from lintas.domain.programs import Batch
from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_COORDINATOR, SERANG_COORDINATOR, SERANG_TRAINER, World
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import BUDI, SITI, batch_of, enrolled, meetings_of
from tests.web.pages.stories import WEEK, far


@pytest.fixture
async def batch(world: World) -> Batch:
    return await batch_of(world)


async def test_a_batch_shows_its_meetings_and_what_people_are_told(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await meetings_of(world, batch, 9, 13)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}")

    for told in (
        "Senin, 6 Februari 2090, 09.00–12.00 WIB Ruang bebas, PLUT Pengajar Contoh Disetujui",
        "Senin, 6 Februari 2090, 13.00–16.00 WIB",
        "Yang perlu dibawa KTP Contoh produk",
        "Narahubung Ibu Rina, 0812 0000 1111",
        "Belum ada peserta.",
    ):
        assert told in page.said


async def test_a_batch_shows_how_much_of_its_program_is_planned(
    world: World, visitor_of: VisitorOf
) -> None:
    batch = await batch_of(world, jp=24)
    await meetings_of(world, batch, 9, 13)
    page = await (await visitor_of(SERANG_COORDINATOR)).open(f"/angkatan/{batch.id}")

    assert "6 dari 24 JP sudah dijadwalkan (5,5 OJ)" in page.said
    assert "0 dari 24 JP sudah lewat (0,0 OJ)" in page.said


async def test_only_who_may_open_a_booking_gets_a_link_to_it(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    """A trainer sees when her office's batch meets, but not what a colleague asked for."""
    session = PlannedSession(far(9, 12))
    ask = world.ask(batch_id=batch.id, sessions=(session,))
    await ask_for_room(ask, actor=SERANG_COORDINATOR, hold_for=WEEK, now=datetime.now(UTC))
    for actor, may in ((SERANG_COORDINATOR, True), (SERANG_TRAINER, False)):
        page = await (await visitor_of(actor)).open(f"/angkatan/{batch.id}")
        assert "09.00–12.00 WIB" in page.said
        assert any(each.startswith("/peminjaman/") for each in page.links.values()) is may


async def test_opened_and_read_are_counted_apart(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    booking = await meetings_of(world, batch, 9, 13)
    siti, budi = await enrolled(batch, SITI, BUDI)
    now = datetime.now(UTC)
    await note_opening(budi.secret, now=now)
    for session in booking.sessions:
        await acknowledge_session(siti.secret, session.id, 0, now=now)
    await acknowledge_session(budi.secret, booking.sessions[0].id, 0, now=now)

    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}")

    assert "2 dari 2 sudah membuka halamannya" in page.said
    assert "1 dari 2 sudah membaca semua sesi yang akan datang" in page.said
    siti_row, budi_row = page.text.split('aria-label="Peserta"')[1].split("</li>")[:2]
    assert "Siti Aminah" in siti_row
    assert "Sudah membaca: 2 dari 2 sesi" in siti_row
    assert "Sudah membaca: 1 dari 2 sesi" in budi_row
    meetings = page.said.split("Keadaan Sudah membaca ")[1]
    assert "Disetujui 2 dari 2 Siapa yang sudah tahu Senin" in meetings
    assert "Disetujui 1 dari 2" in meetings


async def test_who_only_opened_has_read_nothing(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await meetings_of(world, batch)
    (siti, _) = await enrolled(batch, SITI, BUDI)
    await note_opening(siti.secret, now=datetime.now(UTC))

    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}")

    assert "1 dari 2 sudah membuka halamannya" in page.said
    assert "0 dari 2 sudah membaca semua sesi" in page.said
    assert "Budi Santoso Halaman dibuka: belum Sudah membaca: 0 dari 1 sesi" in page.said


async def test_what_meets_soonest_stands_first(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    other = await batch_of(world, title="Tata boga")
    await meetings_of(world, other, 9)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open("/angkatan")

    assert [label for label in page.links if label in ("Tata boga", "Kemasan Angkatan 1")] == [
        "Tata boga",
        "Kemasan Angkatan 1",
    ]
    assert "Sesi berikutnya: Senin, 6 Februari 2090 pukul 09.00 WIB" in page.said
    assert "0 peserta, 1 sesi akan datang" in page.said


async def test_a_batch_is_made_and_changed_by_form(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open(f"/angkatan/baru?program={batch.program_id}")
    made = await visitor.press(form, "Simpan", bring="Gunting")
    change = await visitor.open(made.links["Ubah angkatan"])
    changed = await visitor.press(change, "Simpan", contact="Pak Contoh, 0812 1111 2222")

    assert form.fields_of("Simpan")["number"] == "2"
    assert "Kemasan Angkatan 2" in made.said
    assert "Gunting" in made.said
    assert changed.path == made.path
    assert "Pak Contoh, 0812 1111 2222" in changed.said
    # A title that is the program's stays the program's.
    assert [row["title"] for row in await fetch("SELECT title FROM batch")] == ["", ""]


async def test_a_number_is_given_once(world: World, batch: Batch, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open(f"/angkatan/baru?program={batch.program_id}")
    refused = await visitor.press(form, "Simpan", number="1", bring="Gunting")

    assert refused.status == 409
    assert 'id="number-error"' in refused.text
    assert refused.fields_of("Simpan")["bring"] == "Gunting"


async def test_another_regency_has_no_such_batch(batch: Batch, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_COORDINATOR)

    answers = [
        (await visitor.open(f"/angkatan/{batch.id}{path}")).status
        for path in ("", "/peserta", "/ubah")
    ]

    assert answers == [404, 404, 404]
    assert "Kemasan" not in (await visitor.open("/angkatan")).said


async def test_many_people_come_page_by_page(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await enrolled(batch, *(f"Peserta Nomor {n}, 0812 0000 {n:04}" for n in range(60)))
    visitor = await visitor_of(SERANG_COORDINATOR)
    first = await visitor.open(f"/angkatan/{batch.id}")
    second = await visitor.open(first.links["Peserta berikutnya"])

    assert "Peserta Nomor 49 " in first.said
    assert "Peserta Nomor 50 " not in first.said
    assert "Peserta Nomor 59 " in second.said
    assert "60 sudah membuka" in second.said
