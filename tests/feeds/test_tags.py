"""A calendar's tag changes with every fact that it shows, so that nobody keeps an old one."""

import pytest

from lintas.domain.feeds import FeedScope, FeedStyle
from lintas.store.engines import fetch
from tests.feeds.asker import OF_SESSIONS, Subscriber
from tests.feeds.course import Course, locate

CHANGES = {
    "a session's revision": "UPDATE session SET revised_at = '2027-01-05 00:00:00+00:00'",
    "a session's sequence": "UPDATE session SET sequence = sequence + 1",
    "a decision": "UPDATE session SET decision = 'requested'",
    "a room's name": "UPDATE room SET name = 'Ruang lain'",
    "a venue's name": "UPDATE venue SET name = 'Balai lain'",
    "a venue's address": "UPDATE venue SET address = 'Jl. Lain 2'",
    "a venue's latitude": "UPDATE venue SET latitude = -7.5",
    "a venue's longitude": "UPDATE venue SET longitude = 107.5",
    "a zone": "UPDATE regency SET timezone = 'Asia/Makassar'",
    "a batch's title": "UPDATE batch SET title = 'Kelas pagi'",
    "a batch's number": "UPDATE batch SET number = 2",
    "what to bring": "UPDATE batch SET bring = 'Pulpen'",
    "whom to ask": "UPDATE batch SET contact = 'Loket 2'",
    "a program's title": "UPDATE program SET title = 'Kemasan lanjutan'",
    "a headcount": "UPDATE booking SET headcount = 21",
    "an agency's name": "UPDATE agency SET name = 'Dinas baru'",
    "an agency's short name": "UPDATE agency SET short_name = 'DB'",
}
NAMES = {
    FeedScope.PERSON: "UPDATE person SET name = 'Nama baru'",
    FeedScope.TRAINER: "UPDATE person SET name = 'Nama baru'",
    FeedScope.BATCH: "UPDATE batch SET title = 'Nama baru'",
    FeedScope.ROOM: "UPDATE venue SET name = 'Nama baru'",
    FeedScope.VENUE: "UPDATE venue SET name = 'Nama baru'",
    FeedScope.PROGRAM: "UPDATE program SET title = 'Nama baru'",
    FeedScope.REGENCY: "UPDATE regency SET name = 'Nama baru'",
}


@pytest.mark.parametrize("scope", [FeedScope.PERSON, FeedScope.ROOM])
async def test_every_fact_counts(course: Course, subscriber: Subscriber, scope: FeedScope) -> None:
    await locate(course.world.plut)
    await course.ask()
    path = await course.open(scope)
    known, unnoticed = (await subscriber.ask(path)).headers["etag"], []
    for fact, change in CHANGES.items():
        await fetch(change)
        reply = await subscriber.ask(path, if_none_match=known)
        known = reply.headers["etag"]
        unnoticed += [fact] if reply.status == 304 else []

    assert unnoticed == []


@pytest.mark.parametrize("scope", OF_SESSIONS)
async def test_its_name_counts_though_it_be_empty(
    course: Course, subscriber: Subscriber, scope: FeedScope
) -> None:
    path = await course.open(scope)
    before = await subscriber.ask(path)
    await fetch(NAMES[scope])

    after = await subscriber.ask(path, if_none_match=before.headers["etag"])

    assert after.status == 200
    assert after.body != before.body


async def test_equal_wishes_have_equal_calendars_and_others_have_their_own(
    course: Course, subscriber: Subscriber
) -> None:
    await course.ask()
    styles = [FeedStyle("HP"), FeedStyle("PC"), FeedStyle("HP", "en"), FeedStyle("HP", "id", 60)]
    paths = [await course.open(FeedScope.BATCH, style) for style in styles]

    replies = [await subscriber.ask(path) for path in paths]

    phone, computer, english, alarmed = (reply.headers["etag"] for reply in replies)
    assert phone == computer
    assert replies[0].body == replies[1].body
    assert len({phone, english, alarmed}) == 3
