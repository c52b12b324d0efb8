"""The page that a participant opens by a link: no account, always as things are now."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.programs.leave_batch import leave_batch
from lintas.domain.bookings import Booking
from lintas.domain.plans import PlannedSession
from lintas.domain.programs import Batch
from lintas.store.engines import fetch
from tests.actions.world import HOLD, SERANG_COORDINATOR, World
from tests.web.conftest import SETTINGS
from tests.web.pages.browsing import Visitor
from tests.web.pages.courses import BUDI, SITI, batch_of, enrolled, meetings_of
from tests.web.pages.stories import asked, far
from tests.web.serving import browser_of, serve

NOBODYS = "a" * 43
PHONE = "Mozilla/5.0 (Linux; Android 13; SM-A145F) Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
async def guest(world: World) -> AsyncIterator[Visitor]:
    """Somebody without an account, on a telephone."""
    async with browser_of(serve(SETTINGS)) as client:
        client.headers["User-Agent"] = PHONE
        yield Visitor(client)


@pytest.fixture
async def batch(world: World) -> Batch:
    return await batch_of(world)


async def page_of(batch: Batch, person: str = SITI) -> str:
    return f"/p/{(await enrolled(batch, person))[0].secret}"


async def acknowledged() -> list[tuple[UUID, int]]:
    rows = await fetch("SELECT session, sequence FROM acknowledgement ORDER BY at")
    return [(UUID(str(row["session"])), row["sequence"]) for row in rows]


async def count_opened() -> int:
    sql = "SELECT count(*) AS n FROM enrolment WHERE opened_at IS NOT NULL"
    return int((await fetch(sql))[0]["n"])


async def moved(booking: Booking, start: float, end: float, reason: str = "Hujan") -> None:
    span = far(start, end)
    change = Change(starts_at=span.start, ends_at=span.end, reason=reason)
    now = datetime.now(UTC)
    session = booking.sessions[0].id
    await move_session(session, change, actor=SERANG_COORDINATOR, hold_for=HOLD, now=now)


async def test_the_next_session_stands_first(world: World, batch: Batch, guest: Visitor) -> None:
    await meetings_of(world, batch, 13, 9)
    page = await guest.open(await page_of(batch))

    assert page.status == 200
    nothing_before = page.said.split("Sesi berikutnya")[1]
    assert nothing_before.startswith(
        " Senin, 6 Februari 2090, 09.00–12.00 WIB Ruang bebas, PLUT Kab. Bandung Buka di"
    )
    for told in (
        "Kemasan Angkatan 1",
        "Pengajar: Pengajar Contoh",
        "KTP Contoh produk",
        "Ibu Rina, 0812 0000 1111",
        "Sesi sesudahnya Senin, 6 Februari 2090, 13.00–16.00 WIB",
    ):
        assert told in page.said
    assert page.links["Buka di Google Maps"] == (
        "https://www.google.com/maps/search/?api=1&query=PLUT,%20Kab.%20Bandung"
    )
    assert page.links["Tanya lewat WhatsApp"] == "https://wa.me/6281200001111?text="


async def test_the_page_is_light_and_nobody_else_finds_or_keeps_it(
    world: World, batch: Batch, guest: Visitor
) -> None:
    await meetings_of(world, batch)
    page = await guest.open(await page_of(batch))

    assert len(page.answer.content) < 8 * 1024
    assert {
        name: page.answer.headers[name]
        for name in ("cache-control", "referrer-policy", "x-robots-tag")
    } == {
        "cache-control": "no-store",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
    }
    assert "set-cookie" not in page.answer.headers
    assert "/masuk" not in page.text


async def test_a_hundred_meetings_fit_a_slow_phone(
    world: World, batch: Batch, guest: Visitor
) -> None:
    days = [PlannedSession(far(9, 12, days=day)) for day in range(100)]
    await asked(world, batch_id=batch.id, sessions=tuple(days))
    page = await guest.open(await page_of(batch))

    assert page.said.count("Tambahkan sesi ini") == 21
    assert page.said.count("WIB, Ruang bebas") == 79
    assert "Semua 100 sesi sudah saya baca" in page.buttons()
    assert len(page.answer.content) < 36 * 1024


async def test_a_moved_session_says_what_it_was(world: World, batch: Batch, guest: Visitor) -> None:
    booking = await meetings_of(world, batch)
    await moved(booking, 13, 15)

    page = await guest.open(await page_of(batch))

    assert (
        "Jadwal ulang Semula: Senin, 6 Februari 2090, 09.00–12.00 WIB, Ruang bebas, PLUT"
        " Alasan: Hujan Senin, 6 Februari 2090, 13.00–15.00 WIB"
    ) in page.said


async def test_a_reader_is_told_what_the_reader_knew(
    world: World, batch: Batch, guest: Visitor
) -> None:
    booking = await meetings_of(world, batch)
    await moved(booking, 13, 15)
    address = await page_of(batch)
    await guest.press(await guest.open(address), "Sudah saya baca")
    await moved(booking, 14, 16)
    await moved(booking, 15, 17)

    page = await guest.open(address)

    assert "Semula: Senin, 6 Februari 2090, 13.00–15.00 WIB" in page.said


async def test_another_room_at_the_same_time_is_called_so(
    world: World, batch: Batch, guest: Visitor
) -> None:
    booking = await meetings_of(world, batch)
    change = Change(room_id=world.hall, reason="Lebih luas")
    now = datetime.now(UTC)
    await move_session(
        booking.sessions[0].id, change, actor=SERANG_COORDINATOR, hold_for=HOLD, now=now
    )

    page = await guest.open(await page_of(batch))

    assert "Pindah ruang Semula: Senin, 6 Februari 2090, 09.00–12.00 WIB, Ruang bebas" in page.said
    assert "Aula, PLUT Kab. Bandung" in page.said


async def test_a_cancelled_session_says_so_and_why(
    world: World, batch: Batch, guest: Visitor
) -> None:
    booking = await meetings_of(world, batch)
    await cancel_booking(
        booking.id, actor=SERANG_COORDINATOR, now=datetime.now(UTC), reason="Pengajar sakit"
    )

    page = await guest.open(await page_of(batch))

    assert "Sesi berikutnya Dibatalkan Alasan: Pengajar sakit Senin, 6 Februari" in page.said
    assert "Tambahkan sesi ini" not in page.said


async def test_what_was_never_granted_is_no_news_but_to_who_has_read_of_it(
    world: World, batch: Batch, guest: Visitor
) -> None:
    booking = await meetings_of(world, batch, room=world.decided_room)
    siti, budi = await page_of(batch, SITI), await page_of(batch, BUDI)
    waiting = await guest.press(await guest.open(siti), "Sudah saya baca")
    await cancel_booking(booking.id, actor=SERANG_COORDINATOR, now=datetime.now(UTC))
    await meetings_of(world, batch)

    told, untold = await guest.open(siti), await guest.open(budi)

    assert "Menunggu kepastian tempat" in waiting.said
    assert "Sesi berikutnya Senin, 6 Februari 2090, 09.00–12.00 WIB Ruang bebas" in told.said
    assert "Dibatalkan" in told.said
    assert "Dibatalkan" not in untold.said


async def test_reading_twice_is_reading_once(world: World, batch: Batch, guest: Visitor) -> None:
    booking = await meetings_of(world, batch)
    page = await guest.open(await page_of(batch))

    first = await guest.press(page, "Sudah saya baca")
    again = await guest.press(page, "Sudah saya baca")

    assert (first.status, again.status) == (200, 200)
    assert await acknowledged() == [(booking.sessions[0].id, 0)]
    assert "Tercatat: sudah Anda baca." in first.said
    assert "Sudah Anda baca" in again.said
    assert await count_opened() == 1


async def test_a_changed_session_wants_to_be_read_again(
    world: World, batch: Batch, guest: Visitor
) -> None:
    booking = await meetings_of(world, batch)
    address = await page_of(batch)
    await guest.press(await guest.open(address), "Sudah saya baca")
    await moved(booking, 13, 15)

    page = await guest.open(address)
    await guest.press(page, "Sudah saya baca")

    assert await acknowledged() == [(booking.sessions[0].id, 0), (booking.sessions[0].id, 1)]


async def test_all_sessions_can_be_read_with_one_press(
    world: World, batch: Batch, guest: Visitor
) -> None:
    booking = await meetings_of(world, batch, 9, 13)
    page = await guest.open(await page_of(batch))

    after = await guest.press(page, "Semua 2 sesi sudah saya baca")

    assert {each for each, _ in await acknowledged()} == {s.id for s in booking.sessions}
    assert not [label for label in after.buttons() if "baca" in label]


async def test_nobody_reads_anothers_session(world: World, batch: Batch, guest: Visitor) -> None:
    other = await batch_of(world)
    strange = await meetings_of(world, other)
    address = await page_of(batch)

    answers = [
        (await guest.send(f"{address}/baca", [("sesi", f"{session}:0")])).status
        for session in (strange.sessions[0].id, uuid4())
    ]
    file = await guest.client.get(f"{address}/sesi/{strange.sessions[0].id}.ics")

    assert [*answers, file.status_code] == [404, 404, 404]
    assert await acknowledged() == []


@pytest.mark.parametrize(
    "sent", ["", "x", f"{UUID(int=7)}:-1", f"{UUID(int=7)}:99999999999", "-" * 36 + ":0"]
)
async def test_what_no_button_of_ours_says_is_refused(
    world: World, batch: Batch, guest: Visitor, sent: str
) -> None:
    await meetings_of(world, batch)
    page = await guest.send(f"{await page_of(batch)}/baca", [("sesi", sent)])

    assert page.status in (404, 422)
    assert await acknowledged() == []


async def test_a_link_that_leads_nowhere_is_answered_kindly(
    world: World, batch: Batch, guest: Visitor
) -> None:
    enrolment = (await enrolled(batch))[0]
    await leave_batch(enrolment.enrolment.id, actor=SERANG_COORDINATOR, now=datetime.now(UTC))

    for secret in (enrolment.secret, NOBODYS, "x"):
        for path in (f"/p/{secret}", f"/p/{secret}/langganan"):
            page = await guest.open(path)
            assert page.status == 404
            assert "Tautan ini tidak berlaku lagi" in page.said
            assert page.answer.headers["x-robots-tag"] == "noindex, nofollow"
            assert "Siti" not in page.said


async def test_a_session_goes_into_the_phones_calendar(
    world: World, batch: Batch, guest: Visitor
) -> None:
    booking = await meetings_of(world, batch)
    page = await guest.open(await page_of(batch))
    address = next(href for label, href in page.links.items() if label.startswith("Tambahkan"))

    file = await guest.client.get(address)

    assert file.headers["content-type"] == "text/calendar; charset=utf-8"
    assert file.headers["content-disposition"] == 'attachment; filename="sesi.ics"'
    assert re.findall(r"UID:(\S+)", file.text) == [booking.sessions[0].uid]
    assert "DTSTART;TZID=Asia/Jakarta:20900206T090000" in file.text


@pytest.mark.parametrize("name", ["sesi", "sesi.txt", "sesi.ics", "..ics", ".ics"])
async def test_other_files_are_not_there(
    world: World, batch: Batch, guest: Visitor, name: str
) -> None:
    answer = await guest.client.get(f"{await page_of(batch)}/sesi/{name}")

    assert answer.status_code == 404


async def dot_of(page: str, guest: Visitor, **headers: str) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = await guest.client.get(f"{page}/titik.svg", headers=named)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.headers["cache-control"] == "no-store"


async def test_who_draws_the_page_has_opened_it(world: World, batch: Batch, guest: Visitor) -> None:
    address = await page_of(batch)
    page = await guest.open(address)
    before = await count_opened()

    await dot_of(address, guest, Sec_Fetch_Dest="image")

    assert f'src="{address}/titik.svg"' in page.text
    assert (before, await count_opened()) == (0, 1)


@pytest.mark.parametrize(
    "agent",
    [
        "WhatsApp/2.23.20.0 A",
        "facebookexternalhit/1.1",
        "TelegramBot (like TwitterBot)",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (Windows NT 10.0) SkypeUriPreview Preview/0.5",
        "Slackbot-LinkExpanding 1.0",
    ],
)
async def test_link_previews_never_open_a_page(
    world: World, batch: Batch, guest: Visitor, agent: str
) -> None:
    address = await page_of(batch)
    guest.client.headers["User-Agent"] = agent

    await guest.open(address)
    await dot_of(address, guest)

    assert await count_opened() == 0


async def test_asking_without_drawing_opens_nothing(
    world: World, batch: Batch, guest: Visitor
) -> None:
    """A new robot has a name that we don't know: it asks for the page, and never for the dot."""
    address = await page_of(batch)

    await guest.open(address)
    await guest.client.head(address)
    await guest.client.head(f"{address}/titik.svg")
    await dot_of(address, guest, Sec_Fetch_Dest="document")
    await dot_of(address, guest, Sec_Purpose="prefetch;prerender")
    await dot_of(f"/p/{NOBODYS}", guest)

    assert await count_opened() == 0


