"""Enrolling people, their personal links, and what they have read."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.people.facts import PersonFacts
from lintas.actions.people.register_person import register_person
from lintas.actions.programs.acknowledge_session import acknowledge_session
from lintas.actions.programs.enrol_people import enrol_people
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.enrolled import Enrolled
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.programs.note_opening import note_opening
from lintas.actions.programs.pasting import Listed, NotARoster, parse_roster
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.programs.renew_link import renew_link
from lintas.domain.bookings import Session
from lintas.domain.nik import NikKey
from lintas.domain.people import Actor, Person, Role
from lintas.domain.programs import Acknowledgement, Batch
from lintas.domain.refusal import AlreadyThere, Fault, Invalid, NotFound
from lintas.domain.secret import SECRET_LENGTH, hash_secret
from lintas.rules.access import NotAllowed
from lintas.store.engines import fetch
from lintas.store.people import list_people
from lintas.store.programs.acknowledgements import list_acknowledgements, list_acknowledgements_of
from lintas.store.programs.enrolments import (
    find_enrolment,
    find_enrolment_by_secret,
    list_enrolments,
)
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    HOLD,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    actor,
    hours,
    named,
    settle_world,
)
from tests.conftest import Database

KEY = NikKey("a key for tests only")
LATER = NOW + timedelta(hours=1)
SITI, BUDI = "+6281234567789", "+6281345678901"


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


@pytest.fixture
async def batch(world: World) -> Batch:
    return await batch_of(world)


async def batch_of(world: World, number: int = 1) -> Batch:
    facts = ProgramFacts(world.serang_dinas, "Kemasan")
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    return await register_batch(BatchFacts(program.id, number), actor=SERANG_COORDINATOR, now=NOW)


async def paste(batch: Batch, text: str, by: Actor = SERANG_COORDINATOR) -> tuple[Enrolled, ...]:
    return await enrol_people(batch.id, parse_roster(text, KEY), actor=by, now=NOW)


async def register(name: str, phone: str = "", by: Actor = SERANG_COORDINATOR) -> Person:
    return await register_person(PersonFacts(name, phone=phone), actor=by, now=NOW)


async def names_in(batch: Batch) -> list[str]:
    enrolments = await list_enrolments(batch.id, seen_by=SERANG_COORDINATOR)
    return [enrolment.person.name for enrolment in enrolments]


# The pasted list


@pytest.mark.parametrize(
    "line",
    [
        "Siti Aminah\t081234567789",
        "Siti Aminah; 0812-3456-7789",
        "Siti Aminah, 0812 3456 7789",
        "Siti Aminah - 0812.3456.7789",
        "Siti Aminah \u2013 +62 812 3456 7789",
        "Siti Aminah 6281234567789",
        "Siti Aminah: (0812) 34567789",
        "Siti Aminah (+62) 812 3456 7789",
        "0812 3456 7789 Siti Aminah",
        "81234567789;Siti Aminah",
        "1. Siti Aminah 081234567789",
        "12) Siti  Aminah, 081234567789",
        "3\tSiti Aminah\t081234567789",
        "4 Siti Aminah 081234567789",
        '"Siti Aminah","081234567789"',
        "\u202aSiti Aminah\u202c \u202a+62\u00a0812\u20113456\u20117789\u202c",
    ],
)
def test_a_name_and_a_number_are_read_however_they_are_kept(line: str) -> None:
    assert parse_roster(line) == (Listed(0, "Siti Aminah", SITI),)


def test_degrees_stay_with_their_names() -> None:
    text = "Dra. Siti Aminah, M.Pd., 081234567789\nNu'man Al-Amin, S.Pd - 081345678901"

    assert [each.name for each in parse_roster(text)] == [
        "Dra. Siti Aminah, M.Pd.",
        "Nu'man Al-Amin, S.Pd",
    ]


def test_blank_lines_and_a_heading_are_passed_over() -> None:
    text = "\nNo\tNama\tHP\n\n1\tSiti\t081234567789\r\n\n2\tBudi\t081345678901\n"

    assert parse_roster(text) == (Listed(3, "Siti", SITI), Listed(5, "Budi", BUDI))


def test_every_line_that_can_not_be_read_is_named() -> None:
    text = "\n".join(
        [
            "Siti 081234567789",
            "Budi",
            "081345678901",
            "Budi 0813",
            "Budi 081345678901 081345678902",
            "Budi\t3604123412341234\t081345678901",
            "Budi\t081345678901\tKec. Baros",
            "Budi 1 081345678901",
            "Budi 021456789012345",
            "Bu\x00di 081345678901",
            "Budi 36041234123400011 081345678901",
            "Siti, 3604125508900001, 081234567780",
        ]
    )

    with pytest.raises(NotARoster) as refusal:
        parse_roster(text, KEY)

    assert [(fault.field, fault.expected) for fault in refusal.value.faults] == [
        ("people[1]", "name_and_phone"),
        ("people[2]", "name_and_phone"),
        ("people[3]", "name_and_phone"),
        ("people[4]", "phone"),
        ("people[5]", "nik"),
        ("people[6]", "name_and_phone"),
        ("people[7]", "name_and_phone"),
        ("people[8]", "phone"),
        ("people[9]", "plain_text"),
        ("people[10]", "name_and_phone"),
    ]
    # What may be a NIK is repeated to nobody.
    assert "36041234" not in repr(refusal.value.faults)


def test_who_stands_twice_is_named_in_every_line() -> None:
    text = "Siti 081234567789\nBudi 081345678901\nSiti A. +62 812 3456 7789\nsiti 81234567789"

    with pytest.raises(NotARoster) as refusal:
        parse_roster(text)

    assert refusal.value.faults == (
        Fault("people[0]", "Siti", "once_in_list", 3),
        Fault("people[0]", "Siti", "once_in_list", 4),
        Fault("people[2]", "Siti A.", "once_in_list", 1),
        Fault("people[3]", "siti", "once_in_list", 1),
    )


@pytest.mark.parametrize("lines", [0, 501])
def test_a_list_has_one_to_five_hundred_people(lines: int) -> None:
    text = "\n".join(f"Peserta {n}, 0812{n:08}" for n in range(lines))

    with pytest.raises(NotARoster) as refusal:
        parse_roster(text)

    assert refusal.value.faults == (Fault("people", lines, "count", "1-500"),)


def test_a_line_without_end_is_refused_at_once() -> None:
    with pytest.raises(NotARoster) as refusal:
        parse_roster("Siti" + " " * 500_000 + "x 081234567789")

    assert [fault.expected for fault in refusal.value.faults] == ["longest"]


# Enrolling


async def test_everybody_in_a_list_gets_a_link_of_the_own(batch: Batch) -> None:
    enrolled = await paste(batch, "Siti, 081234567789\nBudi, 081345678901")

    assert [each.enrolment.person.name for each in enrolled] == ["Siti", "Budi"]
    assert [each.enrolment.person.phone for each in enrolled] == [SITI, BUDI]
    assert [each.enrolment.person.keeper for each in enrolled] == [SERANG, SERANG]
    assert {len(each.secret) for each in enrolled} == {SECRET_LENGTH}
    for each in enrolled:
        assert await find_enrolment_by_secret(each.secret) == each.enrolment
        assert await find_enrolment(each.enrolment.id, seen_by=SERANG_TRAINER) == each.enrolment
    rows = await fetch("SELECT secret_hash FROM enrolment")
    assert {row["secret_hash"] for row in rows} == {hash_secret(e.secret) for e in enrolled}


async def test_five_hundred_people_are_enrolled_at_once(batch: Batch) -> None:
    enrolled = await paste(batch, "\n".join(f"Peserta {n}, 0812{n:08}" for n in range(500)))

    assert len({each.secret for each in enrolled}) == 500
    assert await list_enrolments(batch.id, seen_by=SERANG_COORDINATOR) == tuple(
        each.enrolment for each in enrolled
    )


async def test_whom_the_coordinator_knows_is_not_registered_again(batch: Batch) -> None:
    siti = await register("Siti Aminah", "081234567789")

    (enrolled,) = await paste(batch, "Siti A., 0812-3456-7789")

    assert enrolled.enrolment.person == siti


async def test_a_phone_that_is_somebody_elses_enrols_nobody(batch: Batch) -> None:
    await register("Siti Aminah", "081234567789")

    with pytest.raises(NotARoster) as refusal:
        await paste(batch, "Budi, 081345678901\nJoko, 0812-3456-7789")

    assert refusal.value.faults == (Fault("people[1]", "Joko", "known_as", "Siti Aminah"),)
    assert await names_in(batch) == []


async def test_that_somebody_is_known_across_the_border_is_not_told(batch: Batch) -> None:
    theirs = await register("Siti Rahasia", "081234567789", by=BANDUNG_COORDINATOR)

    (enrolled,) = await paste(batch, "Siti, 081234567789")

    assert enrolled.enrolment.person.id != theirs.id
    assert enrolled.enrolment.person.name == "Siti"
    # Who sees both takes the one of the batch's own side.
    await leave_batch(enrolled.enrolment.id, actor=OPERATOR, now=NOW)
    (again,) = await paste(batch, "Siti, 081234567789", by=OPERATOR)
    assert again.enrolment.person == enrolled.enrolment.person


async def test_nobody_is_enrolled_twice_and_then_nobody_at_all(batch: Batch) -> None:
    await paste(batch, "Siti, 081234567789")

    with pytest.raises(AlreadyThere) as refusal:
        await paste(batch, "Budi, 081345678901\nSiti, 081234567789")

    assert refusal.value.faults == (Fault("people[1]", "Siti", "unique"),)
    assert await names_in(batch) == ["Siti"]
    assert {person.name for person in await list_people(seen_by=SERANG_COORDINATOR)} == {
        "Pengajar Contoh",
        "Siti",
    }


async def test_of_two_lists_at_once_one_is_kept_whole(batch: Batch) -> None:
    lists = ("Siti, 081234567789\nBudi, 081345678901", "Budi, 081345678901\nAni, 081234500000")

    answers = await asyncio.gather(*(paste(batch, text) for text in lists), return_exceptions=True)

    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyThere", "tuple"]
    assert len(await names_in(batch)) == 2


async def test_one_person_in_two_batches_has_two_links(world: World, batch: Batch) -> None:
    other = await batch_of(world)

    (here,) = await paste(batch, "Siti, 081234567789")
    (there,) = await paste(other, "Siti, 081234567789")

    assert here.enrolment.person == there.enrolment.person
    assert (await find_enrolment_by_secret(there.secret)).batch_id == other.id


async def test_somebody_registered_is_enrolled_by_id(batch: Batch) -> None:
    ani = await register("Ani")

    enrolled = await enrol_person(batch.id, ani.id, actor=SERANG_TRAINER, now=NOW)

    assert enrolled.enrolment.person == ani
    with pytest.raises(AlreadyThere) as refusal:
        await enrol_person(batch.id, ani.id, actor=SERANG_TRAINER, now=NOW)
    assert refusal.value.faults == (Fault("person_id", ani.id, "unique", ""),)


async def test_a_foreign_person_is_unknown(batch: Batch) -> None:
    theirs = await register("Siti", by=BANDUNG_COORDINATOR)

    for person_id in (theirs.id, named("nobody")):
        with pytest.raises(NotFound) as refusal:
            await enrol_person(batch.id, person_id, actor=SERANG_COORDINATOR, now=NOW)
        assert refusal.value.faults == (Fault("person_id", person_id, "known"),)


async def test_a_foreign_batch_is_unknown(batch: Batch) -> None:
    (enrolled,) = await paste(batch, "Siti, 081234567789")
    enrolment = enrolled.enrolment.id
    person = enrolled.enrolment.person.id
    auditor = actor(Role.AUDITOR, SERANG)

    for who, refusal in ((BANDUNG_COORDINATOR, NotFound), (auditor, NotAllowed)):
        for call in (
            paste(batch, "Budi, 081345678901", by=who),
            enrol_person(batch.id, person, actor=who, now=NOW),
            renew_link(enrolment, actor=who, now=NOW),
            leave_batch(enrolment, actor=who, now=NOW),
        ):
            with pytest.raises(refusal):
                await call
    assert await list_enrolments(batch.id, seen_by=BANDUNG_COORDINATOR) == ()
    assert len(await list_enrolments(batch.id, seen_by=auditor)) == 1
    with pytest.raises(NotFound):
        await find_enrolment(enrolment, seen_by=BANDUNG_COORDINATOR)


# Links


async def test_a_renewed_link_takes_the_place_of_the_old_one(batch: Batch) -> None:
    (enrolled,) = await paste(batch, "Siti, 081234567789")

    renewed = await renew_link(enrolled.enrolment.id, actor=SERANG_COORDINATOR, now=NOW)

    assert await find_enrolment_by_secret(renewed.secret) == enrolled.enrolment
    with pytest.raises(NotFound):
        await find_enrolment_by_secret(enrolled.secret)


async def test_who_left_has_no_page_and_may_come_back(batch: Batch) -> None:
    (enrolled,) = await paste(batch, "Siti, 081234567789")

    await leave_batch(enrolled.enrolment.id, actor=SERANG_COORDINATOR, now=NOW)

    assert await names_in(batch) == []
    with pytest.raises(NotFound):
        await find_enrolment_by_secret(enrolled.secret)
    with pytest.raises(NotFound):
        await leave_batch(enrolled.enrolment.id, actor=SERANG_COORDINATOR, now=NOW)
    (back,) = await paste(batch, "Siti, 081234567789")
    assert back.enrolment == enrolled.enrolment
    assert await names_in(batch) == ["Siti"]


@pytest.mark.parametrize("secret", ["", "x" * 43, "\ud800" * 43, "é" * 43, "x" * 10_000])
async def test_a_made_up_link_opens_nothing_and_is_not_repeated(world: World, secret: str) -> None:
    with pytest.raises(NotFound) as refusal:
        await find_enrolment_by_secret(secret)

    assert refusal.value.faults == (Fault("link", "…", "known"),)


async def test_opening_a_page_is_noted_once_in_a_minute(batch: Batch) -> None:
    (enrolled,) = await paste(batch, "Siti, 081234567789")
    assert enrolled.enrolment.opened_at is None

    opened = []
    for seconds in (0, 30, 60):
        await note_opening(enrolled.secret, now=NOW + timedelta(seconds=seconds))
        opened.append((await find_enrolment_by_secret(enrolled.secret)).opened_at)

    assert opened == [NOW, NOW, NOW + timedelta(seconds=60)]


# Reading


async def meeting_of(batch: Batch, world: World, **more: Any) -> Session:
    asked = world.ask(batch_id=batch.id, **more)
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    return made.booking.sessions[0]


async def test_what_was_read_is_kept_once(world: World, batch: Batch) -> None:
    (siti,) = await paste(batch, "Siti, 081234567789")
    session = await meeting_of(batch, world)

    await acknowledge_session(siti.secret, session.id, 0, now=NOW)
    await acknowledge_session(siti.secret, session.id, 0, now=LATER)

    read = Acknowledgement(siti.enrolment.id, session.id, 0, NOW)
    assert await list_acknowledgements_of(siti.enrolment.id) == (read,)
    assert await list_acknowledgements(batch.id, seen_by=SERANG_COORDINATOR) == (read,)
    assert await list_acknowledgements(batch.id, seen_by=BANDUNG_COORDINATOR) == ()


async def test_a_moved_session_is_to_be_read_again(world: World, batch: Batch) -> None:
    (siti,) = await paste(batch, "Siti, 081234567789")
    session = await meeting_of(batch, world)
    await acknowledge_session(siti.secret, session.id, 0, now=NOW)
    afternoon = hours(13, 16)
    change = Change(starts_at=afternoon.start, ends_at=afternoon.end)
    await move_session(session.id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    await acknowledge_session(siti.secret, session.id, 1, now=LATER)

    read = await list_acknowledgements_of(siti.enrolment.id)
    assert [(each.sequence, each.at) for each in read] == [(0, NOW), (1, LATER)]


@pytest.mark.parametrize("sequence", [-1, 1])
async def test_nobody_reads_what_was_not_written(world: World, batch: Batch, sequence: int) -> None:
    (siti,) = await paste(batch, "Siti, 081234567789")
    session = await meeting_of(batch, world)

    with pytest.raises(Invalid) as refusal:
        await acknowledge_session(siti.secret, session.id, sequence, now=NOW)

    assert refusal.value.faults == (Fault("sequence", sequence, "between", "0-0"),)


async def test_only_sessions_of_the_own_batch_are_read(world: World, batch: Batch) -> None:
    (siti,) = await paste(batch, "Siti, 081234567789")
    foreign = await meeting_of(await batch_of(world), world)

    for session_id in (foreign.id, named("nothing")):
        with pytest.raises(NotFound) as refusal:
            await acknowledge_session(siti.secret, session_id, 0, now=NOW)
        assert refusal.value.faults == (Fault("session_id", session_id, "known"),)


async def test_the_trail_holds_no_names_no_phones_and_no_secrets(
    world: World, batch: Batch
) -> None:
    (siti,) = await paste(batch, "Siti, 081234567789")
    renewed = await renew_link(siti.enrolment.id, actor=SERANG_COORDINATOR, now=NOW)
    session = await meeting_of(batch, world)
    await acknowledge_session(renewed.secret, session.id, 0, now=NOW)
    await leave_batch(siti.enrolment.id, actor=SERANG_COORDINATOR, now=NOW)

    rows = await fetch("SELECT * FROM audit_entry WHERE verb <> 'ask'")
    verbs = sorted((row["verb"], row["subject_kind"]) for row in rows)
    assert verbs == [
        ("acknowledge", "enrolment"),
        ("enrol", "batch"),
        ("leave", "enrolment"),
        ("register", "batch"),
        ("register", "program"),
        ("renew_link", "enrolment"),
    ]
    hidden = ("Siti", "8123456", siti.secret, renewed.secret)
    assert not any(text in str(row) for row in rows for text in hidden)


def test_a_listed_person_knows_its_line() -> None:
    assert replace(Listed(0, "Siti", SITI), index=4).field == "people[4]"
