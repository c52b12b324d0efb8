"""Citizens' numbers: taken once, told again by their hash, and found nowhere afterwards."""

import asyncio
from datetime import timedelta

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.people.facts import PersonFacts
from lintas.actions.people.note_nik import note_nik
from lintas.actions.people.register_person import register_person
from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.coinciding import SeatedElsewhere
from lintas.actions.programs.enrol_people import enrol_people
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.enrolled import Enrolled
from lintas.actions.programs.facts import BatchFacts, ProgramChange, ProgramFacts
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.programs.pasting import NotARoster, parse_roster
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.domain.agencies import AgencyId
from lintas.domain.nik import NikKey
from lintas.domain.people import Actor
from lintas.domain.programs import Batch
from lintas.domain.refusal import AlreadyThere, Invalid, NotFound
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.render.refusals import say_fault
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.engines import fetch
from lintas.store.people import find_person, list_people
from lintas.store.programs.enrolments import list_reserve
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    HOLD,
    NOW,
    OPERATOR,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

KEY = NikKey("a key for tests only")
SITI, BUDI = "3604125508900001", "3604121508900002"


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def batch_of(agency: AgencyId, by: Actor = SERANG_COORDINATOR, field: str = "") -> Batch:
    facts = ProgramFacts(agency, "Kemasan", field=field)
    program = await register_program(facts, actor=by, now=NOW)
    return await register_batch(BatchFacts(program.id, 1), actor=by, now=NOW)


async def paste(batch: Batch, text: str, by: Actor = SERANG_COORDINATOR) -> tuple[Enrolled, ...]:
    return await enrol_people(batch.id, parse_roster(text, KEY), actor=by, now=NOW)


async def meet(world: World, batch: Batch, room: RoomId, span: TimeSpan) -> None:
    asked = world.ask(room, span, batch_id=batch.id)
    await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def test_who_changed_the_phone_is_told_by_the_nik(world: World) -> None:
    one, other = await batch_of(world.serang_dinas), await batch_of(world.serang_dinas)
    (first,) = await paste(one, f"Siti Aminah, 081234567789, {SITI}")

    (again,) = await paste(other, f"{SITI}\tSiti A.\t0813 4567 8901")

    assert again.enrolment.person == first.enrolment.person
    assert first.enrolment.person.nik == KEY.seal(SITI)
    assert len(await list_people(seen_by=SERANG_COORDINATOR)) == 2


async def test_who_was_known_by_phone_is_known_by_the_nik_from_now_on(world: World) -> None:
    one, other = await batch_of(world.serang_dinas), await batch_of(world.serang_dinas)
    (first,) = await paste(one, "Siti Aminah, 081234567789")

    (again,) = await paste(other, f"Siti Aminah, 081234567789, {SITI}")

    assert again.enrolment.person.id == first.enrolment.person.id
    kept = await find_person(first.enrolment.person.id, seen_by=SERANG_COORDINATOR)
    assert kept.nik == KEY.seal(SITI)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"Siti Aminah, 081234567789, {BUDI}", "nik_differs"),
        (f"Joko, 081200000001, {SITI}", "known_as"),
        (f"Siti Aminah, 081200000001, {SITI}\nSiti, 081234567789", "once_in_list"),
    ],
    ids=["another NIK", "another's NIK", "twice, told in two ways"],
)
async def test_a_line_that_means_two_people_enrols_nobody(
    world: World, line: str, expected: str
) -> None:
    await paste(await batch_of(world.serang_dinas), f"Siti Aminah, 081234567789, {SITI}")
    batch = await batch_of(world.serang_dinas)

    with pytest.raises(NotARoster) as refusal:
        await paste(batch, line)

    assert [each.expected for each in refusal.value.faults] == [expected]
    said = [say_fault(each) for each in refusal.value.faults]
    assert not any(nik in text for nik in (SITI, BUDI) for text in said)


async def test_the_nik_of_somebody_registered_is_noted_when_enrolling(world: World) -> None:
    one, other = await batch_of(world.serang_dinas), await batch_of(world.serang_dinas)
    ani = await register_person(PersonFacts("Ani"), actor=SERANG_COORDINATOR, now=NOW)
    eka = await register_person(PersonFacts("Eka"), actor=SERANG_COORDINATOR, now=NOW)
    nik, another = KEY.seal(SITI), KEY.seal(BUDI)

    enrolled = await enrol_person(one.id, ani.id, nik=nik, actor=SERANG_COORDINATOR, now=NOW)

    assert enrolled.enrolment.person.nik == nik
    with pytest.raises(Invalid):
        await enrol_person(other.id, ani.id, nik=another, actor=SERANG_COORDINATOR, now=NOW)
    with pytest.raises(AlreadyThere):
        await enrol_person(other.id, eka.id, nik=nik, actor=SERANG_COORDINATOR, now=NOW)


