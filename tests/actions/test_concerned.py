"""Whom a breach concerns."""

from datetime import timedelta

import pytest

from lintas.actions.people.facts import PersonFacts
from lintas.actions.people.list_concerned import list_all_concerned, list_concerned_in
from lintas.actions.people.register_person import register_person
from lintas.actions.people.retire_person import retire_person
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.domain.people import Person
from lintas.domain.timespan import TimeSpan
from lintas.render.concerned import write_concerned
from lintas.rules.access import NotAllowed
from lintas.store.engines import fetch
from tests.actions.world import (
    ACTORS,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    World,
    settle_world,
)
from tests.conftest import Database

MONTH = timedelta(days=30)
TODAY = TimeSpan(NOW, NOW + timedelta(days=1))


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def register(name: str, **more: str) -> Person:
    facts = PersonFacts(name, **more)
    return await register_person(facts, actor=SERANG_COORDINATOR, now=NOW - MONTH)


async def test_everybody_of_whom_anything_is_kept_is_listed_with_contacts(world: World) -> None:
    siti = await register("Siti Contoh", phone="0812-3456-7890", email="siti@example.test")
    gone = await register("Gono Contoh", phone="0812-3456-7891")
    await retire_person(gone.id, actor=SERANG_COORDINATOR, now=NOW)

    found = await list_all_concerned(actor=OPERATOR, now=NOW)

    people = {each.name: each for each in found if each.what == "person"}
    assert set(people) == {"Pengajar Contoh", "Siti Contoh", "Gono Contoh"}
    assert (people["Siti Contoh"].phone, people["Siti Contoh"].email) == (
        "+6281234567890",
        "siti@example.test",
    )
    assert people["Siti Contoh"].kept == ("name", "email", "phone")
    assert people["Siti Contoh"].keeper == SERANG
    assert {each.id for each in found if each.what == "account"} == {each.id for each in ACTORS}
    assert siti.id in {each.id for each in found}


async def test_of_a_span_only_those_are_listed_of_whom_something_was_touched(world: World) -> None:
    before, enrolled, changed = [
        await register(name) for name in ("Ani Contoh", "Budi Contoh", "Cici Contoh")
    ]
    program = ProgramFacts(world.serang_dinas, "Menjahit")
    course = await register_program(program, actor=SERANG_COORDINATOR, now=NOW - MONTH)
    facts = BatchFacts(course.id, number=1)
    batch = await register_batch(facts, actor=SERANG_COORDINATOR, now=NOW - MONTH)
    await enrol_person(batch.id, enrolled.id, actor=SERANG_COORDINATOR, now=NOW)
    await retire_person(changed.id, actor=SERANG_COORDINATOR, now=NOW + timedelta(hours=1))

    found = await list_concerned_in(TODAY, actor=OPERATOR, now=NOW + MONTH)

    touched = {each.id: each.touched_at for each in found}
    assert touched[enrolled.id] == NOW
    assert touched[changed.id] == NOW + timedelta(hours=1)
    assert touched[SERANG_COORDINATOR.id] == NOW + timedelta(hours=1)
    assert before.id not in touched
    budi = next(each for each in found if each.id == enrolled.id)
    assert budi.kept == ("name", "enrolments")


async def test_the_list_is_the_operators_and_that_it_was_drawn_up_is_kept(world: World) -> None:
    with pytest.raises(NotAllowed):
        await list_all_concerned(actor=SERANG_COORDINATOR, now=NOW)
    await list_all_concerned(actor=OPERATOR, now=NOW)

    (row,) = await fetch("SELECT * FROM audit_entry WHERE verb = 'list_concerned'")
    assert "Pengajar" not in row["after"]


async def test_a_spreadsheet_runs_nothing_that_somebody_is_called(world: World) -> None:
    await register("=1+1 Contoh")

    table = write_concerned(await list_all_concerned(actor=OPERATOR, now=NOW))

    assert ";'=1+1 Contoh;" in table
    assert table.startswith("what;id;name;phone;email;regency;kept;last_touched\n")
