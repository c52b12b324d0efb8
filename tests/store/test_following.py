"""What is held, in memory: in step with the commits of everybody."""

from contextlib import suppress
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import numpy as np
import pytest

from lintas.store.availability import changes
from lintas.store.availability.changes import remove_old_changes
from lintas.store.availability.following import follow
from lintas.store.availability.timeline import QUARTER, TOUCHED
from lintas.store.engines import close, current, fetch, open_engine, use
from lintas.store.transaction import writing
from tests.conftest import Database
from tests.store.rows import MORNING, add_session, hours

NOW = MORNING - timedelta(days=1)


async def hold(session: UUID, resource: UUID, first: float, last: float) -> UUID:
    hold_id = uuid4()
    await fetch(
        "INSERT INTO hold (id, resource, starts_at, ends_at, session) VALUES ($1, $2, $3, $4, $5)",
        *(hold_id, resource, *hours(first, last), session),
    )
    return hold_id


async def held(resource: UUID) -> list[int]:
    """The quarters of that morning that are held."""
    known = await follow(now=NOW)
    begins = np.array([int(MORNING.timestamp()) // QUARTER], np.int64)
    (word,) = known.timeline.read(TOUCHED, known.timeline.find_rows([resource]), begins, 1).ravel()
    return [n for n in range(64) if int(word) >> n & 1]


async def test_holds_are_seen_when_they_come_move_and_go(database: Database) -> None:
    session, room = await add_session(), uuid4()
    first = await hold(session, room, 0, 1)
    built = await held(room)
    await hold(session, room, 2, 2.5)
    more = await held(room)
    await fetch("UPDATE hold SET starts_at = $1, ends_at = $2 WHERE id = $3", *hours(4, 5), first)
    moved = await held(room)
    await fetch("DELETE FROM hold WHERE id = $1", first)

    assert built == [0, 1, 2, 3]
    assert more == [0, 1, 2, 3, 8, 9]
    assert moved == [8, 9, 16, 17, 18, 19]
    assert await held(room) == [8, 9]


async def test_what_others_commit_is_seen(database: Database) -> None:
    session, room = await add_session(), uuid4()
    assert await held(room) == []
    mine, theirs = current(), open_engine(database.url)

    use(theirs)
    await hold(session, room, 0, 0.5)
    await close(theirs)
    use(mine)

    assert await held(room) == [0, 1]


async def test_what_was_rolled_back_is_not(database: Database) -> None:
    session, room = await add_session(), uuid4()
    assert await held(room) == []

    with suppress(ZeroDivisionError):
        async with writing():
            await hold(session, room, 0, 1)
            raise ZeroDivisionError

    assert await held(room) == []


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_a_change_noted_first_and_committed_last_is_seen(database: Database) -> None:
    session, slow, quick = await add_session(), uuid4(), uuid4()
    assert await held(slow) == []
    other = await asyncpg.connect(database.url)
    transaction = other.transaction()
    await transaction.start()
    await other.execute(
        "INSERT INTO hold (id, resource, starts_at, ends_at, session) VALUES ($1, $2, $3, $4, $5)",
        *(uuid4(), slow, *hours(0, 1), session),
    )
    await hold(session, quick, 0, 1)
    before = (await held(quick), await held(slow))

    await transaction.commit()
    await other.close()

    assert before == ([0, 1, 2, 3], [])
    assert await held(slow) == [0, 1, 2, 3]
    assert await held(quick) == [0, 1, 2, 3]


async def test_who_is_too_far_behind_builds_anew(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, room = await add_session(), uuid4()
    assert await held(room) == []
    known = await follow(now=NOW)
    await hold(session, room, 0, 1)
    # As if the worker had forgotten what nobody here has read.
    await fetch("DELETE FROM availability_change")
    known.seen = changes.Seen(known.seen.mark, known.seen.applied, known.seen.at - 3600)

    assert await held(room) == [0, 1, 2, 3]
    assert await follow(now=NOW) is not known


async def test_more_changes_than_are_worth_following_build_anew(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, room = await add_session(), uuid4()
    known = await follow(now=NOW)
    monkeypatch.setattr(changes, "MOST_FOLLOWED", 2)
    for n in range(4):
        await hold(session, room, n, n + 0.25)

    assert await held(room) == [0, 4, 8, 12]
    assert await follow(now=NOW) is not known


async def test_only_old_changes_are_forgotten(database: Database) -> None:
    session, room = await add_session(), uuid4()
    await fetch("DELETE FROM availability_change")
    await hold(session, room, 0, 1)
    await hold(session, room, 1, 2)
    await fetch(
        "UPDATE availability_change SET at = at - 3700"
        " WHERE id = (SELECT min(id) FROM availability_change)"
    )

    await remove_old_changes()

    (left,) = await fetch("SELECT count(*) AS n FROM availability_change")
    assert left["n"] == 1


async def test_places_are_read_again_when_they_change(database: Database) -> None:
    await add_session()
    before = (await follow(now=NOW)).places
    same = (await follow(now=NOW)).places
    await fetch("UPDATE room SET name = 'Ruang baru'")

    after = (await follow(now=NOW)).places

    assert same is before
    assert [room.name for _, room in after.rooms] == ["Ruang baru"]
