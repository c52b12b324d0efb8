"""What a venue's manager does with rooms: phoned-in uses, closures, and opening again."""

from datetime import UTC, datetime

import pytest

from lintas.domain.plans import PlannedSession
from lintas.store.bookings.due import add_due
from lintas.store.engines import fetch
from lintas.store.transaction import writing
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    FAR_MONDAY,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far

DAY = FAR_MONDAY.isoformat()
TEN = f"hari={DAY}&mulai=10:00&selesai=11:00"


async def count(table: str) -> int:
    return len(await fetch(f"SELECT id FROM {table}"))  # noqa: S608 -- a name of ours


async def test_a_phoned_in_use_takes_three_taps(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    week = await visitor.open(f"/ruang/{world.open_room}?minggu={DAY}")

    form = await visitor.open(week.links["Catat pemakaian Senin, 6 Februari 2090, 07.00–21.00"])
    saved = await visitor.press(form, "Simpan")

    assert saved.path == f"/ruang/{world.open_room}?minggu={DAY}"
    assert "Pemakaian sudah dicatat." in saved.said
    assert "07.00–21.00 Terisi Pemakaian tempat, Dinas Bandung" in saved.said
    assert (await fetch("SELECT origin FROM booking"))[0]["origin"] == "recorded"


async def test_a_phoned_in_use_that_clashes_offers_ways_out(
    world: World, visitor_of: VisitorOf
) -> None:
    await asked(world)
    visitor = await visitor_of(BANDUNG_MANAGER)
    form = await visitor.open(
        f"/ruang/{world.open_room}/catat?hari={DAY}&mulai=10:00&selesai=11:00"
    )

    refused = await visitor.press(form, "Simpan", purpose="Rapat", caller="Ibu Sari")
    saved = await visitor.press(refused, "Pindah ruang: Aula B")

    assert refused.status == 409
    assert "Tempat bentrok" in refused.said
    assert refused.fields_of("Simpan")["caller"] == "Ibu Sari"
    assert saved.path == f"/ruang/{world.part_b}?minggu={DAY}"
    assert "10.00–11.00 Terisi Rapat, Dinas Bandung" in saved.said


async def test_a_use_is_recorded_once(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    form = await visitor.open(
        f"/ruang/{world.open_room}/catat?hari={DAY}&mulai=10:00&selesai=11:00"
    )

    first, again = await visitor.press(form, "Simpan"), await visitor.press(form, "Simpan")

    assert first.path == again.path
    assert await count("booking") == 1


async def test_strangers_record_and_close_nothing(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)

    for path in (
        f"/ruang/{world.open_room}/catat",
        f"/ruang/{world.open_room}/tutup",
        f"/tempat/{world.plut}/tutup",
    ):
        assert (await visitor.open(path)).status == 403


async def close(visitor: Visitor, path: str, **typed: str) -> Seen:
    """As far as the question whether to close."""
    page = await visitor.open(path)
    sound = {"starts_on": DAY, "ends_on": DAY, "reason": "Perbaikan atap"}
    return await visitor.press(page, "Lihat siapa yang terkena", **{**sound, **typed})


async def test_of_many_whom_a_closure_meets_the_first_are_shown(
    world: World, visitor_of: VisitorOf
) -> None:
    spans = [far(8 + n / 4, 8.25 + n / 4) for n in range(21)]
    await asked(world, sessions=tuple(PlannedSession(span) for span in spans))
    visitor = await visitor_of(BANDUNG_MANAGER)

    question = await close(visitor, f"/ruang/{world.open_room}/tutup")
    closed = await visitor.press(question, "Tutup sekarang")

    assert "21 sesi terkena" in question.said
    assert "Dan 1 sesi lain." in question.said
    assert "21 sesi terkena" in closed.said
    assert closed.links["Bentrok jadwal"] == "/bentrok"


async def test_what_a_closure_touched_and_nobody_judged_yet_is_not_said_to_be_free(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world)
    visitor = await visitor_of(BANDUNG_MANAGER)
    question = await close(visitor, f"/ruang/{world.open_room}/tutup", starts_at="20:00")
    closed = await visitor.press(question, "Tutup sekarang")
    async with writing():
        await add_due([booking.sessions[0].id], now=datetime.now(UTC))

    waiting = await visitor.open(closed.path)

    assert "Tidak ada kegiatan yang terkena." in closed.said
    assert "Tidak ada kegiatan yang terkena." not in waiting.said
    assert "1 sesi sedang diperiksa." in waiting.said


@pytest.mark.parametrize("place", ["/ruang/{room}/tutup", "/tempat/{venue}/tutup"])
async def test_whom_a_closure_meets_is_shown_before_it_is_made(
    world: World, visitor_of: VisitorOf, place: str
) -> None:
    await asked(world)
    visitor = await visitor_of(BANDUNG_MANAGER)
    path = place.format(room=world.open_room, venue=world.plut)

    question = await close(visitor, path, authority="Surat 12")

    assert question.status == 200
    assert "1 sesi terkena" in question.said
    assert "Pelatihan kemasan Disetujui Senin, 6 Februari 2090, 09.00–12.00 WIB" in question.said
    assert await count("closure") == 0

    closed = await visitor.press(question, "Tutup sekarang")
    assert closed.path.startswith("/penutupan/")
    assert "Penutupan sudah dicatat." in closed.said
    assert "Perbaikan atap (Surat 12)" in closed.said
    assert "1 sesi terkena" in closed.said
    assert "*Bentrok jadwal*" in closed.said
    assert closed.links["Kirim lewat WhatsApp"].startswith("https://wa.me/?text=")
    assert await count("conflict") == 1

    opened = await visitor.press(closed, "Buka kembali")
    assert "Sudah dibuka kembali." in opened.said
    states = await fetch("SELECT state FROM conflict")
    assert [row["state"] for row in states] == ["solved"]


async def test_a_closure_of_nobody_says_so(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_COORDINATOR)
    question = await close(visitor, f"/ruang/{world.hall}/tutup")

    closed = await visitor.press(question, "Tutup sekarang")
    twice = await visitor.press(question, "Tutup sekarang")
    standing = await visitor.open(f"/ruang/{world.part_a}/tutup")
    week = await visitor.open(f"/ruang/{world.part_a}?minggu={DAY}")

    assert "Tidak ada kegiatan yang terkena." in question.said
    assert closed.path == twice.path
    assert await count("closure") == 1
    assert "Aula Senin, 6 Februari 2090, 00.00–24.00 WIB Perbaikan atap" in standing.said
    assert "00.00–24.00 Ditutup Perbaikan atap" in week.said


async def test_a_closure_can_be_changed_before_it_is_made(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    question = await close(visitor, f"/ruang/{world.hall}/tutup")

    form = await visitor.press(question, "Ubah")

    assert form.fields_of("Lihat siapa yang terkena")["reason"] == "Perbaikan atap"
    assert await count("closure") == 0


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"ends_on": "2090-02-05"}, "ends_on"),
        ({"starts_on": "kapan"}, "starts_on"),
        ({"starts_at": "25.00"}, "starts_at"),
    ],
)
async def test_faults_are_marked(
    world: World, visitor_of: VisitorOf, typed: dict[str, str], field: str
) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)

    page = await close(visitor, f"/ruang/{world.hall}/tutup", **typed)

    assert page.status == 422
    assert f'id="{field}-error"' in page.text
    assert await count("closure") == 0


