"""Who asked for a calendar is remembered: when, with what kind of program, and what was served."""

from datetime import timedelta

import pytest

from lintas.actions.feeds.remember_fetches import forget_fetches
from lintas.domain.feeds import FeedScope
from lintas.domain.fetches import ClientFamily, Fetch
from lintas.feeds.clients import find_family
from lintas.feeds.fetches import FetchLog, writing_by_and_by
from lintas.store import engines
from lintas.store.engines import fetch
from lintas.store.feeds.addresses import list_feeds
from lintas.store.feeds.fetches import list_last_fetches
from tests.actions.world import NOW, OPERATOR
from tests.feeds.asker import Subscriber
from tests.feeds.course import Course

GOOGLE = "Google-Calendar-Importer"
THUNDERBIRD = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5"


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        pytest.param(GOOGLE, ClientFamily.GOOGLE, id="google"),
        pytest.param("Mozilla/5.0 (compatible; Googlebot/2.1)", ClientFamily.GOOGLE, id="crawler"),
        pytest.param("iOS/17.5 (21F79) dataaccessd/1.0", ClientFamily.APPLE, id="iphone"),
        pytest.param("macOS/14.5 (23F79) CalendarAgent/990", ClientFamily.APPLE, id="mac"),
        pytest.param("Mac_OS_X/10.15 (19H) CalendarAgent/930", ClientFamily.APPLE, id="old mac"),
        pytest.param("Microsoft Office/16.0 (Microsoft Outlook 16)", ClientFamily.OUTLOOK, id="pc"),
        pytest.param("Microsoft.Exchange/15.20", ClientFamily.OUTLOOK, id="exchange"),
        pytest.param(THUNDERBIRD, ClientFamily.THUNDERBIRD, id="thunderbird"),
        pytest.param("ICSx5/2.2 (ical4j okhttp)", ClientFamily.DAVX5, id="icsx5"),
        pytest.param("DAVx5/4.4-ose (dav4jvm)", ClientFamily.DAVX5, id="davx5"),
        pytest.param(
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5) Safari/604", ClientFamily.OTHER, id="browser"
        ),
        pytest.param("", ClientFamily.OTHER, id="says nothing"),
        pytest.param("x" * 100_000 + "Outlook", ClientFamily.OTHER, id="talks too much"),
    ],
)
def test_programs_are_told_apart_by_what_they_say(agent: str, family: ClientFamily) -> None:
    assert find_family(agent) is family


async def test_each_fetch_is_written_down_with_what_was_served(
    course: Course, subscriber: Subscriber
) -> None:
    await course.ask()
    path = await course.open(FeedScope.PERSON)
    first = await subscriber.ask(path, user_agent=GOOGLE)
    subscriber.clock.later(timedelta(hours=6))
    await subscriber.ask(path, if_none_match=first.headers["etag"], user_agent=GOOGLE)
    await subscriber.ask(path, method="HEAD", user_agent=GOOGLE)
    await subscriber.ask("/" + "u" * 43 + ".ics", user_agent=GOOGLE)

    assert await fetch("SELECT id FROM feed_fetch") == []
    await subscriber.fetches.write()
    await subscriber.fetches.write()

    [feed] = await list_feeds(seen_by=OPERATOR)
    tag = first.headers["etag"].strip('"')
    again = Fetch(feed.id, NOW + timedelta(hours=6), ClientFamily.GOOGLE, tag)
    assert await list_last_fetches([feed.id]) == {feed.id: again}
    assert len(await fetch("SELECT id FROM feed_fetch")) == 2


async def test_what_cannot_be_written_waits(
    course: Course, subscriber: Subscriber, caplog: pytest.LogCaptureFixture
) -> None:
    path = await course.open(FeedScope.PERSON)
    await subscriber.ask(path)
    here = engines.current()
    engines.use(engines.open_engine("sqlite:////nowhere/at/all.sqlite"))
    try:
        async with writing_by_and_by(subscriber.fetches):
            pass
    finally:
        engines.use(here)
    assert "not written down yet" in caplog.text

    await subscriber.fetches.write()

    assert len(await fetch("SELECT id FROM feed_fetch")) == 1


async def test_what_is_noted_last_is_written_when_serving_ends(course: Course) -> None:
    await course.open(FeedScope.PERSON)
    [feed] = await list_feeds(seen_by=OPERATOR)
    fetches = FetchLog()

    async with writing_by_and_by(fetches, every=3600):
        fetches.note(feed.id, GOOGLE, "tag", now=NOW)

    assert len(await fetch("SELECT id FROM feed_fetch")) == 1


async def test_after_90_days_it_is_forgotten(course: Course) -> None:
    await course.open(FeedScope.PERSON)
    [feed] = await list_feeds(seen_by=OPERATOR)
    fetches = FetchLog()
    fetches.note(feed.id, GOOGLE, "old", now=NOW)
    fetches.note(feed.id, GOOGLE, "new", now=NOW + timedelta(days=1))
    await fetches.write()

    await forget_fetches(now=NOW + timedelta(days=90, hours=1))

    assert [row["revision"] for row in await fetch("SELECT * FROM feed_fetch")] == ["new"]
