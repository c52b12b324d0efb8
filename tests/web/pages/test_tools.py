"""Tools on the pages: chosen when asking, shown, moved with, and written into the letter."""

from lintas.actions.things.facts import AssetFacts
from lintas.actions.things.note_handover import HandoverFacts, note_handover
from lintas.actions.things.register_asset import register_asset
from lintas.actions.things.set_tariff import TariffFacts, set_tariff
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.domain.tariffs import Basis, Per
from lintas.domain.things import Asset
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_MANAGER,
    FAR_MONDAY,
    NOW,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf

DAY = FAR_MONDAY.isoformat()


async def machines(world: World) -> Asset:
    facts = AssetFacts(world.serang_dinas, "Mesin jahit", 16, movable=True)
    return await register_asset(facts, actor=SERANG_COORDINATOR, now=NOW)


async def test_tools_are_chosen_seen_changed_and_in_the_letter(
    world: World, visitor_of: VisitorOf
) -> None:
    tool = await machines(world)
    field = f"asset_needs.{tool.id}"
    tariff = TariffFacts(world.open_room, Basis.RENT, 150_000, Per.DAY, legal_basis="Perda 1")
    await set_tariff(tariff, actor=BANDUNG_MANAGER, now=NOW)
    visitor = await visitor_of(SERANG_TRAINER)
    form = await visitor.open(
        f"/peminjaman/baru?ruang={world.open_room}&hari={DAY}&mulai=09:00&selesai=12:00"
    )
    typed = {"agency_id": world.serang_dinas, "purpose": "Pelatihan menjahit", "headcount": "20"}

    refused = await visitor.press(form, "Ajukan peminjaman", **typed, **{field: "17"})
    asked = await visitor.press(refused, "Ajukan peminjaman", **{field: "12"})
    booking = (await fetch("SELECT id FROM booking"))[0]["id"]
    letter = await visitor.open(f"/peminjaman/{booking}/surat")
    session = (await fetch("SELECT id FROM session"))[0]["id"]
    moving = await visitor.open(f"/sesi/{session}/pindah")

    assert refused.status == 409
    assert "Mesin jahit: perlu 17, yang ada hanya 16." in refused.said
    assert "Alat 12 Mesin jahit" in asked.said
    assert "Biaya pemakaian Rp 150.000; Sewa/retribusi: Rp 150.000 per hari" in asked.said
    assert "Kami juga memohon peminjaman alat: 12 Mesin jahit." in letter.said
    assert "Biaya pemakaian: Rp 150.000" in letter.said
    assert moving.fields_of("Pindahkan")[field] == "12"

    await visitor.press(moving, "Pindahkan", **{field: "5", "reason": "Peserta berkurang"})
    changed = await visitor.open(f"/peminjaman/{booking}")
    assert "Alat 5 Mesin jahit" in changed.said


async def test_a_number_that_is_none_is_marked(world: World, visitor_of: VisitorOf) -> None:
    tool = await machines(world)
    field = f"asset_needs.{tool.id}"
    visitor = await visitor_of(SERANG_TRAINER)
    form = await visitor.open(
        f"/peminjaman/baru?ruang={world.open_room}&hari={DAY}&mulai=09:00&selesai=12:00"
    )

    refused = await visitor.press(
        form,
        "Ajukan peminjaman",
        agency_id=world.serang_dinas,
        purpose="Pelatihan",
        headcount="20",
        **{field: "banyak"},
    )

    assert refused.status == 422
    assert f'id="{field}-error"' in refused.text


async def test_a_place_says_its_rooms_tools_tariffs_and_new_owner(
    world: World, visitor_of: VisitorOf
) -> None:
    change = RoomChange(equipment={"mesin jahit": 16})
    await change_room(world.open_room, change, actor=BANDUNG_MANAGER, now=NOW)
    tariff = TariffFacts(world.open_room, Basis.PERMIT, 0, Per.DAY, borrower=SERANG)
    await set_tariff(tariff, actor=BANDUNG_MANAGER, now=NOW)
    handover = HandoverFacts(world.plut, FAR_MONDAY, to_name="Kota Bandung")
    await note_handover(handover, actor=BANDUNG_MANAGER, now=NOW)
    visitor = await visitor_of(SERANG_TRAINER)

    place = await visitor.open(f"/tempat/{world.plut}")

    assert "Alat: 16 mesin jahit" in place.said
    assert "Kab. Serang: Izin pemakaian: tanpa biaya" in place.said
    assert "Serah terima Senin, 6 Februari 2090, kepada Kota Bandung" in place.said
