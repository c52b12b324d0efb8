"""The front page: what waits for whom."""

from uuid import uuid4

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far, recorded
from tests.web.pages.test_keeping_rooms import close


async def test_an_owner_sees_what_waits(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)

    page = await (await visitor_of(BANDUNG_MANAGER)).open("/")

    assert page.links["Permintaan (1)"] == "/permintaan"
    assert page.links["1 pesan belum dibaca"] == "/pesan"
    assert "Menunggu keputusan Anda Diajukan sisa 6 hari 23 jam Pelatihan kemasan" in page.said
    assert page.links["Pelatihan kemasan"] == f"/permintaan/{booking.id}"


async def test_a_trainer_sees_the_next_sessions(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    await recorded(world, far(13, 15), purpose="Rapat sendiri")

    page = await (await visitor_of(SERANG_TRAINER)).open("/")

    assert "Permintaan" not in page.said
    assert "Disetujui Pelatihan kemasan Senin, 6 Februari 2090, 09.00–12.00 WIB" in page.said
    assert page.links["Pelatihan kemasan"] == f"/peminjaman/{booking.id}"
    assert "Rapat sendiri" not in page.said


async def test_who_only_teaches_sees_the_session_but_no_link(
    world: World, visitor_of: VisitorOf
) -> None:
    await recorded(world, purpose="Mengajar tamu")
    person = world.trainer
    await fetch("UPDATE account SET person = $1 WHERE id = $2", person, SERANG_TRAINER.id)
    session = (await fetch("SELECT id FROM session"))[0]["id"]
    sql = "INSERT INTO session_trainer (id, session, person) VALUES ($1, $2, $3)"
    await fetch(sql, uuid4(), session, person)

    page = await (await visitor_of(SERANG_TRAINER)).open("/")

    assert "Mengajar tamu" in page.said
    assert "Pengajar: Pengajar Contoh" in page.said
    assert "Mengajar tamu" not in page.links


async def test_both_sides_see_an_open_conflict(world: World, visitor_of: VisitorOf) -> None:
    await asked(world)
    manager = await visitor_of(BANDUNG_MANAGER)
    question = await close(manager, f"/ruang/{world.open_room}/tutup")
    await manager.press(question, "Tutup sekarang")
    conflict = (await fetch("SELECT id FROM conflict"))[0]["id"]

    for actor in (SERANG_COORDINATOR, BANDUNG_COORDINATOR, SERANG_TRAINER):
        page = await (await visitor_of(actor)).open("/")
        assert "Wajib diselesaikan Tempat tutup / perbaikan: Pelatihan kemasan" in page.said
        assert page.links["Tempat tutup / perbaikan: Pelatihan kemasan"] == f"/bentrok/{conflict}"


async def test_who_has_nothing_to_do_is_told_so(world: World, visitor_of: VisitorOf) -> None:
    page = await (await visitor_of(SERANG_COORDINATOR)).open("/")

    assert "Belum ada sesi yang akan datang." in page.said
