"""What an office keeps of the calendar and of ways, by forms."""

from lintas.domain.people import Role
from lintas.store.transaction import writing
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG,
    SERANG_COORDINATOR,
    World,
    actor,
    add_account,
)
from tests.web.pages.conftest import VisitorOf


async def test_ramadan_is_stated_moved_and_taken_back(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    listed = await visitor.open((await visitor.open("/kelola")).links["Bulan Ramadan"])
    form = await visitor.open(listed.links["Tambah bulan Ramadan"])
    wrong = await visitor.press(
        form, "Simpan", hijri_year="1449", first="2027-01-28", last="2027-02-26"
    )
    stated = await visitor.press(wrong, "Simpan", first="2028-01-28", last="2028-02-26")
    page = await visitor.open(stated.links["Ramadan 1449 H"])
    found = await visitor.press(page, "Simpan", official="1", first="2028-01-29")
    page = await visitor.open(found.links["Ramadan 1449 H"])
    after = await visitor.press(page, "Keluarkan dari daftar")

    assert "Ramadan 1448 H 8 Feb – 9 Mar 2027, menunggu sidang isbat" in listed.said
    assert (wrong.status, "seharusnya tidak jauh dari 2028-01-29" in wrong.said) == (422, True)
    assert "Ramadan 1449 H 28 Jan – 26 Feb 2028, menunggu sidang isbat" in stated.said
    assert "Ramadan 1449 H 29 Jan – 26 Feb 2028, ditetapkan sidang isbat" in found.said
    assert "1449" not in after.said


async def test_an_admin_states_it_too(world: World, visitor_of: VisitorOf) -> None:
    admin = actor(Role.ADMIN, None)
    async with writing():
        await add_account(admin)
    visitor = await visitor_of(admin)

    kept = await visitor.open((await visitor.open("/")).links["Kelola"])

    assert "Bulan Ramadan Akun rekan" in kept.said
    assert (await visitor.open(kept.links["Bulan Ramadan"])).status == 200


async def test_a_way_is_stated_from_its_venue(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_COORDINATOR)
    venue = await visitor.open(f"/kelola/tempat/{world.plut}")
    form = await visitor.open(venue.links["Catat waktu tempuh"])
    wrong = await visitor.press(form, "Simpan", goal=str(world.plut), minutes="0")
    stated = await visitor.press(wrong, "Simpan", goal=SERANG, minutes="360", source="Dishub")
    again = await visitor.press(wrong, "Simpan", goal=SERANG, minutes="300")
    page = await visitor.open(stated.links["PLUT – Kab. Serang"])
    await visitor.press(page, "Simpan", origin="diukur", dated="2026-12-07")
    place = await visitor.open(f"/tempat/{world.plut}")
    await visitor.press(page, "Keluarkan dari daftar")

    assert (wrong.status, again.status) == (422, 409)
    assert "PLUT – Kab. Serang 6 jam, diisi koordinator (Dishub)" in stated.said
    said = "Waktu tempuh Ke Kab. Serang: 6 jam, diukur (Dishub, Senin, 7 Desember 2026)"
    assert said in place.said
    assert "Waktu tempuh" not in (await visitor.open(f"/tempat/{world.plut}")).said


async def test_a_venue_s_manager_states_no_ways(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)

    venue = await visitor.open(f"/kelola/tempat/{world.plut}")

    assert "Catat waktu tempuh" not in venue.links
    assert (await visitor.open("/kelola/waktu-tempuh")).status == 403
