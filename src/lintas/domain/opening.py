"""The hours of a week in which something is open, or somebody works."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NewType
from zoneinfo import ZoneInfo

from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import TimeSpan

Day = NewType("Day", str)

WEEKDAYS: tuple[Day, ...] = tuple(
    Day(day) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
)


class NotOpeningHours(Invalid):
    """Opening hours that name no weekday, or whose times don't rise."""


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Local times by weekday, Monday first; a day without times is closed all day.

    An end of 00:00 is the midnight that ends the day.
    """

    week: tuple[tuple[tuple[time, time], ...], ...]

    @classmethod
    def parse(cls, given: Mapping[str, object], field: str = "opening_hours") -> "OpeningHours":
        """From {"mon": [["08:00", "16:00"]], …}; days left out are closed.

        `field` is what faults call it.

        Raises:
            NotOpeningHours: naming every day and time that can't be read.
        """
        faults = [
            Fault(f"{field}.{day}", given[day], "weekday", "mon-sun")
            for day in given
            if day not in WEEKDAYS
        ]
        week = []
        for day in WEEKDAYS:
            try:
                week.append(_parse_day(given.get(day, ())))
            except (TypeError, ValueError):
                times = given.get(day)
                fault = Fault(f"{field}.{day}", times, "opening_times", "[[08:00, 16:00]]")
                faults.append(fault)
        if faults:
            raise NotOpeningHours(faults=tuple(faults))
        return cls(tuple(week))

    def render(self) -> dict[str, list[list[str]]]:
        return {
            day: [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in times]
            for day, times in zip(WEEKDAYS, self.week, strict=True)
            if times
        }

    def on(self, day: date, zone: ZoneInfo) -> tuple[TimeSpan, ...]:
        """When it is open on a local date, earliest first."""
        return _open_on(self.week[day.weekday()], day, zone)

    def cover(self, span: TimeSpan, zone: ZoneInfo) -> bool:
        """Whether it is open from the span's start to its end, across midnight too."""
        reached = span.start
        for day in span.days(zone):
            for opening in self.on(day, zone):
                if opening.start <= reached < opening.end:
                    reached = opening.end
        return reached >= span.end


# Laws ask again and again for the same few days of the same few offices and venues.
@lru_cache(maxsize=4096)
def _open_on(
    times: tuple[tuple[time, time], ...], day: date, zone: ZoneInfo
) -> tuple[TimeSpan, ...]:
    midnight = day + timedelta(days=1)
    return tuple(
        TimeSpan(
            datetime.combine(day, start, zone).astimezone(UTC),
            # As UTC: the midnight that ends our last year is still in it.
            datetime.combine(midnight if end == time() else day, end, zone).astimezone(UTC),
        )
        for start, end in times
    )


def _parse_day(times: object) -> tuple[tuple[time, time], ...]:
    if not isinstance(times, (list, tuple)):
        raise TypeError
    pairs = tuple((_parse_minute(start), _parse_minute(end)) for start, end in times)
    reached = time()
    for start, end in pairs:
        if start < reached or (end != time() and end <= start):
            raise ValueError
        reached = end if end != time() else time.max
    return pairs


def _parse_minute(text: str) -> time:
    parsed = time.fromisoformat(text)
    if parsed != time(parsed.hour, parsed.minute):
        # Seconds would be lost when shown, and an offset means another day somewhere.
        raise ValueError
    return parsed
