"""Who could teach what a search asks for, where nobody is named: people, and when they are free."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from lintas.actions.slots.asked import Asked
from lintas.actions.slots.bringing import At
from lintas.actions.slots.days import around
from lintas.domain.people import Actor, Person, PersonId
from lintas.domain.slots import SlotWish
from lintas.domain.teaching import Qualification, TrainerWish, plain
from lintas.domain.timespan import TimeSpan
from lintas.rules.free_slots import WORD, Bits, as_words
from lintas.store.availability.following import Availability
from lintas.store.availability.starts import read_teachers
from lintas.store.outside_calendars.busy import list_busy_outside
from lintas.store.people import list_teachers_from
from lintas.store.skills import list_absences, list_qualifications

# Of more people nobody looks at all: a search says that it wasn't exhaustive.
MOST_TEACHERS = 40


@dataclass(frozen=True, slots=True)
class Teachers:
    """Those who can teach it, by name, and when each of them is away; `is_all`: no more were left.

    They may be none: then the judge says so of every plan.
    """

    people: tuple[Person, ...]
    away: Mapping[PersonId, Sequence[TimeSpan]]
    is_all: bool


async def list_teachers(asked: Asked, wanted: TrainerWish, *, actor: Actor) -> Teachers:
    """Of those who may be asked, whoever has the field and the level on any day of the search."""
    wish = asked.wish
    people = await list_teachers_from(wanted.regency, wish.trainer_ids, seen_by=actor, limit=1000)
    lapsed = await _list_lapsed([each.id for each in people], wanted, wish)
    able = [each for each in people if each.id in lapsed]
    first = able[:MOST_TEACHERS]
    away = await _list_away([each.id for each in first], around(wish))
    for person, spans in away.items():
        if span := lapsed[person]:
            spans.append(span)
    return Teachers(tuple(first), away, is_all=len(able) == len(first))


async def _list_lapsed(
    people: Sequence[PersonId], wanted: TrainerWish, wish: SlotWish
) -> dict[PersonId, TimeSpan | None]:
    """Of those who can teach it, when they can't any more; none: all the while they can."""
    if not wanted.field or not people:
        return dict.fromkeys(people)
    skills: defaultdict[PersonId, list[Qualification]] = defaultdict(list)
    for skill in await list_qualifications(people):
        if _is_wanted(skill, wanted):
            skills[skill.person_id].append(skill)
    return {person: _lapsed(found, wish) for person, found in skills.items()}


async def _list_away(
    people: Sequence[PersonId], window: TimeSpan
) -> dict[PersonId, list[TimeSpan]]:
    """When each of them is away, or kept by something in a calendar of the own."""
    away: dict[PersonId, list[TimeSpan]] = {each: [] for each in people}
    if not people:
        return away
    for absence in await list_absences(people, since=window.start, until=window.end):
        away[absence.person_id].append(absence.span)
    for outside in await list_busy_outside((), sorted(people), window):
        if outside.calendar.person_id:
            away[outside.calendar.person_id] += outside.busy
    return away


def _is_wanted(skill: Qualification, wanted: TrainerWish) -> bool:
    has_level = not wanted.level or plain(skill.level) == plain(wanted.level)
    return skill.covers(wanted.field) and has_level


def _lapsed(skills: Sequence[Qualification], wish: SlotWish) -> TimeSpan | None:
    """From when on none of the certificates is valid any more, as far as the search goes."""
    last = [skill.valid_until for skill in skills if skill.valid_until]
    window = around(wish)
    if len(last) < len(skills) or max(last) >= wish.until:
        return None
    # Where days end last; further east the judge knows better.
    zone = ZoneInfo("Asia/Jakarta")
    ended = datetime.combine(max(last) + timedelta(days=1), time(), zone)
    return TimeSpan(max(ended, window.start), window.end)


class Free:
    """When each of the teachers is free, room by room, less what the judge refused."""

    def __init__(self, teachers: Teachers, known: Availability, wish: SlotWish) -> None:
        self._known, self._wish, self._away = known, wish, teachers.away
        self.ids = tuple(each.id for each in teachers.people)
        self._zones: dict[ZoneInfo, Bits] = {}
        # What was refused depends on the room, for there is a way to it.
        self._rooms: dict[int, Bits] = {}

    def of(self, zone: ZoneInfo, number: int = -1) -> Bits:
        """(words, people, days)."""
        if number in self._rooms:
            return self._rooms[number]
        if zone not in self._zones:
            self._zones[zone] = read_teachers(self._known, self._away, zone, self._wish)
        return self._zones[zone]

    def anybody(self, zone: ZoneInfo, number: int = -1) -> Bits:
        """(words, days): starts at which somebody is free."""
        found: Bits = np.bitwise_or.reduce(self.of(zone, number), axis=1)
        return found

    def strike(self, zone: ZoneInfo, number: int, at: At, who: PersonId) -> bool:
        """Never offer this one then, in that room; whether somebody else is free."""
        if who not in self.ids:
            return False
        if number not in self._rooms:
            self._rooms[number] = self.of(zone).copy()
        mine = self._rooms[number]
        day, start = at
        mine[:, self.ids.index(who), day] &= ~as_words(1 << start, len(mine))
        return bool(self._list_free(mine, at))

    def pick(
        self, zone: ZoneInfo, number: int, times: Sequence[At]
    ) -> tuple[tuple[PersonId, ...], ...]:
        """Who teaches when: as few people as can be found, each whenever free; nobody: the first.

        Where nobody is left to ask at all, nobody.
        """
        if not self.ids:
            return tuple(() for _ in times)
        free = [self._list_free(self.of(zone, number), at) for at in times]
        counted = Counter(who for each in free for who in each)
        # Most sessions first, then by name: whoever can teach all of it teaches all of it.
        order = sorted(range(len(self.ids)), key=lambda who: (-counted[who], who))
        picked = (next((who for who in order if who in each), order[0]) for each in free)
        return tuple((self.ids[who],) for who in picked)

    def _list_free(self, bits: Bits, at: At) -> frozenset[int]:
        day, start = at
        word, bit = divmod(start, WORD)
        free = bits[word, :, day] >> np.uint64(bit) & np.uint64(1)
        return frozenset(np.nonzero(free)[0].tolist())
