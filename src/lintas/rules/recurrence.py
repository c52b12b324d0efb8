"""Dates of a series, from the recurrence rule that somebody gave (RFC 5545, 3.3.10)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, tzinfo
from itertools import islice
from typing import Any

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule, weekday

from lintas.domain.plans import MOST_SESSIONS
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import LAST_YEAR, TimeSpan

FIELD = "series.rrule"
LONGEST_RULE = 500
# Up to the last year of all the calendar of leap years is regular.
_THE_END = datetime(LAST_YEAR - 1, 12, 31, 23, 59, 59)  # noqa: DTZ001 -- by the clock of the place
MOST_YEARS = 3
# No series needs a longer step within its years.
LARGEST_STEP = 366
EXAMPLE = "FREQ=WEEKLY;BYDAY=TU;COUNT=10"

_FREQUENCIES = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY, "YEARLY": YEARLY}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[+-]?[0-9]{1,6}")
_UNTIL = re.compile(r"[0-9]{8}(T[0-9]{6}Z?)?")
# Each part that is a list of numbers: what dateutil calls it, and the largest.
_LISTS = {
    "BYMONTHDAY": ("bymonthday", 31),
    "BYMONTH": ("bymonth", 12),
    "BYSETPOS": ("bysetpos", 366),
}
_PARTS = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST", *_LISTS}
_MOST_IN_A_LIST = 62


class NotASeries(Invalid):
    """A rule that gives no dates that could be booked."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A rule, read: how dateutil takes it, and where it ends."""

    options: Mapping[str, Any]
    count: int | None
    until: str | None


def expand(text: str, first: TimeSpan, zone: tzinfo) -> tuple[TimeSpan, ...]:
    """Every meeting that a rule gives from `first` on, at the same local times.

    As in RFC 5545, a month without a 31st is passed over. Takes milliseconds whatever the rule:
    nobody looks further than three years.

    Raises:
        NotASeries: naming what is wrong with it.
        NotATimeSpan: a date after the last year there is.
    """
    read = _read(text)
    start = first.start.astimezone(zone).replace(tzinfo=None)
    length = first.end.astimezone(zone).replace(tzinfo=None) - start
    furthest = min(start + relativedelta(years=MOST_YEARS), _THE_END)
    until = _end(read.until, zone) if read.until else None
    if until and until.date() > furthest.date():
        raise _refusal(text, "rrule_years", MOST_YEARS)
    found = _starts(read, start, until or furthest)
    dates = tuple(islice(found, MOST_SESSIONS + 1 if read.count is None else read.count))
    if not dates:
        raise _refusal(text, "rrule_dates", EXAMPLE)
    if len(dates) > MOST_SESSIONS:
        raise _refusal(text, "rrule_most", MOST_SESSIONS)
    if read.count is not None and len(dates) < read.count:
        raise _refusal(text, "rrule_years", MOST_YEARS)
    return tuple(
        TimeSpan(each.replace(tzinfo=zone), (each + length).replace(tzinfo=zone)) for each in dates
    )


def _starts(read: _Read, start: datetime, last: datetime) -> Iterator[datetime]:
    # Of a rule that gives nothing, dateutil looks until the end of the calendar: the same days
    # are looked at where that is near.
    years = _like(start.year) - start.year
    ahead = [each.replace(year=each.year + years) for each in (start, last)]
    found = rrule(dtstart=ahead[0], until=ahead[1], **read.options)
    return (each.replace(year=each.year - years) for each in found)


def _like(year: int) -> int:
    """The last year whose days, and those of the next three, are weekdays as that year's are."""
    return next(
        other
        for other in range(MAXYEAR - MOST_YEARS, 0, -1)
        if other % 4 == year % 4 and date(other, 1, 1).weekday() == date(year, 1, 1).weekday()
    )


