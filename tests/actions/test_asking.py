"""Asking for rooms, deciding and moving, through the actions on both engines."""

import asyncio
from datetime import timedelta

import pytest

from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Decision
from lintas.domain.plans import MOST_SESSIONS, NotAnAsk, PlannedSession
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_MANAGER,
    HOLD,
    MONDAY,
    NOW,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def ask(world: World, *args: object, **more: object):
    asked = world.ask(*args, **more)
    return await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def test_a_room_that_says_yes_by_itself_is_approved_at_once(world: World) -> None:
    made = await ask(world)

    assert made.booking.state is Decision.APPROVED
    assert made.booking.sessions[0].agreement_id == world.agreement


async def test_a_request_holds_its_slot_until_it_is_decided(world: World) -> None:
    made = await ask(world, world.decided_room)

    with pytest.raises(PlanClashes) as refusal:
        await ask(world, world.decided_room, hours(11, 13))
    assert [finding.code for finding in refusal.value.findings] == ["venue_clash"]
    assert [way.kind for way in refusal.value.ways_out] != []

    approved = await approve_booking(made.booking.id, actor=BANDUNG_MANAGER, now=NOW)
    assert approved.state is Decision.APPROVED


async def test_ways_out_of_what_is_near_are_found_between_two_seconds(world: World) -> None:
    """Clocks tell microseconds, which no span holds."""
    await ask(world)
    now = NOW + timedelta(days=14, microseconds=1)

    with pytest.raises(PlanClashes) as refusal:
        await ask_for_room(world.ask(), actor=SERANG_TRAINER, hold_for=HOLD, now=now)
    assert refusal.value.ways_out != ()


async def test_a_hall_and_its_parts_keep_each_other_out(world: World) -> None:
    await ask(world, world.part_a)

    with pytest.raises(PlanClashes):
        await ask(world, world.hall)
    await ask(world, world.part_b)


async def test_fifty_at_once_and_one_gets_it(world: World) -> None:
    answers = await asyncio.gather(*(ask(world) for _ in range(50)), return_exceptions=True)

    assert sum(not isinstance(answer, Exception) for answer in answers) == 1
    assert {type(a) for a in answers if isinstance(a, Exception)} == {PlanClashes}
    assert (await fetch("SELECT count(*) AS n FROM hold"))[0]["n"] == 1


async def test_moving_keeps_the_uid_and_raises_the_sequence(world: World) -> None:
    session = (await ask(world)).booking.sessions[0]
    later = hours(13, 16)

    moved = await move_session(
        session.id,
        Change(starts_at=later.start, ends_at=later.end),
        actor=SERANG_TRAINER,
        hold_for=HOLD,
        now=NOW,
    )

    assert (moved.session.uid, moved.session.sequence) == (session.uid, 1)
    await ask(world)


async def test_a_year_of_days_is_one_booking(world: World) -> None:
    """366 sessions once made a message's key longer than PostgreSQL keeps."""
    days = [MONDAY + timedelta(days=number) for number in range(MOST_SESSIONS)]
    sessions = tuple(PlannedSession(hours(9, 12, on=day)) for day in days)

    made = await ask(world, sessions=sessions, reasons={"*": "dibuka satpam"})

    assert len(made.booking.sessions) == MOST_SESSIONS


async def test_nobody_asks_for_what_is_over(world: World) -> None:
    with pytest.raises(NotAnAsk) as refusal:
        await ask(world, during=hours(9, 12, on=NOW.date() - timedelta(days=365)))

    assert [fault.expected for fault in refusal.value.faults] == ["ahead"]
