"""Before a session is moved or cancelled: whom the news would reach too late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.schedules.tell_reach import MOST_PEOPLE, find_movable, list_answers
from lintas.domain.agencies import VenueId
from lintas.domain.feeds import FeedId, FeedScope
from lintas.domain.fetches import FETCHES_KEPT
from lintas.domain.foresight import Expected, Foresight
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.reach import Part
from lintas.domain.travel import Overrides, Place, by_ends, find_travel, place_at
from lintas.rules.foresight import foresee, habit_of
from lintas.store.bookings.cards import Card
from lintas.store.feeds.fetches import list_fetch_moments
from lintas.store.feeds.reach import (
    ATTENDING,
    TEACHING,
    list_confirmations,
    list_inbox_openings,
    list_own_feeds,
)
from lintas.store.people import list_people_named
from lintas.store.programs.enrolments import list_seated
from lintas.store.travel import list_travel_overrides
from lintas.store.venues.places import list_venues_named

# So many of a calendar's last fetches tell its interval.
FETCHES_TOLD = 20


@dataclass(frozen=True, slots=True)
class _Travel:
    """How one gets to a session; `goal` is none where nobody travels."""

    goal: Place | None
    ways: Overrides


@dataclass(frozen=True, slots=True)
class _Calendars:
    """Everybody's own, and when each was asked for, latest first."""

    own: Mapping[PersonId, list[FeedId]]
    moments: Mapping[FeedId, list[datetime]]


async def find_foresight(session_id: UUID, *, actor: Actor, now: datetime) -> Foresight:
    """Whom a change made now would reach too late.

    Who may: whoever may move it; of participants, those whom the actor may know.

    Raises:
        NotFound, NotAllowed
    """
    return await foresee_news(await find_movable(session_id, actor=actor), actor=actor, now=now)


async def foresee_news(card: Card, *, actor: Actor, now: datetime) -> Foresight:
    """For whoever may move or cancel it."""
    travel = _Travel(await _find_goal(card), by_ends(await list_travel_overrides()))
    people = [
        *await _expect_attending(card, travel, actor, now),
        *await _expect_teaching(card, travel, actor, now),
    ]
    return foresee(people, starts_at=card.session.span.start, now=now)


async def _expect_attending(
    card: Card, travel: _Travel, actor: Actor, now: datetime
) -> list[Expected]:
    session = card.session
    if session.batch_id is None:
        return []
    enrolments = await list_seated(session.batch_id, seen_by=actor, limit=MOST_PEOPLE)
    ids = [each.person.id for each in enrolments]
    # An enrolment doesn't bear where its person lives.
    people = {each.id: each for each in await list_people_named(ids, seen_by=actor)}
    calendars = await _gather(ids, ATTENDING, now)
    confirmed = await list_confirmations([session.id])
    inbox = await _list_openings(card, ids, now)
    return [
        _expect(
            people.get(each.person.id, each.person),
            Part.ATTENDS,
            travel,
            calendars,
            has_opened=bool(each.opened_at or each.id in confirmed or each.person.id in inbox),
        )
        for each in enrolments
    ]


async def _expect_teaching(
    card: Card, travel: _Travel, actor: Actor, now: datetime
) -> list[Expected]:
    session = card.session
    ids = list(session.trainer_ids)
    people = {each.id: each for each in await list_people_named(ids, seen_by=actor)}
    names = dict(zip(ids, card.trainer_names, strict=True))
    calendars = await _gather(ids, TEACHING, now)
    answers = await list_answers([session])
    inbox = await _list_openings(card, ids, now)
    return [
        _expect(
            # Of a trainer whom the asker may not know, the session tells the name.
            people.get(each, Person(each, names[each], None, None)),
            Part.TEACHES,
            travel,
            calendars,
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
    ids: Iterable[PersonId], scopes: tuple[FeedScope, ...], now: datetime
) -> _Calendars:
    own: dict[PersonId, list[FeedId]] = {}
    owners = await list_own_feeds(ids, scopes)
    for feed_id, person_id in owners.items():
        own.setdefault(person_id, []).append(feed_id)
    since = now - FETCHES_KEPT
    return _Calendars(own, await list_fetch_moments(owners, since=since, most=FETCHES_TOLD))


async def _find_goal(card: Card) -> Place | None:
    """None: it meets online, or its venue is retired."""
    venues = await list_venues_named([card.venue_id])
    return place_at(venues[0]) if venues and card.session.mode.takes_room else None


def _expect(
    person: Person, part: Part, travel: _Travel, calendars: _Calendars, *, has_opened: bool
) -> Expected:
    own = calendars.own.get(person.id, [])
    return Expected(
        person_id=person.id,
        name=person.name,
        phone=person.phone,
        part=part,
        way=_way_of(person, travel),
        calendars=len(own),
        habits=tuple(
            habit_of(calendars.moments[feed_id]) for feed_id in own if feed_id in calendars.moments
        ),
        has_opened=has_opened,
    )


def _way_of(person: Person, travel: _Travel) -> timedelta | None:
    """From the regency where one lives, as somebody measured or stated it."""
    if travel.goal is None or person.regency is None:
        return None
    home = replace(
        travel.goal,
        venue_id=VenueId(person.id),
        room_id=None,
        district=None,
        regency=person.regency,
        latitude=None,
        longitude=None,
    )
    found = find_travel(home, travel.goal, travel.ways)
    return timedelta(minutes=found.minutes) if found else None
