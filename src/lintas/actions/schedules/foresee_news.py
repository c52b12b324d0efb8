"""Before a session is moved or cancelled: whom the news would reach too late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.schedules.tell_reach import MOST_PEOPLE, list_answers
from lintas.domain.agencies import VenueId
from lintas.domain.feeds import FeedId, FeedScope
from lintas.domain.fetches import FETCHES_KEPT
from lintas.domain.foresight import Expected, Foresight
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.reach import Link, Part
from lintas.domain.travel import Overrides, Place, by_ends, find_travel, place_at
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.foresight import foresee, habit_of
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.sessions import find_session
from lintas.store.feeds.fetches import list_fetch_moments
from lintas.store.feeds.reach import (
    ATTENDING,
    TEACHING,
    list_confirmations,
    list_inbox_openings,
    list_own_links,
)
from lintas.store.people import list_people_named
from lintas.store.programs.enrolments import list_seated
from lintas.store.travel import list_travel_overrides
from lintas.store.venues.places import list_venues_named

# So many of a calendar's last fetches tell its interval.
FETCHES_TOLD = 20


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of everybody of one session; `goal` is none where nobody travels."""

    goal: Place | None
    ways: Overrides
    links: Mapping[PersonId, list[Link]]
    moments: Mapping[FeedId, list[datetime]]


async def find_foresight(session_id: UUID, *, actor: Actor, now: datetime) -> Foresight:
    """Whom a change made now would reach too late.

    Who may: whoever may move it; of participants, those whom the actor may know.

    Raises:
        NotFound, NotAllowed
    """
    session = await find_session(session_id, seen_by=actor)
    card = (await list_cards([session]))[0]
    allow(actor, Verb.MOVE, Subject(card.keeper, session.lender_keeper, card.asked_by))
    return await foresee_news(card, actor=actor, now=now)


async def foresee_news(card: Card, *, actor: Actor, now: datetime) -> Foresight:
    """For whoever may move or cancel it."""
    people = [
        *await _expect_attending(card, actor, now),
        *await _expect_teaching(card, actor, now),
    ]
    return foresee(people, starts_at=card.session.span.start, now=now)


async def _expect_attending(card: Card, actor: Actor, now: datetime) -> list[Expected]:
    session = card.session
    if session.batch_id is None:
        return []
    enrolments = await list_seated(session.batch_id, seen_by=actor, limit=MOST_PEOPLE)
    ids = [each.person.id for each in enrolments]
    # An enrolment doesn't bear where its person lives.
    people = {each.id: each for each in await list_people_named(ids, seen_by=actor)}
    known = await _gather(card, ids, ATTENDING, now)
    confirmed = await list_confirmations([session.id])
    inbox = await _list_openings(card, ids, now)
    return [
        _expect(
            people.get(each.person.id, each.person),
            Part.ATTENDS,
            known,
            has_opened=bool(each.opened_at or each.id in confirmed or each.person.id in inbox),
        )
        for each in enrolments
    ]


async def _expect_teaching(card: Card, actor: Actor, now: datetime) -> list[Expected]:
    session = card.session
    ids = list(session.trainer_ids)
    people = {each.id: each for each in await list_people_named(ids, seen_by=actor)}
    names = dict(zip(ids, card.trainer_names, strict=True))
    known = await _gather(card, ids, TEACHING, now)
    answers = await list_answers([session])
    inbox = await _list_openings(card, ids, now)
    return [
        _expect(
            # Of a trainer whom the asker may not know, the session tells the name.
            people.get(each, Person(each, names[each], None, None)),
            Part.TEACHES,
            known,
            has_opened=each in answers or each in inbox,
        )
        for each in ids
    ]


async def _list_openings(
    card: Card, ids: Iterable[PersonId], now: datetime
) -> Mapping[PersonId, datetime]:
    about = {card.session.id, card.session.booking_id}
    return await list_inbox_openings(ids, about, since=now - FETCHES_KEPT)


async def _gather(
    card: Card, ids: Iterable[PersonId], scopes: tuple[FeedScope, ...], now: datetime
) -> _Known:
    links = await list_own_links(ids, scopes, since=now)
    feed_ids = [link.feed_id for each in links.values() for link in each]
    return _Known(
        goal=await _find_goal(card),
        ways=by_ends(await list_travel_overrides()),
        links=links,
        moments=await list_fetch_moments(feed_ids, since=now - FETCHES_KEPT, most=FETCHES_TOLD),
    )


async def _find_goal(card: Card) -> Place | None:
    """None: it meets online, or its venue is retired."""
    venues = await list_venues_named([card.venue_id])
    return place_at(venues[0]) if venues and card.session.mode.takes_room else None


def _expect(person: Person, part: Part, known: _Known, *, has_opened: bool) -> Expected:
    links = known.links.get(person.id, [])
    return Expected(
        person_id=person.id,
        name=person.name,
        phone=person.phone,
        part=part,
        way=_way_of(person, known),
        calendars=len(links),
        habits=tuple(
            habit_of(known.moments[link.feed_id]) for link in links if link.feed_id in known.moments
        ),
        has_opened=has_opened,
    )


def _way_of(person: Person, known: _Known) -> timedelta | None:
    """From the regency where one lives, as somebody measured or stated it."""
    if known.goal is None or person.regency is None:
        return None
    home = replace(
        known.goal,
        venue_id=VenueId(person.id),
        room_id=None,
        district=None,
        regency=person.regency,
        latitude=None,
        longitude=None,
    )
    travel = find_travel(home, known.goal, known.ways)
    return timedelta(minutes=travel.minutes) if travel else None
