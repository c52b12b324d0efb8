"""How addresses of calendars answer."""

import asyncio
import gzip
import logging
from datetime import timedelta

import pytest

from lintas.actions.feeds.revoke_feed import revoke_feed
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.domain.feeds import FeedScope
from lintas.domain.secret import hash_secret
from lintas.feeds.press import Press
from lintas.feeds.watching import Watch
from lintas.store import engines
from lintas.store.engines import fetch, read_id
from lintas.store.feeds.addresses import find_feed_by_secret
from tests.actions.world import BANDUNG_MANAGER, NOW, SERANG_COORDINATOR, hours
from tests.conftest import Database
from tests.feeds.asker import PUBLIC_URL, Subscriber, path_of
from tests.feeds.course import Course, at
from tests.feeds.reading import events_of, list_all_sessions, seen_in, seen_of

UNKNOWN = path_of("u" * 43)
SAME = ("etag", "last-modified", "cache-control", "vary", "x-robots-tag", "referrer-policy")


@pytest.fixture
async def path(course: Course) -> str:
    await course.ask()
    return await course.open(FeedScope.PERSON)


async def test_a_calendar_comes_whole_with_what_caches_must_know(
    path: str, subscriber: Subscriber
) -> None:
    reply = await subscriber.ask(path)

    assert (reply.status, reply.headers) == (
        200,
        {
            "content-type": "text/calendar; charset=utf-8",
            "content-length": str(len(reply.body)),
            "content-disposition": 'inline; filename="lintas.ics"',
            "etag": reply.headers["etag"],
            "last-modified": "Mon, 04 Jan 2027 02:00:00 GMT",
            "cache-control": "private, max-age=300, must-revalidate",
            "vary": "Accept, Accept-Encoding, User-Agent",
            "x-robots-tag": "noindex, nofollow",
            "referrer-policy": "no-referrer",
            "x-content-type-options": "nosniff",
        },
    )
    assert reply.body.endswith(b"END:VCALENDAR\r\n")


async def test_what_is_known_already_is_not_sent_again(path: str, subscriber: Subscriber) -> None:
    first = await subscriber.ask(path)

    by_tag = await subscriber.ask(path, if_none_match=first.headers["etag"])
    by_date = await subscriber.ask(path, if_modified_since=first.headers["last-modified"])

    kept = {name: first.headers[name] for name in (*SAME, "x-content-type-options")}
    assert (by_tag.status, by_tag.headers, by_tag.body) == (304, kept, b"")
    assert (by_date.status, by_date.headers, by_date.body) == (304, kept, b"")


async def test_every_change_is_sent(
    course: Course, path: str, subscriber: Subscriber, database: Database
) -> None:
    [session] = await list_all_sessions()
    first = await subscriber.ask(path)
    moved = await course.move(session, starts_at=hours(10, 12).start)

    by_tag = await subscriber.ask(path, if_none_match=first.headers["etag"])
    by_date = await subscriber.ask(path, if_modified_since=first.headers["last-modified"])

    assert (by_tag.status, by_date.status) == (200, 200)
    assert seen_in(by_tag.body) == seen_of([moved])


async def test_what_leaves_a_calendar_is_a_change_for_those_who_trust_dates(
    course: Course, path: str, subscriber: Subscriber
) -> None:
    """Nothing that is left in it is newer than before."""
    await course.ask(hours(13, 16), batch_id=None, trainer_ids=(course.participant,))
    first = await subscriber.ask(path)
    await fetch("UPDATE enrolment SET left_at = $1", NOW)

    reply = await subscriber.ask(path, if_modified_since=first.headers["last-modified"])

    assert (reply.status, len(seen_in(reply.body))) == (200, 1)


async def test_another_day_alone_is_no_change(path: str, subscriber: Subscriber) -> None:
    first = await subscriber.ask(path)
    subscriber.clock.later(timedelta(days=3))

    reply = await subscriber.ask(path, if_none_match=first.headers["etag"])

    assert (reply.status, reply.headers["last-modified"]) == (304, first.headers["last-modified"])


async def test_a_head_has_the_headers_of_a_get(path: str, subscriber: Subscriber) -> None:
    got = [await subscriber.ask(path), await subscriber.ask(UNKNOWN)]

    heads = [await subscriber.ask(path, "HEAD"), await subscriber.ask(UNKNOWN, "HEAD")]

    assert [(each.status, each.headers) for each in heads] == [
        (each.status, each.headers) for each in got
    ]
    assert [each.body for each in heads] == [b"", b""]


async def test_packed_it_is_the_same_calendar(path: str, subscriber: Subscriber) -> None:
    plain = await subscriber.ask(path)

    packed = await subscriber.ask(path, accept_encoding="gzip, br")
    known = await subscriber.ask(path, accept_encoding="gzip", if_none_match=packed.headers["etag"])

    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["content-length"] == str(len(packed.body))
    assert packed.headers["etag"] == plain.headers["etag"][:-1] + '-gzip"'
    assert (known.status, known.headers["etag"]) == (304, packed.headers["etag"])


