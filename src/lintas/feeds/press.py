"""Printing calendars: each session is set once for each kind of reader, and then only bound."""

import asyncio
import gzip
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.metadata import version
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.bookings import SessionId
from lintas.domain.feeds import Feed, FeedScope, FeedWindow
from lintas.feeds.occasions import AUDIENCES, Telling, make_occasion
from lintas.feeds.shelf import Shelf
from lintas.feeds.watching import Known, Watch
from lintas.render.catalogues import say
from lintas.render.events import render_calendar, render_event
from lintas.store.bookings.cards import Card, list_cards
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.feeds.contents import Contents, Revision, find_contents
from lintas.store.transaction import reading

# Names the words and their order here and in render: raise it when either changes.
FORM = "2"
WRITER = version("icalendar")
# How often we'd like to be asked.
REFRESH = timedelta(hours=1)
# Bytes of events, and of whole calendars, kept for the next who asks.
EVENTS_KEPT = CALENDARS_KEPT = 16 * 1024 * 1024
TAGS_KEPT = 20_000
# Rendering one event takes up to a millisecond: after so many, others have their turn.
AT_A_TIME = 10

# An event is known by all that it says and how.
Key = tuple[Revision, Telling]
# A calendar, by whose it is, how it is told, and the day on which its window begins.
Wish = tuple[FeedScope, UUID, str, int | None, datetime]


@dataclass(frozen=True, slots=True)
class Edition:
    """A calendar as it is, plain and packed; equal tags, equal bytes."""

    tag: str
    plain: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class _Event:
    text: bytes
    zone: ZoneInfo


class Press:
    """One for each process. `public_url` is our address as the world knows it."""

    def __init__(self, public_url: str, watch: Watch) -> None:
        self._public_url, self._watch = public_url, watch
        self._tags: Shelf[Wish, Known[str]] = Shelf(TAGS_KEPT, lambda _: 1)
        self._printing = asyncio.Lock()
        self._events: Shelf[Key, _Event] = Shelf(EVENTS_KEPT, lambda event: len(event.text))
        self._editions: Shelf[str, Edition] = Shelf(
            CALENDARS_KEPT, lambda edition: len(edition.plain) + len(edition.packed)
        )

    async def find_tag(self, feed: Feed, *, now: datetime) -> str:
        """What tells this calendar from what it was; nothing is rendered.

        No query either, while nothing that it shows was changed.
        """
        await self._watch.look(now)
        window = FeedWindow.around(now, feed.scope)
        wish = _wish(feed, window)
        known = self._tags.get(wish)
        if known is None or not self._watch.stands(known):
            known = await self._read_tag(feed, window)
            self._tags.put(wish, known)
        return known.what

    async def print_edition(self, feed: Feed, tag: str, *, now: datetime) -> Edition:
        """The calendar as it is now, which may be later than the tag that was asked for."""
        # One at a time: it keeps a processor busy, and may be done when the next one's turn comes.
        async with self._printing:
            return self._editions.get(tag) or await self._print(feed, now)

    async def _print(self, feed: Feed, now: datetime) -> Edition:
        telling = self._telling(feed)
        async with reading():
            window = FeedWindow.around(now, feed.scope)
            contents = await find_contents(feed.scope, feed.subject_id, window)
            # Held here, not only on the shelf: whatever is rendered meanwhile may push it off.
            events = {each: self._events.get((each, telling)) for each in contents.list_revisions()}
            unset = [each.session_id for each, event in events.items() if event is None]
            cards = {
                card.session.id: card for card in await list_cards(await list_sessions_named(unset))
            }
        ready = await self._set(events, cards, telling)
        plain = _bind(feed, contents, ready)
        packed = await asyncio.to_thread(gzip.compress, plain, 6, mtime=0)
        edition = Edition(self._tag(feed, contents), plain, packed)
        self._editions.put(edition.tag, edition)
        return edition

    async def _set(
        self,
        events: Mapping[Revision, _Event | None],
        cards: Mapping[SessionId, Card],
        telling: Telling,
    ) -> list[_Event]:
        """All of them, in their order; those that are not there yet are rendered."""
        ready = []
        rendered = 0
        for revision, known in events.items():
            event = known
            if event is None:
                event = _render(cards[SessionId(revision.session_id)], telling)
                self._events.put((revision, telling), event)
                rendered += 1
                if rendered % AT_A_TIME == 0:
                    await asyncio.sleep(0)
            ready.append(event)
        return ready

    async def _read_tag(self, feed: Feed, window: FeedWindow) -> Known[str]:
        since = self._watch.round
        contents = await find_contents(feed.scope, feed.subject_id, window)
        abouts = (feed.subject_id, *contents.abouts)
        return self._watch.know(self._tag(feed, contents), abouts, since=since)

    def _telling(self, feed: Feed) -> Telling:
        style = feed.style
        audience = AUDIENCES[feed.scope]
        return Telling(audience, style.language, style.alarm_minutes, self._public_url)

    def _tag(self, feed: Feed, contents: Contents) -> str:
        style = feed.style
        how = (FORM, WRITER, feed.scope, style.language, str(style.alarm_minutes))
        told = "\x1e".join((*how, self._public_url, *contents.facts))
        return hashlib.sha256(told.encode()).hexdigest()[:32]


def _wish(feed: Feed, window: FeedWindow) -> Wish:
    style = feed.style
    return feed.scope, feed.subject_id, style.language, style.alarm_minutes, window.since


def _render(card: Card, telling: Telling) -> _Event:
    occasion = make_occasion(card, telling)
    return _Event(render_event(occasion, card.zone, telling.language), card.zone)


def _bind(feed: Feed, contents: Contents, events: Sequence[_Event]) -> bytes:
    language = feed.style.language
    return render_calendar(
        name=say(f"feed.{feed.scope}", language, name=contents.name),
        description=say("feed.about", language),
        zones={event.zone for event in events},
        events=[event.text for event in events],
        refresh=REFRESH,
    )
