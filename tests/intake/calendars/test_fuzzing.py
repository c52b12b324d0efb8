"""Whatever a file holds, reading it ends, and says what it could and couldn't read."""

import random
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lintas.domain.outside_calendars import Reading
from lintas.intake.calendars.apart import TimeLeft, give_up
from lintas.intake.calendars.reading import read_calendar
from lintas.intake.calendars.trimming import NotACalendar
from tests.intake.calendars.writing import JAKARTA, TWO_YEARS, calendar, event

SAMPLES = sorted(
    path
    for package in (icalendar, recurring_ical_events)
    for path in Path(str(package.__file__)).parent.rglob("*.ics")
    if path.stat().st_size < 20_000
)
NAMES = (
    *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"),
    *("STATUS", "TRANSP", "SEQUENCE", "UID", "FREEBUSY", "X-WR-TIMEZONE", "TZID", "SUMMARY"),
    *("TZOFFSETFROM", "TZOFFSETTO", "BEGIN", "END", "X-MICROSOFT-CDO-BUSYSTATUS"),
)
PARAMETERS = (
    *("", ";TZID=Asia/Jakarta", ";TZID=Asia", ";VALUE=DATE", ";VALUE=PERIOD", ";TZID=" + "x" * 300),
    *(";RANGE=THISANDFUTURE", ";FBTYPE=FREE", ";TZID=", ';TZID="(UTC+07:00) Jakarta"'),
)
VALUES = (
    *("20270101T020000Z", "20270101", "20270101T090000", "19700101T000000Z", "99991231T235959Z"),
    *("00010101", "20270101T240000", "P1D", "PT1H", "-PT1H", "P99999W", "satu", "", "CANCELLED"),
    *("FREQ=DAILY", "FREQ=SECONDLY", "FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;BYDAY=MO,TU;INTERVAL=0"),
    *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20280101"),
    *("FREQ=HOURLY;COUNT=20000", "TRANSPARENT", "20270101T020000Z/PT2H", "Asia/Jakarta", "+0700"),
    *("VEVENT", "VTIMEZONE", "STANDARD", "VFREEBUSY", "VCALENDAR", "VALARM", "FREE", "1", "dua"),
)
lines = st.builds(
    "{}{}:{}".format, st.sampled_from(NAMES), st.sampled_from(PARAMETERS), st.sampled_from(VALUES)
)
events = st.lists(lines, max_size=8).map(
    lambda each: "\r\n".join(("BEGIN:VEVENT", *each, "END:VEVENT"))
)
made_up = st.lists(st.one_of(events, lines), max_size=5).map(lambda parts: calendar(*parts))


@st.composite
def bent(draw: st.DrawFn) -> bytes:
    """A sample of somebody's, with some of its bytes taken out, doubled or changed."""
    body = bytearray(draw(st.sampled_from(SAMPLES)).read_bytes())
    chance = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 -- no secret
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(body))
        end = min(len(body), start + chance.choice((1, 1, 2, 30, 300)))
        kind = chance.randrange(3)
        part = bytes(body[start:end])
        body[start:end] = (b"", part * 2, bytes(chance.randrange(256) for _ in part))[kind]
        if not body:
            return b""
    return bytes(body)


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, give_up)
    yield
    signal.signal(signal.SIGVTALRM, before)


def read(body: bytes, known: tuple[str, ...] = ()) -> Reading | None:
    """Nothing but its own refusal leaves it."""
    try:
        return read_calendar(body, TWO_YEARS, JAKARTA, known, TimeLeft().for_one)
    except NotACalendar:
        return None


def check(body: bytes) -> None:
    found = read(body)
    if found is None:
        return
    assert {each.digest for each in found.fresh} == set(found.digests)
    assert all(span.overlaps(TWO_YEARS) for each in found.fresh for span in each.busy)
    # The copy that is kept says the same, and what is known is not read again.
    again = read(zlib.decompress(found.copy), found.digests)
    assert again is not None
    assert (set(again.digests), again.fresh) == (set(found.digests), ())


@pytest.mark.filterwarnings("ignore")  # of the odd spellings that this is there for
@given(st.one_of(made_up, bent()))
@example(calendar(event('DTSTART;TZID="a"e";b:20270101T020000Z')))
@example(calendar(event("DTSTART;TZID=a;TZID=b:20270101T020000Z")))
# About a minute.
@settings(max_examples=12_000, suppress_health_check=list(HealthCheck))
def test_nothing_uncaught_leaves_the_reader(body: bytes) -> None:
    check(body)


@pytest.mark.fuzz
@pytest.mark.filterwarnings("ignore")  # as above
@given(st.one_of(made_up, bent()))
@settings(max_examples=200_000, suppress_health_check=list(HealthCheck))
def test_nothing_uncaught_leaves_the_reader_for_minutes(body: bytes) -> None:
    check(body)
