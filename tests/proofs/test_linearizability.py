"""What several processes saw of each room can have happened in one order, broken off or not."""

import asyncio

import pytest

from tests.conftest import Database
from tests.proofs.breaking import drop_wall, lock_nothing
from tests.proofs.ground import Ground, list_overlaps, sweep
from tests.proofs.histories import record
from tests.proofs.linearizing import is_linearizable
from tests.proofs.racing import Crew

ROUNDS, CALLS = 4, 15


async def record_rounds(
    processes: Crew, database: Database, rounds: range, *, calls: int
) -> list[str]:
    """The rooms, by round, whose histories have no order."""
    odd = []
    for seed in rounds:
        await sweep()
        histories = await asyncio.to_thread(record, processes, database.url, calls=calls, seed=seed)
        odd += [f"{seed}: {name}" for name, each in histories.items() if not is_linearizable(each)]
        assert await list_overlaps() == []
    return odd


async def test_each_room_is_linearizable(
    ground: Ground, database: Database, processes: Crew
) -> None:
    assert await record_rounds(processes, database, range(ROUNDS), calls=CALLS) == []


@pytest.mark.soak
async def test_each_room_is_linearizable_in_many_histories(
    ground: Ground, database: Database, processes: Crew
) -> None:
    assert await record_rounds(processes, database, range(100, 120), calls=CALLS) == []
    assert await record_rounds(processes, database, range(200, 205), calls=4 * CALLS) == []


async def test_without_wall_and_locks_some_room_is_not(
    ground: Ground, database: Database, processes: Crew
) -> None:
    await drop_wall()

    for seed in range(20):
        await sweep()
        histories = await asyncio.to_thread(
            record, processes, database.url, calls=CALLS, seed=seed, breaks=[lock_nothing]
        )
        if not all(map(is_linearizable, histories.values())):
            return

    pytest.fail("the checker saw nothing wrong in 20 rounds without any guard")
