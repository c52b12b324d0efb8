"""The same races from several processes of the operating system, each with tasks of its own."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.store.bookings.receipts import Receipt
from tests.actions.world import BANDUNG_MANAGER, HOLD, NOW, SERANG_TRAINER
from tests.conftest import Database
from tests.proofs.ground import (
    Ground,
    holds_due,
    leaves_of,
    list_holds,
    list_kept,
    list_overlaps,
    slot,
)
from tests.proofs.racing import OK, Crew, at_once

TASKS, SLOTS = 4, 20


async def ask_for_every_slot(first: int) -> Counter[str]:
    """Four tasks, each for all slots of the hall, each beginning elsewhere."""
    ground = Ground()
    order = [slot((first + number) % SLOTS) for number in range(SLOTS)]

    async def work(task: int) -> Counter[str]:
        counted: Counter[str] = Counter()
        for during in order[task:] + order[:task]:
            asked = ground.ask(ground.hall if task % 2 else ground.part_a, during)
            counted += await at_once(
                ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
            )
        return counted

    return sum(await asyncio.gather(*map(work, range(TASKS))), Counter())


async def ask_with(key: str, times: int) -> Counter[str]:
    ground = Ground()
    receipt = Receipt(SERANG_TRAINER.id, "POST", key, "0" * 64, 201, lambda _: "made")
    asks = (
        ask_for_room(ground.ask(), actor=SERANG_TRAINER, hold_for=HOLD, now=NOW, receipt=receipt)
        for _ in range(times)
    )
    return await at_once(*asks)


async def decide_on(bookings: Sequence[UUID], *, at_the_end: bool) -> Counter[str]:
    """Approve them all, or let the clock take them all."""
    if at_the_end:
        return await at_once(expire_requests(now=NOW + HOLD))
    approve = partial(approve_booking, actor=BANDUNG_MANAGER, now=NOW)
    return await at_once(*map(approve, bookings))


async def run(crew: Crew, database: Database, *jobs: partial) -> Counter[str]:
    counted = await asyncio.to_thread(crew.run, database.url, jobs)
    return sum(counted, Counter())


async def test_every_slot_goes_to_one_of_sixteen(
    ground: Ground, database: Database, processes: Crew
) -> None:
    jobs = [partial(ask_for_every_slot, 5 * number) for number in range(processes.size)]
    counted = await run(processes, database, *jobs)

    assert counted == {OK: SLOTS, "PlanClashes": (processes.size * TASKS - 1) * SLOTS}
    bookings = await list_kept()
    assert {booking.sessions[0].span for booking in bookings} == set(map(slot, range(SLOTS)))
    assert await list_overlaps() == []
    assert await list_holds() == holds_due(bookings, leaves_of(ground))


async def test_a_key_makes_one_booking_wherever_it_is_sent(
    ground: Ground, database: Database, processes: Crew
) -> None:
    counted = await run(processes, database, *[partial(ask_with, "key", 5)] * processes.size)

    assert counted == {OK: 1, "AnsweredBefore": 19}
    assert len(await list_kept()) == 1


async def test_each_request_is_decided_once_whoever_decides(
    ground: Ground, database: Database, processes: Crew
) -> None:
    asks = [
        ask_for_room(
            ground.ask(ground.decided_room, slot(number)),
            actor=SERANG_TRAINER,
            hold_for=HOLD,
            now=NOW,
        )
        for number in range(SLOTS)
    ]
    made = [(await ask).booking.id for ask in asks]

    jobs = [partial(decide_on, made, at_the_end=number == 0) for number in range(processes.size)]
    counted = await run(processes, database, *jobs)

    states = Counter(booking.state.value for booking in await list_kept())
    assert states["approved"] + states["expired"] == SLOTS
    # The clock's own job counts once, whatever it found.
    assert counted[OK] == states["approved"] + 1