async def test_a_wrong_nik_is_replaced_or_forgotten(world: World) -> None:
    ani = await register_person(PersonFacts("Ani"), actor=SERANG_COORDINATOR, now=NOW)
    eka = await register_person(PersonFacts("Eka"), actor=SERANG_COORDINATOR, now=NOW)
    nik = KEY.seal(SITI)

    await note_nik(ani.id, KEY.seal(BUDI), actor=SERANG_TRAINER, now=NOW)
    noted = await note_nik(ani.id, nik, actor=SERANG_COORDINATOR, now=NOW)
    with pytest.raises(AlreadyThere):
        await note_nik(eka.id, nik, actor=SERANG_COORDINATOR, now=NOW)
    with pytest.raises(NotFound):
        await note_nik(ani.id, nik, actor=BANDUNG_COORDINATOR, now=NOW)
    forgotten = await note_nik(ani.id, None, actor=SERANG_COORDINATOR, now=NOW)

    assert (noted.nik, forgotten.nik) == (nik, None)
    assert (await note_nik(eka.id, nik, actor=SERANG_COORDINATOR, now=NOW)).nik == nik


async def test_one_citizen_has_no_two_seats_at_once_on_the_two_sides_of_a_border(
    world: World,
) -> None:
    """Each side has a row of its own, and neither is told who the other's is."""
    here = await batch_of(world.serang_dinas)
    there = await batch_of(world.bandung_dinas, BANDUNG_COORDINATOR)
    await meet(world, here, world.open_room, hours(9, 12))
    asked = world.ask(
        world.decided_room, hours(10, 11), batch_id=there.id, agency_id=world.bandung_dinas
    )
    await ask_for_room(asked, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)
    await paste(here, f"Siti Aminah, 081234567789, {SITI}")

    with pytest.raises(SeatedElsewhere) as refusal:
        await paste(there, f"St. Aminah, 081299998888, {SITI}", by=BANDUNG_COORDINATOR)

    said = say_fault(refusal.value.faults[0])
    assert "St. Aminah sudah punya kursi di Kabupaten Serang" in said
    assert "Siti" not in said


async def test_one_citizen_who_learns_a_field_on_both_sides_is_warned_of(world: World) -> None:
    here = await batch_of(world.serang_dinas, field="Kemasan")
    there = await batch_of(world.bandung_dinas, BANDUNG_COORDINATOR, field="kemasan")
    await meet(world, here, world.open_room, hours(9, 12))
    asked = world.ask(
        world.decided_room, hours(13, 15), batch_id=there.id, agency_id=world.bandung_dinas
    )
    await ask_for_room(asked, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)

    await paste(here, f"Siti Aminah, 081234567789, {SITI}")
    await paste(there, f"Siti Aminah, 081234567789, {SITI}", by=BANDUNG_COORDINATOR)

    opened = await list_conflicts(seen_by=OPERATOR)
    assert [each.finding.evidence["kind"] for each in opened] == ["repeat"] * 2


async def test_a_topic_that_becomes_the_same_is_judged_at_once_on_both_sides(world: World) -> None:
    here = await batch_of(world.serang_dinas, field="Menjahit")
    there = await batch_of(world.bandung_dinas, BANDUNG_COORDINATOR, field="kemasan")
    await meet(world, here, world.open_room, hours(9, 12))
    asked = world.ask(
        world.decided_room, hours(13, 15), batch_id=there.id, agency_id=world.bandung_dinas
    )
    await ask_for_room(asked, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)
    await paste(here, f"Siti Aminah, 081234567789, {SITI}")
    await paste(there, f"Siti Aminah, 081234567789, {SITI}", by=BANDUNG_COORDINATOR)

    found = []
    for field in ("Kemasan", "Menjahit"):
        change = ProgramChange(field=field)
        await change_program(here.program_id, change, actor=SERANG_COORDINATOR, now=NOW)
        opened = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
        found.append(sorted(each.finding.evidence["kind"] for each in opened))

    assert found == [["repeat"] * 2, []]


