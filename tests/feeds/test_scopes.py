"""Whose calendars there are, what each tells its readers, and what they may leave out."""

from uuid import uuid4

import pytest

from lintas.domain.bookings import Session
from lintas.domain.feeds import FeedScope, FeedStyle
from lintas.store.engines import fetch
from tests.actions.world import NOW, hours
from tests.feeds.asker import OF_SESSIONS, PUBLIC_URL, Subscriber
from tests.feeds.course import Course, at, on_day
from tests.feeds.reading import events_of, seen_in

PUBLIC = (FeedScope.VENUE, FeedScope.PROGRAM, FeedScope.REGENCY)


async def test_a_session_has_the_same_uid_in_all_calendars(
    course: Course, subscriber: Subscriber
) -> None:
    session = await course.ask()

    shown = {
        scope: [event.uid for event in seen_in((await subscriber.ask(path)).body)]
        for scope in OF_SESSIONS
        if (path := await course.open(scope))
    }

    assert shown == {scope: [session.uid] for scope in OF_SESSIONS}


@pytest.mark.parametrize("scope", PUBLIC)
async def test_the_public_sees_what_when_and_where_and_nobody(
    course: Course, subscriber: Subscriber, scope: FeedScope
) -> None:
    await course.ask(headcount=17)
    body = (await subscriber.ask(await course.open(scope))).body
    [event] = events_of(body)
    text = body.decode().replace("\r\n ", "")
    people = await fetch("SELECT name FROM person")

    assert (event["SUMMARY"], event["LOCATION"]) == ("Kemasan UMKM Angkatan 1", "Ruang bebas, PLUT")
    assert "Sekretariat Dinas" in event["DESCRIPTION"]
    assert [row["name"] for row in people if row["name"] in text] == []
    assert "17" not in event["DESCRIPTION"]
    assert [
        each for each in ("ATTENDEE", "ORGANIZER", "/peminjaman/", "@example") if each in text
    ] == []


async def test_what_begins_in_a_new_room_of_a_venue_is_seen(
    course: Course, subscriber: Subscriber
) -> None:
    paths = [await course.open(scope) for scope in (FeedScope.VENUE, FeedScope.REGENCY)]
    before = [len(seen_in((await subscriber.ask(path)).body)) for path in paths]
    room = uuid4()
    await fetch(
        "INSERT INTO room (id, venue, name, root) VALUES ($1, $2, 'Ruang baru', $1)",
        room,
        course.world.plut,
    )
    session = await course.ask()
    await fetch("UPDATE session SET room = $1 WHERE id = $2", room, session.id)

    after = [seen_in((await subscriber.ask(path)).body) for path in paths]

    assert before == [0, 0]
    assert [[event.uid for event in shown] for shown in after] == [[session.uid]] * 2


async def test_what_is_cancelled_or_undecided_is_left_out_where_that_is_wished(
    course: Course, subscriber: Subscriber
) -> None:
    standing = await course.ask(on_day(10))
    cancelled = await course.cancel(await course.ask(on_day(11)))
    undecided = await course.ask(on_day(12), room=course.world.decided_room)
    shown = {}
    for style in (
        FeedStyle("all"),
        FeedStyle("no cancelled", show_cancelled=False),
        FeedStyle("no tentative", show_tentative=False),
        FeedStyle("neither", show_cancelled=False, show_tentative=False),
    ):
        path = await course.open(FeedScope.BATCH, style)
        shown[style.label] = {event.uid for event in seen_in((await subscriber.ask(path)).body)}

    everything = {standing.uid, cancelled.uid, undecided.uid}
    assert shown == {
        "all": everything,
        "no cancelled": everything - {cancelled.uid},
        "no tentative": everything - {undecided.uid},
        "neither": {standing.uid},
    }


async def test_a_coordinators_calendar_holds_open_conflicts_at_their_time(
    course: Course, subscriber: Subscriber
) -> None:
    session = await course.ask()
    await course.ask(hours(13, 15))
    path = await course.open(FeedScope.COORDINATOR)
    empty = await subscriber.ask(path)
    conflict = await _open_conflict(session)

    opened = await subscriber.ask(path, if_none_match=empty.headers["etag"])
    later = hours(10, 12).start
    await fetch("UPDATE session SET starts_at = $1, sequence = 1 WHERE id = $2", later, session.id)
    after_move = await subscriber.ask(path)
    await fetch("UPDATE conflict SET state = 'solved', ended_at = $1", at(1))
    solved = await subscriber.ask(path)

    [event] = events_of(opened.body)
    assert event["SUMMARY"] == "Tempat bentrok: Kemasan UMKM Angkatan 1"
    assert (event.start, event.end) == (session.span.start, session.span.end)
    assert (event["URL"], event["TRANSP"]) == (f"{PUBLIC_URL}/bentrok/{conflict}", "TRANSPARENT")
    assert [(each.start, each["SEQUENCE"]) for each in events_of(after_move.body)] == [(later, 1)]
    assert [len(events_of(each.body)) for each in (empty, solved)] == [0, 0]


async def test_a_conflict_names_nobody(course: Course, subscriber: Subscriber) -> None:
    await _open_conflict(await course.ask())
    path = await course.open(FeedScope.COORDINATOR, FeedStyle("PC", "en"))

    text = (await subscriber.ask(path)).body.decode().replace("\r\n ", "")

    assert [
        row["name"] for row in await fetch("SELECT name FROM person") if row["name"] in text
    ] == []


async def _open_conflict(session: Session) -> object:
    conflict = uuid4()
    await fetch(
        "INSERT INTO conflict (id, session, code, severity, finding, fingerprint, state, since)"
        " VALUES ($1, $2, 'venue_clash', 'blocks', '{}', 'x', 'open', $3)",
        *(conflict, session.id, NOW),
    )
    return conflict
