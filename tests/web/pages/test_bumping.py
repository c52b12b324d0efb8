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
    assert many.said.count("Belum ada yang dipesan.") == 1
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


async def test_a_claim_is_given_with_the_request_or_later_by_form(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world)
    coordinator, trainer = await visitor_of(BANDUNG_COORDINATOR), await visitor_of(SERANG_TRAINER)

    page = await coordinator.open(f"/peminjaman/{booking.id}")
    page = await coordinator.open(page.links["Tetapkan prioritas"])
    assert "Lintas daerah dengan perjanjian" in page.said
    unfounded = await coordinator.press(page, "Simpan", **{"claim.level": "2"})
    assert unfounded.status == 422
    grounded = {"claim.level": "2", "claim.authority": "Disposisi Sekda 12/2090"}
    saved = await coordinator.press(unfounded, "Simpan", **grounded)
    told = "Kegiatan Bupati, Wakil Bupati, Sekda (dasar: Disposisi Sekda 12/2090)"
    assert told in saved.said
    assert told in (await trainer.open(f"/peminjaman/{booking.id}")).said
    page = await coordinator.open(f"/peminjaman/{booking.id}/prioritas")
    cleared = {"claim.level": "", "claim.authority": ""}
    assert told not in (await coordinator.press(page, "Simpan", **cleared)).said

    address = f"/peminjaman/baru?ruang={world.part_a}&hari=2090-02-06&mulai=09:00&selesai=12:00"
    assert "Prioritas khusus" not in (await trainer.open(address)).said
    page = await coordinator.open(address)
    given = {"agency_id": world.bandung_dinas, "purpose": "Rapat Bupati", "headcount": "20"}
    unfounded = await coordinator.press(
        page, "Ajukan peminjaman", **given, **{"claim.level": "2", "claim.authority": ""}
    )
    assert unfounded.status == 422
    made = await coordinator.press(unfounded, "Ajukan peminjaman", **grounded)
    assert told in made.said


async def test_what_was_taken_back_is_shown_where_it_lies_and_lent_again(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world)
    manager, trainer = await visitor_of(BANDUNG_MANAGER), await visitor_of(SERANG_TRAINER)
    page = await manager.open(f"/peminjaman/{booking.id}/cabut")
    given = {
        "in_favour_of": "Kegiatan Bupati",
        "authority": "Disposisi Sekda",
        "reason": "Kunjungan menteri",
        "session_ids": booking.sessions[0].id,
        "room_id": world.part_a,
    }
    bumped = await manager.press(page, "Cabut persetujuan", **given)
    assert "Disimpan untuk kegiatan yang diutamakan" in bumped.said

    for path in (f"/peminjaman/{booking.id}", f"/ruang/{world.open_room}"):
        seen = await trainer.open(path)
        assert "Untuk Kegiatan Bupati" in seen.said
        assert "Buka lagi untuk semua" not in seen.said
    assert "Kegiatan Bupati" not in (await trainer.open(f"/ruang/{world.part_b}")).said

    page = await manager.open(f"/ruang/{world.open_room}")
    opened = await manager.press(page, "Buka lagi untuk semua")
    assert "Jadwal itu terbuka lagi untuk semua." in opened.said
    assert "Untuk Kegiatan Bupati" not in opened.said
