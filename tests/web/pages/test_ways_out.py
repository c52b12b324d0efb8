"""Ways out are one press: another trainer, two bookings, two groups."""

from datetime import timedelta

from lintas.actions.people.note_absence import AbsenceFacts, note_absence
from lintas.store.engines import fetch
from tests.actions.world import (
    FAR_MONDAY,
    NOW,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
)
from tests.web.pages.browsing import Seen, Visitor
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.stories import asked, far, recorded, teacher

DAYS = [(FAR_MONDAY + timedelta(days=day)).isoformat() for day in range(2)]


async def ask(visitor: Visitor, world: World, days: int = 2, **typed: object) -> Seen:
    """Mornings in a row."""
    page = await visitor.open(f"/peminjaman/baru?ruang={world.open_room}")
    for _ in range(days - 1):
        page = await visitor.press(page, "Tambah sesi")
    rows = {
        f"{name}_{index}": value
        for index in range(days)
        for name, value in (("day", DAYS[index]), ("starts_at", "09:00"), ("ends_at", "12:00"))
    }
    sound = {"purpose": "Pelatihan kemasan", "headcount": "20", **rows}
    return await visitor.press(page, "Ajukan peminjaman", **{**sound, **typed})


async def taught() -> list[str]:
    """Who teaches each day of the booking that was asked for last."""
    sql = """
        SELECT p.name FROM session s JOIN session_trainer t ON t.session = s.id
        JOIN person p ON p.id = t.person
        WHERE s.booking = (SELECT id FROM booking ORDER BY id DESC LIMIT 1) ORDER BY s.starts_at
    """
    return [row["name"] for row in await fetch(sql)]


async def test_somebody_else_teaches_the_one_day(world: World, visitor_of: VisitorOf) -> None:
    await teacher(world)
    await asked(world, room=world.decided_room, trainer_ids=(world.trainer,))
    visitor = await visitor_of(SERANG_TRAINER)

    refused = await ask(visitor, world, trainer_ids=world.trainer)
    made = await visitor.press(refused, "Pengajar lain: Budi (sesi 1)")

    assert refused.status == 409
    assert "Permohonan sudah disetujui." in made.said
    assert await taught() == ["Budi", "Pengajar Contoh"]


async def test_a_stand_in_stays_when_the_form_is_changed(
    world: World, visitor_of: VisitorOf
) -> None:
    """A way out that is gone leaves the form with what it said, to be unticked."""
    await teacher(world)
    await asked(world, room=world.decided_room, trainer_ids=(world.trainer,))
    visitor = await visitor_of(SERANG_TRAINER)
    refused = await ask(visitor, world, trainer_ids=world.trainer)
    await recorded(world, far(9, 12, days=1), room=world.open_room)

    gone = await visitor.press(refused, "Pengajar lain: Budi (sesi 1)")
    more = await visitor.press(gone, "Tambah sesi")

    assert gone.status == 409
    for page in (gone, more):
        assert "Hanya sesi ini: diajar Budi" in page.said
        assert page.said.count("Hanya sesi ini") == 1


async def test_days_that_are_taken_become_a_second_booking(
    world: World, visitor_of: VisitorOf
) -> None:
    for room, day in ((world.open_room, 0), (world.hall, 1), (world.decided_room, 1)):
        await recorded(world, far(9, 12, days=day), room=room)
    visitor = await visitor_of(SERANG_TRAINER)

    refused = await ask(visitor, world)
    made = await visitor.press(refused, "Dua peminjaman: sesi 1 di Aula")

    assert (made.path, made.status) == ("/peminjaman", 200)
    assert "Dua peminjaman sudah dibuat, lihat di bawah." in made.said
    assert made.said.count("Pelatihan kemasan") == 2


async def test_where_somebody_was_quicker_the_whole_is_told_anew(
    world: World, visitor_of: VisitorOf
) -> None:
    for room, day in ((world.open_room, 0), (world.hall, 1), (world.decided_room, 1)):
        await recorded(world, far(9, 12, days=day), room=room)
    visitor = await visitor_of(SERANG_TRAINER)
    refused = await ask(visitor, world)
    await recorded(world, far(9, 12), room=world.hall)

    gone = await visitor.press(refused, "Dua peminjaman: sesi 1 di Aula")
    other = await visitor.press(gone, "Dua peminjaman: sesi 1 di Ruang pengelola")

    assert gone.status == 409
    assert "Sesi 1: Tempat bentrok" in gone.said
    assert (other.path, other.status) == ("/peminjaman", 200)


async def test_too_many_people_are_two_groups(world: World, visitor_of: VisitorOf) -> None:
    await teacher(world)
    visitor = await visitor_of(SERANG_TRAINER)

    refused = await ask(visitor, world, days=1, headcount="70", trainer_ids=world.trainer)
    made = await visitor.press(refused, "Dua kelompok: 35 orang tetap, 35 orang di")

    assert made.path == "/peminjaman"
    heads = await fetch("SELECT headcount FROM booking ORDER BY id")
    assert [row["headcount"] for row in heads] == [35, 35]


async def test_of_a_clash_somebody_else_teaching_is_a_way_out(
    world: World, visitor_of: VisitorOf
) -> None:
    await teacher(world)
    await asked(world, trainer_ids=(world.trainer,))
    away = far(0, 24)
    facts = AbsenceFacts(world.trainer, away.start, away.end, "Sakit")
    await note_absence(facts, actor=SERANG_COORDINATOR, now=NOW)
    visitor = await visitor_of(SERANG_COORDINATOR)
    listed = await visitor.open("/bentrok")

    page = await visitor.open(next(x for x in listed.links.values() if x.startswith("/bentrok/")))
    solved = await visitor.press(page, "Pengajar lain: Budi")

    assert "Bentrok jadwal selesai." in solved.said
    assert "Pengajar: Budi" in solved.said


async def test_who_teaches_is_changed_on_the_page_that_moves(
    world: World, visitor_of: VisitorOf
) -> None:
    budi = await teacher(world)
    booking = await asked(world, trainer_ids=(world.trainer,))
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")

    await visitor.press(page, "Pindahkan", trainer_ids=budi, reason="Sakit")

    assert page.fields_of("Pindahkan")["trainer_ids"] == str(world.trainer)
    assert await taught() == ["Budi"]


async def test_a_move_that_a_trainer_can_not_make_offers_another(
    world: World, visitor_of: VisitorOf
) -> None:
    await teacher(world)
    await asked(world, far(13, 16), room=world.decided_room, trainer_ids=(world.trainer,))
    booking = await asked(world, trainer_ids=(world.trainer,))
    visitor = await visitor_of(SERANG_TRAINER)
    page = await visitor.open(f"/sesi/{booking.sessions[0].id}/pindah")

    refused = await visitor.press(
        page, "Pindahkan", starts_at="13:00", ends_at="15:00", reason="Listrik padam"
    )
    await visitor.press(refused, "Pengajar lain: Budi")

    assert refused.status == 409
    assert await taught() == ["Budi"]
