"""Several sessions at once: series that meet, and swaps while others book."""

import asyncio
from collections import Counter
from datetime import timedelta
from functools import partial

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.swap_sessions import Exchange, Swap, swap_sessions
from lintas.domain.bookings import Session
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.store.bookings.skipped import list_skipped_of
from tests.actions.world import HOLD, NOW, SERANG_TRAINER
from tests.proofs.breaking import broken, drop_wall, lock_nothing
from tests.proofs.ground import (
    Ground,
    holds_due,
    leaves_of,
    list_holds,
    list_kept,
    list_overlaps,
    slot,
)
from tests.proofs.racing import OK, at_once, outcome

ROUNDS = 4
DAY = timedelta(days=1)

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def check_holds(ground: Ground) -> None:
    """None overlap, and they are what live sessions say."""
    assert await list_overlaps() == []
    assert await list_holds() == holds_due(await list_kept(), leaves_of(ground))


def series(ground: Ground, room: RoomId, first: TimeSpan, *days: int, skip: bool = False) -> Ask:
    sessions = tuple(
        PlannedSession(first.moved(DAY * day), trainer_ids=(ground.trainer,)) for day in days
    )
    return ground.ask(room, sessions=sessions, skip_clashing=skip)


def two_series(ground: Ground, n: int, *, skip: bool = False) -> list[Ask]:
    """In turn over one room, and over one trainer; they share two of their three days."""
    # Apart, for between two rooms people walk.
    first, other = slot(2 * n), ground.part_a if n % 2 else ground.open_room
    pair = [
        series(ground, ground.open_room, first, 0, 1, 2, skip=skip),
        series(ground, other, first, 1, 2, 3, skip=skip),
    ]
    return pair[:: 1 if n % 4 < 2 else -1]


async def test_of_two_series_that_meet_one_is_kept_whole(ground: Ground) -> None:
    for n in range(ROUNDS):
        assert await at_once(*map(ask, two_series(ground, n))) == {OK: 1, "PlanClashes": 1}

    assert [len(each.sessions) for each in await list_kept()] == [3] * ROUNDS
    await check_holds(ground)


async def test_two_series_that_may_skip_share_the_days_and_never_a_moment(ground: Ground) -> None:
    for n in range(ROUNDS):
        one, other = await asyncio.gather(*map(ask, two_series(ground, n, skip=True)))

        kept = [each.span for made in (one, other) for each in made.booking.sessions]
        assert sorted(kept) == [slot(2 * n).moved(DAY * day) for day in range(4)]
        skipped = [await list_skipped_of(made.booking.id) for made in (one, other)]
        # Whoever came second left out both days; nobody left out one of them each.
        assert sorted(map(len, skipped)) == [0, 2]

    await check_holds(ground)


@pytest.mark.parametrize("skip", [False, True], ids=["refuse", "skip"])
async def test_series_without_wall_and_lock_are_seen_to_overlap(
    ground: Ground, *, skip: bool
) -> None:
    """What the two proofs above would say of a kernel without guards."""
    await drop_wall()

    with broken(lock_nothing):
        await at_once(
            *(ask(each) for n in range(ROUNDS) for each in two_series(ground, n, skip=skip))
        )

    assert await list_overlaps() != []


async def two_sessions(ground: Ground, n: int) -> tuple[Session, Session]:
    """Of one length, in two rooms, one after the other."""
    one = (await ask(ground.ask(ground.open_room, slot(2 * n)))).booking.sessions[0]
    other = (await ask(ground.ask(ground.part_a, slot(2 * n + 1)))).booking.sessions[0]
    return one, other


async def swap(one: Session, other: Session, what: Exchange) -> None:
    asked = Swap(other.id, what)
    await swap_sessions(one.id, asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


@pytest.mark.parametrize("what", [Exchange.ROOMS, Exchange.TIMES], ids=str)
async def test_a_slot_is_swapped_into_or_booked(ground: Ground, what: Exchange) -> None:
    for n in range(ROUNDS):
        one, other = await two_sessions(ground, n)
        # The first session comes there.
        wanted = (
            ground.ask(ground.part_a, one.span)
            if what is Exchange.ROOMS
            else ground.ask(ground.open_room, other.span)
        )
        doings = [swap(one, other, what), ask(wanted)]
        assert await at_once(*doings[:: 1 if n % 2 else -1]) == {OK: 1, "PlanClashes": 1}

    await check_holds(ground)


async def test_a_slot_swapped_out_of_is_had_after_and_not_before(ground: Ground) -> None:
    for n in range(ROUNDS):
        one, other = await two_sessions(ground, n)
        doings = [swap(one, other, Exchange.TIMES), ask(ground.ask(ground.open_room, one.span))]
        swapped, asked = await asyncio.gather(*map(outcome, doings))

        assert swapped == OK
        of_slot = [each for each in await list_kept() if each.sessions[0].span == one.span]
        # The other session has come there, in its own room.
        assert len(of_slot) == 1 + (asked == OK)

    await check_holds(ground)


async def test_nobody_slips_into_slots_that_two_give_each_other(ground: Ground) -> None:
    for n in range(ROUNDS):
        one, other = await two_sessions(ground, n)
        wanted = [
            ground.ask(ground.open_room, one.span),
            ground.ask(ground.hall, other.span),
            ground.ask(ground.part_a, other.span),
        ]
        doings = [
            swap(one, other, Exchange.BOTH),
            *map(ask, wanted),
            swap(other, one, Exchange.BOTH),
        ]
        assert await at_once(*doings) == {OK: 2, "PlanClashes": 3}

    assert Counter(len(each.sessions) for each in await list_kept()) == {1: 2 * ROUNDS}
    await check_holds(ground)
