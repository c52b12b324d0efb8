"""How a calendar that others keep elsewhere is doing, in words."""

from collections.abc import Iterable
from datetime import datetime, tzinfo

from lintas.domain.outside_calendars import OutsideCalendar
from lintas.render.catalogues import say
from lintas.render.times import say_moment


def say_source(calendar: OutsideCalendar, language: str = "id") -> str:
    """Where it comes from, as far as everybody may know: its host, never its address."""
    if calendar.is_file:
        return say("outside.file", language)
    return say("outside.calendar", language, host=calendar.host)


def say_standing(
    calendar: OutsideCalendar, zone: tzinfo, *, now: datetime, language: str = "id"
) -> str:
    """Terbaca, terakhir Selasa, 24 November 2026 pukul 10.00 WIB."""
    standing = say(f"standing.{calendar.standing(now)}", language)
    if calendar.read_at is None:
        return standing
    read_at = say_moment(calendar.read_at, zone, language)
    return say("standing.age", language, standing=standing, read_at=read_at)


def say_trouble(calendar: OutsideCalendar, language: str = "id") -> str:
    """Why the last look failed; nothing where it didn't."""
    if not calendar.trouble:
        return ""
    return say(f"trouble.{calendar.trouble}", language, status=calendar.status)


def say_unread(keys: Iterable[str], language: str = "id") -> str:
    """Why one event can't be read."""
    return ", ".join(say(f"unread.{key}", language) for key in keys)
