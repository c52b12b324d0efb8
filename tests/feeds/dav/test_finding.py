"""What a client finds from the root on: its calendar, and objects by name and by time."""

import pytest
from icalendar import Calendar

from lintas.domain.feeds import FeedScope
from tests.actions.world import hours
from tests.feeds.asker import PUBLIC_URL
from tests.feeds.course import Course
from tests.feeds.dav.phone import ALL_DATA, NAMESPACES, D, phone_of, query, utc


async def test_a_client_finds_its_calendar_from_the_root(course: Course) -> None:
    await course.ask(hours(9, 11))
    phone = await phone_of(course)

    calendar = await phone.discover()
    told = await phone.find(
        calendar, "D:displayname", "D:current-user-privilege-set", "C:unheard-of"
    )
    listed = await phone.find(calendar, "D:getetag", "D:getcontenttype", depth="1")

    assert calendar.endswith("/")
    assert told.xml.find(f".//{D}privilege/{D}read") is not None
    assert told.xml.find(f".//{D}privilege/{D}write") is None
    assert "404" in told.body.decode()
    assert len(listed.hrefs) == 2
    assert listed.headers["dav"] == "1, 3, calendar-access"


async def test_an_object_is_one_event_without_a_method(course: Course) -> None:
    session = await course.ask(hours(9, 11))
    phone = await phone_of(course)
    listed = await phone.find(await phone.discover(), "D:getetag", depth="1")
    (href,) = (each for each in listed.hrefs if each.endswith(".ics"))

    got = await phone.ask("GET", href)
    again = await phone.ask("GET", href, if_none_match=got.headers["etag"])
    head = await phone.ask("HEAD", href)

    calendar = Calendar.from_ical(got.body)
    assert "METHOD" not in calendar
    assert [str(event["UID"]) for event in calendar.events] == [session.uid]
    assert len(calendar.timezones) == 1
    assert (again.status, head.status, head.body) == (304, 200, b"")
    assert head.headers["content-length"] == str(len(got.body))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (query(), 2),
        (query(start=utc(9)), 1),
        (query(start=utc(8), end=utc(9)), 1),
        (query(end=utc(8)), 0),
        (query(start=utc(11)), 0),
        (query(start=utc(8.5), end=utc(10.5)), 2),
        (query(kind="VTODO"), 0),
    ],
    ids=["all", "ended before", "ends as it begins", "before", "after", "both", "other kinds"],
)
async def test_events_are_found_by_their_time(course: Course, asked: str, found: int) -> None:
    await course.ask(hours(8, 9))
    await course.ask(hours(10, 11))
    phone = await phone_of(course)

    assert len((await phone.ask("REPORT", await phone.discover(), asked)).hrefs) == found


async def test_many_are_got_at_once_and_none_of_others(course: Course) -> None:
    await course.ask(hours(8, 9))
    phone, other = await phone_of(course), await phone_of(course, FeedScope.BATCH)
    own = (await phone.synchronise()).hrefs
    theirs = (await other.synchronise()).hrefs
    hrefs = "".join(f"<D:href>{each}</D:href>" for each in (*own, *theirs, "/dav/x", "http://["))
    body = f"<C:calendar-multiget {NAMESPACES}>{ALL_DATA}{hrefs}</C:calendar-multiget>"

    got = await phone.ask("REPORT", await phone.discover(), body)
    across = await phone.find(await other.discover(), "D:displayname")

    assert (got.status, len(got.summaries), len(got.gone)) == (207, 1, 3)
    assert across.status == 404


async def test_the_address_itself_will_do_as_a_password(course: Course) -> None:
    phone = await phone_of(course)
    phone.password = f" {PUBLIC_URL}/k/{phone.password}.ics "

    assert (await phone.find("/dav/", "D:displayname")).status == 207


async def test_it_is_found_where_clients_look_first(course: Course) -> None:
    found = await (await phone_of(course)).ask("PROPFIND", "/.well-known/caldav", authorization="")

    assert (found.status, found.headers["location"]) == (301, "/dav/")
