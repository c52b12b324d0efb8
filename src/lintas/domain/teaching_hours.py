"""Working time and teaching time in Indonesia: office hours, Ramadan, Friday prayer, JP and OJ."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NewType
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import OpeningHours

RamadanWindowId = NewType("RamadanWindowId", UUID)

JP_MINUTES = 45
OJ_MINUTES = 60
MOST_JP_A_DAY = 8
MOST_JP_A_WEEK = 40
FRIDAY = 4
# As the sidang isbat found it, and twelve mean lunations.
_FIRST_OF_1447 = date(2026, 2, 19)
_DAYS_OF_HIJRI_YEAR = 354.36707

# Perpres 21/2023: 37.5 hours a week without breaks, 32.5 in Ramadan.
WORKING_HOURS = OpeningHours.parse(
    {
        **{day: [["07:30", "16:00"]] for day in ("mon", "tue", "wed", "thu")},
        "fri": [["07:30", "16:30"]],
    }
)
RAMADAN_HOURS = OpeningHours.parse(
    {
        **{day: [["08:00", "15:00"]] for day in ("mon", "tue", "wed", "thu")},
        "fri": [["08:00", "15:30"]],
    }
)
# A stretch of three hours or more has a short break.
_LONG_STRETCH = timedelta(hours=3)
_SHORT_BREAK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class RamadanWindow:
    """The fasting month of one hijri year, both days counted.

    Until the sidang isbat it is awaited, not `official`: a day may still move.
    """

    id: RamadanWindowId
    hijri_year: int
    first: date
    last: date
    official: bool = False

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def days(self) -> frozenset[date]:
        return frozenset(
            self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)
        )


def days_changed(before: RamadanWindow | None, after: RamadanWindow | None) -> frozenset[date]:
    """The days about which two states of one window say different things; none: there was none."""
    was, will_be = (each.days if each else frozenset[date]() for each in (before, after))
    if before and after and before.official is not after.official:
        return was | will_be
    return was ^ will_be


def reckon_ramadan(hijri_year: int) -> date:
    """About when its first day is: the sidang isbat may find another, days away at most."""
    return _FIRST_OF_1447 + timedelta(days=round((hijri_year - 1447) * _DAYS_OF_HIJRI_YEAR))


def is_ramadan(day: date, windows: Iterable[RamadanWindow]) -> bool:
    # Asked for every day of every plan: a plain loop is three times as fast as any().
    for window in windows:  # noqa: SIM110 -- as above
        if window.first <= day <= window.last:
            return True
    return False


def friday_prayer(day: date, zone: ZoneInfo, *, ramadan: bool = False) -> TimeSpan | None:
    """When nobody is kept from the mosque; none on other days."""
    if day.weekday() != FRIDAY:
        return None
    return _local(day, time(11, 30), time(12, 30) if ramadan else time(13), zone)


def midday_break(day: date, zone: ZoneInfo, *, ramadan: bool = False) -> TimeSpan:
    """Ishoma: an hour, half of one in Ramadan, Friday prayer on Fridays."""
    prayer = friday_prayer(day, zone, ramadan=ramadan)
    return prayer or _local(day, time(12), time(12, 30) if ramadan else time(13), zone)


def count_teaching(
    span: TimeSpan, zone: ZoneInfo, windows: Iterable[RamadanWindow] = ()
) -> timedelta:
    """How much of a session is taught: without midday and short breaks."""
    windows = tuple(windows)
    return _count_teaching(span, zone, tuple(is_ramadan(day, windows) for day in span.days(zone)))


def count_jp(taught: timedelta, jp_minutes: int = JP_MINUTES) -> int:
    """Whole JP (jam pelajaran)."""
    return taught // timedelta(minutes=jp_minutes)


def jp_by_day(
    span: TimeSpan, zone: ZoneInfo, jp_minutes: int, windows: Iterable[RamadanWindow] = ()
) -> Iterator[tuple[date, int]]:
    """The JP of a session on each of its local dates: one across midnight counts where it ends."""
    taught, before = timedelta(), 0
    for day, part in parts_by_day(span, zone):
        taught += count_teaching(part, zone, windows)
        until = count_jp(taught, jp_minutes)
        yield day, until - before
        before = until


def count_oj(taught: timedelta) -> float:
    """OJ (orang jam) of 60 minutes, by which honoraria are paid."""
    return round(taught / timedelta(minutes=OJ_MINUTES), 2)


@dataclass(frozen=True, slots=True)
class Hours:
    """What meetings come to: whole JP of each, for nobody teaches half a one, and OJ of all."""

    jp: int = 0
    oj: float = 0.0


def add_up(
    meetings: Iterable[tuple[TimeSpan, ZoneInfo]],
    jp_minutes: int,
    windows: Iterable[RamadanWindow] = (),
) -> Hours:
    """JP and OJ of all that is taught in these meetings, each in the zone of its place."""
    windows = tuple(windows)
    taught = [count_teaching(span, zone, windows) for span, zone in meetings]
    jp = sum(count_jp(each, jp_minutes) for each in taught)
    return Hours(jp, count_oj(sum(taught, timedelta())))


def parts_by_day(span: TimeSpan, zone: ZoneInfo) -> tuple[tuple[date, TimeSpan], ...]:
    """Each local date of a span, and what of it lies on that date."""
    days = span.days(zone)
    if len(days) == 1:
        return ((days[0], span),)
    midnights = [datetime.combine(day, time(), zone) for day in days]
    tomorrows = [datetime.combine(day + timedelta(days=1), time(), zone) for day in days]
    return tuple(
        (day, TimeSpan(max(span.start, midnight), min(span.end, tomorrow)))
        for day, midnight, tomorrow in zip(days, midnights, tomorrows, strict=True)
    )


# A search judges many plans of the same hours. `fasting`: on which of its days.
@lru_cache(maxsize=4096)
def _count_teaching(span: TimeSpan, zone: ZoneInfo, fasting: tuple[bool, ...]) -> timedelta:
    stretches = [
        stretch
        for (day, part), ramadan in zip(parts_by_day(span, zone), fasting, strict=True)
        for stretch in _around(part, midday_break(day, zone, ramadan=ramadan))
    ]
    return sum(
        (each - _SHORT_BREAK if each >= _LONG_STRETCH else each for each in stretches),
        timedelta(),
    )


def _around(part: TimeSpan, pause: TimeSpan) -> Iterator[timedelta]:
    """The lengths of what is left of a part before and after a break."""
    if not part.overlaps(pause):
        yield part.length
        return
    yield max(pause.start - part.start, timedelta())
    yield max(part.end - pause.end, timedelta())


def _local(day: date, start: time, end: time, zone: ZoneInfo) -> TimeSpan:
    return TimeSpan(datetime.combine(day, start, zone), datetime.combine(day, end, zone))
