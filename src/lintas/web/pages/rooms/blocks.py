"""A room's day in blocks: taken, closed, and free in between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from lintas.domain.outside_calendars import OutsideBusy, OutsideCalendar
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Closure, Room, Venue
from lintas.rules.ways_out import EARLIEST, LATEST
from lintas.store.bookings.weeks import Occupied

# Shorter gaps are of use to nobody.
SHORTEST = timedelta(minutes=30)


class BlockKind(StrEnum):
    FREE = "free"
    TAKEN = "taken"
    REQUESTED = "requested"
    CLOSED = "closed"
    # In a calendar that others keep elsewhere.
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Block:
    """A part of one day.

    `use`, `closure` or `calendar` is what it is made of; none of them: it is free.
    """

    kind: BlockKind
    span: TimeSpan
    use: Occupied | None = None
    closure: Closure | None = None
    calendar: OutsideCalendar | None = None


def list_blocks(
    day: date,
    venue: Venue,
    room: Room,
    *,
    uses: Iterable[Occupied],
    closures: Iterable[Closure],
    outside: Iterable[OutsideBusy] = (),
    now: datetime,
) -> list[Block]:
    """Of one local day, earliest first; what is over is not free any more."""
    whole = whole_day(day, venue.zone)
    used = [use for use in uses if use.held.overlaps(whole)]
    shut = [
        closure
        for closure in closures
        if closure.span.overlaps(whole) and (closure.room_id is None or closure.room_id in room.kin)
    ]
    # A use of ours would need the room's gap before the next one begins.
    gap = room.turnaround
    taken = [use.held.widened(before=gap, after=timedelta()) for use in used]
    taken += [closure.span for closure in shut]
    busy = [(each.calendar, span) for each in outside for span in each.busy if span.overlaps(whole)]
    taken += [span for _, span in busy]
    blocks = [
        Block(BlockKind.REQUESTED if use.decision == "requested" else BlockKind.TAKEN, span, use)
        for use in used
        if (span := _within(use.meeting, whole))
    ]
    blocks += [
        Block(BlockKind.CLOSED, span, closure=closure)
        for closure in shut
        if (span := _within(closure.span, whole))
    ]
    blocks += [
        Block(BlockKind.OUTSIDE, part, calendar=calendar)
        for calendar, span in busy
        if (part := _within(span, whole))
    ]
    blocks += [
        Block(BlockKind.FREE, span) for span in free_between(open_on(day, venue), taken, now=now)
    ]
    return sorted(blocks, key=lambda block: (block.span, block.kind))


def open_on(day: date, venue: Venue) -> tuple[TimeSpan, ...]:
    """When it opens; of a place without opening hours, the hours at which people meet."""
    if venue.opening_hours:
        return venue.opening_hours.on(day, venue.zone)
    midnight = datetime.combine(day, datetime.min.time(), venue.zone)
    return (TimeSpan(midnight + EARLIEST, midnight + LATEST),)


def free_between(
    openings: Iterable[TimeSpan], taken: Sequence[TimeSpan], *, now: datetime
) -> list[TimeSpan]:
    """What is left of the openings, from `now` on; too short a rest is left out."""
    free = []
    for opening in openings:
        start = max(opening.start, _next_half_hour(now))
        for span in sorted(each for each in taken if each.overlaps(opening)):
            free.append((start, span.start))
            start = max(start, span.end)
        free.append((start, opening.end))
    return [TimeSpan(start, end) for start, end in free if end - start >= SHORTEST]


def whole_day(day: date, zone: ZoneInfo) -> TimeSpan:
    start, end = (
        datetime.combine(each, datetime.min.time(), zone) for each in (day, day + timedelta(days=1))
    )
    return TimeSpan(start, end)


def _within(span: TimeSpan, whole: TimeSpan) -> TimeSpan | None:
    """The part of it that lies in the day; none where only a gap reaches into it."""
    if not span.overlaps(whole):
        return None
    return TimeSpan(max(span.start, whole.start), min(span.end, whole.end))


def _next_half_hour(now: datetime) -> datetime:
    whole = now.replace(minute=0, second=0, microsecond=0)
    return whole + next(n * SHORTEST for n in range(3) if whole + n * SHORTEST >= now)
