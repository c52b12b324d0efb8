"""For each room and day of a search, the starts from which nothing known stands in the way."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np

from lintas.domain.outside_calendars import OutsideBusy
from lintas.domain.people import PersonId
from lintas.domain.slots import GRID, SlotWish
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Closure, Room, Venue
from lintas.rules.free_slots import (
    WORD,
    Bits,
    Numbers,
    as_words,
    free_starts,
    met_starts,
    open_starts,
    words_for,
)
from lintas.store.availability.following import Availability
from lintas.store.availability.timeline import FILLED, QUARTER, TOUCHED, Timeline

Place = tuple[Venue, Room]
_ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rooms that are alike in all that the bits depend on, and where they stand in the search."""

    zone: ZoneInfo
    turnaround: int
    numbers: list[int]
    rooms: list[Room]


def read_starts(
    known: Availability,
    places: Sequence[Place],
    wish: SlotWish,
    *,
    now: datetime,
    away: Sequence[TimeSpan] = (),
    outside: Sequence[OutsideBusy] = (),
) -> Bits:
    """(words, rooms, days): what holds, trainers, opening hours, closures and the clock leave.

    `away` are spans in which somebody of the trainers teaches nowhere, `outside` calendars of
    rooms that others keep.
    """
    words = -(-wish.starts // WORD)
    found = np.zeros((words, len(places), wish.days), np.uint64)
    if not places:
        return found
    taught: dict[ZoneInfo, Bits] = {}
    groups = _groups(places)
    for group in groups:
        begins = _quarters(group.zone, wish.since, wish.days) + wish.earliest // GRID
        minutes = wish.minutes + group.turnaround
        starts = _read(known.timeline, group.rooms, begins, minutes, wish.starts)
        if group.zone not in taught:
            taught[group.zone] = _taught(known.timeline, wish, begins)
            taught[group.zone] &= _ahead(begins, wish, now)
        starts &= taught[group.zone]
        if len(group.numbers) == len(places):
            found = starts
        else:
            found[:, group.numbers] = starts
    found &= _opened(places, wish)
    _shut(found, places, known.places.closures, wish)
    _take(found, places, outside, wish)
    for group in groups:
        for span in away:
            _shut_rooms(found, group.numbers, span, group.zone, wish)
    return found


def read_teachers(
    known: Availability,
    away: Mapping[PersonId, Sequence[TimeSpan]],
    zone: ZoneInfo,
    wish: SlotWish,
) -> Bits:
    """(words, people, days): starts at which each of these people teaches nothing, nor is away."""
    begins = _quarters(zone, wish.since, wish.days) + wish.earliest // GRID
    words = words_for(wish.minutes, wish.starts)
    rows = known.timeline.find_rows(list(away))
    found = free_starts(
        known.timeline.read(TOUCHED, rows, begins, words),
        known.timeline.read(FILLED, rows, begins, words),
        wish.minutes,
        wish.starts,
    )
    for number, spans in enumerate(away.values()):
        for span in spans:
            _shut_rooms(found, [number], span, zone, wish)
    return found


def _groups(places: Sequence[Place]) -> list[_Group]:
    groups: dict[tuple[ZoneInfo, timedelta], _Group] = {}
    for number, (venue, room) in enumerate(places):
        key = (venue.zone, room.turnaround)
        group = groups.get(key)
        if group is None:
            group = groups[key] = _Group(venue.zone, room.turnaround // _ONE_MINUTE, [], [])
        group.numbers.append(number)
        group.rooms.append(room)
    return list(groups.values())


def _read(
    timeline: Timeline, rooms: Sequence[Room], begins: Numbers, minutes: int, count: int
) -> Bits:
    leaves = timeline.find_rows([leaf for room in rooms for leaf in room.leaves])
    words = words_for(minutes, count)
    offsets = np.cumsum([0, *(len(room.leaves) for room in rooms[:-1])])

    def read(kind: int) -> Bits:
        bits = timeline.read(kind, leaves, begins, words)
        # A hall is held where any of its parts is.
        return (
            bits
            if len(leaves) == len(rooms)
            else np.bitwise_or.reduceat(bits, offsets, axis=1, dtype=np.uint64)
        )

    filled = read(FILLED) if minutes % GRID else None
    return free_starts(read(TOUCHED), filled, minutes, count)


def _taught(timeline: Timeline, wish: SlotWish, begins: Numbers) -> Bits:
    """Starts at which every trainer is free: one row for all rooms of a zone."""
    words = words_for(wish.minutes, wish.starts)
    rows = timeline.find_rows(wish.trainer_ids)

    def read(kind: int) -> Bits:
        bits = timeline.read(kind, rows, begins, words)
        return np.bitwise_or.reduce(bits, axis=1, keepdims=True)

    return free_starts(read(TOUCHED), read(FILLED), wish.minutes, wish.starts)


def _ahead(begins: Numbers, wish: SlotWish, now: datetime) -> Bits:
    """Starts that are not past."""
    words = -(-wish.starts // WORD)
    everything = (1 << wish.starts) - 1
    past = np.clip(-(-int(now.timestamp()) // QUARTER) - begins, 0, wish.starts)
    # Few days are partly past: today, and in another zone yesterday.
    masks = np.repeat(as_words(everything, words)[:, None], len(past), axis=1)
    for day in np.nonzero(past)[0].tolist():
        masks[:, day] = as_words(everything & ~((1 << int(past[day])) - 1), words)
    return masks[:, None, :]


def _opened(places: Sequence[Place], wish: SlotWish) -> Bits:
    words = -(-wish.starts // WORD)
    # Told apart by identity first: to hash a whole week costs more than all the rest.
    seen = {id(venue.opening_hours): venue.opening_hours for venue, _ in places}
    kinds = {hours: number for number, hours in enumerate(dict.fromkeys(seen.values()))}
    weekday = [(wish.since.weekday() + n) % 7 for n in range(wish.days)]
    table = np.empty((words, len(kinds), wish.days), np.uint64)
    for hours, number in kinds.items():
        by_day = [
            as_words(open_starts(hours, day, wish.earliest, wish.minutes, wish.starts), words)
            for day in range(7)
        ]
        table[:, number] = np.stack(by_day, axis=1)[:, weekday]
    if len(kinds) == 1:
        return table
    numbers = {key: kinds[hours] for key, hours in seen.items()}
    return table[:, [numbers[id(venue.opening_hours)] for venue, _ in places]]


def _shut(
    found: Bits, places: Sequence[Place], closures: Sequence[Closure], wish: SlotWish
) -> None:
    if not closures:
        return
    by_venue: defaultdict[object, list[int]] = defaultdict(list)
    for number, (venue, _) in enumerate(places):
        by_venue[venue.id].append(number)
    for closure in closures:
        numbers = [
            number
            for number in by_venue.get(closure.venue_id, ())
            if closure.room_id is None or closure.room_id in places[number][1].kin
        ]
        if numbers:
            _shut_rooms(found, numbers, closure.span, places[numbers[0]][0].zone, wish)


def _take(
    found: Bits, places: Sequence[Place], outside: Sequence[OutsideBusy], wish: SlotWish
) -> None:
    """What other calendars of these rooms, their halls and parts, keep for something else."""
    if not outside:
        return
    of: defaultdict[object, list[int]] = defaultdict(list)
    for number, (_, room) in enumerate(places):
        for kin in room.kin:
            of[kin].append(number)
    for each in outside:
        numbers = of.get(each.calendar.room_id, [])
        for span in each.busy if numbers else ():
            _shut_rooms(found, numbers, span, places[numbers[0]][0].zone, wish)


def _shut_rooms(
    found: Bits, numbers: list[int], shut: TimeSpan, zone: ZoneInfo, wish: SlotWish
) -> None:
    begins = _quarters(zone, wish.since, wish.days) * QUARTER + wish.earliest * 60
    span = (int(shut.start.timestamp()), int(shut.end.timestamp()))
    inside = (begins + 86400 > span[0]) & (begins < span[1])
    for day in np.nonzero(inside)[0].tolist():
        # Rounded outwards to whole minutes, as starts and lengths are whole.
        low = (span[0] - int(begins[day])) // 60
        high = -(-(span[1] - int(begins[day])) // 60)
        met = met_starts(low, high, wish.minutes, wish.starts)
        keep = as_words(~met & ((1 << wish.starts) - 1), len(found))
        found[:, numbers, day] &= keep[:, None]


@lru_cache(maxsize=64)
def _quarters(zone: ZoneInfo, since: date, days: int) -> Numbers:
    """The quarter of UTC at which each local day begins."""
    midnights = [
        datetime.combine(since + timedelta(days=n), time(), zone).astimezone(UTC)
        for n in range(days)
    ]
    return np.array([int(each.timestamp()) // QUARTER for each in midnights], np.int64)
