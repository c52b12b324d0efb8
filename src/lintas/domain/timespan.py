"""Stretches of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from operator import attrgetter

from lintas.domain.refusal import Fault, Invalid

FIRST_YEAR, LAST_YEAR = 2000, 2100
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)
FIRST_MOMENT = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
LAST_MOMENT = datetime(LAST_YEAR, 12, 31, 23, 59, 59, tzinfo=UTC)


class NotATimeSpan(Invalid):
    """A start and end that can't bound a stretch of time."""


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """From a start up to, but not including, an end; both aware, kept in UTC, whole seconds.

    Because the end is excluded, sessions that meet back to back don't overlap.

    Raises:
        NotATimeSpan: a time without a zone, an end not after its start, a fraction of a second,
            or a year (in UTC too) outside 2000-2100.
    """

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if _is_kept_so(self.start, self.end):
            return
        faults = [
            fault
            for name, moment in (("starts_at", self.start), ("ends_at", self.end))
            for fault in _faults_of(name, moment)
        ]
        if not faults and self.end <= self.start:
            faults = [Fault("ends_at", self.end.isoformat(), "after", self.start.isoformat())]
        if faults:
            raise NotATimeSpan(faults=tuple(faults))
        object.__setattr__(self, "start", self.start.astimezone(UTC))
        object.__setattr__(self, "end", self.end.astimezone(UTC))

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: "TimeSpan") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "TimeSpan") -> bool:
        return self.start <= other.start and other.end <= self.end

    def widened(self, *, before: timedelta, after: timedelta) -> "TimeSpan":
        # Most sessions have neither set-up nor clean-up, and most rooms no gap.
        return TimeSpan(self.start - before, self.end + after) if before or after else self

    def moved(self, by: timedelta) -> "TimeSpan":
        return TimeSpan(self.start + by, self.end + by)

    def days(self, zone: tzinfo) -> tuple[date, ...]:
        """Each local date on which some of it lies, earliest first."""
        return _days(self.start, self.end, zone)

    def local(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Start and end on the clocks of a zone."""
        return _local(self.start, self.end, zone)


def cover(spans: Iterable[TimeSpan], *, most: int) -> tuple[TimeSpan, ...]:
    """At least all moments of these spans, earliest first, in `most` stretches or fewer.

    Spans that meet become one; where too many are left, all of them do.
    """
    found: list[TimeSpan] = []
    for span in sorted(spans, key=attrgetter("start")):
        if found and span.start <= found[-1].end:
            if span.end > found[-1].end:
                found[-1] = TimeSpan(found[-1].start, span.end)
        else:
            found.append(span)
    if len(found) > most:
        return (TimeSpan(found[0].start, found[-1].end),)
    return tuple(found)


def _is_kept_so(start: datetime, end: datetime) -> bool:
    """Whether there is nothing to find fault with or to turn into UTC: so it is with most."""
    return (
        start.tzinfo is UTC
        and end.tzinfo is UTC
        and FIRST_MOMENT <= start < end <= LAST_MOMENT
        and not (start.microsecond or end.microsecond)
    )


# Every law asks for the days of every session: the same few spans, many times over.
@lru_cache(maxsize=4096)
def _days(start: datetime, end: datetime, zone: tzinfo) -> tuple[date, ...]:
    first = start.astimezone(zone).date()
    last = (end - timedelta(microseconds=1)).astimezone(zone).date()
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


# As with days: an answer tells each span several times.
@lru_cache(maxsize=4096)
def _local(start: datetime, end: datetime, zone: tzinfo) -> tuple[datetime, datetime]:
    return start.astimezone(zone), end.astimezone(zone)


def _faults_of(name: str, moment: datetime) -> list[Fault]:
    if moment.utcoffset() is None:
        return [Fault(name, moment.isoformat(), "offset")]
    # Looked at twice: what is kept is UTC's, and far outside our years there is no UTC.
    if moment.year not in YEARS or moment.astimezone(UTC).year not in YEARS:
        return [Fault(name, moment.isoformat(), "year", f"{FIRST_YEAR}-{LAST_YEAR}")]
    if moment.astimezone(UTC).microsecond:
        return [Fault(name, moment.isoformat(), "whole_seconds")]
    return []
