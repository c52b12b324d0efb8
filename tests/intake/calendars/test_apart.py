"""What would take for ever, or all of the memory, is given up, and nobody else notices."""

import pytest

from lintas.intake.calendars import apart
from lintas.intake.calendars.apart import read_apart
from lintas.intake.calendars.trimming import NotACalendar
from tests.intake.calendars.writing import JAKARTA, TWO_YEARS, busy, calendar, event, unread

SOON = event("DTSTART:20270101T020000Z", "DURATION:PT1H")
NEVER = "RRULE:FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=30"


async def test_a_series_that_never_comes_costs_itself_alone() -> None:
    endless = event("DTSTART:19700101T000000Z", "DURATION:PT1H", NEVER, uid="dua")
    reading = await read_apart(calendar(endless, SOON), TWO_YEARS, JAKARTA)
    assert busy(reading) == ["2027-01-01 02:00/03:00"]
    assert unread(reading) == ["unexpanded"]


async def test_what_is_known_is_not_told_again() -> None:
    first = await read_apart(calendar(SOON), TWO_YEARS, JAKARTA)
    again = await read_apart(calendar(SOON), TWO_YEARS, JAKARTA, first.digests)
    assert (again.digests, again.fresh) == (first.digests, ())


async def test_a_refusal_comes_over() -> None:
    with pytest.raises(NotACalendar, match="other"):
        await read_apart(b"<html>", TWO_YEARS, JAKARTA)


async def test_what_takes_too_long_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    with pytest.raises(NotACalendar, match="slow"):
        await read_apart(calendar(SOON), TWO_YEARS, JAKARTA)
