"""Versions of a batch's schedule and seats for other governments, by pages."""

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    HOLD,
    NOW,
    SERANG_COORDINATOR,
    World,
)
from tests.web.pages.conftest import VisitorOf


async def test_a_schedule_is_published_and_read_by_the_other_side(
    world: World, visitor_of: VisitorOf
) -> None:
    facts = ProgramFacts(world.serang_dinas, "Kemasan", max_participants=16)
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    batch = await register_batch(BatchFacts(program.id, 2), actor=SERANG_COORDINATOR, now=NOW)
    asked = world.ask(batch_id=batch.id)
    await ask_for_room(asked, actor=SERANG_COORDINATOR, hold_for=HOLD, now=NOW)
    mine, theirs = await visitor_of(SERANG_COORDINATOR), await visitor_of(BANDUNG_COORDINATOR)

    page = await mine.open((await mine.open(f"/angkatan/{batch.id}")).links["Versi jadwal"])
    published = await mine.press(page, "Terbitkan jadwal", note="Pertama")
    hidden = await theirs.open(page.path)
    refused = await mine.press(published, "Sediakan kursi", regency=BANDUNG, seats=20, until="")
    reserved = await mine.press(
        refused, "Sediakan kursi", regency=BANDUNG, seats=5, until="2089-12-31"
    )
    seen = await theirs.open(page.path)
    released = await mine.press(reserved, "Lepaskan kursi")

    assert "Ditambahkan: Kemasan Angkatan 2, Senin, 1 Februari 2027" in page.said
    assert "Jadwal sudah diterbitkan." in published.said
    assert "Versi 1" in published.said
    assert "Tidak ada perubahan sejak versi terakhir." in published.said
    assert (hidden.status, refused.status, seen.status) == (404, 422, 200)
    assert "Kab. Bandung : 5 kursi peserta" in reserved.said
    assert "Terbitkan jadwal" not in seen.buttons()
    assert "Lepaskan kursi" not in released.buttons()
