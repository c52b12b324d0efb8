"""Nobody can tell any more who somebody was; what they were in still adds up."""

import json
from datetime import timedelta
from typing import Any

import pytest

from lintas.actions.accounts.disable_account import disable_account
from lintas.actions.audit.chain_entries import chain_entries
from lintas.actions.audit.verify_trail import verify_trail
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.feeds.open_feed import open_own_feed
from lintas.actions.people.erase_person import erase_forgotten, erase_person
from lintas.actions.people.facts import PersonFacts
from lintas.actions.people.list_concerned import list_all_concerned
from lintas.actions.people.note_absence import AbsenceFacts, note_absence
from lintas.actions.people.note_nik import note_nik
from lintas.actions.people.register_person import register_person
from lintas.actions.people.retire_person import retire_person
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.keep_attendance import keep_attendance
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.programs.say_coming import say_coming
from lintas.domain.accounts import SHELL
from lintas.domain.attendance import Mark, Rsvp
from lintas.domain.bookings import Session
from lintas.domain.feeds import FeedStyle
from lintas.domain.nik import NikKey
from lintas.domain.people import ERASED_NAME, Person
from lintas.domain.programs import Batch
from lintas.domain.refusal import IllegalState, NotFound
from lintas.rules.access import NotAllowed
from lintas.store.engines import fetch
from lintas.store.programs.attendance import count_marks, list_roll
from lintas.store.programs.enrolments import find_enrolment_by_secret
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    HOLD,
    NOW,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

AFTERWARDS = hours(9, 12).end + timedelta(days=1)
YEARS = timedelta(days=2000)
TABLES = (
    *("person", "enrolment", "rsvp", "attendance", "session_trainer", "qualification", "absence"),
    *("account", "credential", "message", "feed", "conflict", "trainer_link", "audit_entry"),
    *("calendar_mail", "calendar_entry"),
)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


class Course:
    """One session that one participant attends, and what can be told of her."""

    batch: Batch
    session: Session
    siti: Person
    secret: str


@pytest.fixture
async def course(world: World) -> Course:
    made = Course()
    by: dict[str, Any] = {"actor": SERANG_COORDINATOR, "now": NOW}
    program = await register_program(ProgramFacts(world.serang_dinas, "Menjahit"), **by)
    made.batch = await register_batch(BatchFacts(program.id, number=1), **by)
    asked = world.ask(batch_id=made.batch.id, trainer_ids=(world.trainer,))
    booking = (await ask_for_room(asked, hold_for=HOLD, **by)).booking
    made.session = booking.sessions[0]
    facts = PersonFacts(
        "Siti Contoh", phone="0812-3456-7890", email="siti@example.test", nib="1234567890123"
    )
    made.siti = await register_person(facts, **by)
    await note_nik(made.siti.id, NikKey("rahasia").seal("3604125508900001"), **by)
    enrolled = await enrol_person(made.batch.id, made.siti.id, **by)
    made.secret = enrolled.secret
    await say_coming(made.secret, made.session.id, Rsvp.PREVENTED, "Demam berdarah", now=NOW)
    await open_own_feed(made.secret, FeedStyle("HP Siti"), now=NOW)
    return made


async def everything() -> str:
    """All that the database tells, but for bytes."""
    told = [await fetch(f"SELECT * FROM {each}") for each in TABLES]  # noqa: S608 -- our own names
    return json.dumps(told, default=str)


async def keep_list(course: Course) -> None:
    rows = await fetch("SELECT id FROM enrolment")
    marks = {each["id"]: Mark.PRESENT for each in rows}
    await keep_attendance(course.session.id, marks, actor=SERANG_COORDINATOR, now=AFTERWARDS)


async def test_nothing_tells_any_more_who_it_was(course: Course) -> None:
    before = await everything()
    assert all(each in before for each in ("Siti", "siti@", "+62812", "0001", "1234567890123"))
    await keep_list(course)

    await erase_person(course.siti.id, actor=SERANG_COORDINATOR, now=AFTERWARDS)

    after = await everything()
    for told in ("Siti", "siti@", "+62812", "0001", "1234567890123", "Demam", course.secret):
        assert told not in after
    with pytest.raises(NotFound):
        await find_enrolment_by_secret(course.secret)
    concerned = await list_all_concerned(actor=SHELL, now=AFTERWARDS)
    assert course.siti.id not in {each.id for each in concerned}


