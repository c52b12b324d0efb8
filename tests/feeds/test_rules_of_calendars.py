"""The rules that published calendars keep, each by its number in section 2 of the research.

Number 19 is kept by leaving out: what is closed is no event.
"""

import gzip
import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.calendar_mail.choose_mail import choose_mail_by_link
from lintas.actions.calendar_mail.send_entries import send_entries
from lintas.actions.feeds.revoke_feed import revoke_feed
from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.facts import ProgramChange
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.change_venue import change_venue
from lintas.actions.venues.facts import VenueChange
from lintas.alerts.deliver import deliver_due
from lintas.domain.calendar_mail import Wish
from lintas.domain.feeds import FeedScope, FeedStyle
from lintas.domain.plans import PlannedSession
from lintas.render.events import render_calendar
from lintas.store.engines import fetch, read_id
from tests.actions.world import (
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    hours,
)
from tests.alerts.conftest import post_to
from tests.alerts.invited import mailed_in
from tests.alerts.mailserver import Mailserver
from tests.feeds.asker import OF_SESSIONS, Subscriber, path_of
from tests.feeds.course import PERSONAL_LINK, PROGRAM, Course, at, locate, on_day
from tests.feeds.reading import events_of, list_all_sessions, read, seen_in
from tests.web.conftest import SETTINGS
from tests.web.serving import browser_of, serve


def unfolded(body: bytes) -> str:
    return body.decode().replace("\r\n ", "")


@pytest.fixture
async def path(course: Course) -> str:
    await course.ask()
    return await course.open(FeedScope.BATCH)


async def test_rule_01_a_uid_is_kept_for_ever_and_the_same_in_every_calendar(
    course: Course, subscriber: Subscriber
) -> None:
    session = await course.ask()
    before = [each["UID"] for each in await shown(course, subscriber)]
    await course.move(
        session, starts_at=hours(10, 12).start, title="Lain", room_id=course.world.part_a
    )
    await course.cancel(session)

    after = [each["UID"] for each in await shown(course, subscriber)]

    assert {*before, *after} == {session.uid}
    assert re.fullmatch(r"[0-9a-f-]{36}@lintas", session.uid)


async def shown(course: Course, subscriber: Subscriber) -> list[dict[str, object]]:
    """The one event, as each calendar that has it shows it."""
    bodies = [(await subscriber.ask(await course.open(scope))).body for scope in OF_SESSIONS]
    return [event for body in bodies for event in events_of(body)]


async def test_rule_02_whatever_changes_raises_sequence_or_last_modified(
    course: Course, path: str, subscriber: Subscriber
) -> None:
    [session] = await list_all_sessions()
    known = []
    manager = {"actor": BANDUNG_MANAGER}
    office = {"actor": SERANG_COORDINATOR}
    changes = [
        lambda now: course.move(session, now, title="Hari 1"),
        lambda now: course.move(session, now, starts_at=hours(10, 12).start),
        lambda now: change_room(
            course.world.open_room, RoomChange(name="Melati"), now=now, **manager
        ),
        lambda now: change_venue(course.world.plut, VenueChange(name="Balai"), now=now, **manager),
        lambda now: change_program(PROGRAM, ProgramChange(title="Batik"), now=now, **office),
    ]
    for day, change in enumerate(changes, start=1):
        await change(at(day / 10))
        [event] = events_of((await subscriber.ask(path)).body)
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt
        known.append((event["SEQUENCE"], event["LAST-MODIFIED"].dt, event.to_ical()))

    assert [sequence for sequence, _, _ in known] == [1, 2, 2, 2, 2]
    assert [moment for _, moment, _ in known] == [at(day / 10) for day in range(1, 6)]
    assert len({text for _, _, text in known}) == 5


async def test_rule_03_what_is_cancelled_stays_for_thirty_days_and_says_so(
    course: Course, path: str, subscriber: Subscriber
) -> None:
    [session] = await list_all_sessions()
    await course.cancel(session)

    [event] = events_of((await subscriber.ask(path)).body)
    subscriber.clock.at = session.span.end + timedelta(days=32)
    later = await subscriber.ask(path)

    assert (event["STATUS"], event["TRANSP"], event["SEQUENCE"]) == ("CANCELLED", "TRANSPARENT", 1)
    assert event["SUMMARY"] == "DIBATALKAN: Kemasan UMKM Angkatan 1"
    assert "BEGIN:VEVENT" not in later.body.decode()


