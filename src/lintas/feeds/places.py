"""When a calendar's place is taken and when it is open: documents beside the calendar itself."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lintas.domain.feeds import Feed, FeedScope, FeedWindow
from lintas.domain.timespan import TimeSpan
from lintas.feeds.asking import Form
from lintas.feeds.setting import WRITER
from lintas.render.freebusy import merge, render_busy, render_opening
from lintas.store.feeds.printed import Standing, find_standing, keep_edition
from lintas.store.feeds.taken import find_place, find_taken

PLACES = frozenset({FeedScope.ROOM, FeedScope.VENUE})
# Names the words and their order in render: raise it when they change.
FORM = "1"


class NoSuchDocument(Exception):
    """A calendar of people has no place, and of some places nobody knows when they are open."""


@dataclass(frozen=True, slots=True)
class Document:
    """`render` makes the bytes; equal tags, equal bytes."""

    standing: Standing
    render: Callable[[], bytes]


async def find_document(feed: Feed, form: Form, *, now: datetime) -> Document:
    """What an address answers that ends in the suffix of that form.

    Raises:
        NoSuchDocument
    """
    if feed.scope not in PLACES:
        raise NoSuchDocument
    return await (_find_busy if form is Form.BUSY else _find_opening)(feed, now)


async def _find_busy(feed: Feed, now: datetime) -> Document:
    around = FeedWindow.around(now, feed.scope)
    window = TimeSpan(around.since, around.until)
    taken = await find_taken(feed, window)
    busy, tentative = merge(taken.busy, window), merge(taken.tentative, window)
    standing = await _stand(feed, Form.BUSY, repr((window, busy, tentative)), now)
    return Document(
        standing,
        lambda: render_busy(
            uid=f"{feed.subject_id}-ifb@lintas",
            window=window,
            busy=busy,
            tentative=tentative,
            stamp=standing.since,
        ),
    )


async def _find_opening(feed: Feed, now: datetime) -> Document:
    venue = await find_place(feed)
    hours = venue.opening_hours
    if hours is None:
        raise NoSuchDocument
    standing = await _stand(feed, Form.OPENING, repr((venue.id, hours, venue.zone.key)), now)
    return Document(
        standing,
        lambda: render_opening(
            uid=f"{venue.id}-vav@lintas", hours=hours, zone=venue.zone, stamp=standing.since
        ),
    )


async def _stand(feed: Feed, form: Form, facts: str, now: datetime) -> Standing:
    """Since when the facts are so. What is rendered is not kept: it is short, and soon made."""
    shown = str(feed.style.show_tentative)
    edition_id = _hash(form, feed.scope, str(feed.subject_id), shown)
    tag = _hash(FORM, WRITER, edition_id, facts)[:32]
    standing = await find_standing(edition_id)
    if standing is not None and standing.tag == tag:
        return standing
    since = await keep_edition(edition_id, (feed.scope, feed.subject_id), tag, b"", now=now)
    return Standing(tag, since)


def _hash(*told: str) -> str:
    return hashlib.sha256("\x1e".join(told).encode()).hexdigest()
