"""Addresses answer so often and no more; those that nobody asks for end; none is told to a log."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from lintas.actions.feeds.expire_feeds import expire_feeds
from lintas.actions.feeds.remember_fetches import forget_fetches
from lintas.domain.feeds import FeedScope
from lintas.feeds.limits import Allowance
from lintas.store.engines import fetch
from tests.actions.world import NOW
from tests.feeds.asker import Subscriber, path_of
from tests.feeds.course import Course, at
from tests.web.conftest import SETTINGS
from tests.web.serving import browser_of, serve

UNKNOWN = path_of("u" * 43)


async def test_a_link_answers_sixty_times_in_ten_minutes(
    course: Course, subscriber: Subscriber
) -> None:
    path, other = await course.open(FeedScope.PERSON), await course.open(FeedScope.BATCH)
    answered = [(await subscriber.ask(path)).status for _ in range(60)]
    subscriber.clock.later(timedelta(minutes=4))

    refused = await subscriber.ask(path)
    beside = await subscriber.ask(other)
    subscriber.clock.later(timedelta(minutes=6))
    again = await subscriber.ask(path)

    assert answered == [200] * 60
    assert (refused.status, refused.headers["retry-after"]) == (429, "360")
    assert (beside.status, again.status) == (200, 200)


async def test_who_guesses_is_slowed_down_and_nobody_else_there(
    course: Course, subscriber: Subscriber
) -> None:
    path = await course.open(FeedScope.PERSON)
    guesses = [(await subscriber.ask(UNKNOWN)).status for _ in range(61)]

    assert guesses == [404] * 60 + [429]
    assert (await subscriber.ask(path)).status == 200


def test_who_asks_for_more_than_can_be_counted_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("lintas.feeds.limits.MOST_KEYS", 2)
    allowance = Allowance(1)

    waits = [allowance.take(key, now=NOW) for key in ("a", "b", "b", "c", "a")]

    assert waits == [0, 0, 600, 0, 0]


async def test_what_nobody_asks_for_in_400_days_is_gone(
    course: Course, subscriber: Subscriber
) -> None:
    idle, used = await course.open(FeedScope.PERSON), await course.open(FeedScope.BATCH)
    subscriber.clock.at = at(100)
    await subscriber.ask(used)
    await subscriber.fetches.write()
    await forget_fetches(now=at(399))

    early = await expire_feeds(now=at(399))
    late = await expire_feeds(now=at(401))
    subscriber.clock.at = at(401)

    assert (early, late) == (0, 1)
    assert [(await subscriber.ask(path)).status for path in (idle, used)] == [410, 200]
    [entry] = await fetch("SELECT * FROM audit_entry WHERE verb = 'expire'")
    assert entry["subject_kind"] == "feed"


async def test_a_secret_is_told_to_nobody_but_its_holder(
    course: Course, caplog: pytest.LogCaptureFixture
) -> None:
    """In no log, row, error or referrer, whatever is done with it, or with a slip of it."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    await course.ask()
    secret = (await course.open(FeedScope.BATCH))[1:-4]
    slip = secret[:-1]

    async with browser_of(serve(SETTINGS)) as client:
        answers = [
            await client.get(path)
            for path in (
                f"/k/{secret}.ics",
                f"/k/{secret}",
                f"/k/{slip}.ics",
                f"/k/x/{secret}.ics?y={secret}",
                f"/langganan/{slip}",
                f"/langganan/{slip}/nothing",
                f"/langganan/{secret}",
                f"/{secret}",
                f"/api/v1/feeds/{secret}",
            )
        ]
        answers.append(await client.post(f"/k/{secret}.ics"))
        answers.append(await client.post(f"/langganan/{secret}", data={"x": secret}))

    told = [record.getMessage() for record in caplog.records if record.name != "httpx"]
    assert not [text for text in told if slip in text]
    kept: list[Any] = [
        *await fetch("SELECT * FROM audit_entry"),
        *await fetch("SELECT * FROM message"),
        *await fetch("SELECT * FROM feed"),
        *await fetch("SELECT * FROM feed_fetch"),
        *await fetch("SELECT * FROM receipt"),
    ]
    assert slip not in str(kept)
    for answer in answers:
        assert answer.headers["referrer-policy"] == "no-referrer"
        if answer.status_code >= 400:
            assert slip not in answer.text, answer.request.url.path.replace(slip, "…")
