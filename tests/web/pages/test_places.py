"""Places: found, looked at, and their rooms' weeks."""

from uuid import uuid4

import pytest

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_MANAGER,
    FAR_MONDAY,
    OPERATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far, recorded

CANARY = '"><svg onload=alert(1)>'
WEEK = f"minggu={FAR_MONDAY.isoformat()}"


async def test_a_place_is_found_by_what_people_call_it(world: World, visitor_of: VisitorOf) -> None:
    await fetch("UPDATE venue SET aliases = $1, district = '32.04.37'", "Galeri UMKM; PLUT KUMKM")
    visitor = await visitor_of(SERANG_TRAINER)

    found = await visitor.open("/tempat?q=galeri")
    elsewhere = await visitor.open("/tempat?q=galeri&kabupaten=36.04")

    assert found.links["PLUT"] == f"/tempat/{world.plut}"
    assert "1 tempat" in found.said
    assert "5 ruang, muat sampai 40 orang" in found.said
    assert "Kec. Soreang, Kab. Bandung" in found.said
    assert "Tidak ada tempat yang cocok." in elsewhere.said
    assert (await visitor.open("/tempat")).links["PLUT"] == f"/tempat/{world.plut}"


async def test_what_was_looked_for_is_shown_as_it_was_typed(
    world: World, visitor_of: VisitorOf
) -> None:
    page = await (await visitor_of(SERANG_TRAINER)).open(f"/tempat?q={CANARY}")

    assert page.fields_of("Cari")["q"] == CANARY


async def test_a_place_says_whose_it_is_and_where(world: World, visitor_of: VisitorOf) -> None:
    await fetch(
        "UPDATE venue SET address = $1, opening_hours = $2, is_example = TRUE, evidence = $3,"
        " operator_agency = $4",
        "Jl. Al Fathu",
        '{"mon": [["08:00", "16:00"]], "tue": [["08:00", "16:00"]]}',
        f"inilah.example {CANARY}",
        world.serang_dinas,
    )

    page = await (await visitor_of(SERANG_TRAINER)).open(f"/tempat/{world.plut}")

    assert "PLUT Contoh" in page.said
    assert "Pemilik Dinas Bandung Pengelola Dinas Serang" in page.said
    assert "Senin, Selasa: 08.00–16.00 Rabu–Minggu: tutup" in page.said
    assert "Keterangan inilah.example" in page.said
    assert page.links["Buka di Google Maps"] == (
        "https://www.google.com/maps/search/?api=1&query=PLUT,%20Jl.%20Al%20Fathu,%20Kab.%20Bandung"
    )
    assert page.links["Lihat jadwal Aula A"] == f"/ruang/{world.part_a}"
    assert "Tutup seluruh tempat" not in page.links


async def test_a_manager_may_close_the_own_place(world: World, visitor_of: VisitorOf) -> None:
    page = await (await visitor_of(BANDUNG_MANAGER)).open(f"/tempat/{world.plut}")

    assert page.links["Tutup seluruh tempat"] == f"/tempat/{world.plut}/tutup"


@pytest.mark.parametrize("path", ["/tempat/{}", "/ruang/{}"])
async def test_what_is_not_there_is_not_found(
    world: World, visitor_of: VisitorOf, path: str
) -> None:
    visitor = await visitor_of(OPERATOR)

    assert (await visitor.open(path.format(uuid4()))).status == 404


async def test_strangers_sign_in_first(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)
    visitor.client.cookies.clear()

    for path in ("/", "/tempat", f"/ruang/{world.hall}", "/peminjaman", "/permintaan"):
        assert (await visitor.open(path)).path.startswith("/masuk")


async def test_a_week_shows_what_is_free_and_what_is_taken(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world, room=world.part_a)
    visitor = await visitor_of(SERANG_TRAINER)

    page = await visitor.open(f"/ruang/{world.hall}?{WEEK}")

    assert "6–12 Feb 2090" in page.said
    assert "07.00–09.00 Kosong" in page.said
    assert "09.00–12.00 Terisi Pelatihan kemasan, Dinas Serang, Aula A" in page.said
    assert "12.00–21.00 Kosong" in page.said
    assert page.links["Pelatihan kemasan, Dinas Serang, Aula A"] == f"/peminjaman/{booking.id}"
    free = await visitor.open(page.links["Ajukan peminjaman Senin, 6 Februari 2090, 12.00–21.00"])
    assert free.fields_of("Ajukan peminjaman")["sessions[0].starts_at"] == "12:00"
    assert "Aula B" in page.links


async def test_the_other_side_learns_who_but_not_what(world: World, visitor_of: VisitorOf) -> None:
    await recorded(world, purpose="Rapat rahasia")

    page = await (await visitor_of(SERANG_TRAINER)).open(f"/ruang/{world.open_room}?{WEEK}")

    assert "09.00–12.00 Terisi Dinas Bandung" in page.said
    assert "Rapat rahasia" not in page.text
    assert "Catat" not in page.said


async def test_what_is_only_asked_for_says_so(world: World, visitor_of: VisitorOf) -> None:
    await asked(world, room=world.decided_room)

    page = await (await visitor_of(BANDUNG_MANAGER)).open(f"/ruang/{world.decided_room}?{WEEK}")

    assert "09.00–12.00 Diajukan Pelatihan kemasan, Dinas Serang" in page.said


async def test_the_gap_after_a_use_is_not_free(world: World, visitor_of: VisitorOf) -> None:
    await fetch("UPDATE room SET turnaround_minutes = 60 WHERE id = $1", world.open_room)
    await asked(world)

    page = await (await visitor_of(SERANG_TRAINER)).open(f"/ruang/{world.open_room}?{WEEK}")

    assert "07.00–08.00 Kosong" in page.said
    assert "13.00–21.00 Kosong" in page.said


async def test_weeks_follow_each_other(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_TRAINER)

    page = await visitor.open(f"/ruang/{world.open_room}?minggu=2090-02-09")
    after = await visitor.open(page.links["Minggu berikutnya"])
    before = await visitor.open(page.links["Minggu sebelumnya"])

    assert "6–12 Feb 2090" in page.said
    assert "13–19 Feb 2090" in after.said
    assert "30 Jan – 5 Feb 2090" in before.said
    assert (await visitor.open(f"/ruang/{world.open_room}")).status == 200


@pytest.mark.parametrize("week", ["kemarin", "1999-12-31", "2100-12-31", "9999-12-31"])
async def test_no_week_lies_beyond_our_years(
    world: World, visitor_of: VisitorOf, week: str
) -> None:
    page = await (await visitor_of(SERANG_TRAINER)).open(f"/ruang/{world.open_room}?minggu={week}")

    assert page.status == 400


async def test_days_off_are_named(world: World, visitor_of: VisitorOf) -> None:
    page = await (await visitor_of(SERANG_TRAINER)).open(
        f"/ruang/{world.open_room}?minggu=2026-12-21"
    )

    assert "Libur nasional: " in page.said
    assert "Cuti bersama: " in page.said


async def test_a_full_week_still_loads_quickly(world: World, visitor_of: VisitorOf) -> None:
    for day in range(7):
        for hour in range(7, 21):
            await recorded(world, far(hour, hour + 1, days=day))

    page = await (await visitor_of(BANDUNG_MANAGER)).open(f"/ruang/{world.open_room}?{WEEK}")

    assert page.said.count("Terisi") == 7 * 14