async def test_nobody_else_opens_again(world: World, visitor_of: VisitorOf) -> None:
    manager, stranger = await visitor_of(BANDUNG_MANAGER), await visitor_of(SERANG_TRAINER)
    question = await close(manager, f"/ruang/{world.hall}/tutup")
    closed = await manager.press(question, "Tutup sekarang")

    place = await stranger.open(f"/tempat/{world.plut}")
    sheet, _ = closed.sheet_of("Buka kembali")
    theirs = dict(
        (await stranger.open(f"/peminjaman/baru?ruang={world.hall}")).sheet_of("Periksa")[0].fields
    )
    refused = await stranger.send(sheet.action, [("_csrf", theirs["_csrf"])])

    assert "Perbaikan atap" in place.said
    assert "Buka kembali" not in place.said
    assert refused.status == 403


async def test_a_closure_that_comes_again_is_said_so(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    path = f"/ruang/{world.open_room}/tutup"

    unended = await close(visitor, path, repeats="WEEKLY")
    question = await close(
        visitor, path, repeats="WEEKLY", repeats_until="2090-02-27", starts_at="08:00"
    )
    closed = await visitor.press(question, "Tutup sekarang")
    week = await visitor.open(f"/ruang/{world.open_room}?minggu=2090-02-20")

    assert 'id="repeats_until-error"' in unended.text
    assert "Berulang setiap minggu, sampai Senin 27 Februari 2090 (4 kali)" in question.said
    assert "Berulang setiap minggu, sampai Senin 27 Februari 2090" in closed.said
    assert "Perbaikan atap" in week.said
