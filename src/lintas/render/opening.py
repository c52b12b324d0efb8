"""Opening hours in words."""

from datetime import time
from itertools import groupby

from babel.dates import format_time, get_day_names

from lintas.domain.venues import OpeningHours
from lintas.render.catalogues import say
from lintas.render.catalogues.opening import OPENING


def say_opening(hours: OpeningHours, language: str = "id") -> tuple[tuple[str, str], ...]:
    """(days, hours), days that open alike together: ("Senin–Jumat", "08.00–16.00")."""
    alike = groupby(enumerate(hours.week), key=lambda day: day[1])
    return tuple(
        (_say_days([day for day, _ in days], language), _say_hours(times, language))
        for times, days in alike
    )


def _say_days(days: list[int], language: str) -> str:
    names = get_day_names("wide", locale=say("time.locale", language))
    first, last = names[days[0]], names[days[-1]]
    if len(days) == 1:
        return str(first)
    return f"{first}–{last}" if len(days) > 2 else f"{first}, {last}"


def _say_hours(times: tuple[tuple[time, time], ...], language: str) -> str:
    words = OPENING[language]
    if not times:
        return words["closed"]
    if times == ((time(), time()),):
        return words["all_day"]
    said = [f"{_say_clock(start, language)}–{_say_end(end, language)}" for start, end in times]
    return words["and"].join(said)


def _say_end(end: time, language: str) -> str:
    """The midnight that ends the day is 24.00."""
    return say("time.midnight", language) if end == time() else _say_clock(end, language)


def _say_clock(clock: time, language: str) -> str:
    return str(format_time(clock, say("time.clock", language), locale=say("time.locale", language)))