def _read(text: str) -> _Read:
    if len(text) > LONGEST_RULE:
        raise _refusal(text[:40], "text_length", f"1-{LONGEST_RULE}")
    parts = _split(text)
    if parts.get("FREQ") not in _FREQUENCIES:
        raise _refusal(parts.get("FREQ", text), "rrule_frequency", ", ".join(_FREQUENCIES))
    if ("COUNT" in parts) == ("UNTIL" in parts):
        raise _refusal(text, "rrule_end", EXAMPLE)
    if "BYSETPOS" in parts and not parts.keys() & {"BYDAY", "BYMONTHDAY", "BYMONTH"}:
        raise _refusal(text, "rrule", EXAMPLE)
    if "BYMONTHDAY" in parts and parts["FREQ"] == "WEEKLY":
        raise _refusal("BYMONTHDAY", "rrule_part", "BYDAY, BYMONTH, BYSETPOS")
    count = _number(parts["COUNT"], 1, MOST_SESSIONS) if "COUNT" in parts else None
    return _Read(_options(parts), count, parts.get("UNTIL"))


def _options(parts: Mapping[str, str]) -> dict[str, Any]:
    options: dict[str, Any] = {
        "freq": _FREQUENCIES[parts["FREQ"]],
        "interval": _number(parts.get("INTERVAL", "1"), 1, LARGEST_STEP),
    }
    for part, (name, largest) in _LISTS.items():
        if part in parts:
            least = 1 if part == "BYMONTH" else -largest
            options[name] = [_number(each, least, largest) for each in _items(parts[part])]
    if "BYDAY" in parts:
        read_day = _numbered_day if parts["FREQ"] in {"MONTHLY", "YEARLY"} else _day
        options["byweekday"] = [read_day(each) for each in _items(parts["BYDAY"])]
    if "WKST" in parts:
        options["wkst"] = _day(parts["WKST"])
    return options


def _split(text: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for piece in text.strip().upper().removeprefix("RRULE:").removesuffix(";").split(";"):
        name, equals, value = piece.partition("=")
        if not equals or not value or name in parts:
            raise _refusal(text, "rrule", EXAMPLE)
        if name not in _PARTS:
            raise _refusal(name, "rrule_part", ", ".join(sorted(_PARTS)))
        parts[name] = value
    return parts


def _items(value: str) -> list[str]:
    items = value.split(",")
    if len(items) > _MOST_IN_A_LIST:
        raise _refusal(len(items), "count", f"1-{_MOST_IN_A_LIST}")
    return items


def _number(text: str, least: int, most: int) -> int:
    number = int(text) if _NUMBER.fullmatch(text) else 0
    if number == 0 or not least <= number <= most:
        raise _refusal(text, "between", f"{least}-{most}" if least > 0 else f"{least}, {most}")
    return number


def _day(text: str) -> weekday:
    if text not in _DAYS:
        raise _refusal(text, "rrule", EXAMPLE)
    return weekday(_DAYS.index(text))


def _numbered_day(text: str) -> weekday:
    """A day of the week, or the first, the last, … of them."""
    found = _DAY.fullmatch(text)
    if not found:
        raise _refusal(text, "rrule", EXAMPLE)
    day = _day(found[2])
    return day(_number(found[1], -53, 53)) if found[1] else day


def _end(text: str, zone: tzinfo) -> datetime:
    """The last moment, by the clock of the place; a date is meant with all its hours."""
    if not _UNTIL.fullmatch(text):
        raise _refusal(text, "rrule_until", "20271231")
    form = "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d"
    try:
        moment = datetime.strptime(text.removesuffix("Z"), form)  # noqa: DTZ007 -- by the clock of the place, or UTC as said below
        if text.endswith("Z"):
            return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise _refusal(text, "rrule_until", "20271231") from error
    return moment if "T" in text else datetime.combine(moment, time.max)


def _refusal(value: object, expected: str, limit: object) -> NotASeries:
    return NotASeries(faults=(Fault(FIELD, value, expected, limit),))
