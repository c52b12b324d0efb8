"""A hall gets other parts: who waits for one of them, or has claimed it, is not lost."""

from typing import Any

import pytest

from lintas.actions.approvals.end_claim import end_claim
from lintas.actions.approvals.queue import join_queue, leave_queue
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.bump_booking import Alternative, Bump, bump_booking
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.venues.regroup_room import regroup_room
from lintas.domain.approvals import QueueEntry, QueueState
from lintas.domain.bookings import Booking
from lintas.domain.venues import RoomId
from lintas.store.approvals.claims import list_claims
from lintas.store.approvals.queue import find_entry
from tests.actions.world import (
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    OPERATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def ask(world: World, room: RoomId, **more: Any) -> Booking:
    asked = world.ask(room, **more)
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking


async def wait(world: World, room: RoomId, **more: Any) -> QueueEntry:
    return await join_queue(world.ask(room, **more), actor=SERANG_TRAINER, now=NOW)


async def cancel(booking: Booking) -> None:
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)


async def stand_alone(room: RoomId) -> None:
    await regroup_room(room, None, actor=BANDUNG_MANAGER, now=NOW)


async def state_of(entry: QueueEntry) -> QueueState:
    return (await find_entry(entry.id, seen_by=OPERATOR)).state


async def test_who_waited_for_a_part_is_served_when_it_stands_alone(world: World) -> None:
    """Waiting for the trainer first, then for the room, which is no part of a hall by then."""
    taught = {"trainer_ids": (world.trainer,)}
    elsewhere = await ask(world, world.open_room, **taught)
    entry = await wait(world, world.part_a, **taught)
    leaver = await wait(world, world.part_a, **taught)
    await stand_alone(world.part_a)
    comer = await ask(world, world.part_a)

    await leave_queue(leaver.id, actor=SERANG_TRAINER, now=NOW)
    await cancel(elsewhere)
    before = await state_of(entry)
    await cancel(comer)

    assert (before, await state_of(entry)) == (QueueState.WAITING, QueueState.OFFERED)
    assert await state_of(leaver) is QueueState.LEFT


async def test_what_was_claimed_of_a_part_is_lent_again_when_it_stands_alone(world: World) -> None:
    bump = Bump(
        authority="Disposisi Sekda 12/2027",
        reason="Kunjungan menteri",
        in_favour_of="Kegiatan Bupati",
        alternatives=(Alternative(world.open_room, hours(9, 12)),),
    )
    booking = await ask(world, world.part_a)
    await bump_booking(booking.id, bump, actor=BANDUNG_MANAGER, now=NOW)
    await stand_alone(world.part_a)
    entry = await wait(world, world.part_a)
    (claim,) = await list_claims(since=NOW)

    await end_claim(claim.id, actor=BANDUNG_MANAGER, now=NOW)

    assert await state_of(entry) is QueueState.OFFERED
