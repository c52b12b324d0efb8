"""Taking nouns out of use."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from lintas.actions.agencies.retire_agency import retire_agency
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.people.change_person import change_person
from lintas.actions.people.facts import PersonChange, PersonFacts
from lintas.actions.people.register_person import register_person
from lintas.actions.people.retire_person import retire_person
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.programs.retire_batch import retire_batch
from lintas.actions.programs.retire_program import retire_program
from lintas.actions.venues.regroup_room import regroup_room
from lintas.actions.venues.retire_room import retire_room
from lintas.actions.venues.retire_venue import retire_venue
from lintas.domain.bookings import Booking
from lintas.domain.people import Role
from lintas.domain.programs import Batch
from lintas.domain.refusal import IllegalState, NotFound
from lintas.rules.access import NotAllowed
from lintas.store.agencies import find_agency
from lintas.store.engines import fetch
from lintas.store.people import find_person
from lintas.store.programs.batches import find_batch
from lintas.store.programs.templates import find_program
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    actor,
    hours,
    settle_world,
)
from tests.conftest import Database

AFTERWARDS = hours(9, 12).end + timedelta(days=1)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


@pytest.fixture
async def batch(world: World) -> Batch:
    facts = ProgramFacts(world.serang_dinas, "Kemasan")
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    return await register_batch(BatchFacts(program.id, 1), actor=SERANG_COORDINATOR, now=NOW)


async def book(world: World, *args: object, **more: object) -> Booking:
    asked = world.ask(*args, **more)  # type: ignore[arg-type]  # the world says what it takes
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking


async def cancel(booking: Booking) -> None:
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)


async def retired() -> list[tuple[str, str]]:
    rows = await fetch("SELECT subject_kind, subject_id FROM audit_entry WHERE verb = 'retire'")
    return [(row["subject_kind"], row["subject_id"]) for row in rows]


async def test_an_agency_is_retired_once_nothing_stands_on_it(world: World, batch: Batch) -> None:
    booking = await book(world)
    with pytest.raises(IllegalState):
        await retire_agency(world.serang_dinas, actor=SERANG_COORDINATOR, now=NOW)
    await cancel(booking)
    with pytest.raises(IllegalState):
        await retire_agency(world.serang_dinas, actor=SERANG_COORDINATOR, now=NOW)
    await retire_batch(batch.id, actor=SERANG_COORDINATOR, now=NOW)
    await retire_program(batch.program_id, actor=SERANG_COORDINATOR, now=NOW)

    await retire_agency(world.serang_dinas, actor=SERANG_COORDINATOR, now=NOW)

    with pytest.raises(NotFound):
        await find_agency(world.serang_dinas)
    assert ("agency", str(world.serang_dinas)) in await retired()


async def test_an_agency_that_owns_a_venue_stays(world: World) -> None:
    with pytest.raises(IllegalState):
        await retire_agency(world.bandung_dinas, actor=BANDUNG_COORDINATOR, now=NOW)


async def test_people_of_a_retired_agency_can_still_be_changed(world: World) -> None:
    await retire_agency(world.serang_dinas, actor=SERANG_COORDINATOR, now=NOW)

    change = PersonChange(name="Pengajar Baru")
    after = await change_person(world.trainer, change, actor=SERANG_COORDINATOR, now=NOW)

    assert (after.name, after.agency_id) == ("Pengajar Baru", world.serang_dinas)


async def test_a_venue_is_retired_after_its_rooms(world: World) -> None:
    for room in (world.part_a, world.part_b, world.hall, world.open_room):
        await retire_room(room, actor=BANDUNG_MANAGER, now=NOW)
    with pytest.raises(IllegalState):
        await retire_venue(world.plut, actor=BANDUNG_MANAGER, now=NOW)
    await retire_room(world.decided_room, actor=BANDUNG_MANAGER, now=NOW)

    await retire_venue(world.plut, actor=BANDUNG_MANAGER, now=NOW)

    with pytest.raises(NotFound):
        await find_venue(world.plut)


async def test_a_hall_stands_for_the_parts_that_stay(world: World) -> None:
    with pytest.raises(IllegalState):
        await retire_room(world.hall, actor=BANDUNG_MANAGER, now=NOW)

    await retire_room(world.part_a, actor=BANDUNG_MANAGER, now=NOW)

    assert (await find_room(world.hall)).leaves == (world.part_b,)


async def test_a_hall_in_use_keeps_all_its_parts(world: World) -> None:
    booking = await book(world, world.part_b)

    with pytest.raises(IllegalState):
        await retire_room(world.part_a, actor=BANDUNG_MANAGER, now=NOW)
    await cancel(booking)
    await retire_room(world.part_a, actor=BANDUNG_MANAGER, now=NOW)


async def test_a_part_that_stands_alone_meanwhile_is_retired_all_the_same(world: World) -> None:
    await asyncio.gather(
        regroup_room(world.part_a, None, actor=BANDUNG_MANAGER, now=NOW),
        retire_room(world.part_a, actor=BANDUNG_MANAGER, now=NOW),
        return_exceptions=True,  # whoever comes second may find it gone
    )

    with pytest.raises(NotFound):
        await find_room(world.part_a)
    assert (await find_room(world.hall)).leaves == (world.part_b,)


async def test_what_is_over_keeps_nothing(world: World) -> None:
    await book(world, trainer_ids=(world.trainer,))

    await retire_room(world.open_room, actor=BANDUNG_MANAGER, now=AFTERWARDS)
    await retire_person(world.trainer, actor=SERANG_COORDINATOR, now=AFTERWARDS)

    assert len(await retired()) == 2


async def test_a_trainer_of_a_session_to_come_stays(world: World) -> None:
    await book(world, trainer_ids=(world.trainer,))

    with pytest.raises(IllegalState):
        await retire_person(world.trainer, actor=SERANG_COORDINATOR, now=NOW)


async def test_a_participant_stays_until_leaving(world: World, batch: Batch) -> None:
    siti = PersonFacts("Siti", phone="081234567789")
    person = await register_person(siti, actor=SERANG_COORDINATOR, now=NOW)
    enrolled = await enrol_person(batch.id, person.id, actor=SERANG_COORDINATOR, now=NOW)
    with pytest.raises(IllegalState):
        await retire_person(person.id, actor=SERANG_COORDINATOR, now=NOW)
    await leave_batch(enrolled.enrolment.id, actor=SERANG_COORDINATOR, now=NOW)

    await retire_person(person.id, actor=SERANG_COORDINATOR, now=NOW)

    with pytest.raises(NotFound):
        await find_person(person.id, seen_by=OPERATOR)
    await register_person(siti, actor=BANDUNG_COORDINATOR, now=NOW)


async def test_a_batch_with_sessions_to_come_stays_and_its_program_with_it(
    world: World, batch: Batch
) -> None:
    booking = await book(world, batch_id=batch.id)
    with pytest.raises(IllegalState):
        await retire_batch(batch.id, actor=SERANG_COORDINATOR, now=NOW)
    with pytest.raises(IllegalState):
        await retire_program(batch.program_id, actor=SERANG_COORDINATOR, now=NOW)
    await cancel(booking)

    await retire_batch(batch.id, actor=SERANG_COORDINATOR, now=NOW)
    await retire_program(batch.program_id, actor=SERANG_COORDINATOR, now=NOW)

    with pytest.raises(NotFound):
        await find_batch(batch.id, seen_by=OPERATOR)
    with pytest.raises(NotFound):
        await find_program(batch.program_id, seen_by=OPERATOR)


@dataclass(frozen=True)
class Retirement:
    """One verb on one thing of one side."""

    of: str
    by: Callable[..., Awaitable[None]]


@pytest.mark.parametrize(
    ("retire", "kept_by_serang"),
    [
        (Retirement("serang_dinas", retire_agency), True),
        (Retirement("trainer", retire_person), True),
        (Retirement("plut", retire_venue), False),
        (Retirement("open_room", retire_room), False),
    ],
    ids=["agency", "person", "venue", "room"],
)
async def test_only_who_keeps_it_retires_it(
    world: World, retire: Retirement, *, kept_by_serang: bool
) -> None:
    thing = getattr(world, retire.of)
    foreign = BANDUNG_COORDINATOR if kept_by_serang else SERANG_COORDINATOR

    with pytest.raises(NotFound):
        await retire.by(thing, actor=foreign, now=NOW)
    with pytest.raises(NotAllowed):
        await retire.by(thing, actor=actor(Role.AUDITOR, SERANG), now=NOW)
    assert await retired() == []


async def test_only_who_keeps_programs_retires_them(world: World, batch: Batch) -> None:
    for who, refusal in (
        (BANDUNG_COORDINATOR, NotFound),
        (actor(Role.AUDITOR, SERANG), NotAllowed),
    ):
        with pytest.raises(refusal):
            await retire_batch(batch.id, actor=who, now=NOW)
        with pytest.raises(refusal):
            await retire_program(batch.program_id, actor=who, now=NOW)
