"""Two sessions change places by form: who may be chosen, what stands in the way, and the news."""

from dataclasses import replace

from lintas.store.bookings.requests import find_booking
from tests.actions.world import (
    BANDUNG_MANAGER,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far, recorded

NINE = "Senin, 6 Februari 2090, 09.00–12.00 WIB"
ONE = "Senin, 6 Februari 2090, 13.00–16.00 WIB"


def choice(booking, sequence: int = 0) -> str:
    return f"{booking.sessions[0].id}:{sequence}"


async def places(*bookings) -> list[object]:
    kept = [await find_booking(each.id, seen_by=SERANG_TRAINER) for each in bookings]
    return [(each.sessions[0].span, each.sessions[0].room_id) for each in kept]


async def test_two_sessions_are_tried_and_then_swapped(world: World, visitor_of: VisitorOf) -> None:
    one, other = await asked(world), await asked(world, far(13, 16), room=world.part_a)
    visitor = await visitor_of(SERANG_COORDINATOR)
    before = await places(one, other)

    shown = await visitor.open(f"/peminjaman/{one.id}")
    page = await visitor.open(shown.links["Tukar dengan sesi lain, sesi 1"])
    given = {"other": choice(other), "reason": "Proyektor"}
    tried = await visitor.press(page, "Periksa dulu", **given)
    assert "Keduanya bisa bertukar." in tried.said
    assert f"menjadi {ONE}, Aula A, PLUT" in tried.said
    assert f"menjadi {NINE}, Ruang bebas, PLUT" in tried.said
    assert await places(one, other) == before

    done = await visitor.press(tried, "Tukar")
    again = await visitor.press(tried, "Tukar")

    assert done.path == again.path == f"/peminjaman/{one.id}/kabar"
    assert "*PERUBAHAN JADWAL*" in done.said
    assert "Alasan: Proyektor" in done.said
    assert await places(one, other) == before[::-1]


async def test_what_stands_in_the_way_of_either_is_shown(
    world: World, visitor_of: VisitorOf
) -> None:
    one, other = await asked(world), await asked(world, far(13, 16), room=world.part_a)
    # In the way of each, where the other is.
    await recorded(world, far(13, 16))
    await recorded(world, far(9, 12), room=world.hall)
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"/sesi/{one.sessions[0].id}/tukar")
    given = {"other": choice(other), "what": "times", "reason": "Proyektor"}

    tried = await visitor.press(page, "Periksa dulu", **given)
    refused = await visitor.press(page, "Tukar", **given)

    assert tried.status == refused.status == 409
    assert refused.said.count("Tempat bentrok") == 2
    assert await places(one, other) == [
        (each.sessions[0].span, each.sessions[0].room_id) for each in (one, other)
    ]


async def test_only_those_are_offered_that_one_may_move(
    world: World, visitor_of: VisitorOf
) -> None:
    one, other = await asked(world), await asked(world, far(13, 16))
    theirs = await recorded(world, far(17, 18))
    later = await asked(world, far(9, 12, days=60))
    page = await (await visitor_of(SERANG_TRAINER)).open(f"/sesi/{one.sessions[0].id}/tukar")
    strange = await visitor_of(BANDUNG_MANAGER)

    assert choice(other) in page.text
    assert choice(later) in page.text
    assert str(theirs.sessions[0].id) not in page.text
    assert str(one.sessions[0].id) not in page.text.split('name="other"')[1]
    assert (await strange.open(f"/sesi/{one.sessions[0].id}/tukar")).status == 403


async def test_what_cannot_be_meant_changes_nothing(world: World, visitor_of: VisitorOf) -> None:
    one, other = await asked(world), await asked(world, far(13, 16))
    theirs = await recorded(world, far(17, 18))
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"/sesi/{one.sessions[0].id}/tukar")
    sound = {"other": choice(other), "reason": "Proyektor"}

    answers = [
        (await visitor.press(page, "Tukar", **{**sound, **typed})).status
        for typed in (
            {"other": ""},
            {"other": "besok"},
            {"other": choice(replace(one))},
            {"other": choice(theirs)},
            {"other": choice(other, 7)},
            {"other": f"{choice(other)}x"},
            {"what": "semua"},
            {"reason": ""},
            {"sequence": "4"},
        )
    ]

    assert answers == [422, 422, 422, 404, 412, 422, 422, 422, 412]
    assert (await visitor.open(f"/sesi/{one.sessions[0].id}/tukar?hari=2090-05-01")).status == 200
    assert await places(one, other) == [
        (each.sessions[0].span, each.sessions[0].room_id) for each in (one, other)
    ]
