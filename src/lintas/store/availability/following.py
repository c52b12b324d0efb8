"""Building what is held from the database, and keeping in step with it."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import numpy as np

from lintas.store.availability.changes import (
    Seen,
    is_too_far_behind,
    list_news,
    look,
    look_for_news,
    seconds,
    widen,
)
from lintas.store.availability.joined import JOINED, read_joined
from lintas.store.availability.places import Places, read_places
from lintas.store.availability.timeline import WORD_SECONDS, Timeline
from lintas.store.engines import current, fetch, read_id
from lintas.store.sql import Args
from lintas.store.transaction import reading

# Holds that ended before are of no interest: nobody looks for a slot in the past.
BEHIND = timedelta(days=2)
_AT_ONCE = 400


@dataclass(slots=True)
class Availability:
    """As one snapshot of the database has it: nothing that is free there is held here.

    What is shown as free may still be held, by somebody whose request ran out without anybody
    knowing, or for less than a quarter of an hour; the judge knows.
    """

    timeline: Timeline
    places: Places
    seen: Seen
    as_of: datetime


@dataclass(slots=True)
class _Follower:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.get_running_loop)
    known: Availability | None = None


_FOLLOWERS: WeakKeyDictionary[Any, _Follower] = WeakKeyDictionary()


async def follow(*, now: datetime) -> Availability:
    """What is held and by which rooms it could be, no older than this call.

    Built when first asked for (about a second for a million holds), then followed. Not inside
    a transaction. Until the caller awaits anything, nobody changes it.
    """
    follower = _follower()
    async with follower.turn:
        if follower.known is not None and await _is_current(follower.known, now):
            return follower.known
        async with reading():
            mark = await look()
            known = follower.known
            follower.known = None  # a failure halfway leaves nothing half followed
            if known is not None:
                known = await _catch_up(known, mark, now)
            if known is None:
                known = await _build(mark, now)
        follower.known = known
        return known


def _follower() -> _Follower:
    """Of the engine in use, in the running loop: a lock belongs to one loop."""
    follower = _FOLLOWERS.get(current())
    if follower is None or follower.loop is not asyncio.get_running_loop():
        known = follower.known if follower else None
        follower = _FOLLOWERS[current()] = _Follower(known=known)
    return follower


async def _is_current(known: Availability, now: datetime) -> bool:
    """Whether nothing has happened since, as most of the time; one statement tells."""
    mark, is_same = await look_for_news(known.seen, run_out=(known.as_of, now))
    if not is_same or is_too_far_behind(known.seen, mark):
        return False
    known.seen, known.as_of = mark, max(known.as_of, now)
    return True


async def _catch_up(known: Availability, mark: Seen, now: datetime) -> Availability | None:
    """None: it has to be built anew."""
    if is_too_far_behind(known.seen, mark):
        return None
    news = await list_news(known.seen, mark)
    if news.too_many:
        return None
    words = dict(news.words)
    await _add_run_out(words, known.as_of, now)
    await _read_again(known.timeline, words, now)
    if news.places:
        known.places = await read_places()
    known.seen, known.as_of = news.seen, max(known.as_of, now)
    return known


async def _build(mark: Seen, now: datetime) -> Availability:
    timeline = Timeline()
    rows = await fetch(
        f"SELECT h.resource, count(*) AS uses, {JOINED[current().engine_type]} AS moments"
        " FROM hold h WHERE h.ends_at > $1 GROUP BY h.resource",
        now - BEHIND,
    )
    await asyncio.to_thread(_fill, timeline, rows)
    words: dict[UUID, tuple[int, int]] = {}
    await _add_run_out(words, datetime(2000, 1, 1, tzinfo=UTC), now)
    await _read_again(timeline, words, now)
    return Availability(timeline, await read_places(), mark, now)


def _fill(timeline: Timeline, rows: list[dict[str, Any]]) -> None:
    ids = timeline.make_rows([read_id(row["resource"]) for row in rows])
    for first in range(0, len(rows), _AT_ONCE):
        some = rows[first : first + _AT_ONCE]
        held = np.repeat(ids[first : first + _AT_ONCE], [row["uses"] for row in some])
        moments = read_joined([row["moments"] for row in some])
        timeline.hold(held, moments[::2], moments[1::2])


async def _add_run_out(words: dict[UUID, tuple[int, int]], since: datetime, now: datetime) -> None:
    """What requests still hold whose time to hold ran out meanwhile: it keeps nobody out."""
    rows = await fetch(
        f"SELECT h.resource, {seconds('h.starts_at')} AS begun, {seconds('h.ends_at')} AS over"
        " FROM booking b JOIN session s ON s.booking = b.id JOIN hold h ON h.session = s.id"
        " WHERE b.state = 'requested' AND b.hold_until > $1 AND b.hold_until <= $2"
        " AND s.decision = 'requested'",
        since,
        now,
    )
    for row in rows:
        widen(words, read_id(row["resource"]), int(row["begun"]), int(row["over"]))


async def _read_again(
    timeline: Timeline, words: Mapping[UUID, tuple[int, int]], now: datetime
) -> None:
    """Forget these words and set them anew."""
    resources = sorted(words)
    for start in range(0, len(resources), _AT_ONCE):
        await _read_some_again(timeline, resources[start : start + _AT_ONCE], words, now)


async def _read_some_again(
    timeline: Timeline,
    resources: Collection[UUID],
    words: Mapping[UUID, tuple[int, int]],
    now: datetime,
) -> None:
    args = Args()
    begins = min(words[each][0] for each in resources) * WORD_SECONDS
    ends = (max(words[each][1] for each in resources) + 1) * WORD_SECONDS
    rows = await fetch(
        f"""
        SELECT h.resource, {seconds("h.starts_at")} AS begun, {seconds("h.ends_at")} AS over
        FROM hold h JOIN session s ON s.id = h.session JOIN booking b ON b.id = s.booking
        WHERE h.resource IN {args.put_all(resources)}
            AND h.starts_at < {args.put(datetime.fromtimestamp(ends, UTC))}
            AND h.ends_at > {args.put(datetime.fromtimestamp(begins, UTC))}
            AND NOT (s.decision = 'requested' AND b.hold_until <= {args.put(now)})
        """,
        *args,
    )
    for each in resources:
        timeline.clear(each, *words[each])
    held = timeline.make_rows([read_id(row["resource"]) for row in rows])
    timeline.hold(
        held,
        np.array([row["begun"] for row in rows], np.int64),
        np.array([row["over"] for row in rows], np.int64),
    )
