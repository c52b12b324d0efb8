"""Calendars as other programs write them, made up line by line."""

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lintas.domain.outside_calendars import Reading
from lintas.domain.timespan import TimeSpan
from lintas.intake.calendars.reading import read_calendar

JAKARTA = ZoneInfo("Asia/Jakarta")
TWO_YEARS = TimeSpan(datetime(2026, 11, 1, tzinfo=UTC), datetime(2028, 11, 1, tzinfo=UTC))


def event(*lines: str, uid: str = "satu") -> str:
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"))


def calendar(*parts: str) -> bytes:
    lines = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//contoh//", *parts, "END:VCALENDAR", "")
    return "\r\n".join(lines).encode()


def read(body: bytes) -> Reading:
    return read_calendar(body, TWO_YEARS, JAKARTA)


def busy(reading: Reading) -> list[str]:
    """From when until when, in UTC, as "2027-01-01 02:00/03:00" or with a day after the stroke."""
    spans = sorted(span for each in reading.fresh for span in each.busy)
    return [_said(span) for span in spans]


def unread(reading: Reading) -> Sequence[str]:
    return [why for each in reading.fresh for why in each.unread]


def _said(span: TimeSpan) -> str:
    start, end = (moment.strftime("%Y-%m-%d %H:%M") for moment in (span.start, span.end))
    return f"{start}/{end.removeprefix(start[:11])}"
