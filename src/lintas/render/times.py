"""Days and hours in words, in the zone of the place they happen in."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_interval

from lintas.domain.timespan import TimeSpan
from lintas.render.catalogues import say

OUR_ZONES = frozenset({"WIB", "WITA", "WIT"})
ZONES_BY_OFFSET = {
    timedelta(hours=7): ZoneInfo("Asia/Jakarta"),
    timedelta(hours=8): ZoneInfo("Asia/Makassar"),
    timedelta(hours=9): ZoneInfo("Asia/Jayapura"),
}
# Where a page is about no place: the hour of most of its readers.
OFFICE_ZONE = ZoneInfo("Asia/Jakarta")
# Any moment will do where a zone never changes, as Indonesia's have not since 1988.
SOME_MOMENT = datetime(2026, 1, 1)  # noqa: DTZ001 -- taken as local time in the zone asked about


def zone_name(zone: tzinfo, moment: datetime | None = None) -> str:
    """WIB, WITA or WIT; elsewhere the offset from UTC that holds at the moment ("UTC+8")."""
    local = moment.astimezone(zone) if moment else SOME_MOMENT.replace(tzinfo=zone)
    name = local.tzname() or ""
    if name in OUR_ZONES:
        return name
    minutes = round((local.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    offset = f"{'-' if minutes < 0 else '+'}{hours}" if minutes else ""
    return f"UTC{offset}:{rest:02}" if rest else f"UTC{offset}"


def local_zone(moment: datetime) -> tzinfo:
    """The zone of Indonesia that a moment's bare offset stands for, else that offset itself."""
    return ZONES_BY_OFFSET.get(moment.utcoffset() or timedelta(), moment.tzinfo or UTC)


def office_day(now: datetime) -> date:
    """The day it is for who fills in a form: before 07.00 WIB it is still yesterday in UTC."""
    return now.astimezone(OFFICE_ZONE).date()


def say_moment(moment: datetime, zone: tzinfo, language: str = "id") -> str:
    """Senin, 7 Desember 2026 pukul 08.00 WIB."""
    return f"{_say('moment', moment, zone, language)} {zone_name(zone, moment)}"


def say_time(moment: datetime, zone: tzinfo, language: str = "id") -> str:
    """08.00 WIB."""
    return f"{_say('clock', moment, zone, language)} {zone_name(zone, moment)}"


def say_clock(span: TimeSpan, zone: tzinfo, language: str = "id") -> str:
    """08.00–12.00 WIB; the midnight that ends the day is 24.00."""
    start = _say("clock", span.start, zone, language)
    return f"{start}–{_end_of(span, zone, language)} {zone_name(zone, span.start)}"


def say_span(span: TimeSpan, zone: tzinfo, language: str = "id") -> str:
    """Senin, 7 Desember 2026, 08.00–12.00 WIB; both moments where it passes midnight."""
    first, *others = span.days(zone)
    if others:
        return _say_both(span, zone, language)
    return f"{say_day(first, language)}, {say_clock(span, zone, language)}"


def say_span_within(span: TimeSpan, zone: tzinfo, language: str = "id") -> str:
    """The same for the middle of a sentence: 08.00–12.00 WIB, Senin 7 Desember 2026."""
    first, *others = span.days(zone)
    if others:
        return _say_both(span, zone, language)
    return f"{say_clock(span, zone, language)}, {say_day_within(first, language)}"


def say_day(day: date, language: str = "id") -> str:
    """Senin, 7 Desember 2026."""
    return _say_date("day", day, language)


def say_day_within(day: date, language: str = "id") -> str:
    """The same for the middle of a sentence: Senin 7 Desember 2026."""
    return _say_date("inner_day", day, language)


def say_days(first: date, last: date, language: str = "id") -> str:
    """7–9 Des 2026: from the first day to the last, both counted."""
    said = format_interval(first, last, "yMMMd", locale=say("time.locale", language))
    # CLDR sets its dash in thin spaces, which old phones show as boxes.
    return said.replace("\u2009", " ")


def say_left(now: datetime, until: datetime, language: str = "id") -> str:
    """How much time is left, in its two largest units: sisa 2 hari 3 jam."""
    if until <= now:
        return say("left.over", language)
    parts = _say_length(until - now, 2, language)
    return say("left.some", language, parts=parts) if parts else say("left.moment", language)


def say_ago(now: datetime, then: datetime, language: str = "id") -> str:
    """How long ago something was, in its largest unit: 3 jam lalu."""
    parts = _say_length(now - then, 1, language)
    return say("ago.some", language, parts=parts) if parts else say("ago.moment", language)


def _say_length(length: timedelta, units: int, language: str) -> str:
    """In so many of its largest units; empty: less than a minute."""
    minutes = max(length, timedelta()) // timedelta(minutes=1)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    counted = [("day", days), ("hour", hours), ("minute", minutes)]
    while counted and not counted[0][1]:
        counted.pop(0)
    return " ".join(
        say(f"left.{unit}" if n == 1 else f"left.{unit}s", language, n=n)
        for unit, n in counted[:units]
        if n
    )


def _say_both(span: TimeSpan, zone: tzinfo, language: str) -> str:
    start = say_moment(span.start, zone, language)
    end = say_moment(span.end, zone, language)
    if _ends_a_day(span, zone):
        # 00.00 of the next day would be read as that day.
        last_minute = span.end - timedelta(minutes=1)
        midnight = _say("midnight_moment", last_minute, zone, language)
        end = f"{midnight} {zone_name(zone, last_minute)}"
    return say("time.from_to", language, start=start, end=end)


def _end_of(span: TimeSpan, zone: tzinfo, language: str) -> str:
    if _ends_a_day(span, zone):
        return say("time.midnight", language)
    return _say("clock", span.end, zone, language)


def _ends_a_day(span: TimeSpan, zone: tzinfo) -> bool:
    return span.end.astimezone(zone).time() == time()


# Babel takes a tenth of a millisecond for each, and an answer names the same days over and over.
@lru_cache(maxsize=4096)
def _say(pattern: str, moment: datetime, zone: tzinfo, language: str) -> str:
    return format_datetime(
        moment,
        say(f"time.{pattern}", language),
        tzinfo=zone,
        locale=say("time.locale", language),
    )


@lru_cache(maxsize=4096)
def _say_date(pattern: str, day: date, language: str) -> str:
    return format_date(day, say(f"time.{pattern}", language), locale=say("time.locale", language))
