"""What is in each calendar, read back by others' programs and compared with the database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from lintas.actions.bookings.set_link import Joining, set_link
from lintas.domain.bookings import Mode
from lintas.domain.feeds import FeedScope, FeedStyle
from lintas.store.bookings.sessions import save_session
from lintas.store.engines import fetch
from tests.actions.world import NOW, SERANG_TRAINER, hours
from tests.feeds.asker import SCOPES, Subscriber
from tests.feeds.course import Course, at, locate, on_day
from tests.feeds.reading import events_of, list_all_sessions, read, seen_in, seen_of

LINK = "https://meet.example/satu"


@pytest.mark.parametrize("scope", SCOPES)
async def test_a_calendar_shows_what_the_database_holds(
    course: Course, subscriber: Subscriber, scope: FeedScope
) -> None:
    await course.ask(hours(7, 9), title="Hari 1")
    await course.move(await course.ask(hours(9, 12)), starts_at=hours(10, 12).start)
    await course.cancel(await course.ask(hours(13, 15)))
    path = await course.open(scope)

    reply = await subscriber.ask(path)

    assert seen_in(reply.body) == seen_of(await list_all_sessions())
    assert len(seen_in(reply.body)) == 3


async def test_a_persons_calendar_holds_what_is_taught_and_what_is_attended_once_each(
    course: Course, subscriber: Subscriber
) -> None:
    attended = await course.ask(hours(7, 9), trainer_ids=())
    taught = await course.ask(hours(9, 12), batch_id=None, trainer_ids=(course.participant,))
    both = await course.ask(hours(13, 15), trainer_ids=(course.participant,))
    await course.ask(hours(15, 17), batch_id=None)

    reply = await subscriber.ask(await course.open(FeedScope.PERSON))

    assert seen_in(reply.body) == seen_of([attended, taught, both])


async def test_whoever_left_a_batch_sees_it_no_more(course: Course, subscriber: Subscriber) -> None:
    await course.ask()
    path = await course.open(FeedScope.PERSON)
    await subscriber.ask(path)
    await fetch("UPDATE enrolment SET left_at = $1", NOW)

    reply = await subscriber.ask(path)

    assert seen_in(reply.body) == []
    assert [each.name for each in read(reply.body).subcomponents] == ["VTIMEZONE"]


async def test_a_room_shows_when_its_hall_and_its_parts_are_taken(
    course: Course, subscriber: Subscriber
) -> None:
    world = course.world
    whole = await course.ask(hours(7, 8.5), room=world.hall)
    part = await course.ask(hours(9, 12), room=world.part_a)
    other = await course.ask(hours(9, 12), room=world.part_b, trainer_ids=())
    await course.ask(hours(13, 15), room=world.open_room)

    async def shown(room: object) -> list[object]:
        row = "UPDATE feed SET subject_id = $1 WHERE scope = 'room'"
        await fetch(row, room)
        return [*seen_in((await subscriber.ask(path)).body)]

    path = await course.open(FeedScope.ROOM)
    assert await shown(world.part_a) == seen_of([whole, part])
    assert await shown(world.hall) == seen_of([whole, part, other])


async def test_a_request_is_tentative_until_it_is_decided(
    course: Course, subscriber: Subscriber
) -> None:
    asked = await course.ask(room=course.world.decided_room)
    path = await course.open(FeedScope.BATCH)

    [requested] = events_of((await subscriber.ask(path)).body)
    await course.cancel(asked)
    [withdrawn] = events_of((await subscriber.ask(path)).body)

    assert (requested["STATUS"], requested["X-MICROSOFT-CDO-BUSYSTATUS"]) == (
        "TENTATIVE",
        "TENTATIVE",
    )
    assert (withdrawn["STATUS"], withdrawn["SEQUENCE"]) == ("CANCELLED", 1)


async def test_a_move_keeps_the_uid_and_raises_the_sequence(
    course: Course, subscriber: Subscriber
) -> None:
    session = await course.ask()
    path = await course.open(FeedScope.PERSON)
    before = seen_in((await subscriber.ask(path)).body)
    later = hours(13, 16)
    await course.move(session, at(1), starts_at=later.start, ends_at=later.end)

    after = seen_in((await subscriber.ask(path)).body)

    assert after == [
        replace(before[0], start=later.start, end=later.end, sequence=1, modified=at(1))
    ]


async def test_what_is_cancelled_stays_and_says_so(course: Course, subscriber: Subscriber) -> None:
    session = await course.ask()
    path = await course.open(FeedScope.PERSON, FeedStyle("HP", alarm_minutes=60))
    [planned] = events_of((await subscriber.ask(path)).body)
    await course.cancel(session)

    [cancelled] = events_of((await subscriber.ask(path)).body)

    assert planned["SUMMARY"] == "Kemasan UMKM Angkatan 1"
    assert cancelled["SUMMARY"] == "DIBATALKAN: Kemasan UMKM Angkatan 1"
    assert (cancelled["STATUS"], cancelled["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
    assert [len(each.subcomponents) for each in (planned, cancelled)] == [1, 0]


@pytest.mark.parametrize(
    ("scope", "days", "is_shown"),
    [
        (FeedScope.PERSON, 60, True),
        (FeedScope.PERSON, 60 + 91, False),
        (FeedScope.TRAINER, 60 + 89, True),
        (FeedScope.BATCH, 60 + 91, False),
        (FeedScope.ROOM, 60 + 29, True),
        (FeedScope.ROOM, 60 + 31, False),
        (FeedScope.ROOM, 60 - 364, True),
        (FeedScope.ROOM, 60 - 366, False),
        (FeedScope.PERSON, 60 - 366, True),
    ],
)
async def test_a_calendar_reaches_so_far_back_and_ahead(
    course: Course, subscriber: Subscriber, *, scope: FeedScope, days: int, is_shown: bool
) -> None:
    """The session is 60 days after NOW."""
    session = await course.ask(on_day(60))
    path = await course.open(scope)
    subscriber.clock.later(timedelta(days=days))

    reply = await subscriber.ask(path)

    assert seen_in(reply.body) == (seen_of([session]) if is_shown else [])


@pytest.mark.parametrize(("days", "is_shown"), [(60 + 29, True), (60 + 31, False)])
async def test_what_is_cancelled_goes_thirty_days_after_its_time(
    course: Course, subscriber: Subscriber, *, days: int, is_shown: bool
) -> None:
    session = await course.cancel(await course.ask(on_day(60)))
    path = await course.open(FeedScope.PERSON)
    subscriber.clock.later(timedelta(days=days))

    reply = await subscriber.ask(path)

    assert seen_in(reply.body) == (seen_of([session]) if is_shown else [])


async def test_participants_read_what_to_bring_where_it_is_and_whom_to_ask(
    course: Course, subscriber: Subscriber
) -> None:
    await locate(course.world.plut)
    await course.ask(title="Hari 1")

    [event] = events_of((await subscriber.ask(await course.open(FeedScope.PERSON))).body)

    assert event["SUMMARY"] == "Hari 1 – Kemasan UMKM Angkatan 1"
    assert event["LOCATION"] == "Ruang bebas, PLUT, Jl. Contoh 1, Soreang"
    assert event["DESCRIPTION"].splitlines() == [
        "Yang perlu dibawa: Laptop dan contoh kemasan",
        "Tempat: Ruang bebas, PLUT, Jl. Contoh 1, Soreang",
        "Peta: https://www.google.com/maps/search/?api=1&query=-7.02525,107.51967",
        "Narahubung: Sekretariat Dinas",
    ]
    assert "URL" not in event


async def test_keepers_read_who_takes_the_room_and_how_many_come(
    course: Course, subscriber: Subscriber
) -> None:
    session = await course.ask(batch_id=None)

    [event] = events_of((await subscriber.ask(await course.open(FeedScope.ROOM))).body)

    page = f"https://lintas.example.test/peminjaman/{session.booking_id}"
    assert event["SUMMARY"] == "Pelatihan kemasan – Dinas Serang"
    assert event["DESCRIPTION"].splitlines() == [
        "Terisi oleh: Dinas Serang",
        "Jumlah peserta: 20",
        "Tempat: Ruang bebas, PLUT",
        "",
        page,
    ]
    assert event["URL"] == page


@pytest.mark.parametrize("scope", SCOPES)
async def test_no_calendar_names_anybody_but_whose_it_is(
    course: Course, subscriber: Subscriber, scope: FeedScope
) -> None:
    await course.ask()

    body = (await subscriber.ask(await course.open(scope))).body

    own = {FeedScope.PERSON: [b"Peserta Contoh"], FeedScope.TRAINER: [b"Pengajar Contoh"]}
    named = [
        secret
        for secret in (b"Peserta Contoh", b"Pengajar Contoh", b"@example", b"628", b"ATTENDEE")
        if secret in body
    ]
    assert named == own.get(scope, [])


async def test_calendars_speak_the_language_that_was_asked_for(
    course: Course, subscriber: Subscriber
) -> None:
    await course.cancel(await course.ask())

    reply = await subscriber.ask(await course.open(FeedScope.TRAINER, FeedStyle("PC", "en")))

    assert read(reply.body)["X-WR-CALNAME"] == "Pengajar Contoh: teaching schedule"
    assert [event["SUMMARY"] for event in events_of(reply.body)] == [
        "CANCELLED: Kemasan UMKM Angkatan 1"
    ]


async def test_places_of_two_zones_each_keep_their_own(
    course: Course, subscriber: Subscriber
) -> None:
    west, east = await course.ask(hours(9, 12)), await course.ask(hours(13, 16))
    await fetch(
        "INSERT INTO regency (code, name, kind, province, timezone)"
        " VALUES ('52.01', 'Lombok Barat', 'kabupaten', 'NTB', 'Asia/Makassar')"
    )
    await fetch(
        "INSERT INTO venue (id, name, regency, owner_agency) VALUES ($1, 'Balai', '52.01', $2)",
        course.participant,
        course.world.bandung_dinas,
    )
    await fetch(
        "INSERT INTO room (id, venue, name, root) VALUES ($1, $1, 'Aula timur', $1)",
        course.participant,
    )
    await save_session(replace(east, room_id=course.participant), now=NOW)

    body = (await subscriber.ask(await course.open(FeedScope.PERSON))).body

    zones = [each["TZID"] for each in read(body).walk("VTIMEZONE")]
    assert zones == ["Asia/Jakarta", "Asia/Makassar"]
    assert [event["DTSTART"].params["TZID"] for event in events_of(body)] == zones
    assert seen_in(body) == seen_of([west, east])


@pytest.mark.parametrize("scope", [FeedScope.PERSON, FeedScope.BATCH, FeedScope.TRAINER])
async def test_who_takes_part_reads_where_to_join(
    course: Course, subscriber: Subscriber, scope: FeedScope
) -> None:
    await course.ask(hours(7, 9), mode=Mode.ONLINE, link=LINK)
    await course.ask(hours(9, 12), mode=Mode.HYBRID, link=LINK)

    online, hybrid = events_of((await subscriber.ask(await course.open(scope))).body)

    assert (online["LOCATION"], "GEO" in online) == (LINK, False)
    assert hybrid["LOCATION"] == "Ruang bebas, PLUT"
    for event in (online, hybrid):
        assert event["CONFERENCE"] == LINK
        assert event["DESCRIPTION"].startswith(f"Gabung daring: {LINK}")
        assert event["DESCRIPTION"].count(LINK) == 1


@pytest.mark.parametrize("scope", [FeedScope.ROOM, FeedScope.VENUE, FeedScope.REGENCY])
async def test_a_places_calendar_has_neither_links_nor_what_is_not_in_it(
    course: Course, subscriber: Subscriber, scope: FeedScope
) -> None:
    await course.ask(hours(7, 9), mode=Mode.ONLINE, link=LINK)
    hybrid = await course.ask(hours(9, 12), mode=Mode.HYBRID, link=LINK)

    reply = await subscriber.ask(await course.open(scope))

    assert seen_in(reply.body) == seen_of([hybrid])
    assert LINK.encode() not in reply.body.replace(b"\r\n ", b"")


async def test_the_public_reads_that_it_is_online_but_not_where(
    course: Course, subscriber: Subscriber
) -> None:
    await course.ask(mode=Mode.ONLINE, link=LINK)

    reply = await subscriber.ask(await course.open(FeedScope.PROGRAM))

    (event,) = events_of(reply.body)
    assert event["LOCATION"] == "Daring"
    assert LINK.encode() not in reply.body.replace(b"\r\n ", b"")


async def test_a_new_link_is_in_the_next_answer(course: Course, subscriber: Subscriber) -> None:
    session = await course.ask(mode=Mode.ONLINE, link=LINK)
    path = await course.open(FeedScope.BATCH)
    before = await subscriber.ask(path)

    await set_link(session.id, Joining(f"{LINK}-baru"), actor=SERANG_TRAINER, now=NOW)
    (event,) = events_of((await subscriber.ask(path)).body)

    assert (event["CONFERENCE"], event["SEQUENCE"]) == (f"{LINK}-baru", 1)
    assert before.body != (await subscriber.ask(path)).body
