"""Registering and changing people."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.people.change_person import change_person
from lintas.actions.people.facts import PersonChange, PersonFacts
from lintas.actions.people.register_person import register_person
from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.facts import BatchFacts, ProgramChange, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.domain.people import Person, Role
from lintas.domain.refusal import AlreadyThere, Fault, Invalid, NotFound
from lintas.rules.access import NotAllowed
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.bookings.sessions import find_session
from lintas.store.engines import fetch
from lintas.store.people import find_person
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    HOLD,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    actor,
    named,
    settle_world,
)
from tests.conftest import Database

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SITI = PersonFacts("Siti Contoh", email="Siti@Example.test", phone="0812-3456-7789")


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def register(facts: PersonFacts = SITI, by: Any = SERANG_TRAINER) -> Person:
    return await register_person(facts, actor=by, now=NOW)


async def test_a_person_is_kept_by_the_regency_of_who_registers_it(world: World) -> None:
    person = await register()

    assert person == Person(
        person.id,
        "Siti Contoh",
        None,
        SERANG,
        email="siti@example.test",
        phone="+6281234567789",
    )
    assert await find_person(person.id, seen_by=SERANG_COORDINATOR) == person


async def test_a_person_of_an_agency_is_kept_by_its_keeper(world: World) -> None:
    person = await register(replace(SITI, agency_id=world.serang_dinas), by=OPERATOR)

    assert (person.agency_id, person.keeper) == (world.serang_dinas, SERANG)


@pytest.mark.parametrize("agency", [World().bandung_dinas, named("nothing")])
async def test_a_foreign_agency_looks_like_an_unknown_one(world: World, agency: Any) -> None:
    with pytest.raises(NotFound) as refusal:
        await register(replace(SITI, agency_id=agency))

    assert refusal.value.faults == (Fault("agency_id", agency, "known"),)


async def test_a_name_is_enough(world: World) -> None:
    person = await register(PersonFacts("Budi"))
    namesake = await register(PersonFacts("Budi"))

    assert (person.email, person.phone) == ("", "")
    assert namesake.id != person.id


async def test_everything_wrong_with_a_person_is_named_at_once(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        await register(PersonFacts("", email="siti", phone="0812"))

    assert [(f.field, f.expected) for f in refusal.value.faults] == [
        ("name", "required"),
        ("email", "email"),
        ("phone", "phone"),
    ]


async def test_a_number_copied_from_a_chat_is_read(world: World) -> None:
    copied = "\u202a+62 812\u20113456\u20117789\u202c"

    assert (await register(replace(SITI, phone=copied))).phone == "+6281234567789"


async def test_one_phone_is_one_person_on_both_sides_of_the_border(world: World) -> None:
    await register()

    with pytest.raises(AlreadyThere) as refusal:
        await register(PersonFacts("Siti", phone="+62 812 3456 7789"), by=BANDUNG_COORDINATOR)

    match = "S*** (Kab. Serang), 0812••••789"
    assert refusal.value.match == match
    assert refusal.value.faults == (Fault("phone", "+62 812 3456 7789", "unique", match),)


async def test_both_contacts_that_somebody_has_are_named(world: World) -> None:
    await register()
    await register(PersonFacts("Budi", email="budi@example.test"), by=OPERATOR)
    both = PersonFacts("Siti", email="BUDI@example.test", phone=SITI.phone)

    with pytest.raises(AlreadyThere) as refusal:
        await register(both, by=BANDUNG_COORDINATOR)

    assert {(fault.field, fault.limit) for fault in refusal.value.faults} == {
        ("phone", "S*** (Kab. Serang), 0812••••789"),
        ("email", "B***, b••••@example.test"),
    }


async def test_of_two_at_once_with_one_phone_one_is_registered(world: World) -> None:
    answers = await asyncio.gather(
        *(register(by=by) for by in (SERANG_TRAINER, BANDUNG_COORDINATOR)), return_exceptions=True
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyThere", "Person"]


async def test_an_auditor_registers_nobody(world: World) -> None:
    with pytest.raises(NotAllowed):
        await register(by=actor(Role.AUDITOR, SERANG))


async def test_a_change_of_a_person_leaves_what_it_does_not_name(world: World) -> None:
    person = await register()
    change = PersonChange(name="Siti Aminah", agency_id=world.serang_dinas)

    after = await change_person(person.id, change, actor=SERANG_COORDINATOR, now=NOW)

    assert after == replace(person, name="Siti Aminah", agency_id=world.serang_dinas)
    assert await find_person(person.id, seen_by=SERANG_COORDINATOR) == after


async def test_of_two_changes_at_once_neither_is_lost(world: World) -> None:
    person = await register()

    await asyncio.gather(
        *(
            change_person(person.id, change, actor=SERANG_COORDINATOR, now=NOW)
            for change in (PersonChange(phone="081300001111"), PersonChange(name="Siti Aminah"))
        )
    )

    after = await find_person(person.id, seen_by=SERANG_COORDINATOR)
    assert (after.name, after.phone) == ("Siti Aminah", "+6281300001111")


async def test_contacts_can_be_cleared_and_an_agency_left(world: World) -> None:
    person = await register(replace(SITI, agency_id=world.serang_dinas))
    change = PersonChange(agency_id=None, email="", phone="")

    after = await change_person(person.id, change, actor=SERANG_COORDINATOR, now=NOW)

    assert after == replace(person, agency_id=None, email="", phone="")


async def test_nobody_takes_the_phone_of_somebody_else(world: World) -> None:
    await register()
    budi = await register(PersonFacts("Budi"), by=BANDUNG_COORDINATOR)

    with pytest.raises(AlreadyThere):
        await change_person(
            budi.id, PersonChange(phone=SITI.phone), actor=BANDUNG_COORDINATOR, now=NOW
        )


async def test_who_shares_a_phone_already_may_get_another_name(world: World) -> None:
    person = await register()
    await fetch("UPDATE person SET phone = $1 WHERE id = $2", person.phone, world.trainer)

    change = PersonChange(name="Siti Aminah")
    after = await change_person(person.id, change, actor=SERANG_COORDINATOR, now=NOW)

    assert after.name == "Siti Aminah"


async def test_what_a_program_asks_for_is_judged_at_once_when_a_participant_changes(
    world: World,
) -> None:
    facts = ProgramFacts(world.serang_dinas, "Kemasan", needs_nib=True)
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    batch = await register_batch(BatchFacts(program.id, 1), actor=SERANG_COORDINATOR, now=NOW)
    person = await register(replace(SITI, nib="1234567890123"), by=SERANG_COORDINATOR)
    await enrol_person(batch.id, person.id, actor=SERANG_COORDINATOR, now=NOW)
    asked = world.ask(batch_id=batch.id)
    await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    async def found(nib: str) -> list[str]:
        change = PersonChange(nib=nib)
        await change_person(person.id, change, actor=SERANG_COORDINATOR, now=NOW)
        opened = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
        return [str(each.finding.evidence["kind"]) for each in opened]

    assert await found("") == ["nib"]
    assert await found("1234567890123") == []
    # And when the program asks for something else.
    asks = ProgramChange(needs_nib=False, min_age=18)
    await change_program(program.id, asks, actor=SERANG_COORDINATOR, now=NOW)
    assert await found("") == ["age"]


async def test_a_trainers_new_name_is_shown_in_calendars(world: World) -> None:
    asked = world.ask(trainer_ids=(world.trainer,))
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    later = NOW + timedelta(hours=1)

    change = PersonChange(name="Pengajar Baru")
    await change_person(world.trainer, change, actor=SERANG_COORDINATOR, now=later)

    session = made.booking.sessions[0]
    revised = await find_session(session.id, seen_by=OPERATOR)
    assert revised == replace(session, revised_at=later)


async def test_a_foreign_person_can_not_be_changed(world: World) -> None:
    person = await register()

    with pytest.raises(NotFound):
        await change_person(
            person.id, PersonChange(name="Rebutan"), actor=BANDUNG_COORDINATOR, now=NOW
        )
    with pytest.raises(NotAllowed):
        await change_person(
            person.id, PersonChange(name="x"), actor=actor(Role.AUDITOR, SERANG), now=NOW
        )


async def test_the_operator_moves_a_person_across_the_border(world: World) -> None:
    person = await register()

    change = PersonChange(agency_id=world.bandung_dinas)
    after = await change_person(person.id, change, actor=OPERATOR, now=NOW)

    assert (after.agency_id, after.keeper) == (world.bandung_dinas, BANDUNG)


async def test_the_trail_holds_no_names_and_no_contacts(world: World) -> None:
    person = await register()
    await change_person(person.id, PersonChange(name="Rahasia"), actor=OPERATOR, now=NOW)

    rows = await fetch("SELECT verb, before, after, subject_id FROM audit_entry ORDER BY verb")
    assert [row["verb"] for row in rows] == ["change", "register"]
    # Ids are random and may hold any digits; nobody's name or number has the form of one.
    told = [ID.sub("", str(row)) for row in rows]
    assert not any(text in row for row in told for text in ("Siti", "Rahasia", "812"))
