"""While nobody changes a calendar nothing is asked about it, and nobody gets an older one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import asyncpg
import pytest

from lintas.actions.feeds.revoke_feed import revoke_feed
from lintas.domain.feeds import FeedScope
from lintas.feeds.watching import PATIENCE, Watch
from lintas.store.engines import close, current, fetch, open_engine, read_id, use
from lintas.store.feeds import changes
from lintas.store.feeds.changes import remove_old_feed_changes
from tests.actions.world import NOW, SERANG_COORDINATOR, hours
from tests.conftest import Database
from tests.feeds.asker import SCOPES, Subscriber
from tests.feeds.course import Course, at
from tests.feeds.reading import list_all_sessions, seen_in, seen_of


@contextmanager
def noting(statements: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What this process asks the database."""
    engine = current()
    plain = engine.fetch

    async def fetch_noting(sql: str, args: Any = ()) -> Any:
        statements.append(sql)
        return await plain(sql, args)

    with monkeypatch.context() as patched:
        patched.setattr(engine, "fetch", fetch_noting)
        yield


@contextmanager
def elsewhere(database: Database) -> Iterator[Any]:
    """As another process: its commits move no counter of ours."""
    mine, theirs = current(), open_engine(database.url)
    use(theirs)
    try:
        yield theirs
    finally:
        use(mine)


@pytest.fixture
async def path(course: Course) -> str:
    await course.ask()
    return await course.open(FeedScope.PERSON)


@pytest.mark.parametrize("scope", SCOPES)
async def test_while_nobody_commits_a_304_asks_the_database_nothing(
    course: Course, subscriber: Subscriber, scope: FeedScope, monkeypatch: pytest.MonkeyPatch
) -> None:
    await course.ask()
    path = await course.open(scope)
    tag = (await subscriber.ask(path)).headers["etag"]
    # It was printed, and so something was committed.
    await subscriber.ask(path, if_none_match=tag)
    asked: list[str] = []

    with noting(asked, monkeypatch):
        replies = [await subscriber.ask(path, if_none_match=tag) for _ in range(3)]
        replies.append(await subscriber.ask(path))
    at_once = list(asked)
    with noting(asked, monkeypatch):
        subscriber.clock.later(PATIENCE)
        replies.append(await subscriber.ask(path, if_none_match=tag))

    assert [reply.status for reply in replies] == [304, 304, 304, 200, 304]
    assert at_once == []
    assert len(asked) == 1
    assert "feed_change" in asked[0]


async def test_what_happens_elsewhere_costs_a_calendar_one_look(
    course: Course, path: str, subscriber: Subscriber, monkeypatch: pytest.MonkeyPatch
) -> None:
    tag = (await subscriber.ask(path)).headers["etag"]
    await course.ask(hours(9, 12), room=course.world.part_a, batch_id=None, trainer_ids=())
    asked: list[str] = []

    with noting(asked, monkeypatch):
        reply = await subscriber.ask(path, if_none_match=tag)

    assert (reply.status, len(asked)) == (304, 1)


async def test_what_others_commit_is_seen_within_a_second(
    course: Course, path: str, subscriber: Subscriber, database: Database
) -> None:
    [session] = await list_all_sessions()
    tag = (await subscriber.ask(path)).headers["etag"]
    with elsewhere(database) as theirs:
        moved = await course.move(session, starts_at=hours(10, 12).start)
        await close(theirs)

    subscriber.clock.later(PATIENCE)
    reply = await subscriber.ask(path, if_none_match=tag)

    assert (reply.status, seen_in(reply.body)) == (200, seen_of([moved]))


async def test_what_others_revoke_is_gone_within_a_second(
    path: str, subscriber: Subscriber, database: Database
) -> None:
    tag = (await subscriber.ask(path)).headers["etag"]
    [row] = await fetch("SELECT id FROM feed")
    with elsewhere(database) as theirs:
        await revoke_feed(read_id(row["id"]), actor=SERANG_COORDINATOR, now=at(0))
        await close(theirs)

    subscriber.clock.later(PATIENCE)
    reply = await subscriber.ask(path, if_none_match=tag)

    assert reply.status == 410


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE person SET retired_at = '2027-01-01 00:00:00+00:00'",
        "UPDATE account SET disabled_at = '2027-01-01 00:00:00+00:00'",
    ],
    ids=["the person leaves", "the account is closed"],
)
async def test_a_calendar_ends_with_whose_it_is(
    course: Course, subscriber: Subscriber, change: str
) -> None:
    path = await course.open(FeedScope.TRAINER)
    await fetch(
        "UPDATE account SET person = $1 WHERE id = $2", course.world.trainer, SERANG_COORDINATOR.id
    )
    before = await subscriber.ask(path)
    await fetch(change)

    after = await subscriber.ask(path)

    assert (before.status, after.status) == (200, 410)


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_a_change_noted_first_and_committed_last_is_seen(
    path: str, subscriber: Subscriber, database: Database
) -> None:
    other = await asyncpg.connect(database.url)
    transaction = other.transaction()
    await transaction.start()
    await other.execute("UPDATE session SET sequence = 7")
    tag = (await subscriber.ask(path)).headers["etag"]
    await fetch("UPDATE room SET name = 'Ruang lain'")
    between = await subscriber.ask(path, if_none_match=tag)

    await transaction.commit()
    await other.close()
    subscriber.clock.later(PATIENCE)
    after = await subscriber.ask(path, if_none_match=between.headers["etag"])

    assert [seen.sequence for seen in seen_in(between.body)] == [0]
    assert [seen.sequence for seen in seen_in(after.body)] == [7]


async def test_what_changed_while_it_was_read_does_not_stand(database: Database) -> None:
    watch, room = Watch(), str(uuid4())
    await watch.look(NOW)
    since = watch.round
    await note(room)
    await watch.look(NOW)

    read_before = watch.know("old", [room], since=since)
    read_after = watch.know("new", [room], since=watch.round)
    other = watch.know("other", [uuid4()], since=since)

    assert [watch.stands(each) for each in (read_before, read_after, other)] == [False, True, True]


async def test_who_is_too_far_behind_or_has_too_much_to_follow_trusts_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch()
    monkeypatch.setattr(changes, "MOST_FOLLOWED", 2)
    await watch.look(NOW)
    known = watch.know("known", [uuid4()], since=watch.round)
    for _ in range(4):
        await note(str(uuid4()))
    await watch.look(NOW)
    again = watch.know("known", [uuid4()], since=watch.round)
    stood = (watch.stands(known), watch.stands(again))
    # As if it had slept for an hour, and the worker had forgotten what it never read.
    await fetch("UPDATE feed_change SET at = at - 3700")
    await remove_old_feed_changes()
    behind = await changes.list_feed_news(None)
    watch._seen = changes.Seen(behind.seen.mark, frozenset(), behind.seen.at - 3600)  # noqa: SLF001 -- nobody waits an hour
    await watch.look(NOW + PATIENCE)

    assert stood == (False, True)
    assert not watch.stands(again)
    assert await fetch("SELECT id FROM feed_change") == []


async def test_a_clock_put_back_makes_nobody_wait(database: Database) -> None:
    watch, room = Watch(), str(uuid4())
    await watch.look(NOW)
    known = watch.know("old", [room], since=watch.round)
    with elsewhere(database) as theirs:
        await note(room)
        await close(theirs)

    await watch.look(NOW - timedelta(days=1))

    assert not watch.stands(known)


async def note(about: str) -> None:
    await fetch("INSERT INTO feed_change (about, at) VALUES ($1, 0)", about)
