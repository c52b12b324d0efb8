"""Messages on their way out, as the store keeps them."""

from datetime import timedelta

import pytest

from lintas.store.engines import fetch
from lintas.store.messages.overtaken import told_positions
from lintas.store.messages.sending import (
    LEASE,
    Letter,
    MessageState,
    Outcome,
    claim_letters,
    has_due,
    save_outcome,
)
from lintas.store.outbox import Channel
from lintas.store.transaction import writing
from tests.actions.world import NOW
from tests.alerts.crowd import tell_many
from tests.conftest import Database

DONE = Outcome(MessageState.DONE, attempts=1)
SOON = timedelta(seconds=1)


async def claim(limit: int = 10, *, now=NOW, worker: str = "one", besides=()) -> tuple[Letter, ...]:
    async with writing():
        return await claim_letters(
            Channel.EMAIL, worker=worker, now=now, limit=limit, besides=besides
        )


async def finish(letter: Letter, *, now=NOW) -> bool:
    async with writing():
        return await save_outcome(letter, DONE, now=now)


async def test_nobody_claims_what_another_has(database: Database) -> None:
    await tell_many(5)

    one, two, three = await claim(3), await claim(3, worker="two"), await claim(3)

    assert [len(each) for each in (one, two, three)] == [3, 2, 0]
    assert len({letter.id for letter in one + two}) == 5


async def test_what_somebody_claimed_and_never_finished_is_due_again(database: Database) -> None:
    await tell_many(1)
    (lost,) = await claim()
    assert not await has_due(Channel.EMAIL, now=NOW + LEASE - SOON)
    assert await claim(now=NOW + LEASE - SOON) == ()

    assert await has_due(Channel.EMAIL, now=NOW + LEASE)
    (found,) = await claim(now=NOW + LEASE)

    assert (found.id, found.attempts) == (lost.id, 2)


async def test_only_who_holds_the_claim_may_finish_it(database: Database) -> None:
    await tell_many(1)
    (late,) = await claim()
    (now_ours,) = await claim(now=NOW + LEASE)

    assert not await finish(late)
    assert await finish(now_ours)
    assert not await finish(now_ours)
    (row,) = await fetch("SELECT state, attempts FROM message WHERE channel = 'email'")
    assert (row["state"], row["attempts"]) == ("done", 1)


async def test_a_recipient_who_is_being_written_to_is_passed_over(database: Database) -> None:
    await tell_many(2)
    await tell_many(2, of="angkatan lain")
    (first,) = await claim(1)

    others = await claim(besides=[first.recipient])

    assert len(others) == 2
    assert first.recipient not in {letter.recipient for letter in others}


async def test_what_was_told_before_is_not_told_again(database: Database) -> None:
    await tell_many(3)
    await tell_many(3)

    assert len(await claim()) == 3


@pytest.mark.parametrize(
    ("version", "positions"),
    [("0.1", {0}), ("0.1,3.12", {0, 3}), ("", set())],
    ids=["one session", "some", "none named"],
)
def test_the_sessions_that_news_tells_of(version: str, positions: set[int]) -> None:
    assert told_positions({"version": version}) == positions
