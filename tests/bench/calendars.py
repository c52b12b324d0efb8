"""Reading another calendar: the whole of it, and one changed event, against the libraries alone."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from lintas.domain.outside_calendars import horizon
from lintas.intake.calendars.reading import read_calendar
from tests.bench.databases import Maker

EVENTS, ROUNDS = 1_000, 7
JAKARTA = ZoneInfo("Asia/Jakarta")
FIRST = datetime(2027, 1, 4, 2, tzinfo=UTC)
WITHIN = horizon(FIRST.date())


async def measure_calendars(kind: str, _: Maker) -> list[str]:
    """By turns, the best of some rounds; no database has a part in it."""
    if kind != "SQLite":
        return []
    body, changed = _write(""), _write(" (pindah)")
    known = read_calendar(body, WITHIN, JAKARTA).digests
    ways: dict[str, Callable[[], object]] = {
        "plain": lambda: _expand_plainly(body),
        "whole": lambda: read_calendar(body, WITHIN, JAKARTA),
        "changed": lambda: read_calendar(changed, WITHIN, JAKARTA, known),
    }
    best: dict[str, float] = {}
    for _round in range(ROUNDS):
        for name, way in ways.items():
            begun = time.perf_counter()
            way()
            best[name] = min(time.perf_counter() - begun, best.get(name, 9e9))
    return [
        f"a calendar of {EVENTS:,} events, {said}   {best[name] * 1000:7.1f} ms"
        f"   {best[name] / best['plain']:5.3f} x icalendar and recurring-ical-events alone"
        for name, said in (("whole", "read"), ("changed", "one of them changed"))
    ]


def _expand_plainly(body: bytes) -> object:
    parsed = icalendar.Calendar.from_ical(body)
    return recurring_ical_events.of(parsed).between(WITHIN.start, WITHIN.end)


def _write(note: str) -> bytes:
    """As an office's calendar is: guests and notes, every tenth event repeats."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//contoh//"]
    for number in range(EVENTS):
        start = FIRST + timedelta(hours=6 * number)
        if number == EVENTS // 2 and note:
            start += timedelta(hours=1)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{number}@contoh.test",
            "DTSTAMP:20260101T000000Z",
            f"DTSTART:{start:%Y%m%dT%H%M%SZ}",
            f"DTEND:{start + timedelta(hours=2):%Y%m%dT%H%M%SZ}",
            f"SUMMARY:Rapat {number}",
            "DESCRIPTION:Membahas hal yang sama seperti minggu lalu\\, dan yang sebelumnya",
            "LOCATION:Ruang rapat lantai dua",
            *(
                f"ATTENDEE;CN=Peserta {n};PARTSTAT=ACCEPTED:mailto:p{n}@contoh.test"
                for n in range(5)
            ),
            *(["RRULE:FREQ=WEEKLY;COUNT=10"] if number % 10 == 0 else []),
            "END:VEVENT",
        ]
    return "\r\n".join((*lines, "END:VCALENDAR", "")).encode()
