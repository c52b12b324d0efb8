"""Days with hours as other systems write them: 08:00 - Monday 7 December 2027."""

import re
from datetime import date, time
from typing import Literal

from lintas.intake.sheets.plans import parse_day

Order = Literal["dmy", "mdy"]

_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?:[:.]\d{2})?\s*([ap])?\.?m?\b\.?", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?\b"
    r"|\b(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\b",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(r"([a-z]+)\.?\s+(\d{1,2}),?\s+(\d{4})", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}))?")
_HOURS = 12


def parse_moment(
    text: str, *, order: Order = "dmy", year: int | None = None
) -> tuple[date, time] | None:
    """A day and a time of it, on the place's clocks; `year` stands in where none is written."""
    clock = _CLOCK.search(text)
    if clock is None:
        return None
    hour = int(clock[1])
    if clock[3]:
        hour = hour % _HOURS + (_HOURS if clock[3].casefold() == "p" else 0)
    rest = _WEEKDAY.sub(" ", text[: clock.start()] + " " + text[clock.end() :])
    day = _day(rest.strip(" -,\t"), order, year)
    try:
        return (day, time(hour, int(clock[2]))) if day else None
    except ValueError:
        return None


def _day(text: str, order: Order, year: int | None) -> date | None:
    text = " ".join(text.split())
    if found := _MONTH_FIRST.fullmatch(text):
        return parse_day(f"{found[2]} {found[1]} {found[3]}")
    if found := _NUMBERS.fullmatch(text):
        first, second = (found[1], found[2]) if order == "dmy" else (found[2], found[1])
        written = found[3] or (str(year) if year else "")
        return parse_day(f"{first}/{second}/{written}")
    return parse_day(text)