async def test_rule_04_times_are_on_the_clock_of_the_place_and_its_zone_comes_along(
    path: str, subscriber: Subscriber
) -> None:
    text = unfolded((await subscriber.ask(path)).body)

    assert re.findall(r"DT(?:START|END)[^\r]*", text.split("BEGIN:VEVENT")[1]) == [
        "DTSTART;TZID=Asia/Jakarta:20270201T090000",
        "DTEND;TZID=Asia/Jakarta:20270201T120000",
    ]
    assert (text.count("BEGIN:VTIMEZONE"), text.count("BEGIN:STANDARD")) == (1, 1)
    assert "TZOFFSETTO:+0700" in text
    assert "COMMENT" not in text
    assert re.search(r"TZID[^\r]*Z\r", text) is None


def test_rule_04_zones_are_always_in_one_order() -> None:
    zones = [ZoneInfo(key) for key in ("Asia/Makassar", "Asia/Jakarta", "Asia/Jayapura")]
    facts = {"name": "x", "description": "x", "events": [], "refresh": timedelta(hours=1)}

    ways = {
        render_calendar(zones=order, **facts)  # type: ignore[arg-type]  # facts of several kinds
        for order in (zones, zones[::-1])
    }

    assert len(ways) == 1


async def test_rule_05_bytes_are_what_the_strictest_reader_takes(
    course: Course, subscriber: Subscriber
) -> None:
    await course.ask(title="Pelatihan; dengan, tanda\\ dan “kutipan” panjang " * 4)
    body = (await subscriber.ask(await course.open(FeedScope.BATCH))).body
    lines = body.split(b"\r\n")

    assert lines[-1] == b""
    assert lines[-2] == b"END:VCALENDAR"
    assert b"\n" not in body.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    assert [line.decode() for line in lines]  # nothing is folded inside a character
    assert "UID" not in read(body)
    assert "ATTENDEE" not in body.decode()


async def test_rule_06_a_tag_is_of_the_bytes_and_wins_over_dates(
    course: Course, path: str, subscriber: Subscriber
) -> None:
    first = await subscriber.ask(path)
    tag, date = first.headers["etag"], first.headers["last-modified"]
    spellings = [tag, f"W/{tag}", f'"x", {tag}', "*", tag[:-1] + '-gzip"']

    same = [await subscriber.ask(path, if_none_match=each) for each in spellings]
    by_date = await subscriber.ask(path, if_modified_since=date)
    other = await subscriber.ask(path, if_none_match='"x"', if_modified_since=date)
    await fetch("DELETE FROM session_trainer")
    await fetch("UPDATE session SET batch = NULL")
    gone = await subscriber.ask(path, if_modified_since=date)

    assert not tag.startswith("W/")
    assert [reply.status for reply in (*same, by_date, other, gone)] == [304] * 6 + [200] * 2
    for name in ("etag", "last-modified", "cache-control", "vary"):
        assert same[0].headers[name] == first.headers[name]
    assert gone.headers["last-modified"] != date


async def test_rule_07_only_the_asker_may_keep_it_and_not_for_long(
    path: str, subscriber: Subscriber
) -> None:
    reply = await subscriber.ask(path, cookie="sid=x")

    assert reply.headers["cache-control"] == "private, max-age=300, must-revalidate"
    assert {"set-cookie", "location"} & {*reply.headers} == set()


async def test_rule_08_a_head_is_a_get_without_its_body(path: str, subscriber: Subscriber) -> None:
    got, head = await subscriber.ask(path), await subscriber.ask(path, "HEAD")

    assert (head.status, head.headers, head.body) == (got.status, got.headers, b"")


