"""A coordinator brings people together, and puts right what others upset."""

from datetime import date

from lintas.actions.demo.story import WIB
from lintas.render.times import say_span
from tests.stories.conftest import PhoneOf
from tests.stories.phone import Phone
from tests.stories.places import COURSE, HALL, PLACE, between, open_week
from tests.stories.serving import Demo

MET, SHUT = "Hari 1: Bahan dan bentuk kemasan", "Tempat tutup / perbaikan"


async def test_a_coordinator_enrols_sees_a_conflict_and_solves_it(
    demo: Demo, phone_of: PhoneOf
) -> None:
    day = demo.story.packaging_days[0]
    phone = await phone_of("koordinator.serang")

    link = await enrol(phone)
    newcomer = await phone_of("")
    await newcomer.open(link)

    assert await newcomer.heading() == COURSE

    await close_hall(await phone_of("pengelola.bandung"), day)
    await phone.open_inbox()
    await phone.press(f"Bentrok jadwal: {COURSE} (contoh)")

    assert await phone.state() == "Terbuka"
    assert await phone.heading() == SHUT

    way = next(way for way in await phone.ways_out() if way.startswith("Jadwal ulang: "))
    await phone.press(way)

    assert await phone.told() == (
        "Bentrok jadwal selesai. Semua yang terkait sudah diberi tahu, lihat di bawah."
    )
    assert await phone.state() == "Selesai"

    was, place = say_span(between(day, 8, 15.25), WIB), f"{HALL}, {PLACE}"
    _, text = await phone.ready_text(f"Grup peserta: {COURSE}")

    assert [line for line in text.splitlines() if line.startswith(("Semula", "Menjadi"))] == [
        f"Semula: {was}, {place}",
        f"Menjadi: {way.removeprefix('Jadwal ulang: ')}, {place}",
    ]

    await phone.go("Bentrok jadwal")

    assert f"{SHUT}: {MET}" not in await phone.listed()

    await solve_what_the_regent_upset(await phone_of("koordinator.bandung"))


async def enrol(phone: Phone) -> str:
    """Two people, at first with a number cut short; gives the path of one's own page."""
    await phone.go("Angkatan")
    await phone.press(COURSE)
    await phone.press("Daftarkan peserta")
    await phone.fill("Nama dan nomor HP", "Siti (contoh), 0840 1111 0001\nBudi (contoh), 0840")
    await phone.press("Daftarkan", status=422)

    assert await phone.marked() == {
        "Nama dan nomor HP": "1 baris belum tepat, belum ada yang didaftarkan"
    }

    kept = await phone.field("Nama dan nomor HP").input_value()
    await phone.fill("Nama dan nomor HP", f"{kept} 1111 0002")
    await phone.press("Daftarkan")
    link = await phone.page.locator("code").first.inner_text()
    number, text = await phone.ready_text("Siti (contoh)")

    assert await phone.told() == f"2 peserta mendapat tautan untuk {COURSE}."
    assert number == "6284011110001"
    assert text.splitlines()[-1] == f"Peta & kalender: {link}"

    return link.removeprefix(phone.server)


async def close_hall(phone: Phone, day: date) -> None:
    await phone.go("Tempat")
    await phone.press(PLACE)
    await open_week(phone, HALL, day)
    await phone.press("Tutup ruang")
    await phone.fill("Dari tanggal", day.isoformat())
    await phone.fill("Sampai tanggal", day.isoformat())
    await phone.fill("Alasan", "Perbaikan atap")
    await phone.press("Lihat siapa yang terkena")
    await phone.press("Tutup sekarang")


async def solve_what_the_regent_upset(phone: Phone) -> None:
    """The demo's own conflict, which is for the other side to solve."""
    upset = f"{SHUT}: Temu usaha UMKM Bandung dan Serang (contoh)"
    await phone.press(upset)
    await phone.press((await phone.ways_out())[0])

    assert await phone.state() == "Selesai"

    await phone.go("Bentrok jadwal")

    assert upset not in await phone.listed()
