"""Printing calendars: each session is set once for each kind of reader, and then only bound."""

import asyncio
import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lintas.domain.feeds import Feed, FeedWindow
from lintas.feeds.setting import FORM, WRITER, Setter
from lintas.feeds.shelf import Shelf
from lintas.feeds.watching import Known, Watch
from lintas.render.catalogues import say
from lintas.render.events import render_calendar
from lintas.render.occasions import AUDIENCES, Telling
from lintas.store.feeds.contents import Contents, find_contents
from lintas.store.feeds.printed import (
    PrintedEvent,
    Standing,
    find_packed,
    find_standing,
    keep_edition,
)
from lintas.store.transaction import reading

# How often we'd like to be asked.
REFRESH = timedelta(hours=1)
# Bytes of whole calendars kept for the next who asks, and how many are known by their tag.
CALENDARS_KEPT = 16 * 1024 * 1024
STANDINGS_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Edition:
    """A calendar as it is, plain and packed; equal tags, equal bytes."""

    standing: Standing
    plain: bytes
    packed: bytes


@dataclass(frozen=True, slots=True)
class _Wish:
    """A calendar as it is wanted: by all who want the same it is printed once."""

    feed: Feed
    telling: Telling
    window: FeedWindow
    year: int | None

    @property
    def id(self) -> str:
        feed = self.feed
        whose = (feed.scope, str(feed.subject_id), str(self.year or ""))
        told = (self.telling.public_url, *whose, feed.style.manner)
        return hashlib.sha256("\x1e".join(told).encode()).hexdigest()

    def tag(self, contents: Contents) -> str:
        told = "\x1e".join((FORM, WRITER, self.id, *contents.facts))
        return hashlib.sha256(told.encode()).hexdigest()[:32]


class Press:
    """One for each process. `public_url` is our address as the world knows it."""

    def __init__(self, public_url: str, watch: Watch) -> None:
        self._public_url, self._watch = public_url, watch
        self._printing = asyncio.Lock()
        self.setter = Setter()
        self._standings: Shelf[object, Known[Standing]] = Shelf(STANDINGS_KEPT, lambda _: 1)
        self._editions: Shelf[str, Edition] = Shelf(
            CALENDARS_KEPT, lambda edition: len(edition.plain) + len(edition.packed)
        )

    async def find_standing(
        self, feed: Feed, *, now: datetime, year: int | None = None
    ) -> Standing:
        """What tells this calendar from what it was, and since when; or that year's archive.

        No query while nothing that it shows was changed; nothing is rendered unless it was.
        """
        await self._watch.look(now)
        window = _window(feed, now, year)
        key = (feed.scope, feed.subject_id, feed.style.manner, window.since, year)
        known = self._standings.get(key)
        if known is None or not self._watch.stands(known):
            known = await self._read_standing(self._wish(feed, window, year), now)
            self._standings.put(key, known)
        return known.what

    async def print_edition(
        self, feed: Feed, standing: Standing, *, now: datetime, year: int | None = None
    ) -> Edition:
        """The calendar as it is now, which may be later than what was asked for."""
        known = self._editions.get(standing.tag)
        if known is not None:
            return known
        wish = self._wish(feed, _window(feed, now, year), year)
        # One at a time: it keeps a processor busy, and may be done when the next one's turn comes.
        async with self._printing:
            return (
                self._editions.get(standing.tag)
                or await self._unpack(wish, standing)
                or await self._print(wish, now)
            )

    async def list_events(self, feed: Feed, *, now: datetime) -> tuple[str, list[PrintedEvent]]:
        """What it holds as it is now, one by one, and the calendar's tag with that."""
        wish = self._wish(feed, _window(feed, now, None), None)
        async with reading():
            contents = await find_contents(feed, wish.window)
            forme = await self.setter.gather(contents.list_revisions(), wish.telling)
        return wish.tag(contents), await self.setter.finish(forme)

    async def _read_standing(self, wish: _Wish, now: datetime) -> Known[Standing]:
        since = self._watch.round
        feed = wish.feed
        contents = await find_contents(feed, wish.window)
        tag = wish.tag(contents)
        standing = await find_standing(wish.id)
        if standing is None or standing.tag != tag:
            async with self._printing:
                edition = self._editions.get(tag) or await self._print(wish, now)
            standing = edition.standing
        abouts = (feed.subject_id, feed.keeper, *contents.abouts)
        return self._watch.know(standing, abouts, since=since)

    async def _unpack(self, wish: _Wish, standing: Standing) -> Edition | None:
        """As it was printed by another process; None when nobody has."""
        packed = await find_packed(wish.id, standing.tag)
        if packed is None:
            return None
        plain = await asyncio.to_thread(gzip.decompress, packed)
        return self._put(Edition(standing, plain, packed))

    async def _print(self, wish: _Wish, now: datetime) -> Edition:
        feed = wish.feed
        async with reading():
            contents = await find_contents(feed, wish.window)
            forme = await self.setter.gather(contents.list_revisions(), wish.telling)
        plain = _bind(wish, contents, await self.setter.finish(forme))
        packed = await asyncio.to_thread(gzip.compress, plain, 6, mtime=0)
        tag = wish.tag(contents)
        subject = (feed.scope, feed.subject_id)
        since = await keep_edition(wish.id, subject, tag, packed, now=now)
        return self._put(Edition(Standing(tag, since), plain, packed))

    def _put(self, edition: Edition) -> Edition:
        self._editions.put(edition.standing.tag, edition)
        return edition

    def _wish(self, feed: Feed, window: FeedWindow, year: int | None) -> _Wish:
        style = feed.style
        telling = Telling(
            AUDIENCES[feed.scope], style.language, style.alarm_minutes, self._public_url
        )
        return _Wish(feed, telling, window, year)


def _window(feed: Feed, now: datetime, year: int | None) -> FeedWindow:
    return FeedWindow.around(now, feed.scope) if year is None else FeedWindow.of_year(year)


def _bind(wish: _Wish, contents: Contents, events: Sequence[PrintedEvent]) -> bytes:
    language = wish.telling.language
    name = say(f"feed.{wish.feed.scope}", language, name=contents.name)
    return render_calendar(
        name=f"{name} {wish.year}" if wish.year else name,
        description=say("feed.about", language),
        zones=map(ZoneInfo, {event.zone for event in events}),
        events=[event.told for event in events],
        refresh=REFRESH,
    )
