"""When a place is taken, and when it is open, as documents of their own (RFC 5545, RFC 7953).

Never beside events: vdirsyncer gives up a calendar that holds either.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Availability, Available, Calendar, FreeBusy

from lintas.domain.opening import WEEKDAYS, OpeningHours
from lintas.domain.timespan import TimeSpan
from lintas.render.events import PRODUCT, render_zone

# Any Monday: what repeats every week has to begin some day, and the same day for ever.
FIRST_MONDAY = date(2024, 1, 1)


def render_busy(
    *,
    uid: str,
    window: TimeSpan,
    busy: Iterable[TimeSpan],
    tentative: Iterable[TimeSpan],
    stamp: datetime,
) -> bytes:
    """A VFREEBUSY: spans in UTC, merged, cut to the window. Free time is what isn't there."""
    told = FreeBusy()
    told.add("uid", uid)
    told.add("dtstamp", stamp.astimezone(UTC))
    told.add("dtstart", window.start)
    told.add("dtend", window.end)
    for kind, spans in (("BUSY", busy), ("BUSY-TENTATIVE", tentative)):
        for span in merge(spans, window):
            told.add("freebusy", [(span.start, span.end)], parameters={"FBTYPE": kind})
    calendar = _document()
    calendar.add("method", "PUBLISH")
    calendar.add_component(told)
    return bytes(calendar.to_ical())


def render_opening(*, uid: str, hours: OpeningHours, zone: ZoneInfo, stamp: datetime) -> bytes:
    """A VAVAILABILITY for every week; outside of its hours a place can't be had."""
    told = Availability()
    told.add("uid", uid)
    told.add("dtstamp", stamp.astimezone(UTC))
    told.add("busytype", "BUSY-UNAVAILABLE")
    for day, times in enumerate(hours.week):
        for number, (start, end) in enumerate(times):
            first = FIRST_MONDAY + timedelta(days=day)
            last = first + timedelta(days=end == time())
            available = Available()
            available.add("uid", f"{WEEKDAYS[day]}-{number}-{uid}")
            available.add("dtstamp", stamp.astimezone(UTC))
            available.add("dtstart", datetime.combine(first, start, zone))
            available.add("dtend", datetime.combine(last, end, zone))
            available.add("rrule", {"FREQ": "WEEKLY"})
            told.add_component(available)
    calendar = _document()
    calendar.add_component(told)
    head, mark, rest = bytes(calendar.to_ical()).partition(b"BEGIN:VAVAILABILITY")
    return b"".join([head, render_zone(zone.key), mark, rest])


def render_jcal(calendar: bytes) -> bytes:
    """The same calendar as JSON (RFC 7265)."""
    told = Calendar.from_ical(calendar).to_jcal()
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def merge(spans: Iterable[TimeSpan], window: TimeSpan) -> list[TimeSpan]:
    """What they cover of the window, earliest first; none touches the next."""
    covered: list[TimeSpan] = []
    for span in sorted(spans, key=lambda each: each.start):
        start, end = max(span.start, window.start), min(span.end, window.end)
        if start >= end:
            continue
        if covered and start <= covered[-1].end:
            start, end = covered[-1].start, max(end, covered.pop().end)
        covered.append(TimeSpan(start, end))
    return covered


def _document() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("calscale", "GREGORIAN")
    return calendar
