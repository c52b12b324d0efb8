"""A venue manager decides what others ask for, and keeps her own rooms."""

import re
from datetime import date

from lintas.actions.demo.story import WIB
from lintas.render.times import say_day, say_span
from tests.stories.conftest import PhoneOf
from tests.stories.phone import Phone
from tests.stories.places import HALL, PLACE, ROOM, between, open_week
from tests.stories.serving import Demo


async def test_an_owner_decides_and_writes_down_a_phoned_use(demo: Demo, phone_of: PhoneOf) -> None:
    first, second, _ = demo.story.packaging_days
    await ask_for(await phone_of("pengajar"), "Rapat panitia", first)
    phone = await phone_of("pengelola.bandung")

    await phone.press("Permintaan (3)")

    assert sorted(await phone.listed()) == [
        "Bimtek administrasi desa (contoh)",
        "Klinik desain kemasan (contoh)",
        "Rapat panitia",
    ]
    assert re.search(r"sisa \d+ hari", await phone.read("Klinik desain kemasan (contoh)"))

    await phone.press("Klinik desain kemasan (contoh)")
    await phone.press("Setujui")

    assert await phone.told() == "Permohonan sudah disetujui."
    assert await phone.state() == "Disetujui"

    await decline(phone, "Rapat panitia")

    assert await phone.told() == "Permohonan sudah ditolak."
    assert await phone.state() == "Ditolak"

    await write_down_a_call(phone, second)

    assert await phone.told() == "Pemakaian sudah dicatat."
    assert await phone.uses_on(say_day(second)) == [
        "07.30–16.00 Terisi Rapat kader, Pemkab Bandung"
    ]

    await close_hall(phone, first)

    assert await phone.told() == "Penutupan sudah dicatat."
    assert "*Bentrok jadwal*" in await phone.read("Kirim lewat WhatsApp")


async def test_a_higher_claim_takes_an_approval_back_and_gives_up(
    demo: Demo, phone_of: PhoneOf
) -> None:
    """The displaced have another day held for them; the slot opens again when nobody came."""
    first, second, _ = demo.story.packaging_days
    asker = await phone_of("pengajar")
    await ask_for(asker, "Rapat panitia", first)
    owner = await phone_of("pengelola.bandung")
    await owner.press("Permintaan (3)")
    await owner.press("Rapat panitia")
    await owner.press("Setujui")

    await take_back(owner, instead_on=second)

    assert await owner.state() == "Dicabut"

    await open_week_of(owner, first)
    await owner.press(f"Buka lagi untuk semua, {say_span(between(first, 15.5, 16), WIB)}")

    assert (await owner.told()).startswith("Jadwal itu terbuka lagi untuk semua.")

    await asker.open_inbox()
    await asker.press("Jadwal ditawarkan kepada Anda: Rapat panitia")
    await asker.press("Ambil jadwal ini")

    assert await asker.state() == "Disetujui"


async def take_back(phone: Phone, instead_on: date) -> None:
    """Whom it displaces is read before."""
    await phone.press("Cabut persetujuan")

    assert "Diskoumperindag Kab. Serang" in await phone.read()

    await phone.fill("Untuk kegiatan", "Kunjungan Bupati")
    await phone.fill("Dasar kewenangan", "Disposisi Sekda 12")
    await phone.fill("Alasan", "Ruang dipakai menerima tamu")
    await phone.page.get_by_role("checkbox").check()
    await phone.fill("Tanggal", instead_on.isoformat())
    await phone.press("Periksa dulu")

    assert "Jadwal pengganti bisa dipakai." in await phone.read()

    await phone.press("Cabut persetujuan")


async def open_week_of(phone: Phone, day: date) -> None:
    await phone.go("Tempat")
    await phone.press(PLACE)
    await open_week(phone, ROOM, day)


async def ask_for(phone: Phone, purpose: str, day: date) -> None:
    await phone.go("Tempat")
    await phone.press(PLACE)
    await open_week(phone, ROOM, day)
    await phone.press(f"Ajukan peminjaman {say_day(day)}, 07.30–16.00")
    await phone.fill("Keperluan", purpose)
    await phone.fill("Jumlah peserta", "10")
    # Its teacher is in the hall until 15.15, and walks over.
    await phone.fill("Mulai (WIB)", "15:30")
    await phone.press("Ajukan peminjaman")


async def decline(phone: Phone, purpose: str) -> None:
    """At first without a reason."""
    await phone.go("Hari ini")
    await phone.press("Permintaan (2)")
    await phone.press(purpose)
    await phone.press("Tolak", status=422)

    assert await phone.marked() == {"Alasan atau pesan": "Alasan: wajib diisi"}

    await phone.fill("Alasan atau pesan", "Ruang sedang dicat")
    await phone.press("Tolak")


async def write_down_a_call(phone: Phone, day: date) -> None:
    """In three taps at most from the room's week, besides what is typed."""
    await phone.go("Tempat")
    await phone.press(PLACE)
    await open_week(phone, ROOM, day)
    phone.taps = 0
    await phone.press(f"Catat pemakaian {say_day(day)}, 07.30–16.00")
    await phone.fill("Keperluan", "Rapat kader")
    await phone.fill("Penelepon", "Bu Lurah")
    await phone.press("Simpan")

    assert phone.taps <= 3


async def close_hall(phone: Phone, day: date) -> None:
    """Seeing first whom it meets."""
    await phone.go("Tempat")
    await phone.press(PLACE)
    await open_week(phone, HALL, day)
    await phone.press("Tutup ruang")
    await phone.fill("Dari tanggal", day.isoformat())
    await phone.fill("Sampai tanggal", day.isoformat())
    await phone.fill("Alasan", "Perbaikan atap")
    await phone.fill("Dari jam", "17:00")
    await phone.fill("Sampai jam", "07:00")
    await phone.press("Lihat siapa yang terkena", status=422)

    assert await phone.marked() == {
        "Sampai tanggal": f"Sampai tanggal: {say_day(day)} pukul 07.00 WIB, "
        f"seharusnya setelah {say_day(day)} pukul 17.00 WIB"
    }
    assert await phone.field("Alasan").input_value() == "Perbaikan atap"

    await phone.fill("Dari jam", "07:00")
    await phone.fill("Sampai jam", "17:00")
    await phone.press("Lihat siapa yang terkena")
    met = await phone.read("Hari 1: Bahan dan bentuk kemasan")

    assert met.splitlines()[-2:] == [
        say_span(between(day, 8, 15.25), WIB),
        f"{HALL}, Diskoumperindag Kab. Serang",
    ]

    await phone.press("Tutup sekarang")
