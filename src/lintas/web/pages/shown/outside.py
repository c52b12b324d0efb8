"""Calendars that others keep elsewhere, as templates show them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from uuid import UUID

from lintas.domain.outside_calendars import OutsideCalendar, Standing
from lintas.render.outside import say_source, say_standing, say_trouble, say_unread
from lintas.store.outside_calendars.busy import list_unread


@dataclass(frozen=True, slots=True)
class CalendarShown:
    """`unread` tells, for each kind of event that can't be read, why, and how many there are."""

    id: UUID
    source: str
    fingerprint: str
    standing: str
    is_well: bool
    trouble: str
    is_doubted: bool
    unread: tuple[tuple[str, int], ...]
    unread_count: int


def calendar_shown(
    calendar: OutsideCalendar,
    zone: tzinfo,
    *,
    now: datetime,
    unread: Iterable[tuple[str, ...]] = (),
) -> CalendarShown:
    said = Counter(map(say_unread, unread))
    source = say_source(calendar)
    return CalendarShown(
        id=calendar.id,
        source=source[0].upper() + source[1:],
        fingerprint=calendar.fingerprint,
        standing=say_standing(calendar, zone, now=now),
        is_well=calendar.standing(now) is Standing.FRESH and not calendar.unread,
        trouble=say_trouble(calendar),
        is_doubted=calendar.doubted,
        unread=tuple(said.most_common()),
        unread_count=calendar.unread,
    )


async def show_in_full(
    calendars: Iterable[OutsideCalendar], zone: tzinfo, *, now: datetime
) -> list[CalendarShown]:
    """With what of each can't be read."""
    return [
        calendar_shown(
            each, zone, now=now, unread=await list_unread(each.id) if each.unread else ()
        )
        for each in calendars
    ]
