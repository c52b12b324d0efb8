"""What a calendar account holds: each event as an object with a name and a tag of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lintas.actions.feeds.follow_items import follow_items
from lintas.domain.feeds import Feed
from lintas.domain.items import UnknownRevision
from lintas.feeds.press import Press
from lintas.feeds.shelf import Shelf
from lintas.render.events import render_object
from lintas.store.feeds.items import has_revision, list_news
from lintas.store.feeds.printed import PrintedEvent

ACCOUNTS_KEPT = 16 * 1024 * 1024
# Ours are folded, but never these.
_TIME = re.compile(rb"^(DTSTART|DTEND);TZID=([^:\r\n]+):(\d{8}T\d{6})\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Item:
    """One event; `mark` changes with what it says."""

    name: str
    mark: str
    zone: str
    told: bytes

    def write(self) -> bytes:
        return render_object(self.zone, self.told)

    def meets(self, start: datetime, end: datetime) -> bool:
        """Whether it takes place within; what ends when the span begins doesn't (4791, 9.9)."""
        times = {name: (zone, at) for name, zone, at in _TIME.findall(self.told)}
        return _moment(*times[b"DTSTART"]) < end and start < _moment(*times[b"DTEND"])


@dataclass(frozen=True, slots=True)
class Holdings:
    """All that an account has, by name; equal tags, equal holdings."""

    tag: str
    items: Mapping[str, Item]


class Accounts:
    """One for each process: whoever asks five times within a second is told from one reading."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._kept: Shelf[str, Holdings] = Shelf(ACCOUNTS_KEPT, _size)

    async def find_tag(self, feed: Feed, *, now: datetime) -> str:
        """What tells its calendar from what it was; without a query while nothing was changed."""
        return (await self._press.find_standing(feed, now=now)).tag

    async def find_holdings(self, feed: Feed, *, now: datetime) -> Holdings:
        known = self._kept.get(await self.find_tag(feed, now=now))
        if known is not None:
            return known
        tag, events = await self._press.list_events(feed, now=now)
        items = {item.name: item for item in map(_item, events)}
        holdings = Holdings(tag, items)
        self._kept.put(tag, holdings)
        return holdings

    async def find_revision(self, feed: Feed, holdings: Holdings, *, now: datetime) -> int:
        """The number under which the account has these."""
        marks = {name: item.mark for name, item in holdings.items.items()}
        return await follow_items(feed.id, holdings.tag, marks, now=now)

    async def list_news(self, feed: Feed, *, after: int) -> tuple[tuple[str, bool], ...]:
        """Names of what is new since that revision, and whether it is gone.

        Raises:
            UnknownRevision
        """
        if not await has_revision(feed.id, after):
            raise UnknownRevision(str(after))
        return await list_news(feed.id, after=after)


def _item(event: PrintedEvent) -> Item:
    # Of a session, or of the conflict on it: the part before the manner of telling.
    return Item(event.id.partition(".")[0], event.fingerprint, event.zone, event.told)


def _size(holdings: Holdings) -> int:
    return 1_000 + sum(len(item.told) for item in holdings.items.values())


def _moment(zone: bytes, at: bytes) -> datetime:
    local = datetime.strptime(at.decode(), "%Y%m%dT%H%M%S").replace(tzinfo=ZoneInfo(zone.decode()))
    return local.astimezone(UTC)
