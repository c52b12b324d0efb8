"""The owner's queue, and decisions by form."""

from datetime import UTC, datetime, timedelta

from lintas.actions.venues.close_room import Closing, close_room
from lintas.domain.plans import PlannedSession
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far


async def decisions() -> list[str]:
    return [
        row["decision"] for row in await fetch("SELECT decision FROM session ORDER BY starts_at")
    ]


async def test_the_queue_starts_with_what_ends_soonest(world: World, visitor_of: VisitorOf) -> None:
    await asked(world, room=world.decided_room, purpose="Yang pertama")
    second = await asked(world, far(13, 15), room=world.decided_room, purpose="Yang mendesak")
    soon = datetime.now(UTC) + timedelta(hours=2)
    await fetch("UPDATE booking SET hold_until = $1 WHERE id = $2", soon, second.id)
    await asked(world, purpose="Sudah disetujui")

    page = await (await visitor_of(BANDUNG_MANAGER)).open("/permintaan")

    assert "2 permohonan menunggu keputusan." in page.said
    assert page.said.index("Yang mendesak") < page.said.index("Yang pertama")
    assert "sisa 1 jam 59 menit Yang mendesak" in page.said
    assert page.links["Yang mendesak"] == f"/permintaan/{second.id}"


async def test_the_asking_side_has_nothing_to_decide(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)
    for actor in (SERANG_TRAINER, SERANG_COORDINATOR):
        visitor = await visitor_of(actor)

        queue = await visitor.open("/permintaan")
        assert "Tidak ada permohonan yang menunggu keputusan Anda." in queue.said
        assert (await visitor.open(f"/permintaan/{booking.id}")).status == 403


async def test_who_manages_the_room_approves_more_people_by_saying_so(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(
        world,
        by=BANDUNG_MANAGER,
        room=world.decided_room,
        agency_id=world.bandung_dinas,
    )
    visitor = await visitor_of(BANDUNG_MANAGER)

    page = await visitor.open(f"/peminjaman/{booking.id}/ubah")
    done = await visitor.press(page, "Simpan", headcount="25")

    assert "bila Anda sendiri yang berhak menyetujuinya, langsung disetujui" in page.said
    assert done.path == f"/peminjaman/{booking.id}"
    assert await decisions() == ["approved"]


async def test_a_manager_approves(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)
    visitor = await visitor_of(BANDUNG_MANAGER)

    page = await visitor.open(f"/permintaan/{booking.id}")
    done = await visitor.press(page, "Setujui", reason="Silakan")

    assert "Dasar Perjanjian Kerja Sama 001/contoh" in page.said
    assert done.path == f"/peminjaman/{booking.id}"
    assert "Permohonan sudah disetujui." in done.said
    assert await decisions() == ["approved"]


async def test_only_some_sessions_are_approved(world: World, visitor_of: VisitorOf) -> None:
    sessions = (PlannedSession(far(9, 12)), PlannedSession(far(9, 12, days=1)))
    booking = await asked(world, room=world.decided_room, sessions=sessions)
    visitor = await visitor_of(BANDUNG_COORDINATOR)

    page = await visitor.open(f"/permintaan/{booking.id}")
    await visitor.press(page, "Setujui", session_ids=booking.sessions[0].id)
    rest = await visitor.open(f"/permintaan/{booking.id}")
    await visitor.press(rest, "Tolak", reason="Dipakai sendiri")

    assert "Senin, 6 Februari 2090" not in rest.said
    assert await decisions() == ["approved", "declined"]


async def test_declining_needs_a_reason(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)
    visitor = await visitor_of(BANDUNG_MANAGER)
    page = await visitor.open(f"/permintaan/{booking.id}")

    silent = await visitor.press(page, "Tolak")
    told = await visitor.press(silent, "Tolak", reason="Aula dicat")

    assert silent.status == 422
    assert 'id="reason-error"' in silent.text
    assert "Alasan Aula dicat" in told.said
    assert await decisions() == ["declined"]


async def test_at_least_one_session_is_chosen(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)
    visitor = await visitor_of(BANDUNG_MANAGER)
    page = await visitor.open(f"/permintaan/{booking.id}")

    answer = await visitor.press(page, "Setujui", session_ids=None)

    assert answer.status == 422
    assert "Pilih sedikitnya satu sesi" in answer.said
    assert await decisions() == ["requested"]


async def test_what_clashes_by_now_is_shown_and_not_approved(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world, room=world.decided_room)
    await fetch(
        "UPDATE room SET capacities = $1 WHERE id = $2", '{"classroom": 5}', world.decided_room
    )
    visitor = await visitor_of(BANDUNG_MANAGER)
    page = await visitor.open(f"/permintaan/{booking.id}")

    refused = await visitor.press(page, "Setujui")

    assert refused.status == 409
    assert "Melebihi daya tampung" in refused.said
    assert "Pemohon dapat mengubahnya sendiri." in refused.said
    assert await decisions() == ["requested"]


async def test_what_was_decided_is_not_decided_again(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)
    visitor = await visitor_of(BANDUNG_MANAGER)
    page = await visitor.open(f"/permintaan/{booking.id}")

    first = await visitor.press(page, "Setujui")
    twice = await visitor.press(page, "Setujui")
    late = await visitor.open(f"/permintaan/{booking.id}")

    assert first.path == twice.path
    assert late.status == 409
    assert "Peminjaman sudah disetujui" in late.said


async def test_nobody_decides_a_request_that_ran_out(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world, room=world.decided_room)
    past = datetime.now(UTC) - timedelta(minutes=1)
    await fetch("UPDATE booking SET hold_until = $1", past)
    visitor = await visitor_of(BANDUNG_MANAGER)

    assert "kedaluwarsa" in (await visitor.open(f"/permintaan/{booking.id}")).said
    assert "Kedaluwarsa" in (await visitor.open(f"/peminjaman/{booking.id}")).said
    assert "Tidak ada permohonan" in (await visitor.open("/permintaan")).said


async def test_what_approving_would_meet_is_seen_before_it_is_pressed(
    world: World, visitor_of: VisitorOf
) -> None:
    sessions = (PlannedSession(far(9, 12)), PlannedSession(far(9, 12, days=1)))
    booking = await asked(world, room=world.decided_room, sessions=sessions)
    visitor = await visitor_of(BANDUNG_MANAGER)
    clear = await visitor.open(f"/permintaan/{booking.id}")
    closing = Closing(far(8, 17, days=1), "Atap bocor", room_id=world.decided_room)
    await close_room(closing, actor=BANDUNG_MANAGER, now=datetime.now(UTC))

    refused = await visitor.open(f"/permintaan/{booking.id}")

    assert "Bisa disetujui" in clear.said
    assert "Belum bisa disetujui seluruhnya." in refused.said
    assert "Sesi 2: Tempat tutup" in refused.said
    assert "Atap bocor" in refused.said
    assert await decisions() == ["requested", "requested"]
    done = await visitor.press(refused, "Setujui", session_ids=booking.sessions[0].id)
    assert "Permohonan sudah disetujui." in done.said
