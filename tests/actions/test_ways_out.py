"""Every way out that is offered is one: asked for as it stands, it is accepted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.ask_in_parts import ask_in_parts, try_in_parts
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.conflicts.suggest_ways_out import suggest_ways_out
from lintas.actions.people.note_absence import AbsenceFacts, note_absence
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Decision
from lintas.domain.people import Person, PersonId
from lintas.domain.plans import Ask, Plan, PlannedSession
from lintas.domain.venues import RoomId
from lintas.rules.ways_out import WayKind, WayOut
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.engines import fetch
from lintas.store.people import add_person
from lintas.store.programs.hours import measure_progress
from lintas.store.transaction import writing
from tests.actions.world import (
    HOLD,
    MONDAY,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    named,
    settle_world,
)
from tests.conftest import Database

BUDI, CITRA = (PersonId(named(name)) for name in ("Budi", "Citra"))
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
async def world(database: Database) -> World:
    """With two more people who have taught, a month ago."""
    world = await settle_world()
    async with writing():
        for person_id, name in ((BUDI, "Budi"), (CITRA, "Citra")):
            await add_person(Person(person_id, name, world.serang_dinas, SERANG))
    for number, person_id in enumerate((world.trainer, BUDI, CITRA)):
        await book(world, hours(7, 8, on=MONDAY - timedelta(days=7 + number)), taught=[person_id])
    return world


async def book(
    world: World, *spans: object, room: RoomId | None = None, taught: Sequence[PersonId] = ()
) -> None:
    await ask_for_room(
        asked(world, *spans, room=room, taught=taught), actor=OPERATOR, hold_for=HOLD, now=NOW
    )


def asked(
    world: World,
    *spans: object,
    room: RoomId | None = None,
    taught: Sequence[PersonId] = (),
    **more: object,
) -> Ask:
    sessions = tuple(PlannedSession(span, trainer_ids=tuple(taught)) for span in spans)
    return world.ask(room, sessions=sessions, **more)


async def ways_out_of(ask: Ask) -> tuple[WayOut, ...]:
    with pytest.raises(PlanClashes) as refusal:
        await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    return refusal.value.ways_out


def parts_of(way: WayOut, ask: Ask) -> list[Ask]:
    """What taking it asks for."""
    return [_part(plan, ask) for plan in (way.plan, way.rest) if plan is not None]


def _part(plan: Plan, ask: Ask) -> Ask:
    return replace(
        ask,
        room_id=plan.room.id,
        headcount=plan.headcount,
        layout=plan.layout,
        sessions=plan.sessions,
        agreement_id=None,
    )


async def test_somebody_else_teaches_what_a_busy_trainer_can_not(world: World) -> None:
    await book(world, hours(9, 12), room=world.decided_room, taught=[world.trainer])
    ask = asked(world, hours(9, 12), hours(9, 12, on=TUESDAY), taught=[world.trainer])

    way, *_ = await ways_out_of(ask)
    (made,) = await ask_in_parts(parts_of(way, ask), actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    assert (way.kind, [person.name for person in way.trainers]) == (WayKind.OTHER_TRAINER, ["Budi"])
    assert [each.trainer_ids for each in made.booking.sessions] == [(BUDI,), (world.trainer,)]


async def test_days_that_are_taken_become_a_booking_of_their_own(world: World) -> None:
    await book(world, hours(9, 12))
    for room in (world.hall, world.decided_room):
        await book(world, hours(9, 12, on=TUESDAY), room=room)
    ask = asked(world, hours(9, 12), hours(9, 12, on=TUESDAY))

    way = next(way for way in await ways_out_of(ask) if way.kind is WayKind.SPLIT)
    made = await ask_in_parts(parts_of(way, ask), actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    assert [each.booking.room_id for each in made] == [world.open_room, way.rest.room.id]
    assert [[s.span for s in each.booking.sessions] for each in made] == [
        [hours(9, 12, on=TUESDAY)],
        [hours(9, 12)],
    ]


async def test_too_many_people_become_two_groups(world: World) -> None:
    ask = asked(world, hours(9, 12), taught=[world.trainer], headcount=70)

    way, *_ = await ways_out_of(ask)
    made = await ask_in_parts(parts_of(way, ask), actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    assert way.kind is WayKind.SPLIT
    assert [each.booking.headcount for each in made] == [35, 35]
    assert [each.booking.sessions[0].trainer_ids for each in made] == [(world.trainer,), (BUDI,)]


async def test_each_of_two_groups_is_taught_the_hours_of_the_program(world: World) -> None:
    facts = ProgramFacts(world.serang_dinas, "Kemasan", jp_total=4)
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    batch = await register_batch(BatchFacts(program.id, 1), actor=SERANG_COORDINATOR, now=NOW)
    ask = asked(world, hours(9, 12), headcount=70, batch_id=batch.id)

    way, *_ = await ways_out_of(ask)
    foreseen = await try_in_parts(parts_of(way, ask), actor=SERANG_TRAINER, now=NOW)
    made = await ask_in_parts(parts_of(way, ask), actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    assert [each.booking.sessions[0].span for each in made] == [hours(9, 12), hours(9, 12)]
    assert [each.findings for each in foreseen] == [(), ()]
    assert (await measure_progress(batch, now=NOW)).planned.jp == 3


async def test_of_two_parts_both_are_kept_or_neither(world: World) -> None:
    parts = [asked(world, hours(9, 12)), asked(world, hours(10, 11))]
    before = await fetch("SELECT count(*) AS n FROM booking")

    with pytest.raises(PlanClashes):
        await try_in_parts(parts, actor=SERANG_TRAINER, now=NOW)
    with pytest.raises(PlanClashes):
        await ask_in_parts(parts, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    assert await fetch("SELECT count(*) AS n FROM booking") == before


async def test_who_fell_ill_is_replaced_with_one_press(world: World) -> None:
    ask = asked(world, hours(9, 12), taught=[world.trainer])
    made = await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    session = made.booking.sessions[0]
    away = hours(0, 24)
    facts = AbsenceFacts(world.trainer, away.start, away.end, "Sakit")
    await note_absence(facts, actor=SERANG_COORDINATOR, now=NOW)

    found = await suggest_ways_out(session.id, actor=SERANG_COORDINATOR, now=NOW)
    change = Change(trainer_ids=found.ways[0].plan.sessions[0].trainer_ids, reason="Sakit")
    moved = await move_session(session.id, change, actor=SERANG_COORDINATOR, hold_for=HOLD, now=NOW)

    assert [way.kind for way in found.ways] == [
        WayKind.OTHER_TRAINER,
        WayKind.OTHER_TRAINER,
        WayKind.OTHER_TIME,
    ]
    assert (moved.session.trainer_ids, moved.session.decision) == ((BUDI,), Decision.APPROVED)
    assert await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN) == ()


@pytest.mark.parametrize("seed", [0, 3])
async def test_whatever_is_offered_is_accepted(world: World, seed: int) -> None:
    """However full the days are, whoever teaches, however many come."""
    chance = Random(seed)  # noqa: S311 -- no secret
    rooms = [world.hall, world.part_a, world.part_b, world.open_room, world.decided_room]
    people = [world.trainer, BUDI, CITRA]
    others = [PersonId(named(name)) for name in ("Dewi", "Eka")]
    async with writing():
        for person_id in others:
            await add_person(Person(person_id, "Cadangan", world.serang_dinas, SERANG))
    await book(world, hours(7, 8, on=MONDAY - timedelta(days=14)), taught=others)

    def any_ask() -> Ask:
        days = chance.sample(range(3), k=chance.randint(1, 3))
        begin, length = chance.randint(7, 17), chance.randint(1, 4)
        return asked(
            world,
            *(hours(begin, begin + length, on=MONDAY + timedelta(days=day)) for day in days),
            room=chance.choice(rooms),
            taught=chance.sample(people, k=chance.randint(0, 2)),
            headcount=chance.choice([10, 40, 60]),
        )

    seen: set[WayKind] = set()
    for ask in [any_ask() for _ in range(20)]:
        try:
            await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
        except PlanClashes as refusal:
            for way in refusal.ways_out:
                await try_in_parts(parts_of(way, ask), actor=SERANG_TRAINER, now=NOW)
                seen.add(way.kind)

    assert {WayKind.OTHER_TRAINER, WayKind.SPLIT} <= seen
