"""Calendars that others keep elsewhere, of which nothing is known but when they are busy."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import NewType
from uuid import UUID

from lintas.domain.people import PersonId
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId

OutsideCalendarId = NewType("OutsideCalendarId", UUID)

# A copy is as good as new for so long: the rarest look, once a day, with some delay.
FRESH_FOR = timedelta(hours=27)
# Nobody looks at a file again: whoever sent it is expected to send another within a month.
FILE_FRESH_FOR = timedelta(days=31)
# After so long without a look, what is kept tells little of what is.
STALE_FOR = timedelta(days=3)
# How far back and ahead busy times are worked out.
BEHIND, AHEAD = timedelta(days=1), timedelta(days=550)
# How often somebody looks who isn't told otherwise, and at least.
USUALLY, RAREST = timedelta(minutes=15), timedelta(days=1)
# Of one calendar.
MOST_BUSY = 20_000


class Standing(StrEnum):
    """How far what is kept of a calendar can be believed."""

    FRESH = "fresh"
    STALE = "stale"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class SeriesRead:
    """When one series is busy, earliest first, and keys of what of it could not be read.

    Of `digest`, while the stretch of time that was asked about is the same, the same is read.
    """

    digest: str
    busy: tuple[TimeSpan, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """`digests` names every series of the file, in its order; `fresh` are those not yet known.

    `copy` is the file cut down to times, packed by zlib: read again, it is the same.
    """

    digests: tuple[str, ...]
    fresh: tuple[SeriesRead, ...]
    copy: bytes = b""


@dataclass(frozen=True, slots=True)
class OutsideCalendar:
    """Of a room or of a trainer, one of the two. `host` is empty where it came as a file.

    `fingerprint` tells one address of a host from another; the address itself is a secret.
    `read_at` is when a copy was last known to be right (none: there never was one), `tried_at`
    when that was last tried, `next_at` when it will be. `failures` are those in a row; `trouble`
    is why the last one failed, with the server's `status` where it gave one. `doubted`: it came
    suddenly empty or much smaller, and what was kept stays until it comes so again. `unread` are
    events of it that can't be read. `turn` is raised with each thing that is known of it.
    """

    id: OutsideCalendarId
    room_id: RoomId | None
    person_id: PersonId | None
    host: str
    fingerprint: str
    made_at: datetime
    read_at: datetime | None = None
    tried_at: datetime | None = None
    next_at: datetime | None = None
    failures: int = 0
    trouble: str = ""
    status: int = 0
    doubted: bool = False
    unread: int = 0
    turn: int = 0

    @property
    def is_file(self) -> bool:
        return not self.host

    def answered(self, now: datetime) -> "OutsideCalendar":
        """Whatever it said, it could be had: nothing in a row failed."""
        return replace(self, tried_at=now, failures=0, trouble="", status=0)

    def confirmed(self, now: datetime) -> "OutsideCalendar":
        """What is kept is right as of now, and nothing is doubted."""
        return replace(self.answered(now), read_at=now, doubted=False)

    def is_beyond(self, span: TimeSpan) -> bool:
        """Whether it ends later than busy times were worked out to when it was read last."""
        return self.read_at is not None and span.end > horizon(self.read_at.date()).end

    def standing(self, now: datetime) -> Standing:
        if self.read_at is None:
            return Standing.UNKNOWN
        age = now - self.read_at
        if self.is_file:
            return Standing.FRESH if age <= FILE_FRESH_FOR else Standing.STALE
        if age > STALE_FOR:
            return Standing.FAILED
        is_doubtful = self.failures or self.doubted or age > FRESH_FOR
        return Standing.STALE if is_doubtful else Standing.FRESH


@dataclass(frozen=True, slots=True)
class OutsideBusy:
    """A calendar, and when it is busy in some window: apart from each other, earliest first."""

    calendar: OutsideCalendar
    busy: Sequence[TimeSpan] = ()

    def first_met(self, span: TimeSpan) -> TimeSpan | None:
        """The earliest time that overlaps it."""
        first = bisect_right(self.busy, span.start, key=lambda each: each.end)
        if first < len(self.busy) and self.busy[first].start < span.end:
            return self.busy[first]
        return None


def horizon(day: date) -> TimeSpan:
    """The stretch of time in which busy times are worked out on that day of UTC."""
    start = datetime.combine(day, time(), UTC)
    return TimeSpan(start - BEHIND, start + AHEAD)


def next_look(calendar: OutsideCalendar, wish: int, *, now: datetime) -> datetime:
    """When to look again: as seldom as it asks for, more seldom the more often it failed.

    Some earlier, some later, so that those who were added together don't stay together.
    """
    often = min(max(timedelta(seconds=wish), USUALLY), RAREST)
    backed_off = min(often * (1 << min(calendar.failures, 10)), RAREST)
    aside = int.from_bytes(sha256(f"{calendar.id} {calendar.turn}".encode()).digest()[:2], "big")
    return now + backed_off * (0.9 + 0.2 * aside / 0xFFFF)