async def test_a_nik_noted_late_is_judged_at_once_and_forgotten_it_is_solved(world: World) -> None:
    here = await batch_of(world.serang_dinas)
    there = await batch_of(world.bandung_dinas, BANDUNG_COORDINATOR)
    await meet(world, here, world.open_room, hours(9, 12))
    asked = world.ask(
        world.decided_room, hours(10, 11), batch_id=there.id, agency_id=world.bandung_dinas
    )
    await ask_for_room(asked, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)
    (ours,) = await paste(here, "Siti Aminah, 081234567789")
    (theirs,) = await paste(there, "St. Aminah, 081299998888", by=BANDUNG_COORDINATOR)
    siti, aminah = ours.enrolment.person.id, theirs.enrolment.person.id
    nik = KEY.seal(SITI)

    async def clashing() -> list[str]:
        found = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
        return [f"{each.finding.code} {each.finding.evidence['kind']}" for each in found]

    await note_nik(aminah, nik, actor=BANDUNG_COORDINATOR, now=NOW)
    assert await clashing() == []
    await note_nik(siti, nik, actor=SERANG_COORDINATOR, now=NOW)
    assert await clashing() == ["double_enrol overlap"] * 2
    await note_nik(siti, None, actor=SERANG_COORDINATOR, now=NOW)
    assert await clashing() == []

    # Somebody known by the phone comes to be known by the NIK, too, when enrolled elsewhere.
    third = await batch_of(world.serang_dinas)
    await enrol_person(third.id, siti, nik=nik, actor=SERANG_COORDINATOR, now=NOW)
    assert await clashing() == ["double_enrol overlap"] * 2


async def test_whom_a_wrong_nik_kept_from_a_seat_gets_it(world: World) -> None:
    facts = ProgramFacts(world.serang_dinas, "Kemasan", max_participants=1)
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    one, other = [
        await register_batch(BatchFacts(program.id, n), actor=SERANG_COORDINATOR, now=NOW)
        for n in (1, 2)
    ]
    await meet(world, one, world.open_room, hours(9, 12))
    await meet(world, other, world.part_a, hours(9, 12))
    first, _ = await paste(one, f"Ani, 081234567789\nSiti Aminah, 081299998888, {SITI}")
    (sits,) = await paste(other, "Budi, 081200000001")
    wrong = sits.enrolment.person.id
    # As another government may have noted it, whose people are seen by nobody here.
    await fetch("UPDATE person SET nik_hash = $1 WHERE id = $2", KEY.seal(SITI).hash, wrong)
    await leave_batch(first.enrolment.id, actor=SERANG_COORDINATOR, now=NOW)
    before = await list_reserve(one.id)

    await note_nik(wrong, KEY.seal(BUDI), actor=SERANG_COORDINATOR, now=NOW)

    assert len(before) == 1
    assert await list_reserve(one.id) == ()


async def test_of_two_lists_at_once_with_one_nik_one_is_kept(world: World) -> None:
    here = await batch_of(world.serang_dinas)
    there = await batch_of(world.bandung_dinas, BANDUNG_COORDINATOR)
    await meet(world, here, world.open_room, hours(9, 12))
    asked = world.ask(
        world.decided_room, hours(9, 12), batch_id=there.id, agency_id=world.bandung_dinas
    )
    await ask_for_room(asked, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)

    answers = await asyncio.gather(
        paste(here, f"Siti, 081234567789, {SITI}"),
        paste(there, f"Siti, 081299998888, {SITI}", by=BANDUNG_COORDINATOR),
        return_exceptions=True,
    )

    assert sorted(type(each).__name__ for each in answers) == ["SeatedElsewhere", "tuple"]


async def test_no_number_is_found_anywhere_afterwards(world: World) -> None:
    batch = await batch_of(world.serang_dinas)
    await paste(batch, f"Siti Aminah, 081234567789, {SITI}")
    ani = await register_person(PersonFacts("Ani"), actor=SERANG_COORDINATOR, now=NOW)
    later = NOW + timedelta(hours=1)
    await note_nik(ani.id, KEY.seal(BUDI), actor=SERANG_COORDINATOR, now=later)

    kept = [
        str(row)
        for table in ("person", "enrolment", "audit_entry", "message")
        for row in await fetch(f"SELECT * FROM {table}")  # noqa: S608 -- names of our own
    ]
    assert not any(nik in row for nik in (SITI, BUDI) for row in kept)
    trail = [row for row in kept if "note_nik" in row]
    assert len(trail) == 1
    assert not any(KEY.seal(nik).hash in row for nik in (SITI, BUDI) for row in trail)
