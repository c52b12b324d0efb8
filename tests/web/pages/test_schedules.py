"""Versions of a batch's schedule and seats for other governments, by pages."""

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.domain.people import Person, PersonId
from lintas.store.engines import fetch
from lintas.store.people import add_person
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    HOLD,
    NOW,
    SERANG_COORDINATOR,
    World,
    named,
)
from tests.web.pages.conftest import VisitorOf
from tests.web.pages.courses import BUDI, batch_of, enrolled


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


async def test_the_other_side_finds_the_seats_kept_for_it_among_its_batches(
    world: World, visitor_of: VisitorOf
) -> None:
    batch = await batch_of(world, most=2)
    mine, theirs = await visitor_of(SERANG_COORDINATOR), await visitor_of(BANDUNG_COORDINATOR)
    page = await mine.open(f"/angkatan/{batch.id}/jadwal")
    await mine.press(page, "Sediakan kursi", regency=BANDUNG, seats=1, until="2089-12-31")

    listed = await theirs.open("/angkatan")
    reserved = await theirs.open(listed.links[batch.title])

    assert "1 kursi disediakan bagi peserta Anda sampai 31 Des 2089" in listed.said
    assert "Daftarkan peserta" in reserved.links
    assert reserved.links["Angkatan"] == "/angkatan"
    assert "daerah lain" not in (await mine.open("/angkatan")).said


async def test_the_other_side_names_a_trainer_for_a_place_kept_for_it(
    world: World, visitor_of: VisitorOf
) -> None:
    batch = await batch_of(world)
    mine, theirs = await visitor_of(SERANG_COORDINATOR), await visitor_of(BANDUNG_COORDINATOR)
    page = await mine.open(f"/angkatan/{batch.id}/jadwal")
    until = "2089-12-31"
    await mine.press(
        page, "Sediakan kursi", regency=BANDUNG, seats=0, trainer_places=1, until=until
    )
    await add_person(Person(PersonId(named("Asep")), "Asep Contoh", world.bandung_dinas, BANDUNG))

    offered = await theirs.open(page.path)
    nobody = await theirs.press(offered, "Tunjuk pengajar", person_id="")
    taken = await theirs.press(offered, "Tunjuk pengajar", person_id=named("Asep"))
    seen = await mine.open(page.path)
    freed = await theirs.press(taken, "Batal menunjuk Asep Contoh")

    assert nobody.status == 422
    assert "Pengajar: Asep Contoh" in taken.said
    assert "Tunjuk pengajar" not in taken.buttons()
    assert "Pengajar: Asep Contoh" in seen.said
    assert "Batal menunjuk Asep Contoh" not in seen.buttons()
    assert "Tunjuk pengajar" in freed.buttons()


async def test_the_other_side_enrols_its_people_on_the_seats_kept_for_them(
    world: World, visitor_of: VisitorOf
) -> None:
    batch = await batch_of(world, most=2)
    await enrolled(batch, "Rina Contoh, 0812 2222 3333")
    mine, theirs = await visitor_of(SERANG_COORDINATOR), await visitor_of(BANDUNG_COORDINATOR)
    page = await mine.open(f"/angkatan/{batch.id}/jadwal")
    early = await theirs.open(f"/angkatan/{batch.id}/peserta")
    await mine.press(page, "Sediakan kursi", regency=BANDUNG, seats=1, until="2089-12-31")

    form = await theirs.open((await theirs.open(page.path)).links["Daftarkan peserta"])
    people = f"{BUDI}\nDadang, 081200001111"
    made = await theirs.press(form, "Daftarkan", people=people)
    listed = await theirs.open(form.path)
    whole = await mine.open(form.path)
    sure = await theirs.open(listed.links["Keluarkan Budi Santoso"])
    await theirs.press(sure, "Keluarkan")
    after = await theirs.open(form.path)

    assert (early.status, form.status) == (404, 200)
    assert "2 peserta mendapat tautan" in made.said
    assert "Budi Santoso" in listed.said
    assert "Dadang Cadangan nomor 1" in listed.said
    assert "Rina Contoh" not in listed.said
    assert all(name in whole.said for name in ("Rina Contoh", "Budi Santoso", "Dadang"))
    # The seat is Bandung's still, and so is who has it now.
    assert "Budi Santoso" not in after.said
    assert "Dadang Cadangan" not in after.said
    keepers = await fetch("SELECT keeper FROM person WHERE name IN ('Budi Santoso', 'Dadang')")
    assert {row["keeper"] for row in keepers} == {BANDUNG}
