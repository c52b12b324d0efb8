"""Names pasted, links handed out once, people who leave."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from lintas.actions.steps.signing_in import open_browser
from lintas.domain.plans import PlannedSession
from lintas.domain.programs import Batch
from lintas.store.engines import fetch
from lintas.store.transaction import writing
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.conftest import SETTINGS
from tests.web.pages.browsing import Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import BUDI, SITI, batch_of, enrolled, meetings_of
from tests.web.pages.stories import asked, far
from tests.web.serving import browser_of, serve

NIK = "3604125508900001"


@pytest.fixture
async def batch(world: World) -> Batch:
    batch = await batch_of(world)
    await meetings_of(world, batch)
    return batch


async def count_enrolled() -> int:
    rows = await fetch("SELECT count(*) AS n FROM enrolment WHERE left_at IS NULL")
    return int(rows[0]["n"])


async def test_each_gets_a_link_and_a_text_ready_to_send(
    batch: Batch, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/peserta")
    made = await visitor.press(page, "Daftarkan", people=f"1. {SITI}\n2. {BUDI}")

    links = re.findall(r"<code>http://127\.0\.0\.1:8000(/p/[\w-]{43})</code>", made.text)
    chat = urlsplit(made.links["Kirim WhatsApp ke Siti Aminah"])
    text = parse_qs(chat.query)["text"][0]

    assert made.status == 200
    assert "hanya ditampilkan sekali" in made.said
    assert len(links) == 2
    assert chat.path == "/6281234567789"
    assert text.splitlines() == [
        "*Anda terdaftar sebagai peserta*",
        "Sesi: Kemasan Angkatan 1",
        "Waktu: Senin, 6 Februari 2090, 09.00–12.00 WIB",
        "Tempat: Ruang bebas, PLUT",
        f"Peta & kalender: http://127.0.0.1:8000{links[0]}",
    ]
    assert "Untuk Siti Aminah" in (await visitor.open(links[0])).said


async def test_what_cannot_be_read_is_named_by_its_line_and_kept(
    batch: Batch, visitor_of: VisitorOf
) -> None:
    typed = f"\n{SITI}\n\ntanpa nomor\nBudi Santoso, 0812 3456 7789"
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/peserta")
    refused = await visitor.press(page, "Daftarkan", people=typed)

    assert refused.status == 422
    assert re.findall(r"<li>(Baris [^<]+)</li>", refused.text) == [
        "Baris 2: Siti Aminah, nomor yang sama ada di baris 5",
        "Baris 4: tanpa nomor, seharusnya satu nama dan satu nomor: Siti Aminah, 0812 3456 7890",
        "Baris 5: Budi Santoso, nomor yang sama ada di baris 2",
    ]
    assert "3 baris belum tepat" in refused.said
    assert refused.fields_of("Daftarkan")["people"].strip() == typed.strip()
    assert await count_enrolled() == 0


async def test_somebody_enrolled_is_not_enrolled_again(batch: Batch, visitor_of: VisitorOf) -> None:
    await enrolled(batch, SITI)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/peserta")
    refused = await visitor.press(page, "Daftarkan", people=f"{BUDI}\n{SITI}")

    assert refused.status == 409
    assert "Baris 2: Siti Aminah sudah terdaftar" in refused.said
    assert await count_enrolled() == 1


@pytest.mark.parametrize("count", [0, 51])
async def test_nobody_or_too_many_are_refused(
    batch: Batch, visitor_of: VisitorOf, count: int
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/peserta")
    people = "\n".join(f"Peserta, 0812 0000 {n:04}" for n in range(count))
    refused = await visitor.press(page, "Daftarkan", people=people)

    assert refused.status == 422
    assert 'id="people-error"' in refused.text
    assert await count_enrolled() == 0


async def test_a_whole_class_fits_a_page_that_phones_load(
    world: World, visitor_of: VisitorOf
) -> None:
    """`visitor` measures every page."""
    batch = await batch_of(world, title="Pelatihan Kemasan Produk Usaha Mikro dan Kecil " * 6)
    await meetings_of(world, batch)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/peserta")
    people = "\n".join(f"Peserta Nomor {n}, 0812 0000 {n:04}" for n in range(50))
    made = await visitor.press(page, "Daftarkan", people=people)
    listed = await visitor.open(f"/angkatan/{batch.id}/peserta")

    assert made.text.count("Kirim WhatsApp</a>") == 50
    assert listed.text.count("Buat tautan baru</button>") == 50


async def test_a_new_link_ends_the_old_one(batch: Batch, visitor_of: VisitorOf) -> None:
    old = (await enrolled(batch, SITI))[0].secret
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"/angkatan/{batch.id}/peserta")
    made = await visitor.press(page, "Buat tautan baru untuk Siti Aminah")
    found = re.search(r"(/p/[\w-]{43})</code>", made.text)
    assert found

    assert (await visitor.open(f"/p/{old}")).status == 404
    assert (await visitor.open(found[1])).status == 200


async def test_who_leaves_has_been_asked_about(batch: Batch, visitor_of: VisitorOf) -> None:
    old = (await enrolled(batch, SITI))[0].secret
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/peserta")
    sure = await visitor.open(page.links["Keluarkan Siti Aminah"])
    still = await count_enrolled()
    after = await visitor.press(sure, "Keluarkan")

    assert "Keluarkan Siti Aminah?" in sure.said
    assert (still, await count_enrolled()) == (1, 0)
    assert "Peserta sudah dikeluarkan." in after.said
    assert (await visitor.open(f"/p/{old}")).status == 404


async def test_who_finds_no_seat_is_told_the_place_on_the_reserve_list(
    world: World, visitor_of: VisitorOf
) -> None:
    batch = await batch_of(world, most=1)
    await meetings_of(world, batch)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/peserta")
    made = await visitor.press(page, "Daftarkan", people=f"{SITI}\n{BUDI}")
    chat = urlsplit(made.links["Kirim WhatsApp ke Budi Santoso"])
    link = re.findall(r"<code>http://127\.0\.0\.1:8000(/p/[\w-]{43})</code>", made.text)[1]
    waits = await visitor.open(link)
    listed = await visitor.open(f"/angkatan/{batch.id}/peserta")
    looked = await visitor.open(f"/angkatan/{batch.id}")
    sure = await visitor.open(listed.links["Keluarkan Siti Aminah"])
    await visitor.press(sure, "Keluarkan")
    seated = await visitor.open(link)

    assert "1 di antaranya di daftar cadangan" in made.said
    assert parse_qs(chat.query)["text"][0].splitlines() == [
        "*Anda di daftar cadangan*",
        "Sesi: Kemasan Angkatan 1",
        "Nomor urut cadangan: 1",
        f"Selengkapnya: http://127.0.0.1:8000{link}",
    ]
    assert "Anda nomor 1 di daftar cadangan." in waits.said
    assert "Senin, 6 Februari 2090" not in waits.said
    assert "Budi Santoso Cadangan nomor 1" in listed.said
    assert "1 dari 1 kursi terisi. " in looked.said
    assert "Senin, 6 Februari 2090" in seated.said
    assert "daftar cadangan" not in seated.said


async def test_who_has_a_seat_elsewhere_then_is_left_out_with_one_press(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await enrolled(batch, SITI)
    other = await batch_of(world, number=2)
    await asked(
        world, room=world.part_a, batch_id=other.id, sessions=(PlannedSession(far(11, 14)),)
    )
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{other.id}/peserta")
    refused = await visitor.press(page, "Daftarkan", people=f"Nama\n{SITI}\n\n{BUDI}")
    still = await count_enrolled()
    made = await visitor.press(refused, "Keluarkan dari daftar lalu lanjut")
    alone = await visitor.press(page, "Daftarkan", people=SITI)

    assert refused.status == 409
    assert (
        "Baris 2: Siti Aminah sudah punya kursi di Kemasan Angkatan 1, Senin, 6 Februari 2090,"
        " 09.00–12.00 WIB, padahal angkatan ini Senin, 6 Februari 2090, 11.00–14.00 WIB"
    ) in refused.said
    assert (still, await count_enrolled()) == (1, 2)
    assert "Kirim WhatsApp ke Budi Santoso" in made.links
    assert "Keluarkan dari daftar" not in alone.said


async def test_a_nik_is_shown_by_its_last_digits_only(batch: Batch, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/peserta")
    wrong = await visitor.press(page, "Daftarkan", people=f"{SITI}, {NIK[:6]}99{NIK[8:]}\n{NIK}1")
    made = await visitor.press(page, "Daftarkan", people=f"{SITI}, {NIK}")
    listed = await visitor.open(f"/angkatan/{batch.id}/peserta")
    person = (await fetch("SELECT person FROM enrolment"))[0]["person"]
    looked = await visitor.open(f"/kelola/orang/{person}")
    noting = await visitor.open(looked.links["Catat NIK"])
    refused = await visitor.press(noting, "Simpan", nik="3604999999999999")
    kept = await visitor.press(noting, "Simpan", nik="3604121508900002")
    again = await visitor.open(looked.links["Catat NIK"])
    gone = await visitor.press(again, "Hapus NIK")
    empty = await visitor.open(looked.links["Catat NIK"])

    assert "NIK ••••••••••••0001" in listed.said
    assert not any(NIK in each.text for each in (made, listed))
    assert wrong.status == 422
    assert re.findall(r"<li>(Baris [^<]+)</li>", wrong.text) == [
        "Baris 1: seharusnya NIK, 16 angka seperti di KTP",
        "Baris 2: ••••••••••••, seharusnya satu nama dan satu nomor: Siti Aminah, 0812 3456 7890",
    ]
    assert "Tercatat: ••••••••••••0001" in noting.said
    assert (refused.status, "3604999999999999" in refused.text) == (422, False)
    assert "Sudah disimpan." in kept.said
    assert "Tercatat: ••••••••••••0002" in again.said
    assert "Sudah disimpan." in gone.said
    assert "Belum tercatat." in empty.said


async def test_without_a_lasting_key_no_nik_is_taken(batch: Batch) -> None:
    """A key made up at this start could not tell it again after the next."""
    async with writing():
        secret = await open_browser(SERANG_COORDINATOR.id, now=datetime.now(UTC))
    async with browser_of(serve(replace(SETTINGS, secret_key=""))) as client:
        client.cookies.set("sid", secret)
        visitor = Visitor(client)
        page = await visitor.open(f"/angkatan/{batch.id}/peserta")
        refused = await visitor.press(page, "Daftarkan", people=f"{SITI}, {NIK}")
        made = await visitor.press(page, "Daftarkan", people=SITI)

    assert refused.status == 422
    assert "kunci server belum diatur" in refused.said
    assert made.status == 200


async def test_who_enrols_nobody_sees_no_form(batch: Batch, visitor_of: VisitorOf) -> None:
    people = (await enrolled(batch, SITI))[0].enrolment.id
    answers = []
    for who in (BANDUNG_COORDINATOR, BANDUNG_MANAGER):
        visitor = await visitor_of(who)
        token = (await visitor.open("/kalender")).fields_of("Keluar")["_csrf"]
        sent = [("_csrf", token), ("people", BUDI)]
        answers += [
            (await visitor.open(f"/angkatan/{batch.id}/peserta")).status,
            (await visitor.send(f"/angkatan/{batch.id}/peserta", sent)).status,
            (await visitor.send(f"/angkatan/{batch.id}/peserta/{people}/tautan", sent)).status,
            (await visitor.send(f"/angkatan/{batch.id}/peserta/{people}/keluar", sent)).status,
        ]

    assert answers == [404] * 4 + [403] * 4
    assert await count_enrolled() == 1
