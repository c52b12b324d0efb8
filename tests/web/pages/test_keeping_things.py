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


async def test_a_room_s_tariff_is_stated_from_its_page(world: World, visitor_of: VisitorOf) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    room = await visitor.open(f"/kelola/ruang/{world.open_room}")
    form = await visitor.open(room.links["Tambah tarif"])
    stated = await visitor.press(form, "Simpan", basis="sewa", amount="150000", legal_basis="Perda")
    again = await visitor.press(form, "Simpan")
    listed = await visitor.open(stated.links["Semua tarif"])
    page = await visitor.open(listed.links["Ruang bebas untuk semua peminjam lain"])
    await visitor.press(page, "Simpan", amount="0")
    after = await visitor.open("/kelola/tarif")

    assert again.status == 409
    assert "Sewa/retribusi: Rp 150.000 per hari (Perda)" in listed.said
    assert "Sewa/retribusi: tanpa biaya (Perda)" in after.said


async def test_a_venue_s_handover_is_noted_from_its_page(
    world: World, visitor_of: VisitorOf
) -> None:
    visitor = await visitor_of(BANDUNG_MANAGER)
    venue = await visitor.open(f"/kelola/tempat/{world.plut}")
    form = await visitor.open(venue.links["Catat serah terima"])
    refused = await visitor.press(form, "Simpan", day="2030-01-02")
    noted = await visitor.press(refused, "Simpan", to_name="Kota Bandung")
    listed = await visitor.open(noted.links["Semua serah terima"])
    page = await visitor.open(listed.links["PLUT"])
    after = await visitor.press(page, "Keluarkan dari daftar")

    assert "wajib diisi" in refused.said
    assert "Rabu, 2 Januari 2030, kepada Kota Bandung" in listed.said
    assert "Kota Bandung" not in after.said