async def test_rule_09_it_is_a_calendar_whatever_one_says_one_accepts(
    path: str, subscriber: Subscriber
) -> None:
    replies = [await subscriber.ask(path, accept=kind) for kind in ("text/html", "*/*", "x")]

    assert {reply.headers["content-type"] for reply in replies} == {"text/calendar; charset=utf-8"}
    assert {reply.headers["content-disposition"] for reply in replies} == {
        'inline; filename="lintas.ics"'
    }
    assert path.endswith(".ics")


async def test_rule_10_it_is_packed_once_for_those_who_can_unpack(
    path: str, subscriber: Subscriber
) -> None:
    plain = await subscriber.ask(path)
    packed = await subscriber.ask(path, accept_encoding="gzip")
    outlook = await subscriber.ask(path, accept_encoding="gzip", user_agent="Microsoft Outlook 16")
    [kept] = await fetch("SELECT packed FROM feed_edition")

    assert gzip.decompress(packed.body) == plain.body == outlook.body
    assert packed.body == bytes(kept["packed"])
    for reply in (plain, packed, outlook):
        assert reply.headers["content-length"] == str(len(reply.body))
        assert "Accept-Encoding" in reply.headers["vary"]
    assert "content-encoding" not in {**plain.headers, **outlook.headers}


async def test_rule_11_what_is_taken_away_is_gone_what_was_never_there_is_unknown(
    course: Course, path: str, subscriber: Subscriber
) -> None:
    empty = await subscriber.ask(await course.open(FeedScope.ROOM))
    [feed, *_] = await fetch("SELECT id FROM feed WHERE scope = 'batch'")
    await revoke_feed(read_id(feed["id"]), actor=SERANG_COORDINATOR, now=NOW)

    revoked, unknown = await subscriber.ask(path), await subscriber.ask(path_of("u" * 43))

    # That our own failures are no empty calendars is proven where addresses are asked.
    assert (revoked.status, unknown.status, empty.status) == (410, 404, 200)
    assert empty.body.count(b"BEGIN:VTIMEZONE") == 1


async def test_rule_12_nobody_is_invited_by_a_subscription(
    path: str, subscriber: Subscriber
) -> None:
    text = unfolded((await subscriber.ask(path)).body)

    assert "METHOD:PUBLISH" in text
    assert [name for name in ("ATTENDEE", "ORGANIZER", "REQUEST-STATUS") if name in text] == []


async def test_rule_12_who_chose_mail_is_invited_alone_to_what_subscriptions_show(
    course: Course, subscriber: Subscriber
) -> None:
    await choose_mail_by_link(PERSONAL_LINK, Wish.START, now=NOW)
    await course.ask()
    calendar = await subscriber.ask(await course.open(FeedScope.PERSON))
    [shown] = seen_in(calendar.body)
    async with Mailserver().serving() as server:
        await send_entries(now=NOW)
        await deliver_due(post_to(server), now=NOW)
    [mailed] = mailed_in(server)

    assert (mailed.method, mailed.uid, mailed.sequence) == (
        "REQUEST",
        shown.uid,
        shown.sequence,
    )
    assert mailed.event["ORGANIZER"] == f"mailto:{mailed.mail['From']}"
    assert mailed.event["ATTENDEE"] == f"mailto:{mailed.address}"
    assert mailed.part["Content-Type"].params["method"] == mailed.method


async def test_rule_13_bells_ring_only_where_they_were_asked_for(
    course: Course, path: str, subscriber: Subscriber
) -> None:
    with_bell = await course.open(FeedScope.BATCH, FeedStyle("HP", alarm_minutes=60))
    silent, ringing = [await subscriber.ask(each) for each in (path, with_bell)]
    [session] = await list_all_sessions()
    await course.cancel(session)
    cancelled = await subscriber.ask(with_bell)

    assert [body.count(b"BEGIN:VALARM") for body in (silent.body, cancelled.body)] == [0, 0]
    assert b"TRIGGER:-PT1H" in ringing.body


async def test_rule_14_everything_has_its_hours_and_an_end_after_its_start(
    path: str, subscriber: Subscriber
) -> None:
    text = unfolded((await subscriber.ask(path)).body)
    [event] = events_of(text.encode())

    assert "VALUE=DATE" not in text
    assert isinstance(event.start, datetime)
    assert event.end > event.start