async def test_a_phone_of_the_maker_cubot_is_no_robot(
    world: World, batch: Batch, guest: Visitor
) -> None:
    address = await page_of(batch)

    await dot_of(address, guest, User_Agent="Mozilla/5.0 (Linux; Android 11; CUBOT X50) Chrome/99")

    assert await count_opened() == 1


async def test_what_people_write_is_only_text(world: World, guest: Visitor) -> None:
    canary = "<b>\"&'</b>"
    batch = await batch_of(world, title=f"Kemasan {canary}", bring=canary, contact=canary)
    booking = await meetings_of(world, batch)
    await moved(booking, 13, 15, reason=canary)

    page = await guest.open(await page_of(batch, f"Siti {canary}, 0812 3456 7789"))

    assert canary not in page.text
    assert page.said.count(canary) == 6


async def test_nobody_else_stands_on_the_page(world: World, batch: Batch, guest: Visitor) -> None:
    await enrolled(batch, BUDI)
    page = await guest.open(await page_of(batch))

    assert "Budi" not in page.text
    assert "Siti Aminah" in page.said


async def test_a_page_of_another_site_reads_for_nobody(
    world: World, batch: Batch, guest: Visitor
) -> None:
    booking = await meetings_of(world, batch)
    address = await page_of(batch)

    answer = await guest.client.post(
        f"{address}/baca",
        data={"sesi": f"{booking.sessions[0].id}:0"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert answer.status_code == 403
    assert await acknowledged() == []


async def test_the_log_does_not_know_whose_page_it_was(
    world: World, batch: Batch, guest: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "lintas.access")
    address = await page_of(batch)
    await guest.open(address)

    assert address.removeprefix("/p/") not in caplog.text
    assert "/p/***" in caplog.text
