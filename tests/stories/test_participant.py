"""A participant, who needs no account to know where to be, and when."""

from datetime import date
from typing import NamedTuple

import httpx
from icalendar import Calendar

from lintas.actions.demo.story import WIB
from lintas.render.times import say_span
from tests.stories.conftest import PhoneOf
from tests.stories.phone import Phone
from tests.stories.places import COURSE, HALL, PLACE, between
from tests.stories.serving import Demo

MEETING, HERE = "Hari 1: Bahan dan bentuk kemasan", f"{HALL}, {PLACE}"


class Entry(NamedTuple):
    """One session in a calendar."""

    uid: str
    sequence: int
    starts_at: date
    ends_at: date


async def test_a_participant_reads_confirms_and_subscribes(demo: Demo, phone_of: PhoneOf) -> None:
    day = demo.story.packaging_days[0]
    was, then = between(day, 8, 15.25), between(day, 8.5, 15.75)
    phone = await phone_of("")

    await phone.open(demo.personal_path)

    assert await phone.lines("Sesi berikutnya", most=6) == [
        "Sesi berikutnya",
        MEETING,
        say_span(was, WIB),
        HERE,
        "Jl. Al Fathu",
        "Kec. Soreang, Kab. Bandung",
    ]
    assert (await phone.address_of("Buka di Google Maps")).startswith("https://www.google.com/maps")
    assert await phone.lines("Yang perlu dibawa") == [
        "Yang perlu dibawa",
        "KTP, NIB, dan contoh produk sendiri",
    ]

    await phone.press(f"Sudah saya baca: {say_span(was, WIB)}")

    assert await phone.told() == "Tercatat: sudah Anda baca. Terima kasih."

    [kept] = entries_of(await phone.download(f"Tambahkan sesi ini: {say_span(was, WIB)}"))
    address = await subscribe(phone, "HP Siti")
    first, *others = fetch(address)

    assert first == kept == Entry(kept.uid, 0, was.start, was.end)
    assert len(others) == 2

    await move(await phone_of("koordinator.serang"), day)
    await phone.open(demo.personal_path)

    assert await phone.lines("Sesi berikutnya", most=6) == [
        "Sesi berikutnya",
        "Jadwal ulang",
        f"Semula: {say_span(was, WIB)}, {HERE}",
        "Alasan: Jalan ditutup pagi hari",
        MEETING,
        say_span(then, WIB),
    ]
    assert fetch(address) == [Entry(kept.uid, 1, then.start, then.end), *others]


async def subscribe(phone: Phone, device: str) -> str:
    """The address that is shown to be copied."""
    await phone.press("Langganan kalender")
    await phone.choose("Dipakai di", "HP Android dengan Google Kalender")
    await phone.fill("Nama perangkat", device)
    await phone.press("Buat tautan kalender")
    address = await phone.page.locator("code.copy").first.inner_text()

    assert await phone.heading() == f"Langganan untuk {device}"

    await phone.press("Perangkat saya")

    assert (await phone.lines("Sejak"))[0] == device

    return address


async def move(phone: Phone, day: date) -> None:
    """By who keeps the course, and sees first who has read of it."""
    await phone.go("Angkatan")
    await phone.press(COURSE)
    rows = await phone.rows()

    assert [row["Sudah membaca"].splitlines()[0] for row in rows if "Nama" not in row] == [
        "1 dari 12",
        "0 dari 12",
        "0 dari 12",
    ]

    await phone.press(say_span(between(day, 8, 15.25), WIB))
    await phone.press("Jadwal ulang atau pindah ruang, sesi 1")
    await phone.fill("Mulai (WIB)", "08:30")
    await phone.fill("Selesai (WIB)", "15:45")
    await phone.fill("Alasan", "Jalan ditutup pagi hari")
    await phone.press("Pindahkan")


def fetch(address: str) -> list[Entry]:
    """As a calendar's server does."""
    answer = httpx.get(address)

    assert (answer.status_code, answer.headers["content-type"]) == (
        200,
        "text/calendar; charset=utf-8",
    )

    return entries_of(answer.content)


def entries_of(calendar: bytes) -> list[Entry]:
    """Earliest first."""
    events = Calendar.from_ical(calendar).events
    found = [Entry(str(e["UID"]), e.sequence, e.start, e.end) for e in events]
    return sorted(found, key=lambda entry: entry.starts_at)
