"""A session moves by form: findings, ways out, and everybody told why."""

import pytest

from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_MANAGER,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far, recorded


async def sequence() -> int:
    return int((await fetch("SELECT max(sequence) AS n FROM session"))[0]["n"])


async def test_a_session_gets_another_time(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    visitor = await visitor_of(SERANG_COORDINATOR)

    page = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")
    moved = await visitor.press(
        page, "Pindahkan", starts_at="13:00", ends_at="15:00", reason="Listrik padam"
    )

    assert page.fields_of("Pindahkan")["starts_at"] == "09:00"
    assert "Sekarang: Senin, 6 Februari 2090, 09.00–12.00 WIB" in page.said
    assert moved.path == f"/peminjaman/{booking.id}/kabar"
    assert "*PERUBAHAN JADWAL*" in moved.said
    assert "Semula: Senin, 6 Februari 2090, 09.00–12.00 WIB" in moved.said
    assert "Menjadi: Senin, 6 Februari 2090, 13.00–15.00 WIB" in moved.said
    assert "Alasan: Listrik padam" in moved.said
    assert await sequence() == 1


@pytest.mark.parametrize("path", ["sesi/{session}/pindah", "peminjaman/{booking}/batal"])
async def test_whom_to_ring_is_told_before_it_is_pressed(
    world: World, visitor_of: VisitorOf, path: str
) -> None:
    booking = await asked(world, trainer_ids=(world.trainer,))
    visitor = await visitor_of(SERANG_COORDINATOR)

    page = await visitor.open("/" + path.format(session=booking.sessions[0].id, booking=booking.id))

    assert "Perkiraan: 1 dari 1 orang perlu ditelepon" in page.said
    assert "belum membuka apa pun" in page.said


async def test_a_way_out_of_a_move_is_one_press(world: World, visitor_of: VisitorOf) -> None:
    await recorded(world, far(13, 16))
    booking = await asked(world)
    visitor = await visitor_of(SERANG_TRAINER)

    page = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")
    refused = await visitor.press(
        page, "Pindahkan", starts_at="14:00", ends_at="15:00", reason="Listrik padam"
    )
    moved = await visitor.press(refused, "Pindah ruang")

    assert refused.status == 409
    assert "Tempat bentrok" in refused.said
    assert refused.fields_of("Pindahkan")["reason"] == "Listrik padam"
    assert "14.00–15.00 WIB, Aula" in moved.said
    assert await sequence() == 1


async def test_checking_a_move_keeps_everything_where_it_is(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world)
    visitor = await visitor_of(SERANG_TRAINER)

    page = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")
    checked = await visitor.press(
        page, "Periksa dulu", room_id=world.decided_room, reason="Lebih luas"
    )

    assert "Tidak ada yang bentrok." in checked.said
    assert "Pengelola PLUT memutuskan lagi" in checked.said
    assert await sequence() == 0
    moved = await visitor.press(checked, "Pindahkan")
    assert "Diajukan" in moved.said


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"reason": ""}, "reason"), ({"ends_at": "08:00"}, "ends_at"), ({"day": "besok"}, "day")],
)
async def test_faults_are_marked(
    world: World, visitor_of: VisitorOf, typed: dict[str, str], field: str
) -> None:
    booking = await asked(world)
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")

    refused = await visitor.press(page, "Pindahkan", **{"reason": "Hujan", **typed})

    assert refused.status == 422
    assert f'id="{field}-error"' in refused.text
    assert await sequence() == 0


async def test_nobody_moves_what_has_moved_meanwhile(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    visitor = await visitor_of(SERANG_TRAINER)
    stale = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")
    fresh = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")
    await visitor.press(fresh, "Pindahkan", ends_at="11:00", reason="Lebih singkat")

    refused = await visitor.press(stale, "Pindahkan", ends_at="10:00", reason="Lebih singkat lagi")
    moved = await visitor.press(refused, "Pindahkan")

    assert refused.status == 412
    assert "09.00–11.00 WIB" in refused.said
    assert moved.path == f"/peminjaman/{booking.id}/kabar"
    assert await sequence() == 2


async def test_a_move_sent_twice_is_one_and_with_something_else_another(
    world: World, visitor_of: VisitorOf
) -> None:
    booking = await asked(world)
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")

    first = await visitor.press(page, "Pindahkan", ends_at="11:00", reason="Lebih singkat")
    twice = await visitor.press(page, "Pindahkan", ends_at="11:00", reason="Lebih singkat")
    other = await visitor.press(page, "Pindahkan", ends_at="10:00", reason="Lebih singkat")
    moved = await visitor.press(other, "Pindahkan")

    assert first.path == twice.path == moved.path
    assert other.status == 409
    assert await sequence() == 2


async def test_the_lender_does_not_move_it(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    visitor = await visitor_of(BANDUNG_MANAGER)

    assert (await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")).status == 403


async def test_what_was_cancelled_stays(world: World, visitor_of: VisitorOf) -> None:
    booking = await asked(world)
    await fetch("UPDATE session SET decision = 'cancelled', state = 'cancelled'")
    visitor = await visitor_of(SERANG_TRAINER)

    assert (await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")).status == 409
