"""Looking at calendars: what is due is fetched, read apart, and kept; whatever goes wrong is noted.

Nothing here holds a lock: what was read is judged and kept by an action of its own.
"""

import asyncio
import logging
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import httpx

from lintas.actions.outside_calendars.ground import ground_of
from lintas.actions.outside_calendars.note_look import (
    GONE,
    note_expansion,
    note_failure,
    note_reading,
    note_unchanged,
)
from lintas.domain.outside_calendars import OutsideCalendar, OutsideCalendarId, Reading, horizon
from lintas.domain.refusal import NotFound
from lintas.domain.sealing import CannotOpen, SealingKey
from lintas.intake.calendars.apart import read_apart
from lintas.intake.calendars.fetching import HTTPS, FetchFailed, Marks, fetch
from lintas.intake.calendars.trimming import NotACalendar
from lintas.store.outside_calendars.added import list_due, take_due
from lintas.store.outside_calendars.busy import find_copy, list_digests
from lintas.store.outside_calendars.sources import Place, Source, find_source
from lintas.store.transaction import writing

log = logging.getLogger(__name__)

# Of one look all together: whoever took a calendar and said nothing for so long is gone.
LEASE = timedelta(minutes=5)
MOST_AT_ONCE, MOST_OF_A_HOST, HOSTS_AT_ONCE = 40, 4, 4
# Each reading is a process of its own, and processors are few: pages are waited for, this isn't.
READINGS_AT_ONCE = 1
# After so many answers in a row that name the same new address it is believed.
MOVES_BELIEVED = 3
_WISH = re.compile(
    rb"^(?:REFRESH-INTERVAL|X-PUBLISHED-TTL)[^:\r\n]*:"
    rb"P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
# What a calendar says of itself stands before its events.
_HEAD = 20_000


@dataclass(frozen=True, slots=True)
class Looking:
    """What looking needs: a way to the internet, and the key to addresses."""

    client: httpx.AsyncClient
    key: SealingKey
    schemes: frozenset[str] = HTTPS


async def look_at_due(looking: Looking, *, now: datetime, stopping: Callable[[], bool]) -> int:
    """Look at what is due, a few of each host, one after the other; answers how many."""
    by_host: defaultdict[str, list[OutsideCalendar]] = defaultdict(list)
    for calendar_id in await list_due(now=now, limit=MOST_AT_ONCE):
        taken = await _take(calendar_id, now=now)
        if taken:
            by_host[taken.host].append(taken)
    turns, readings = asyncio.Semaphore(HOSTS_AT_ONCE), asyncio.Semaphore(READINGS_AT_ONCE)

    async def look_at_host(calendars: Sequence[OutsideCalendar]) -> None:
        async with turns:
            for calendar in calendars:
                if not stopping():
                    await _look(_Look(looking, readings, calendar, now))

    await asyncio.gather(*map(look_at_host, by_host.values()))
    return sum(map(len, by_host.values()))


async def _take(calendar_id: OutsideCalendarId, *, now: datetime) -> OutsideCalendar | None:
    async with writing():
        return await take_due(calendar_id, now=now, until=now + LEASE)


def read_wish(body: bytes) -> int:
    """Seconds between two looks that a calendar asks for; 0: it asks for none."""
    found = _WISH.search(body[:_HEAD])
    if found is None:
        return 0
    weeks, days, hours, minutes, seconds = (int(each or 0) for each in found.groups())
    wished = ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds
    return min(wished, 10**6)


async def _look(look: "_Look") -> None:
    """Whatever happens to one calendar stays with it."""
    try:
        await look.look()
    except NotFound:
        # Removed, or its room or trainer retired, while it was looked at.
        return
    except Exception:
        # The host says enough, and is all that may be told.
        log.exception("looking at a calendar of %s failed", look.calendar.host)


@dataclass(frozen=True, slots=True)
class _Look:
    looking: Looking
    readings: asyncio.Semaphore
    calendar: OutsideCalendar
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()

    async def look(self) -> None:
        """Raises NotFound."""
        source = await find_source(self.calendar.id)
        if self.calendar.is_file or self.calendar.status == GONE:
            await self.expand(source)
            return
        marks = Marks(source.etag, source.last_modified)
        try:
            address = self.looking.key.open(source.address)
            came = await fetch(self.looking.client, address, marks, schemes=self.looking.schemes)
        except CannotOpen:
            await self._fail(source, "key")
        except FetchFailed as failure:
            await self._fail(source, failure.why, failure.status)
        else:
            source = self._follow(source, came.moved_to)
            told = replace(source, etag=came.marks.etag, last_modified=came.marks.last_modified)
            if came.body is None:
                await self._keep_on(source)
            else:
                await self._read(came.body, replace(told, wish=read_wish(came.body)))

    def _follow(self, source: Source, moved_to: str) -> Source:
        """A server that is set up wrongly for a day leads nobody away for good."""
        if not moved_to:
            return replace(source, moved_to="", moves=0)
        key = self.looking.key
        is_same = bool(source.moved_to) and key.fingerprint(moved_to) == source.moved_to
        moves = source.moves + 1 if is_same else 1
        if moves < MOVES_BELIEVED:
            return replace(source, moved_to=key.fingerprint(moved_to), moves=moves)
        place = Place(key.seal(moved_to), httpx.URL(moved_to).host, key.fingerprint(moved_to))
        return replace(source, place=place, moved_to="", moves=0)

    async def _read(self, body: bytes, source: Source) -> None:
        known: Collection[str] = ()
        if source.expanded_on == self.today:
            known = await list_digests(self.calendar.id)
        try:
            reading = await self._read_apart(body, known)
        except NotACalendar as refusal:
            await self._fail(source, refusal.why)
            return
        source = replace(source, expanded_on=self.today)
        await note_reading(self.calendar, reading, source, known=known, now=self.now)

    async def _keep_on(self, source: Source) -> None:
        """It says that nothing has changed; but today is another day."""
        if source.expanded_on == self.today:
            await note_unchanged(self.calendar, source, now=self.now)
            return
        copy = await self._copy()
        if copy is None:
            # Without a copy there is nothing that could be unchanged: have all of it next time.
            await self._fail(replace(source, etag="", last_modified=""), "failed")
            return
        source = replace(source, expanded_on=self.today)
        await note_reading(self.calendar, copy, source, now=self.now)

    async def _fail(self, source: Source, why: str, status: int = 0) -> None:
        known = await note_failure(self.calendar, source, why, status, now=self.now)
        if known and source.expanded_on != self.today:
            await replace(self, calendar=known).expand(source)

    async def expand(self, source: Source) -> None:
        """Another day: what repeats without end goes on for a day longer. Raises NotFound."""
        copy = await self._copy()
        if copy is not None:
            source = replace(source, expanded_on=self.today)
            await note_expansion(self.calendar, copy, source, now=self.now)

    async def _copy(self) -> Reading | None:
        """What is kept, read anew in the stretch of time that begins today."""
        packed = await find_copy(self.calendar.id)
        try:
            return await self._read_apart(zlib.decompress(packed), ()) if packed else None
        except NotACalendar:
            return None

    async def _read_apart(self, body: bytes, known: Collection[str]) -> Reading:
        ground = await ground_of(self.calendar)
        ours = await ground.list_own_uids(since=horizon(self.today).start)
        async with self.readings:
            return await read_apart(
                body, horizon(self.today), await ground.zone(), known, ours=ours
            )
