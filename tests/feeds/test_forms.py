"""The other forms of an address: when its place is taken, when it is open, and JSON."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from lintas.domain.feeds import FeedScope
from lintas.domain.secret import hash_secret
from lintas.domain.venues import Closure, ClosureId
from lintas.store.engines import fetch
from lintas.store.feeds.addresses import find_feed_by_secret
from lintas.store.sql import insert
from lintas.store.tables import OutsideBusyRow, OutsideCalendarRow
from lintas.store.venues.closures import add_closure
from tests.actions.world import named
from tests.feeds.asker import Reply, Subscriber
from tests.feeds.course import Course, at, on_day

PLACES = (FeedScope.ROOM, FeedScope.VENUE)
JCAL = "application/calendar+json"
WEEK = {"mon": [["08:00", "16:00"]], "sat": [["08:00", "12:00"], ["18:00", "00:00"]]}


def ending_in(path: str, suffix: str) -> str:
    return path.removesuffix("ics") + suffix


def busy_in(reply: Reply) -> list[tuple[str, datetime, datetime]]:
    [told] = Calendar.from_ical(reply.body).walk("VFREEBUSY")
    given = told.get("FREEBUSY", [])
    periods = given if isinstance(given, list) else [given]
    return [(each.params["FBTYPE"], each.start, each.end) for each in periods]


async def open_from_eight(course: Course) -> None:
    await fetch(
        "UPDATE venue SET opening_hours = $1 WHERE id = $2", json.dumps(WEEK), course.world.plut
    )


@pytest.mark.parametrize("scope", PLACES)
async def test_a_place_tells_when_it_is_taken_and_nothing_else(
    course: Course, subscriber: Subscriber, scope: FeedScope
) -> None:
    path = ending_in(await course.open(scope), "ifb")
    session = await course.ask(on_day(10), title="Rahasia")
    await course.cancel(await course.ask(on_day(11)))
    outside, shut = on_day(12), on_day(13)
    [account, *_] = await fetch("SELECT id FROM account")
    calendar = {"id": named("outside"), "room": course.world.open_room, "made_at": at(0)}
    await insert(OutsideCalendarRow, {**calendar, "made_by": account["id"]})
    times = {"starts_at": outside.start, "ends_at": outside.end}
    await insert(
        OutsideBusyRow,
        {"id": named("busy"), "calendar": named("outside"), "digest": "x", **times},
    )
    closure = Closure(ClosureId(named("shut")), course.world.plut, None, shut, "Rahasia")
    await add_closure(closure)

    reply = await subscriber.ask(path)

    spans = (session.span, outside, shut)
    assert busy_in(reply) == [("BUSY", each.start, each.end) for each in spans]
    assert b"METHOD:PUBLISH" in reply.body
    assert b"Rahasia" not in reply.body
    assert b"SUMMARY" not in reply.body


async def test_what_nobody_has_decided_is_tentative(course: Course, subscriber: Subscriber) -> None:
    path = ending_in(await course.open(FeedScope.VENUE), "ifb")
    await course.ask(on_day(10), room=course.world.decided_room)
    await fetch("UPDATE room SET venue = $1", course.world.plut)

    assert [kind for kind, _, _ in busy_in(await subscriber.ask(path))] == ["BUSY-TENTATIVE"]


@pytest.mark.parametrize("scope", PLACES)
async def test_a_place_tells_when_it_is_open(
    course: Course, subscriber: Subscriber, scope: FeedScope
) -> None:
    path = ending_in(await course.open(scope), "vav")
    await open_from_eight(course)

    calendar = Calendar.from_ical((await subscriber.ask(path)).body)

    [told] = calendar.walk("VAVAILABILITY")
    assert told["BUSYTYPE"] == "BUSY-UNAVAILABLE"
    assert [
        (f"{each['DTSTART'].dt:%a %H:%M}", each["DTEND"].dt - each["DTSTART"].dt)
        for each in calendar.walk("AVAILABLE")
    ] == [
        ("Mon 08:00", timedelta(hours=8)),
        ("Sat 08:00", timedelta(hours=4)),
        ("Sat 18:00", timedelta(hours=6)),
    ]
    assert {each["RRULE"].to_ical() for each in calendar.walk("AVAILABLE")} == {b"FREQ=WEEKLY"}
    assert len(calendar.walk("VTIMEZONE")) == 1


@pytest.mark.parametrize("suffix", ["ifb", "vav"])
async def test_people_and_unknown_hours_have_no_such_document(
    course: Course, subscriber: Subscriber, suffix: str
) -> None:
    await fetch("UPDATE venue SET opening_hours = ''")
    people = await subscriber.ask(ending_in(await course.open(FeedScope.TRAINER), suffix))
    place = await subscriber.ask(ending_in(await course.open(FeedScope.VENUE), suffix))

    assert (people.status, place.status) == (404, 200 if suffix == "ifb" else 404)
    assert people.body.decode().count("\n") == 2


@pytest.mark.parametrize("suffix", ["ifb", "vav", "json"])
async def test_each_form_has_validators_of_its_own(
    course: Course, subscriber: Subscriber, suffix: str
) -> None:
    whole = await course.open(FeedScope.ROOM)
    path = ending_in(whole, suffix)
    await open_from_eight(course)
    first, head = await subscriber.ask(path), await subscriber.ask(path, "HEAD")
    text = await subscriber.ask(whole)
    tag, since = first.headers["etag"], first.headers["last-modified"]

    assert (head.status, head.body, head.headers) == (200, b"", first.headers)
    assert "Accept," in first.headers["vary"]
    assert (await subscriber.ask(path, if_none_match=tag)).status == 304
    assert (await subscriber.ask(path, if_modified_since=since)).status == 304
    assert (await subscriber.ask(path, if_none_match=text.headers["etag"])).status == 200
    assert (await subscriber.ask(path)).body == (await Subscriber().ask(path)).body
    if suffix == "ifb":
        await course.ask()
        assert (await subscriber.ask(path, if_none_match=tag)).status == 200
    await fetch("UPDATE feed SET revoked_at = $1", at(0))
    assert (await Subscriber().ask(path)).status == 410


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "text/calendar; charset=utf-8"),
        ("*/*", "text/calendar; charset=utf-8"),
        (f"text/calendar, {JCAL}", "text/calendar; charset=utf-8"),
        (f"{JCAL};q=0.5, */*", "text/calendar; charset=utf-8"),
        (f"{JCAL};q=0", "text/calendar; charset=utf-8"),
        (JCAL, JCAL),
        (f"{JCAL}, text/calendar;q=0.9, */*;q=0.1", JCAL),
        (f"{JCAL};q=x, *;;q==,", JCAL),
    ],
    ids=["none", "any", "both", "less", "never", "only", "more", "garbled"],
)
async def test_who_likes_json_better_gets_it(
    course: Course, subscriber: Subscriber, accept: str, kind: str
) -> None:
    path = await course.open(FeedScope.BATCH)

    reply = await subscriber.ask(path, accept=accept)

    assert (reply.status, reply.headers["content-type"]) == (200, kind)


async def test_json_says_what_text_says(course: Course, subscriber: Subscriber) -> None:
    session = await course.ask()
    path = await course.open(FeedScope.BATCH)

    told = json.loads((await subscriber.ask(ending_in(path, "json"))).body)

    [event] = Calendar.from_jcal(told).walk("VEVENT")
    assert (event["UID"], event["DTSTART"].dt.astimezone(UTC)) == (session.uid, session.span.start)
    assert told == Calendar.from_ical((await subscriber.ask(path)).body).to_jcal()


@pytest.mark.parametrize("suffix", ["ics", "ifb", "vav", "json"])
async def test_an_unknown_secret_is_looked_up_as_a_known_one(
    course: Course, subscriber: Subscriber, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equal work until it is known that there is nothing: one look by the hash of the secret."""
    looked: list[str] = []

    async def looking(secret_hash: str) -> object:
        looked.append(secret_hash)
        return await find_feed_by_secret(secret_hash)

    monkeypatch.setattr("lintas.feeds.doors.find_feed_by_secret", looking)
    known = ending_in(await course.open(FeedScope.ROOM), suffix)
    unknown = f"/{'u' * 43}.{suffix}"

    await subscriber.ask(known)
    reply = await subscriber.ask(unknown)

    assert looked == [hash_secret(each[1:44]) for each in (known, unknown)]
    assert (reply.status, reply.headers["cache-control"]) == (404, "no-store")
