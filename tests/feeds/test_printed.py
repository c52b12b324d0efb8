"""Calendars are printed once, by whichever process, and stay so through restarts."""

import gzip
from datetime import timedelta

import pytest

from lintas.actions.slots.forget_changes import forget_changes
from lintas.domain.feeds import Feed, FeedScope, FeedStyle
from lintas.domain.secret import hash_secret
from lintas.feeds.press import Edition, Press
from lintas.feeds.watching import Watch
from lintas.store.engines import fetch
from lintas.store.feeds.addresses import find_feed_by_secret
from tests.actions.world import NOW, hours
from tests.feeds.asker import PHONE, PUBLIC_URL
from tests.feeds.course import Course, at, on_day
from tests.feeds.reading import seen_in

SESSIONS = 12
SECOND = timedelta(seconds=1)


@pytest.fixture
async def feed(course: Course) -> Feed:
    """A batch's calendar of some sessions."""
    for day in range(SESSIONS):
        await course.ask(on_day(day + 10), room=course.world.open_room)
    return await feed_of(course)


async def feed_of(course: Course, style: FeedStyle = PHONE) -> Feed:
    path = await course.open(FeedScope.BATCH, style)
    return await find_feed_by_secret(hash_secret(path[1:-4]))


async def get(press: Press, feed: Feed, days: float = 0) -> Edition:
    now = at(days)
    return await press.print_edition(feed, await press.find_standing(feed, now=now), now=now)


def start() -> Press:
    """A process that starts, and remembers nothing."""
    return Press(PUBLIC_URL, Watch())


async def test_one_session_changed_costs_one_rendering(course: Course, feed: Feed) -> None:
    press, other = start(), start()
    first = await get(press, feed)
    at_first = press.setter.renderings
    [row, *_] = await fetch("SELECT id FROM session ORDER BY starts_at")
    await fetch("UPDATE session SET title = 'Baru', revised_at = $1 WHERE id = $2", NOW, row["id"])
    await fetch("UPDATE session SET sequence = 1 WHERE id = $1", row["id"])

    changed = await get(press, feed)
    elsewhere = await get(other, feed)

    assert (at_first, press.setter.renderings, other.setter.renderings) == (
        SESSIONS,
        SESSIONS + 1,
        0,
    )
    assert (len(seen_in(changed.plain)), changed.plain == first.plain) == (SESSIONS, False)
    assert elsewhere == changed


async def test_a_restart_renders_and_packs_nothing_again(course: Course, feed: Feed) -> None:
    before = await get(start(), feed)
    press = start()

    after = await get(press, feed, days=0.5)

    assert (press.setter.renderings, after) == (0, before)
    assert gzip.decompress(after.packed) == after.plain


async def test_each_kind_of_reader_is_rendered_for_once(course: Course, feed: Feed) -> None:
    press = start()
    styles = [PHONE, FeedStyle("PC"), FeedStyle("HP", "en"), FeedStyle("HP", "en", 30), PHONE]
    counted = []
    for style in styles:
        await get(press, await feed_of(course, style))
        counted.append(press.setter.renderings)

    assert counted == [SESSIONS, SESSIONS, 2 * SESSIONS, 3 * SESSIONS, 3 * SESSIONS]


async def test_what_was_rendered_for_one_calendar_serves_others(course: Course, feed: Feed) -> None:
    press = start()
    await get(press, feed)
    path = await course.open(FeedScope.PERSON)

    person = await get(press, await find_feed_by_secret(hash_secret(path[1:-4])))

    assert (press.setter.renderings, len(seen_in(person.plain))) == (SESSIONS, SESSIONS)


async def test_last_modified_survives_a_restart_and_moves_on_removal(
    course: Course, feed: Feed
) -> None:
    """Nothing that is left is newer than before; two states within one second differ."""
    first = await start().find_standing(feed, now=NOW)
    again = await start().find_standing(feed, now=at(0.5))
    await fetch("DELETE FROM session_trainer")
    await fetch("DELETE FROM hold")
    await fetch("UPDATE session SET batch = NULL WHERE starts_at > $1", at(11))
    removed = await start().find_standing(feed, now=NOW)
    renamed_at = at(1)
    await fetch("UPDATE venue SET name = 'Balai lain'")
    renamed = await start().find_standing(feed, now=renamed_at)

    assert first.since == NOW.replace(microsecond=0)
    assert again == first
    assert removed.since == first.since + SECOND
    assert renamed.since == renamed_at.replace(microsecond=0)


async def test_two_who_print_at_once_say_the_same(course: Course, feed: Feed) -> None:
    one, other = start(), start()

    first = await one.find_standing(feed, now=NOW)
    second = await other.find_standing(feed, now=at(2))

    assert first == second


async def test_prints_are_forgotten_when_nobody_wants_them(course: Course, feed: Feed) -> None:
    await course.ask(hours(9, 12))
    await get(start(), feed)
    await forget_changes(now=NOW)
    kept = await fetch("SELECT id FROM feed_event"), await fetch("SELECT id FROM feed_edition")

    await fetch("UPDATE feed SET revoked_at = $1", NOW)
    await forget_changes(now=at(160))

    assert [len(rows) for rows in kept] == [SESSIONS + 1, 1]
    assert await fetch("SELECT id FROM feed_event UNION SELECT id FROM feed_edition") == []
