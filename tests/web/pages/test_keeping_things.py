"""What an office keeps of tools and equipment, by forms."""

from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_MANAGER, SERANG_COORDINATOR, World
from tests.web.pages.conftest import VisitorOf


async def test_a_tool_is_registered_changed_and_retired(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open("/kelola/alat/baru")
    listed = await visitor.press(
        form,
        "Simpan",
        agency_id=world.serang_dinas,
        name="Mobil pelatihan",
        movable="1",
    )
    page = await visitor.open(listed.links["Mobil pelatihan"])
    changed = await visitor.press(page, "Simpan", quantity="0", venue_id=world.plut)
    page = await visitor.open(changed.links["Mobil pelatihan"])
    after = await visitor.press(page, "Keluarkan dari daftar")

    assert "Mobil pelatihan 1 unit, dapat dibawa" in listed.said
    assert "Mobil pelatihan 0 unit, PLUT, dapat dibawa" in changed.said
    assert "Sudah dikeluarkan dari daftar." in after.said
    assert "Mobil pelatihan" not in after.said


async def test_equipment_of_a_room_is_typed_line_by_line(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    address = f"/kelola/ruang/{world.open_room}"

    refused = await visitor.press(
        await visitor.open(address), "Simpan", equipment="Mesin jahit: banyak\noven 2"
    )
    await visitor.press(refused, "Simpan", equipment="Mesin  jahit: 16\noven 2")
    page = await visitor.open(address)

    assert refused.status == 422
    assert "seharusnya jenis dan angkanya, misalnya mesin jahit: 16" in refused.said
    assert page.fields_of("Simpan")["equipment"] == "mesin jahit: 16\noven: 2"


async def test_a_program_says_how_many_share_a_machine(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(SERANG_COORDINATOR)
    form = await visitor.open("/kelola/program/baru")

    await visitor.press(
        form, "Simpan", agency_id=world.serang_dinas, title="Menjahit", equipment="mesin jahit: 2"
    )

    rows = await fetch("SELECT equipment FROM program")
    assert [row["equipment"] for row in rows] == ['{"mesin jahit": 2}']
