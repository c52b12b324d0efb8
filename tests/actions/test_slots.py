"""Free slots: exactly what the judge accepts, in step with whoever books."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room, try_asking
from lintas.actions.bookings.withdraw_booking import withdraw_booking
from lintas.actions.people.note_absence import AbsenceFacts, note_absence
from lintas.actions.slots.find_slots import Slots, find_slots
from lintas.domain.bookings import Mode
from lintas.domain.plans import PlannedSession
from lintas.domain.slots import SlotWish
from lintas.domain.timespan import TimeSpan
from tests.actions.world import (
    HOLD,
    MONDAY,
    NOW,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


def wish(world: World, **facts: Any) -> SlotWish:
    """Two mornings in a row of one week, for 20 people."""
    made = SlotWish(
        agency_id=world.serang_dinas,
        headcount=20,
        sessions=2,
        minutes=240,
        since=MONDAY,
        until=MONDAY + timedelta(days=5),
        earliest=8 * 60,
        latest=12 * 60,
    )
    return replace(made, **facts)


async def look(world: World, **facts: Any) -> Slots:
    return await find_slots(wish(world, **facts), actor=SERANG_TRAINER, now=NOW)


def days(slots: Slots, room: object) -> list[int]:
    """On which days of the week the room is offered, counted from Monday."""
    (offer,) = (each for each in slots.offers if each.plan.room.id == room)
    return [(each.span.start.date() - MONDAY).days for each in offer.plan.sessions]


def starts(slots: Slots, room: object) -> list[datetime]:
    (offer,) = (each for each in slots.offers if each.plan.room.id == room)
    return [each.span.start for each in offer.plan.sessions]


async def be_away(world: World, span: TimeSpan) -> None:
    facts = AbsenceFacts(world.trainer, span.start, span.end, "Cuti")
    await note_absence(facts, actor=SERANG_COORDINATOR, now=NOW)


async def book(world: World, *spans: Any, **facts: Any) -> Any:
    facts = {"reasons": {"*": "perlu"}, **facts}
    ask = world.ask(sessions=tuple(map(PlannedSession, spans)), **facts)
    return await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def test_every_room_that_fits_is_offered_its_first_days(world: World) -> None:
    slots = await look(world)

    assert {each.plan.room.id for each in slots.offers} == {
        world.hall,
        world.part_a,
        world.part_b,
        world.open_room,
        world.decided_room,
    }
    assert days(slots, world.open_room) == [0, 1]
    assert slots.is_exhaustive
    assert (slots.rooms, slots.days) == (5, 5)


async def test_what_is_booked_after_the_first_look_is_not_offered(world: World) -> None:
    await look(world)
    await book(world, hours(10, 11, on=MONDAY + timedelta(days=1)))

    slots = await look(world)

    assert days(slots, world.open_room) == [2, 3]


async def test_a_hall_is_free_where_all_its_parts_are(world: World) -> None:
    await book(world, hours(10, 11), room=world.part_a)

    slots = await look(world, sessions=1)

    assert days(slots, world.hall) == [1]
    assert days(slots, world.part_a) == [1]
    assert days(slots, world.part_b) == [0]


async def test_of_a_full_room_the_laws_that_refuse_it_are_told(world: World) -> None:
    for n in range(5):
        await book(world, hours(10, 11, on=MONDAY + timedelta(days=n)))

    slots = await look(world, room_id=world.open_room)

    assert slots.offers == ()
    (miss,) = slots.misses
    assert {each.code for each in miss.findings} == {"venue_clash"}


async def test_a_minute_more_or_less_is_seen(world: World) -> None:
    # 10.07 to 10.08 takes neither of these: what is asked for ends at 10.07.
    ten = hours(10, 11)
    odd = replace(ten, start=ten.start + timedelta(minutes=7), end=ten.start + timedelta(minutes=8))
    await book(world, odd)

    just = await look(
        world, sessions=1, minutes=127, latest=10 * 60 + 7, until=MONDAY + timedelta(1)
    )
    over = await look(
        world, sessions=1, minutes=128, latest=10 * 60 + 8, until=MONDAY + timedelta(1)
    )

    assert days(just, world.open_room) == [0]
    assert world.open_room not in {each.plan.room.id for each in over.offers}
    assert over.is_exhaustive


async def test_the_trainer_must_be_free_too(world: World) -> None:
    ask = world.ask(world.decided_room, hours(8, 9), trainer_ids=(world.trainer,))
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    slots = await look(world, sessions=1, trainer_ids=(world.trainer,))

    assert days(slots, world.open_room) == [1]


async def test_the_way_to_the_next_room_takes_its_time(world: World) -> None:
    """A quarter of an hour within one venue: who teaches there until eight can't begin at eight."""
    ask = world.ask(world.decided_room, hours(7, 8), trainer_ids=(world.trainer,))
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    slots = await look(world, sessions=1, trainer_ids=(world.trainer,))
    later = await look(world, sessions=1, trainer_ids=(world.trainer,), latest=12 * 60 + 15)

    assert days(slots, world.open_room) == [1]
    assert starts(later, world.open_room) == [hours(8.25, 12.25).start]


async def test_online_lessons_are_no_way_from_anywhere(world: World) -> None:
    online = PlannedSession(
        hours(7, 8),
        trainer_ids=(world.trainer,),
        mode=Mode.ONLINE,
        link="https://meet.example.test/satu",
    )
    ask = world.ask(world.decided_room, sessions=(online,))
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    slots = await look(world, sessions=1, trainer_ids=(world.trainer,))

    assert days(slots, world.open_room) == [0]


async def test_nobody_who_is_away_is_asked_to_teach(world: World) -> None:
    await be_away(world, hours(0, 24))
    await be_away(world, hours(11, 13, on=MONDAY + timedelta(days=1)))

    slots = await look(world, sessions=1, trainer_ids=(world.trainer,))

    assert days(slots, world.open_room) == [2]
    assert slots.is_exhaustive


async def test_what_is_offered_to_somebody_busy_is_what_asking_finds(world: World) -> None:
    """Too much teaching on one day warns, before and when it is asked for."""
    full = world.ask(world.decided_room, hours(13, 20), trainer_ids=(world.trainer,))
    await ask_for_room(full, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    slots = await look(
        world, sessions=1, trainer_ids=(world.trainer,), until=MONDAY + timedelta(days=1)
    )

    assert slots.offers != ()
    for offer in slots.offers:
        ask = world.ask(offer.plan.room.id, sessions=offer.plan.sessions)
        foreseen = await try_asking(ask, actor=SERANG_TRAINER, now=NOW)
        assert foreseen.findings == offer.findings
        assert "trainer_load" in {each.code for each in offer.findings}


async def test_what_was_cancelled_or_ran_out_is_free_again(world: World) -> None:
    asked = await book(world, hours(8, 9), room=world.decided_room)
    held = await look(world, sessions=1)

    run_out = await find_slots(
        wish(world, sessions=1), actor=SERANG_TRAINER, now=NOW + HOLD + timedelta(seconds=1)
    )
    await withdraw_booking(asked.booking.id, actor=SERANG_TRAINER, reason="", now=NOW)
    withdrawn = await look(world, sessions=1)

    assert days(held, world.decided_room) == [1]
    assert days(run_out, world.decided_room) == [0]
    assert days(withdrawn, world.decided_room) == [0]
