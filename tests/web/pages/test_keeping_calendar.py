"""What an office keeps of the calendar and of ways, by forms."""

from lintas.domain.people import Role
from lintas.store.transaction import writing
from tests.actions.world import SERANG_COORDINATOR, World, actor, add_account
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
