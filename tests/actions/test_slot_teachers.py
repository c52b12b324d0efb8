"""A trainer from some regency, whoever it is: found, named, and accepted by the judge."""

from datetime import date, timedelta
from typing import Any

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room, try_asking
from lintas.actions.slots.find_slots import Slots
from lintas.domain.people import Person, PersonId
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import Invalid, NotFound
from lintas.domain.teaching import Absence, AbsenceId, Qualification, QualificationId
from lintas.domain.timespan import TimeSpan
from lintas.store.people import add_person
from lintas.store.skills import add_absence, add_qualification
from lintas.store.transaction import writing
from tests.actions.test_slots import days, look
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    HOLD,
    MONDAY,
    NOW,
    SERANG_TRAINER,
    World,
    hours,
    named,
    settle_world,
)
from tests.conftest import Database

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def teacher(
    world: World, name: str, field: str = "Pengemasan", level: str = "", until: date | None = None
) -> PersonId:
    """Somebody of Bandung who can teach a field."""
    person = PersonId(named(name))
    skill = Qualification(
        QualificationId(named(f"{name} {field}")), person, field, level, "", until
    )
    async with writing():
        await add_person(Person(person, name, world.bandung_dinas, BANDUNG))
        await add_qualification(skill)
    return person


async def teach(world: World, who: PersonId, span: TimeSpan) -> None:
    session = PlannedSession(span, trainer_ids=(who,))
    ask = world.ask(world.decided_room, sessions=(session,), agency_id=world.bandung_dinas)
    await ask_for_room(ask, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)


async def be_away(who: PersonId, span: TimeSpan) -> None:
    async with writing():
        await add_absence(Absence(AbsenceId(named(f"{who} {span}")), who, span, "Cuti"))


def taught(slots: Slots, room: object) -> list[tuple[PersonId, ...]]:
    (offer,) = (each for each in slots.offers if each.plan.room.id == room)
    return [each.trainer_ids for each in offer.plan.sessions]


def told(slots: Slots) -> set[str]:
    return {each.code for miss in slots.misses for each in miss.against}


async def test_whoever_is_free_is_named_and_can_be_booked(world: World) -> None:
    first, second = await teacher(world, "Ani"), await teacher(world, "Budi")
    await teach(world, first, hours(9, 11))

    slots = await look(world, trainer_regency=BANDUNG, trainer_field="pengemasan")
    (offer,) = (each for each in slots.offers if each.plan.room.id == world.open_room)
    foreseen = await try_asking(
        world.ask(world.open_room, sessions=offer.plan.sessions), actor=SERANG_TRAINER, now=NOW
    )

    assert taught(slots, world.open_room) == [(second,), (second,)]
    assert [each.name for each in slots.list_found(offer.plan)] == ["Budi"]
    assert foreseen.findings == offer.findings
    assert slots.is_exhaustive


async def test_one_person_throughout_is_better_and_several_are_better_than_nobody(
    world: World,
) -> None:
    first, second = await teacher(world, "Ani"), await teacher(world, "Budi")
    await be_away(first, hours(0, 24, on=TUESDAY))
    await be_away(second, hours(0, 24, on=MONDAY))

    later = await look(world, trainer_regency=BANDUNG)
    only = await look(world, trainer_regency=BANDUNG, until=MONDAY + timedelta(days=2))

    assert (days(later, world.open_room), taught(later, world.open_room)) == (
        [1, 2],
        [(second,), (second,)],
    )
    assert taught(only, world.open_room) == [(first,), (second,)]


async def test_who_was_asked_for_by_name_teaches_beside_whoever_is_found(world: World) -> None:
    found = await teacher(world, "Ani")

    slots = await look(world, sessions=1, trainer_ids=(world.trainer,), trainer_regency=BANDUNG)

    assert taught(slots, world.open_room) == [(world.trainer, found)]


async def test_the_way_between_two_rooms_leaves_it_to_somebody_else(world: World) -> None:
    first, second = await teacher(world, "Ani"), await teacher(world, "Budi")
    await teach(world, first, hours(7, 8))

    slots = await look(world, sessions=1, until=TUESDAY, trainer_regency=BANDUNG)

    assert taught(slots, world.open_room) == [(second,)]


@pytest.mark.parametrize(
    ("facts", "wanted", "code"),
    [
        pytest.param({}, {"trainer_field": "Las"}, "trainer_unqualified", id="no such field"),
        pytest.param(
            {"level": "dasar"},
            {"trainer_field": "Pengemasan", "trainer_level": "mahir"},
            "trainer_unqualified",
            id="another level",
        ),
        pytest.param(
            {"until": MONDAY - timedelta(days=1)},
            {"trainer_field": "Pengemasan"},
            "trainer_unqualified",
            id="lapsed",
        ),
    ],
)
async def test_nobody_who_can_is_told_with_the_law(
    world: World, facts: dict[str, Any], wanted: dict[str, Any], code: str
) -> None:
    await teacher(world, "Ani", **facts)

    slots = await look(world, trainer_regency=BANDUNG, **wanted)

    assert slots.offers == ()
    assert told(slots) == {code}


async def test_nobody_who_is_free_is_told_with_the_law(world: World) -> None:
    busy = await teacher(world, "Ani")
    await teach(world, busy, hours(8, 12))

    taken = await look(
        world, trainer_regency=BANDUNG, room_id=world.open_room, sessions=1, until=TUESDAY
    )
    await be_away(busy, hours(0, 24, on=TUESDAY))
    away = await look(
        world,
        trainer_regency=BANDUNG,
        room_id=world.open_room,
        sessions=1,
        since=TUESDAY,
        until=TUESDAY + timedelta(days=1),
    )

    assert (taken.offers, told(taken)) == ((), {"trainer_clash"})
    assert [each.name for each in taken.list_found(taken.misses[0].plan)] == ["Ani"]
    assert (away.offers, told(away)) == ((), {"trainer_clash"})


async def test_nobody_is_looked_for_in_a_regency_that_there_isn_t(world: World) -> None:
    with pytest.raises(NotFound) as unknown:
        await look(world, trainer_regency="99.99")
    with pytest.raises(Invalid) as vague:
        await look(world, trainer_level="mahir")

    assert [each.field for each in unknown.value.faults] == ["trainer_regency"]
    assert [each.field for each in vague.value.faults] == ["trainer_field"]
