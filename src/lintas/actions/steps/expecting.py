"""What is expected of everybody whom news of a session concerns, and kept to be scored later."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lintas.domain.agencies import VenueId
from lintas.domain.bookings import Session
from lintas.domain.estimates import LOOKS_AHEAD, Estimate, EstimateId
from lintas.domain.feeds import FeedId, FeedScope
from lintas.domain.fetches import FETCHES_KEPT
from lintas.domain.foresight import Expected
from lintas.domain.ids import new_id
from lintas.domain.people import Person, PersonId
from lintas.domain.programs import Enrolment
from lintas.domain.reach import Part
from lintas.domain.travel import Overrides, Place, by_ends, find_travel, place_at
from lintas.rules.foresight import forecasts_of, habit_of
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.teaching import list_answers
from lintas.store.estimates import add_estimate
from lintas.store.feeds.fetches import list_fetch_moments
from lintas.store.feeds.reach import (
    ATTENDING,
    TEACHING,
    list_confirmations,
    list_inbox_openings,
    list_own_feeds,
)
from lintas.store.people import list_any_people_named
from lintas.store.programs.enrolments import list_any_seated
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


async def keep_estimates(befores: Iterable[Session], *, now: datetime) -> None:
    """Keep what is foreseen of changing these now; called before they are.

    Of all whom it concerns, whoever makes the change. Not of what is over or has begun, nor of
    what is so far off that nobody could be late to hear of it.
    """
    near = [each for each in befores if now < each.span.start <= now + LOOKS_AHEAD]
    for card in await list_cards(near):
        session = card.session
        seated = await list_any_seated(session.batch_id) if session.batch_id else ()
        ids = [*(each.person.id for each in seated), *session.trainer_ids]
        if not ids:
            continue
        people = {each.id: each for each in await list_any_people_named(ids)}
        expected = await expect(card, seated, people, now=now)
        estimate = Estimate(
            id=EstimateId(new_id(now)),
            session_id=session.id,
            keeper=card.keeper,
            made_at=now,
            starts_at=session.span.start,
            concerned=len(expected),
        )
        starts_at = session.span.start
        await add_estimate(estimate, forecasts_of(expected, starts_at=starts_at, now=now))


async def expect(
    card: Card,
    seated: Sequence[Enrolment],
    people: Mapping[PersonId, Person],
    *,
    now: datetime,
) -> list[Expected]:
    """Of those with a seat, then of who teaches.

    `people` are those of whom the asker may know where they live and how to ring them.
    """
    travel = _Travel(await _find_goal(card), by_ends(await list_travel_overrides()))
    return [
        *await _expect_attending(card, seated, people, travel, now),
        *await _expect_teaching(card, people, travel, now),
    ]


async def _expect_attending(
    card: Card,
    seated: Sequence[Enrolment],
    people: Mapping[PersonId, Person],
    travel: _Travel,
    now: datetime,
) -> list[Expected]:
    if not seated:
        return []
    ids = [each.person.id for each in seated]
    calendars = await _gather(ids, ATTENDING, now)
    confirmed = await list_confirmations([card.session.id])
    inbox = await _list_openings(card, ids, now)
    return [
        _expect(
            # An enrolment doesn't bear where its person lives.
            people.get(each.person.id, each.person),
            Part.ATTENDS,
            travel,
            calendars,
            has_opened=bool(each.opened_at or each.id in confirmed or each.person.id in inbox),
        )
        for each in seated
    ]


async def _expect_teaching(
    card: Card, people: Mapping[PersonId, Person], travel: _Travel, now: datetime
) -> list[Expected]:
    session = card.session
    ids = list(session.trainer_ids)
    if not ids:
        return []
    names = dict(zip(ids, card.trainer_names, strict=True))
    calendars = await _gather(ids, TEACHING, now)
    answers = await list_answers([session.id])
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
