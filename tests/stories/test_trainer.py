"""A trainer of one regency borrows a room of the other."""

import re
from datetime import date, timedelta

from lintas.actions.demo.story import WIB
from lintas.render.times import say_clock, say_day, say_day_within, say_span
from tests.stories.conftest import PhoneOf
from tests.stories.phone import Phone
from tests.stories.places import PLACE, ROOM, between, open_week
from tests.stories.serving import Demo

# Width and height in points, as Chromium rounds them.
A4, F4 = (595, 842), (609, 935)

THURSDAY = 3


async def test_a_trainer_asks_across_the_border_and_takes_a_way_out(
    demo: Demo, phone_of: PhoneOf
) -> None:
    day = demo.story.pending.start.astimezone(WIB).date()
    phone = await phone_of("pengajar")

    await find_room(phone, "plut sorean", day)
    await ask_for_two_sessions(phone, day)

    # After what is in the way: that one side uses more than the other does.
    assert (await phone.findings())[:2] == [
        (
            "Sesi 1: Tempat bentrok",
            f"{ROOM} dipakai 09.00–15.00 WIB, {say_day_within(day)}, oleh Diskoumperindag Kab. "
            "Serang. Yang diminta 08.00–10.00 WIB.",
        ),
        (
            "Sesi 1: Pengajar bentrok",
            f"Pengajar ini sudah mengajar 09.00–15.00 WIB, {say_day_within(day)}, di {PLACE}. "
            "Yang diminta 08.00–10.00 WIB.",
        ),
    ]

    way = (await phone.ways_out())[0]
    await phone.press(way)

    assert await phone.heading() == "Bimbingan label halal"
    assert await phone.state() == "Diajukan"
    assert [row["Waktu"] for row in await phone.rows()] == [
        way.removeprefix("Jadwal ulang: "),
        say_span(between(after(day), 15, 16), WIB),
    ]

    await print_letter(phone)

    spans = sorted([between(day_named(way, near=day), 8, 10), between(after(day), 15, 16)])
    assert await phone.read_table() == [
        [str(number), say_day(span.days(WIB)[0]), say_clock(span, WIB)]
        for number, span in enumerate(spans, start=1)
    ]

    await phone.go("Peminjaman")

    assert sorted(await phone.listed()) == [
        "Bimbingan label halal",
        "Klinik desain kemasan (contoh)",
        "Pelatihan Kemasan Produk UMKM Angkatan 2 (contoh)",
    ]

    await withdraw(phone, "Klinik desain kemasan (contoh)")

    assert await phone.told() == "Permohonan sudah ditarik."
    assert await phone.state() == "Ditarik pemohon"


async def find_room(phone: Phone, spelling: str, day: date) -> None:
    await phone.press("Ajukan peminjaman")
    await phone.fill("Cari tempat", spelling)
    await phone.press("Cari")
    await phone.press(PLACE)
    await open_week(phone, ROOM, day)


async def ask_for_two_sessions(phone: Phone, day: date) -> None:
    """One that overlaps what is taken from 09.00 to 15.00, and one on the next day that may."""
    await phone.press(f"Ajukan peminjaman {say_day(day)}, 07.30–09.00")
    await phone.fill("Keperluan", "Bimbingan label halal")
    await phone.fill("Jumlah peserta", "20")
    await phone.fill("Mulai (WIB)", "08:00")
    await phone.fill("Selesai (WIB)", "10:00")
    await phone.press("Tambah sesi")
    await phone.fill("Tanggal", after(day).isoformat(), within="Sesi 2")
    await phone.fill("Mulai (WIB)", "15:00", within="Sesi 2")
    await phone.fill("Selesai (WIB)", "16:00", within="Sesi 2")
    await phone.press("Ajukan peminjaman", status=409)


def after(day: date) -> date:
    """Nobody teaches more than eight JP a day."""
    following = day + timedelta(days=1)
    while following.weekday() > THURSDAY:
        following += timedelta(days=1)
    return following


def day_named(way: str, *, near: date) -> date:
    days = (near + timedelta(days=number) for number in range(-28, 29))
    return next(day for day in days if say_day(day) in way)


async def print_letter(phone: Phone) -> None:
    await phone.press("Cetak surat permohonan")
    letter = await phone.read("Dengan hormat")

    assert re.findall(r"\$\{\w+\}", letter) == ["${nomor}", "${ttd}"]
    assert await phone.print_sizes() == [A4]

    await phone.press("Kertas F4")

    assert await phone.print_sizes() == [F4]


async def withdraw(phone: Phone, purpose: str) -> None:
    await phone.press(purpose)
    await phone.press("Tarik permohonan")
    await phone.fill("Alasan", "Waktunya belum tepat")
    await phone.press("Tarik permohonan")
