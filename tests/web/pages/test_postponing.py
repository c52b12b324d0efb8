"""A batch or an agency puts its sessions off: what that comes to is seen before it is done."""

import pytest

from lintas.domain.programs import Batch
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import SITI, batch_of, enrolled, meetings_of
from tests.web.pages.stories import asked, far


@pytest.fixture
async def batch(world: World) -> Batch:
    return await batch_of(world)


async def put_off() -> int:
    rows = await fetch("SELECT postponed FROM session")
    return sum(bool(row["postponed"]) for row in rows)


async def test_a_batch_is_put_off_with_one_reason(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await meetings_of(world, batch, 9, 13)
    visitor = await visitor_of(SERANG_COORDINATOR)

    seen = await visitor.open(f"/angkatan/{batch.id}")
    page = await visitor.open(seen.links["Tunda semua sesi"])
    assert "2 sesi akan ditunda" in page.said
    assert "Pengajar Pengajar Contoh" in page.said
    assert "Ruang yang dilepas Ruang bebas, PLUT" in page.said
    assert "Perkiraan: 1 dari 1 orang perlu ditelepon" in page.said
    assert await put_off() == 0

    faulty = await visitor.press(page, "Tunda 2 sesi", reason=" ")
    assert (faulty.status, await put_off()) == (422, 0)
    told = await visitor.press(faulty, "Tunda 2 sesi", reason="Banjir")
    again = await visitor.press(faulty, "Tunda 2 sesi", reason="Banjir")

    assert told.path == again.path == f"/angkatan/{batch.id}/tunda/kabar"
    assert "*DITUNDA*" in told.said
    assert "- Senin, 6 Februari 2090, 13.00–16.00 WIB" in told.said
    assert await put_off() == 2


async def test_what_was_put_off_says_so_and_gets_another_date(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    booking = await meetings_of(world, batch, 9, 13)
    (siti,) = await enrolled(batch, SITI)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/tunda")
    await visitor.press(page, "Tunda 2 sesi", reason="Banjir")

    for path in (f"/angkatan/{batch.id}", f"/peminjaman/{booking.id}", f"/p/{siti.secret}"):
        shown = await visitor.open(path)
        assert "Ditunda" in shown.said, path
        assert "Dibatalkan" not in shown.said, path

    week = f"/ruang/{world.open_room}?minggu=2090-02-06"
    assert "Ditunda dari minggu ini" in (await visitor.open(week)).said
    teaching = await visitor.open(f"/sesi/{booking.sessions[0].id}/pengajar")
    assert "Ditunda semula Senin, 6 Februari 2090" in teaching.said
    assert "Bersedia" not in teaching.buttons()
    stranger = await visitor_of(BANDUNG_MANAGER)
    assert "Ditunda dari minggu ini" in (await stranger.open(week)).said

    waiting = await visitor.open(f"/angkatan/{batch.id}")
    assert "Ditunda, menunggu tanggal baru" in waiting.said
    assert "Tunda semua sesi" not in waiting.links
    when = "Senin, 6 Februari 2090, 09.00–12.00 WIB"
    moving = await visitor.open(waiting.links[f"Beri tanggal baru, semula {when}"])
    assert f"Ditunda, semula: {when}" in moving.said
    moved = await visitor.press(moving, "Pindahkan", day="2090-02-07", reason="Air surut")
    assert "Menjadi: Selasa, 7 Februari 2090, 09.00–12.00 WIB" in moved.said
    assert await put_off() == 1


async def test_what_was_put_off_is_given_up_from_where_it_is_listed(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    booking = await meetings_of(world, batch, 9, 13)
    (siti,) = await enrolled(batch, SITI)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/tunda")
    await visitor.press(page, "Tunda 2 sesi", reason="Banjir")

    waiting = await visitor.open(f"/angkatan/{batch.id}")
    when = "Senin, 6 Februari 2090, 09.00–12.00 WIB"
    asked_again = await visitor.open(waiting.links[f"Tidak jadi, semula {when}"])
    assert "Semula Senin, 6 Februari 2090, 13.00–16.00 WIB" in asked_again.said
    assert await put_off() == 2
    told = await visitor.press(asked_again, "Batalkan yang ditunda", reason="Sepi peminat")

    assert told.path == f"/peminjaman/{booking.id}/kabar"
    assert "*DIBATALKAN*" in told.said
    assert when in told.said
    assert await put_off() == 1
    assert "Dibatalkan" in (await visitor.open(f"/p/{siti.secret}")).said

    shown = await visitor.open(f"/peminjaman/{booking.id}")
    rest = await visitor.open(shown.links["Batalkan yang ditunda"])
    await visitor.press(rest, "Batalkan yang ditunda")
    assert await put_off() == 0
    assert (await visitor.open(f"/peminjaman/{booking.id}/batal-tunda")).status == 409
    stranger = await visitor_of(BANDUNG_MANAGER)
    assert (await stranger.open(f"/peminjaman/{booking.id}/batal-tunda")).status == 403


async def test_an_agency_names_its_days_first(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    await asked(world, far(9, 12, days=7))
    visitor = await visitor_of(SERANG_COORDINATOR)

    desk = await visitor.open(f"/kelola/instansi/{world.serang_dinas}")
    page = await visitor.open(desk.links["Tunda sesi"])
    wrong = await visitor.press(
        page, "Lihat yang terkena", first_day="2090-02-07", last_day="2090-02-01"
    )
    nothing = await visitor.press(
        page, "Lihat yang terkena", first_day="2090-02-01", last_day="2090-02-02"
    )
    found = await visitor.press(
        page, "Lihat yang terkena", first_day="2090-02-01", last_day="2090-02-07"
    )
    assert (wrong.status, nothing.status, found.status) == (422, 409, 200)
    assert "Instansi sudah tidak punya sesi yang akan datang" in nothing.said
    assert "1 sesi akan ditunda" in found.said
    faulty = await visitor.press(found, "Tunda 1 sesi", reason="")
    told = await visitor.press(faulty, "Tunda 1 sesi", reason="Banjir")

    assert told.path == f"/instansi/{world.serang_dinas}/tunda/kabar"
    assert "*DITUNDA*" in told.said
    assert await put_off() == 1
    assert "Ditunda" in (await visitor.open(f"/peminjaman/{booking.id}")).said


async def test_nothing_is_put_off_that_was_not_seen(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await meetings_of(world, batch, 9)
    visitor = await visitor_of(SERANG_COORDINATOR)
    page = await visitor.open(f"/angkatan/{batch.id}/tunda")
    await meetings_of(world, batch, 13)

    refused = await visitor.press(page, "Tunda 1 sesi", reason="Banjir")

    assert refused.status == 409
    assert "2 sesi akan ditunda" in refused.said
    assert await put_off() == 0


async def test_the_page_is_for_the_asking_side(
    world: World, batch: Batch, visitor_of: VisitorOf
) -> None:
    await meetings_of(world, batch, 9)
    paths = (f"/angkatan/{batch.id}/tunda", f"/instansi/{world.serang_dinas}/tunda")
    answers = {}
    for actor in (SERANG_TRAINER, BANDUNG_MANAGER, BANDUNG_COORDINATOR):
        visitor = await visitor_of(actor)
        answers[actor.name] = [
            (await visitor.open(path)).status for each in paths for path in (each, f"{each}/kabar")
        ]

    # The trainer asked for all of the batch, and coordinates nothing.
    assert answers == {
        SERANG_TRAINER.name: [200, 200, 403, 403],
        BANDUNG_MANAGER.name: [404, 404, 403, 403],
        BANDUNG_COORDINATOR.name: [404, 404, 404, 404],
    }
