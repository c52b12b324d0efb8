"""Registering and changing programs and batches."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.programs.change_batch import change_batch
from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.facts import BatchChange, BatchFacts, ProgramChange, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.domain.bookings import Session, SessionState
from lintas.domain.people import Role
from lintas.domain.plans import PlannedSession
from lintas.domain.programs import Batch, Program
from lintas.domain.refusal import AlreadyThere, Fault, Invalid, NotFound
from lintas.domain.teaching_hours import Hours
from lintas.rules.access import NotAllowed
from lintas.store.bookings.conflicts import list_conflicts
from lintas.store.bookings.sessions import find_session, save_session
from lintas.store.engines import fetch
from lintas.store.programs.batches import find_batch
from lintas.store.programs.hours import Progress, measure_progress
from lintas.store.programs.templates import find_program
from lintas.store.transaction import writing
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

LATER = NOW + timedelta(hours=1)
# Tahun Baru Imlek 2578, by the decree for 2027.
A_DAY_OFF = date(2027, 2, 6)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


def packaging(world: World, **more: Any) -> ProgramFacts:
    return replace(ProgramFacts(world.serang_dinas, "Kemasan Produk UMKM"), **more)


async def register(world: World, **more: Any) -> Program:
    return await register_program(packaging(world, **more), actor=SERANG_COORDINATOR, now=NOW)


async def second_batch(program: Program, **more: Any) -> Batch:
    facts = replace(BatchFacts(program.id, 2), **more)
    return await register_batch(facts, actor=SERANG_TRAINER, now=NOW)


async def meeting_of(batch: Batch, world: World, **more: Any) -> Session:
    asked = world.ask(batch_id=batch.id, **more)
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    return made.booking.sessions[0]


async def test_a_program_is_kept_as_it_was_given(world: World) -> None:
    facts = packaging(
        world,
        field="UMKM",
        jp_minutes=40,
        jp_total=24,
        min_participants=16,
        max_participants=16,
        for_civil_servants=True,
    )

    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)

    assert ProgramFacts.of(program) == facts
    assert program.keeper == SERANG
    assert await find_program(program.id, seen_by=SERANG_TRAINER) == program


async def test_everything_wrong_with_a_program_is_named_at_once(world: World) -> None:
    nonsense = packaging(
        world,
        title=" ",
        field="x" * 201,
        jp_minutes=0,
        jp_total=0,
        min_participants=20,
        max_participants=10,
    )

    with pytest.raises(Invalid) as refusal:
        await register_program(nonsense, actor=SERANG_COORDINATOR, now=NOW)

    assert refusal.value.faults == (
        Fault("title", "", "required"),
        Fault("field", "x" * 201, "longest", 200),
        Fault("jp_minutes", 0, "between", "1-240"),
        Fault("jp_total", 0, "at_least", 1),
        Fault("max_participants", 10, "at_least", 20),
    )


@pytest.mark.parametrize("agency", [World().bandung_dinas, named("nothing")])
async def test_a_foreign_agency_looks_like_an_unknown_one(world: World, agency: Any) -> None:
    with pytest.raises(NotFound) as refusal:
        await register(world, agency_id=agency)

    assert refusal.value.faults == (Fault("agency_id", agency, "known"),)


async def test_an_auditor_keeps_no_programs(world: World) -> None:
    program = await register(world)
    auditor = actor(Role.AUDITOR, SERANG)

    with pytest.raises(NotAllowed):
        await register_program(packaging(world), actor=auditor, now=NOW)
    with pytest.raises(NotAllowed):
        await change_program(program.id, ProgramChange(title="x"), actor=auditor, now=NOW)
    with pytest.raises(NotAllowed):
        await register_batch(BatchFacts(program.id, 1), actor=auditor, now=NOW)


async def test_a_foreign_program_is_unknown(world: World) -> None:
    program = await register(world)
    batch = await second_batch(program)

    for call in (
        change_program(program.id, ProgramChange(title="x"), actor=BANDUNG_COORDINATOR, now=NOW),
        register_batch(BatchFacts(program.id, 1), actor=BANDUNG_COORDINATOR, now=NOW),
        change_batch(batch.id, BatchChange(title="x"), actor=BANDUNG_COORDINATOR, now=NOW),
    ):
        with pytest.raises(NotFound):
            await call


async def test_a_change_of_a_program_leaves_what_it_does_not_name(world: World) -> None:
    program = await register(world, jp_total=24, min_participants=16)

    change = ProgramChange(title="Kemasan", min_participants=None)
    after = await change_program(program.id, change, actor=SERANG_COORDINATOR, now=NOW)

    assert after == replace(program, title="Kemasan", min_participants=None)
    assert await find_program(program.id, seen_by=OPERATOR) == after


async def test_training_of_civil_servants_does_not_stay_on_a_day_off(world: World) -> None:
    program = await register(world)
    session = await meeting_of(
        await second_batch(program),
        world,
        during=hours(9, 12, on=A_DAY_OFF),
        reasons={"*": "sudah disepakati"},
    )

    change = ProgramChange(for_civil_servants=True)
    await change_program(program.id, change, actor=SERANG_COORDINATOR, now=LATER)

    conflicts = await list_conflicts(seen_by=OPERATOR)
    assert [(c.session_id, c.finding.code) for c in conflicts] == [(session.id, "holiday")]


async def test_a_batch_bears_its_programs_title_and_its_number(world: World) -> None:
    program = await register(world)

    batch = await second_batch(program, bring="KTP\nNIB", contact="Ibu Contoh")

    assert batch == Batch(
        id=batch.id,
        program_id=program.id,
        keeper=SERANG,
        number=2,
        title="Kemasan Produk UMKM Angkatan 2",
        bring="KTP\nNIB",
        contact="Ibu Contoh",
    )
    assert await find_batch(batch.id, seen_by=SERANG_TRAINER) == batch


async def test_a_program_has_one_batch_of_a_number(world: World) -> None:
    program = await register(world)
    batch = await second_batch(program)
    third = await second_batch(program, number=3)

    with pytest.raises(AlreadyThere) as refusal:
        await second_batch(program)
    with pytest.raises(AlreadyThere):
        await change_batch(third.id, BatchChange(number=2), actor=SERANG_TRAINER, now=NOW)

    assert refusal.value.faults == (Fault("number", 2, "unique", ""),)
    same = await change_batch(batch.id, BatchChange(number=2), actor=SERANG_TRAINER, now=NOW)
    assert same == batch
    await second_batch(await register(world))


@pytest.mark.parametrize("number", [0, -1, 2**31])
async def test_batches_are_counted_from_one(world: World, number: int) -> None:
    program = await register(world)

    with pytest.raises(Invalid) as refusal:
        await second_batch(program, number=number, title="x" * 501)

    assert [fault.field for fault in refusal.value.faults] == ["number", "title"]


async def test_a_borrowed_title_follows_the_number_and_an_own_one_stays(world: World) -> None:
    program = await register(world)
    borrowing = await second_batch(program)
    owning = await second_batch(program, number=3, title="Gelombang pertama")

    after = [
        await change_batch(batch.id, BatchChange(number=number), actor=SERANG_TRAINER, now=NOW)
        for batch, number in ((borrowing, 4), (owning, 5))
    ]

    assert [batch.title for batch in after] == [
        "Kemasan Produk UMKM Angkatan 4",
        "Gelombang pertama",
    ]
    for batch in after:
        assert await find_batch(batch.id, seen_by=OPERATOR) == batch


async def test_an_own_title_can_be_given_up(world: World) -> None:
    batch = await second_batch(await register(world), title="Gelombang pertama")

    after = await change_batch(batch.id, BatchChange(title=""), actor=SERANG_TRAINER, now=NOW)

    assert after.title == "Kemasan Produk UMKM Angkatan 2"


async def test_what_to_bring_is_shown_in_calendars_without_a_new_sequence(world: World) -> None:
    batch = await second_batch(await register(world))
    session = await meeting_of(batch, world)

    await change_batch(batch.id, BatchChange(bring="KTP"), actor=SERANG_TRAINER, now=LATER)

    assert await find_session(session.id, seen_by=OPERATOR) == replace(session, revised_at=LATER)


async def test_every_write_is_in_the_trail_without_titles(world: World) -> None:
    program = await register(world)
    batch = await second_batch(program, contact="Ibu Rahasia")
    await change_program(program.id, ProgramChange(title="Kemasan"), actor=OPERATOR, now=LATER)
    await change_batch(batch.id, BatchChange(title="Rahasia"), actor=OPERATOR, now=LATER)

    rows = await fetch("SELECT verb, subject_kind, before, after FROM audit_entry ORDER BY id")
    assert sorted((row["verb"], row["subject_kind"]) for row in rows) == [
        ("change", "batch"),
        ("change", "program"),
        ("register", "batch"),
        ("register", "program"),
    ]
    assert not any(text in str(row) for row in rows for text in ("Kemasan", "Rahasia"))


async def test_what_is_over_was_taught_unless_nobody_came(world: World) -> None:
    batch = await second_batch(await register(world, jp_total=8))
    sessions = tuple(PlannedSession(hours(hour, hour + 2)) for hour in (8, 10, 13))
    ask = world.ask(batch_id=batch.id, sessions=sessions)
    made = await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    unused = replace(made.booking.sessions[0], state=SessionState.UNUSED)
    async with writing():
        await save_session(unused, now=NOW)

    progress = await measure_progress(batch, now=hours(10, 12).end)

    assert progress == Progress(planned=Hours(4, 4.0), taught=Hours(2, 2.0), total=8)
