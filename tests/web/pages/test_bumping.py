"""Taking back, offering, restoring and changing, by form."""

from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_COORDINATOR, BANDUNG_MANAGER, SERANG_TRAINER, World
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked


async def decisions() -> list[str]:
    return sorted(row["decision"] for row in await fetch("SELECT decision FROM session"))


async def test_a_manager_sees_whom_it_displaces_and_the_displaced_take_the_offer(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world)
    manager, trainer = await visitor_of(BANDUNG_MANAGER), await visitor_of(SERANG_TRAINER)

    page = await manager.open(f"/peminjaman/{booking.id}/cabut")
    assert "Dinas Serang" in page.said
    given = {
        "in_favour_of": "Kegiatan Bupati",
        "authority": "Disposisi Sekda",
        "reason": "Kunjungan menteri",
        "session_ids": booking.sessions[0].id,
    }
    busy = await manager.press(page, "Periksa dulu", **given)
    assert busy.status == 409
    checked = await manager.press(page, "Periksa dulu", **given, room_id=world.part_a)
    assert "Jadwal pengganti bisa dipakai." in checked.said
    assert await decisions() == ["approved"]
    done = await manager.press(checked, "Cabut persetujuan")
    assert "Persetujuan sudah dicabut." in done.said
    assert await decisions() == ["bumped", "requested"]

    offered = (await fetch("SELECT id FROM booking WHERE offer = 'bump'"))[0]["id"]
    page = await trainer.open(f"/peminjaman/{offered}")
    taken = await trainer.press(page, "Ambil jadwal ini")
    assert "Jadwal yang ditawarkan sudah diambil." in taken.said
    assert await decisions() == ["approved", "bumped"]


async def test_who_asked_cancels_and_restores_and_changes(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world)
    trainer = await visitor_of(SERANG_TRAINER)
    page = await trainer.open(f"/peminjaman/{booking.id}/batal")
    await trainer.press(page, "Batalkan")

    page = await trainer.open(f"/peminjaman/{booking.id}")
    restored = await trainer.press(page, "Pulihkan yang dibatalkan")
    assert "Sesi yang dibatalkan sudah dipulihkan." in restored.said

    page = await trainer.open(f"/peminjaman/{booking.id}/ubah")
    many = await trainer.press(page, "Simpan", headcount="400")
    assert many.status == 409
    fewer = await trainer.press(page, "Simpan", headcount="12")
    assert "Jumlah peserta 12 orang" in fewer.said


async def test_steps_are_declared_by_form(world: World, visitor_of: VisitorOf) -> None:
    coordinator = await visitor_of(BANDUNG_COORDINATOR)
    page = await coordinator.open("/kelola/tahap/baru")
    saved = await coordinator.press(
        page,
        "Simpan",
        of=f"venue:{world.plut}",
        name="Kabag Umum",
        approver="role:venue_manager",
        days="3",
    )
    assert "Kabag Umum" in saved.said
    booking = await asked(world)
    manager = await visitor_of(BANDUNG_MANAGER)

    shown = await manager.open(f"/peminjaman/{booking.id}")
    assert "Kabag Umum : menunggu keputusan" in shown.said.replace(":", " :").replace("  ", " ")
    page = await manager.open(f"/permintaan/{booking.id}")
    done = await manager.press(page, "Setujui")
    assert "disetujui" in done.said
    assert await decisions() == ["approved"]