async def test_rule_15_each_session_of_a_series_is_an_event_of_its_own(
    course: Course, subscriber: Subscriber
) -> None:
    days = tuple(PlannedSession(on_day(day)) for day in (10, 17, 24))
    ask = course.world.ask(sessions=days, batch_id=course.batch)
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    body = (await subscriber.ask(await course.open(FeedScope.BATCH))).body
    events = events_of(body)

    assert len({event["UID"] for event in events}) == 3
    assert [name for name in ("RRULE", "RDATE", "RECURRENCE-ID") if name in body.decode()] == []
    assert {str(event["RELATED-TO"]) for event in events} == {f"{PROGRAM}@lintas"}
    assert {event["CATEGORIES"].to_ical() for event in events} == {b"Kemasan UMKM Angkatan 1"}


async def test_rule_16_what_to_bring_comes_first_then_the_way_there(
    course: Course, subscriber: Subscriber
) -> None:
    await locate(course.world.plut)
    await course.ask()
    attending, keeping = [
        events_of((await subscriber.ask(await course.open(scope))).body)[0]
        for scope in (FeedScope.BATCH, FeedScope.ROOM)
    ]
    lines = str(attending["DESCRIPTION"]).splitlines()

    assert [line.partition(":")[0] for line in lines] == [
        "Yang perlu dibawa",
        "Tempat",
        "Peta",
        "Narahubung",
    ]
    assert str(keeping["URL"]) in keeping["DESCRIPTION"]
    assert max(len(each["DESCRIPTION"]) for each in (attending, keeping)) <= 1000


@pytest.mark.parametrize(
    ("scope", "behind", "ahead"),
    [(FeedScope.PERSON, 90, 900), (FeedScope.ROOM, 30, 365), (FeedScope.VENUE, 30, 365)],
)
async def test_rule_17_calendars_reach_so_far_and_archives_hold_the_rest(
    course: Course, subscriber: Subscriber, scope: FeedScope, behind: int, ahead: int
) -> None:
    session = await course.ask()
    path = await course.open(scope)
    day = session.span.start
    counts = []
    for moment in (
        day - timedelta(days=ahead - 1),
        day + timedelta(days=behind - 1),
        day + timedelta(days=behind + 2),
    ):
        subscriber.clock.at = moment
        counts.append(len(seen_in((await subscriber.ask(path)).body)))
    archives = [await subscriber.ask(f"{path}?tahun={year}") for year in (2027, 2026)]
    wrong = [await subscriber.ask(f"{path}?tahun={year}") for year in ("1999", "2101", "x", "")]

    assert counts == [1, 1, 0]
    assert [len(seen_in(reply.body)) for reply in archives] == [1, 0]
    assert (await subscriber.ask(f"{path}?other=2027")).status == 200
    assert archives[0].headers["content-disposition"] == 'attachment; filename="lintas-2027.ics"'
    assert str(read(archives[0].body)["NAME"]).endswith(" 2027")
    assert [reply.status for reply in wrong] == [404] * 4


async def test_rule_18_fetchers_may_come_and_engines_list_nothing(
    path: str, subscriber: Subscriber
) -> None:
    reply = await subscriber.ask(path)
    async with browser_of(serve(SETTINGS)) as client:
        robots = await client.get("/robots.txt")

    assert reply.headers["x-robots-tag"] == "noindex, nofollow"
    assert robots.status_code == 404 or "/k/" not in robots.text


async def test_rule_19_what_is_closed_is_no_event(course: Course, subscriber: Subscriber) -> None:
    day = datetime(2027, 2, 1, tzinfo=UTC)
    await fetch(
        "INSERT INTO closure (id, room, venue, starts_at, ends_at, reason)"
        " SELECT id, id, venue, $1, $2, 'Dicat' FROM room WHERE id = $3",
        *(day, day + timedelta(days=1), course.world.open_room),
    )

    replies = [
        await subscriber.ask(await course.open(scope))
        for scope in (FeedScope.ROOM, FeedScope.VENUE)
    ]

    assert [seen_in(reply.body) for reply in replies] == [[], []]
    assert [reply for reply in replies if b"Dicat" in reply.body] == []
