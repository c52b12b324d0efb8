"""One session as a file for the participant's page."""

from dataclasses import replace

from lintas.domain.feeds import FeedScope
from lintas.feeds.single import render_single
from lintas.render.occasions import map_link
from lintas.store.bookings.cards import list_cards
from tests.feeds.asker import PUBLIC_URL, Subscriber
from tests.feeds.course import Course
from tests.feeds.reading import events_of, read, seen_in, seen_of


async def test_it_is_the_entry_that_a_subscription_shows(
    course: Course, subscriber: Subscriber
) -> None:
    session = await course.ask()
    [card] = await list_cards([session])
    subscribed = (await subscriber.ask(await course.open(FeedScope.PERSON))).body

    alone = render_single(card, "id", PUBLIC_URL)

    assert seen_in(alone) == seen_of([session])
    assert [each.to_ical() for each in events_of(alone)] == [
        each.to_ical() for each in events_of(subscribed)
    ]
    assert read(alone)["METHOD"] == "PUBLISH"


async def test_it_leads_to_the_page_it_came_from(course: Course) -> None:
    [card] = await list_cards([await course.ask()])

    [event] = events_of(render_single(card, "id", PUBLIC_URL, page="/p/rahasia"))

    assert event["URL"] == "https://lintas.example.test/p/rahasia"


async def test_a_map_opens_at_the_point_else_at_the_address(course: Course) -> None:
    [card] = await list_cards([await course.ask()])
    addressed = replace(card, address="Jl. Contoh 1")

    links = [map_link(each) for each in (replace(card, latitude=-7.0, longitude=107.5), addressed)]

    search = "https://www.google.com/maps/search/?api=1&query="
    assert links == [f"{search}-7.0,107.5", f"{search}PLUT,%20Jl.%20Contoh%201"]
    assert map_link(card) == ""
