"""The inbox, and what is done with messages in it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.messages.mark_read import mark_all_read, mark_read
from lintas.actions.messages.send_again import send_again
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.store.messages.inbox import count_unread, list_inbox
from tests.actions.world import (
    BANDUNG_MANAGER,
    HOLD,
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


async def ask_and_approve(world: World, *, times: int) -> None:
    for number in range(times):
        now = NOW + timedelta(minutes=number)
        asked = world.ask(world.decided_room, hours(8 + number, 9 + number))
        made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=now)
        await approve_booking(made.booking.id, actor=BANDUNG_MANAGER, now=now)


async def list_minutes(actor: Actor, **page: object) -> list[int]:
    found = await list_inbox(actor.id, **page)
    return [(message.created_at - NOW) // timedelta(minutes=1) for message in found]


async def test_an_inbox_is_read_in_pages_newest_first(world: World) -> None:
    await ask_and_approve(world, times=3)

    first = await list_inbox(SERANG_TRAINER.id, limit=2)
    assert {message.kind for message in first} == {"request_approved"}
    assert await list_minutes(SERANG_TRAINER, limit=2) == [2, 1]
    assert await list_minutes(SERANG_TRAINER, after=first[-1].id) == [0]


async def test_reading_is_noted_once(world: World) -> None:
    await ask_and_approve(world, times=2)
    newest, _ = await list_inbox(SERANG_TRAINER.id)

    await mark_read(newest.id, actor=SERANG_TRAINER, now=NOW)
    await mark_read(newest.id, actor=SERANG_TRAINER, now=NOW + HOLD)

    assert await count_unread(SERANG_TRAINER.id) == 1
    assert (await list_inbox(SERANG_TRAINER.id))[0].read_at == NOW


async def test_all_is_read_at_once_but_not_what_comes_later(world: World) -> None:
    await ask_and_approve(world, times=3)

    await mark_all_read(actor=SERANG_TRAINER, now=NOW + timedelta(minutes=1))

    assert await count_unread(SERANG_TRAINER.id) == 1
    assert await count_unread(SERANG_COORDINATOR.id) == 3
    assert await count_unread(SERANG_COORDINATOR.id, at_most=2) == 2


async def test_nobody_touches_the_inbox_of_another(world: World) -> None:
    await ask_and_approve(world, times=1)
    (theirs,) = await list_inbox(SERANG_TRAINER.id)

    with pytest.raises(NotFound):
        await mark_read(theirs.id, actor=SERANG_COORDINATOR, now=NOW)
    assert await list_minutes(SERANG_COORDINATOR, after=theirs.id) == []
    with pytest.raises(NotFound):
        await send_again(uuid4(), actor=SERANG_COORDINATOR, now=NOW)
