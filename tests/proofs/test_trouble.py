"""A database that is full, held or away: refused, nothing half-written, and no restart."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.store import engines
from lintas.store.bookings.receipts import AnsweredBefore, Receipt
from lintas.store.engines import fetch, raw
from lintas.store.trouble import as_trouble
from tests.actions.world import BANDUNG_MANAGER, HOLD, NOW, SERANG_TRAINER
from tests.conftest import Database
from tests.proofs.auditing import list_faults
from tests.proofs.ground import Ground, list_kept, slot
from tests.proofs.racing import OK
from tests.proofs.relay import Relay, relayed

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def try_asking(ground: Ground, number: int, receipt: Receipt | None = None) -> str:
    """ "ok", or in which trouble the database is; whatever else goes wrong goes on."""
    try:
        await ask(ground.ask(ground.decided_room, slot(number)), receipt=receipt)
    except AnsweredBefore:
        return OK
    except Exception as error:
        trouble = as_trouble(error)
        if trouble is None:
            raise
        return str(trouble)
    return OK


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_a_full_disk_refuses_and_is_used_again_when_there_is_room(ground: Ground) -> None:
    pages = (await fetch("PRAGMA page_count"))[0]["page_count"]
    await fetch(f"PRAGMA max_page_count = {pages + 4}")

    answers = Counter([await try_asking(ground, number) for number in range(40)])
    assert set(answers) == {OK, "the disk is full"}
    assert len(await list_kept()) == answers[OK]
    assert await list_faults() == []
    undecided = (await list_kept())[0]
    with pytest.raises(sqlite3.OperationalError) as caught:
        await approve_until_full(undecided.id)
    assert str(as_trouble(caught.value)) == "the disk is full"

    await fetch("PRAGMA max_page_count = 1000000")
    again = [await try_asking(ground, number) for number in range(answers[OK], 48)]
    assert set(again) == {OK}
    assert await list_faults() == []


async def approve_until_full(booking_id: object) -> None:
    """What little room is left may take one decision, but not the news of many."""
    for number in range(200):
        await approve_booking(booking_id, actor=BANDUNG_MANAGER, now=NOW, reason=f"{number}" * 2000)


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_a_file_that_another_program_holds_is_used_again_when_it_lets_go(
    ground: Ground, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The world was settled by a connection that is more patient.
    monkeypatch.setattr(raw, "BUSY_PATIENCE", 0.05)
    await engines.close(engines.current())
    path = Path(database.url.removeprefix("sqlite:///"))
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")

    held = await asyncio.gather(*(try_asking(ground, number) for number in range(4)))
    assert set(held) == {"another program holds the database"}

    holder.execute("ROLLBACK")
    holder.close()
    assert await try_asking(ground, 0) == OK
    assert await list_faults() == []


@pytest.fixture
async def relay(database: Database, ground: Ground) -> AsyncIterator[Relay]:
    """The store reaches its database by a way that can be cut."""
    direct = engines.current()
    async with relayed(database.url) as (url, relay):
        through = engines.open_engine(url)
        engines.use(through)
        yield relay
        with suppress(OSError):
            await engines.close(through)
    engines.use(direct)


def key(number: int) -> Receipt:
    return Receipt(SERANG_TRAINER.id, "POST", f"{number}", "0" * 64, 201, lambda _: "made")


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_a_server_that_goes_away_is_used_again_when_it_is_back(
    ground: Ground, relay: Relay
) -> None:
    wishes = range(48)
    asking = [asyncio.create_task(try_asking(ground, n, key(n))) for n in wishes]
    await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED)
    await relay.cut()
    answers = Counter(await asyncio.gather(*asking))
    assert 0 < answers[OK] < len(wishes)
    assert await try_asking(ground, 0) == "no server answers"

    await relay.mend()
    # Of some nobody knows whether they were made: the same key tells.
    again = await asyncio.gather(*(try_asking(ground, n, key(n)) for n in wishes))
    assert set(again) == {OK}
    assert len(await list_kept()) == len(wishes)
    assert await list_faults() == []


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_a_server_that_throws_everybody_out_again_and_again_loses_nothing(
    ground: Ground,
) -> None:
    wishes = range(48)
    answers: Counter[str] = Counter()

    async def persist(number: int) -> None:
        answer = ""
        while answer != OK:
            answer = await try_asking(ground, number, key(number))
            answers[answer] += 1

    asking = asyncio.gather(*map(persist, wishes))
    while not asking.done():
        await fetch(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND random() < 0.3"
        )
        await asyncio.sleep(0.02)
    await asking

    assert answers[OK] == len(wishes) < answers.total()
    assert len(await list_kept()) == len(wishes)
    assert await list_faults() == []