async def test_counts_attendance_and_the_chain_stay(course: Course) -> None:
    await keep_list(course)
    await chain_entries(None, now=AFTERWARDS)

    await erase_person(course.siti.id, actor=SERANG_COORDINATOR, now=AFTERWARDS)

    await chain_entries(None, now=AFTERWARDS)
    assert (await count_marks([course.session.id]))[course.session.id][Mark.PRESENT] == 1
    assert [(each.name, each.mark) for each in await list_roll(course.session)] == [
        (ERASED_NAME, Mark.PRESENT)
    ]
    assert (await verify_trail()).is_whole
    (row,) = await fetch("SELECT * FROM audit_entry WHERE verb = 'erase'")
    assert row["subject_id"] == str(course.siti.id)


async def test_whom_a_session_to_come_needs_is_not_erased(world: World, course: Course) -> None:
    for needed in (course.siti.id, world.trainer):
        with pytest.raises(IllegalState):
            await erase_person(needed, actor=SERANG_COORDINATOR, now=NOW)

    assert "Siti Contoh" in await everything()


async def test_a_trainer_is_erased_with_words_letters_and_absences(
    world: World, course: Course
) -> None:
    away = hours(9, 12)
    facts = AbsenceFacts(world.trainer, AFTERWARDS, AFTERWARDS + away.length, "Operasi lutut")
    await note_absence(facts, actor=SERANG_COORDINATOR, now=NOW)

    await erase_person(world.trainer, actor=SERANG_COORDINATOR, now=AFTERWARDS)

    after = await everything()
    assert "Pengajar Contoh" not in after
    assert "Operasi" not in after
    assert len(await fetch("SELECT id FROM session_trainer")) == 1


async def test_who_is_off_the_lists_is_erased_too_and_only_once(world: World) -> None:
    facts = PersonFacts("Gono Contoh", phone="0812-3456-7891")
    gone = await register_person(facts, actor=SERANG_COORDINATOR, now=NOW)
    await retire_person(gone.id, actor=SERANG_COORDINATOR, now=NOW)

    await erase_person(gone.id, actor=SERANG_COORDINATOR, now=NOW)

    with pytest.raises(IllegalState):
        await erase_person(gone.id, actor=SERANG_COORDINATOR, now=NOW)
    again = await register_person(facts, actor=SERANG_COORDINATOR, now=NOW)
    assert again.id != gone.id


async def test_only_the_own_coordinator_erases(world: World) -> None:
    gone = await register_person(PersonFacts("Gono Contoh"), actor=SERANG_TRAINER, now=NOW)

    with pytest.raises(NotAllowed):
        await erase_person(gone.id, actor=SERANG_TRAINER, now=NOW)
    with pytest.raises(NotFound):
        await erase_person(gone.id, actor=BANDUNG_COORDINATOR, now=NOW)


async def test_an_account_in_use_is_closed_first_and_erased_with_its_person(world: World) -> None:
    gone = await register_person(PersonFacts("Gono Contoh"), actor=SERANG_COORDINATOR, now=NOW)
    await fetch("UPDATE account SET person = $1 WHERE id = $2", gone.id, SERANG_TRAINER.id)

    with pytest.raises(IllegalState):
        await erase_person(gone.id, actor=SERANG_COORDINATOR, now=NOW)
    await disable_account(SERANG_TRAINER.id, by=SHELL, now=NOW)
    await erase_person(gone.id, actor=SERANG_COORDINATOR, now=NOW)

    assert SERANG_TRAINER.email not in await everything()


async def test_after_years_people_are_forgotten_by_themselves(world: World, course: Course) -> None:
    late = course.session.span.end + YEARS

    early = await erase_forgotten(YEARS, now=late)
    due = await erase_forgotten(YEARS, now=late + timedelta(seconds=1))
    again = await erase_forgotten(YEARS, now=late + timedelta(seconds=2))

    assert (early, due, again) == (0, 1, 0)
    assert "Siti" not in await everything()
    # Whoever teaches stays until taken off the lists.
    assert "Pengajar Contoh" in await everything()


async def test_who_has_enrolled_anew_is_not_forgotten(world: World, course: Course) -> None:
    late = course.session.span.end + YEARS + timedelta(days=1)
    facts = BatchFacts(course.batch.program_id, number=2)
    batch = await register_batch(facts, actor=SERANG_COORDINATOR, now=late)
    await enrol_person(batch.id, course.siti.id, actor=SERANG_COORDINATOR, now=late)

    assert await erase_forgotten(YEARS, now=late) == 0
    assert "Siti Contoh" in await everything()
