"""Many blocks as one transaction."""

import asyncio
from contextlib import suppress

import pytest

from lintas.store.engines import TransactionMisused
from lintas.store.transaction import (
    TryAgain,
    lock_more,
    reading,
    retrying,
    writing,
    writing_together,
)
from tests.conftest import Database
from tests.store.rows import add_regency, list_regencies


class Interrupted(Exception):
    """What a test throws to break off a transaction."""


async def write(code: str) -> None:
    async with writing(f"regency:{code}"):
        await add_regency(code)


async def write_and_fail(code: str) -> None:
    async with writing():
        await add_regency(code)
        raise Interrupted


async def test_blocks_together_are_kept_together(database: Database) -> None:
    async with writing_together("all"):
        await write("36.04")
        await write("32.04")
        seen_inside = await list_regencies()

    assert seen_inside == ["32.04", "36.04"]
    assert await list_regencies() == ["32.04", "36.04"]


async def test_what_fails_in_one_fails_all(database: Database) -> None:
    async def fail() -> None:
        async with writing_together():
            await write("36.04")
            await write_and_fail("32.04")

    with pytest.raises(Interrupted):
        await fail()

    assert await list_regencies() == []


async def test_a_failure_that_was_swallowed_still_keeps_everything_out(database: Database) -> None:
    async def swallow() -> None:
        async with writing_together():
            await write("36.04")
            with suppress(Interrupted):
                await write_and_fail("32.04")

    with pytest.raises(TransactionMisused, match="swallowed"):
        await swallow()

    assert await list_regencies() == []


async def test_what_failed_is_not_tried_again_in_the_same_transaction(database: Database) -> None:
    @retrying
    async def lose() -> None:
        async with writing():
            raise TryAgain

    with pytest.raises(TransactionMisused, match="had failed: TryAgain"):
        async with writing_together():
            await lose()


async def test_a_block_of_many_is_joined_by_none(database: Database) -> None:
    async def nest() -> None:
        async with writing_together(), writing(), writing():
            await add_regency("36.04")

    with pytest.raises(TransactionMisused, match="inside a transaction"):
        await nest()


async def test_a_snapshot_joins_nothing(database: Database) -> None:
    with pytest.raises(TransactionMisused, match="inside a transaction"):
        async with writing_together(), reading():
            await list_regencies()


async def test_once_it_has_ended_blocks_stand_alone_again(database: Database) -> None:
    async with writing_together():
        await write("36.04")

    with pytest.raises(Interrupted):
        await write_and_fail("32.04")

    assert await list_regencies() == ["36.04"]


async def test_locks_of_a_block_are_held_until_all_have_ended(database: Database) -> None:
    order = []
    taken = asyncio.Event()

    async def other() -> None:
        await taken.wait()
        async with writing("regency:36.04"):
            order.append("other")

    waiting = asyncio.create_task(other())
    async with writing_together():
        await write("36.04")
        taken.set()
        await asyncio.sleep(0)
        await write("32.04")
        order.append("together")
    await waiting

    assert order == ["together", "other"]


async def test_what_turns_out_to_need_more_locks_begins_again_with_all_of_them(
    database: Database,
) -> None:
    begun = []

    @retrying
    async def act() -> None:
        begun.append("act")
        async with writing("b"):
            await lock_more("b")
            await lock_more("a", "c")
            await add_regency("36.04")

    await act()

    assert len(begun) == 2
    assert await list_regencies() == ["36.04"]
    with pytest.raises(TryAgain):
        async with writing("b"):
            # Nothing that another action found missing is left over.
            await lock_more("a")


async def test_joined_blocks_take_more_locks_as_they_come_to_them(database: Database) -> None:
    async def act(code: str) -> None:
        async with writing():
            await lock_more(code)
            await add_regency(code)

    async with writing_together():
        await act("36.04")
        await act("32.04")

    assert len(await list_regencies()) == 2
    with pytest.raises(TransactionMisused, match="inside"):
        await lock_more("a")
