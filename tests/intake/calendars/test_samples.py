"""Every calendar that the installed wheels carry for their own tests, the broken ones too."""

import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from lintas.domain.outside_calendars import Reading
from lintas.domain.timespan import TimeSpan
from lintas.intake.calendars.apart import TimeLeft, give_up
from lintas.intake.calendars.reading import read_calendar
from lintas.intake.calendars.trimming import NotACalendar
from tests.intake.calendars.writing import JAKARTA

TEN_YEARS = TimeSpan(datetime(2013, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC))
MOST_SECONDS = 10
FREE = {"STATUS": "CANCELLED", "TRANSP": "TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}
SAMPLES = sorted(
    path
    for package in (icalendar, recurring_ical_events)
    for path in Path(str(package.__file__)).parent.rglob("*.ics")
)


@pytest.mark.usefixtures("alarms")
@pytest.mark.filterwarnings("ignore")  # of the odd spellings that the samples are there for
def test_whatever_is_read_is_read_as_others_expand_it() -> None:
    """What differs is what we name as unread, and answers of free or busy, which they pass over."""
    wrong: list[str] = []
    compared = 0
    for path in SAMPLES:
        reading = _read(path)
        expected = _expanded(path)
        if reading is None or expected is None or any(each.unread for each in reading.fresh):
            continue
        if b"VFREEBUSY" in path.read_bytes():
            continue
        compared += 1
        found = {span for each in reading.fresh for span in each.busy}
        if found != expected:
            wrong.append(f"{path.name}: {sorted(found ^ expected)[:3]}")
    assert wrong == []
    assert (len(SAMPLES) >= 258, compared >= 140) == (True, True), (len(SAMPLES), compared)


def _read(path: Path) -> Reading | None:
    """Nothing but its own refusal leaves it, and within ten seconds."""
    signal.setitimer(signal.ITIMER_REAL, MOST_SECONDS)
    try:
        with suppress(NotACalendar):
            return read_calendar(path.read_bytes(), TEN_YEARS, JAKARTA, (), TimeLeft().for_one)
        return None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


@pytest.fixture
def alarms() -> Iterator[None]:
    """A file that takes too long fails the test, a series that does is skipped by the reader."""

    class TooSlow(BaseException):
        """Nothing that catches exceptions catches it."""

    def ring(*_: object) -> None:
        raise TooSlow

    before = [
        (number, signal.signal(number, handler))
        for number, handler in ((signal.SIGALRM, ring), (signal.SIGVTALRM, give_up))
    ]
    yield
    for number, handler in before:
        signal.signal(number, handler)


def _expanded(path: Path) -> set[TimeSpan] | None:
    """By the library alone; nothing where it can't."""
    try:
        parsed = icalendar.Calendar.from_ical(path.read_bytes())
        events = recurring_ical_events.of(parsed).between(TEN_YEARS.start, TEN_YEARS.end)
        return set(_spans(events))
    except Exception:  # noqa: BLE001 -- it raises whatever it likes of broken files
        return None


def _spans(events: Sequence[Any]) -> Iterator[TimeSpan]:
    for event in events:
        start, end = _moment(event.start), _moment(event.end)
        is_free = any(str(event.get(name, "")).upper() == free for name, free in FREE.items())
        if not is_free and start < end:
            yield TimeSpan(start, end)


def _moment(value: date) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.combine(value, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=JAKARTA)