async def test_a_revoked_address_is_gone_for_good(path: str, subscriber: Subscriber) -> None:
    first = await subscriber.ask(path)
    [row] = await fetch("SELECT id FROM feed")
    await revoke_feed(read_id(row["id"]), actor=SERANG_COORDINATOR, now=at(1))

    replies = [
        await subscriber.ask(path),
        await subscriber.ask(path, if_none_match=first.headers["etag"]),
        await subscriber.ask(path, "HEAD"),
    ]

    assert [reply.status for reply in replies] == [410, 410, 410]
    assert replies[0].body.decode().splitlines() == [
        "Langganan kalender ini sudah dicabut. Mintalah tautan baru.",
        "This calendar's link was revoked. Please ask for a new one.",
    ]


async def test_a_persons_address_ends_with_the_person(path: str, subscriber: Subscriber) -> None:
    await fetch("UPDATE person SET retired_at = $1", NOW)

    assert (await subscriber.ask(path)).status == 410


async def test_other_addresses_are_unknown_and_all_look_alike(
    path: str, subscriber: Subscriber
) -> None:
    others = [UNKNOWN, path_of("u" * 42), "/", "/etc/passwd", f"{path}/more"]

    replies = [await subscriber.ask(other) for other in others]

    assert replies == replies[:1] * len(others)
    assert (replies[0].status, replies[0].headers["cache-control"]) == (404, "no-store")


async def test_calendars_can_only_be_read(path: str, subscriber: Subscriber) -> None:
    methods = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"]

    replies = [await subscriber.ask(path, method) for method in methods]

    assert {(reply.status, reply.headers["allow"]) for reply in replies} == {(405, "GET, HEAD")}


async def test_who_asks_is_of_no_matter(path: str, subscriber: Subscriber) -> None:
    plain = await subscriber.ask(path)

    reply = await subscriber.ask(path, authorization="Bearer nonsense", cookie="sid=nonsense")

    assert reply == plain


async def test_a_database_that_is_away_is_no_empty_calendar(
    path: str, subscriber: Subscriber, database: Database
) -> None:
    first = await subscriber.ask(path)
    here = engines.current()
    engines.use(engines.open_engine(_address_of_nothing(database)))
    try:
        away = await subscriber.ask(path, if_none_match=first.headers["etag"])
    finally:
        engines.use(here)
    back = await subscriber.ask(path)

    assert (away.status, away.headers["cache-control"]) == (503, "no-store")
    assert int(away.headers["retry-after"]) > 0
    assert back == first


async def test_nothing_secret_is_logged_or_kept(
    path: str, subscriber: Subscriber, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = path.removeprefix("/").removesuffix(".ics")

    await subscriber.ask(path)
    await subscriber.ask(path, "POST")
    kept = [*await fetch("SELECT * FROM feed"), *await fetch("SELECT * FROM audit_entry")]

    assert secret not in caplog.text
    assert secret not in str(kept)


async def test_one_that_asks_by_websocket_is_sent_away(subscriber: Subscriber) -> None:
    sent = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    await subscriber.app({"type": "websocket", "path": UNKNOWN, "headers": []}, None, send)

    assert sent == [{"type": "websocket.close", "code": 1000}]


def _address_of_nothing(database: Database) -> str:
    if database.kind == "sqlite":
        return "sqlite:////nowhere/at/all.sqlite"
    return "postgresql://nobody@127.0.0.1:9/nothing"


async def test_body_and_tag_are_of_one_moment(course: Course, path: str) -> None:
    """It is moved, and printed elsewhere, after its tag was found and before it is sent."""
    feed = await find_feed_by_secret(hash_secret(path[1:-4]))
    press, other = Press(PUBLIC_URL, Watch()), Press(PUBLIC_URL, Watch())
    await other.find_standing(feed, now=NOW)
    standing = await press.find_standing(feed, now=NOW)
    [session] = await list_all_sessions()
    moved = await course.move(session, starts_at=hours(10, 12).start)
    await other.find_standing(feed, now=NOW)

    edition = await press.print_edition(feed, standing, now=NOW)

    assert edition.standing.tag != standing.tag
    assert edition.standing == await press.find_standing(feed, now=NOW)
    assert seen_in(edition.plain) == seen_of([moved])


async def test_many_who_ask_at_once_get_the_same(path: str, subscriber: Subscriber) -> None:
    replies = await asyncio.gather(*(subscriber.ask(path) for _ in range(20)))

    assert replies == [replies[0]] * 20


async def test_a_renamed_room_is_news_for_those_who_trust_dates_of_change(
    course: Course, path: str, subscriber: Subscriber
) -> None:
    """A client that looks at LAST-MODIFIED would keep the old name otherwise."""
    await subscriber.ask(path)
    renamed = RoomChange(name="Ruang Melati")
    await change_room(course.world.open_room, renamed, actor=BANDUNG_MANAGER, now=at(1))

    [event] = events_of((await subscriber.ask(path)).body)

    assert event["LOCATION"] == "Ruang Melati, PLUT"
    assert (event["LAST-MODIFIED"].dt, event["SEQUENCE"]) == (at(1), 0)
