"""The rooms of a search with what is free in each; what the judge refused is struck out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from heapq import heapify, heappop, heappush
from zoneinfo import ZoneInfo

import numpy as np

from lintas.actions.slots.asked import Asked
from lintas.actions.slots.bringing import Bringing
from lintas.actions.slots.days import each_day, weigh_days
from lintas.actions.slots.scopes import OF_ONE_SESSION, OF_THE_ROOM
from lintas.actions.steps.distance import kilometres, kilometres_to
from lintas.domain.agencies import Agreement, RegencyCode, VenueId
from lintas.domain.plans import Plan, PlannedSession, Wished
from lintas.domain.slots import GRID
from lintas.domain.things import AssetId, AssetNeed
from lintas.domain.timespan import TimeSpan
from lintas.rules import Finding
from lintas.rules.free_slots import (
    NEVER,
    Bits,
    Numbers,
    any_start,
    as_words,
    choose,
    nearest_days,
    pick_starts,
)
from lintas.store.availability.places import Places

Key = tuple[int, int, float, int, float, int]
_ALL, _NONE = np.uint64(2**64 - 1), np.uint64(0)


class Board:
    """Each room's best plan, best room first. `is_exhaustive` while nothing was given up unseen."""

    def __init__(
        self,
        asked: Asked,
        places: Places,
        numbers: Sequence[int],
        starts: Bits,
    ) -> None:
        self._asked, self._wish, self._starts = asked, asked.wish, starts
        self._places = [places.rooms[number] for number in numbers]
        self._bringing = Bringing(asked, places)
        self._wished = Wished(equipment=asked.wish.equipment)
        self._allowed, self._likes = weigh_days(self._wish, len(starts))
        if not self._allowed.all():
            self._starts &= np.where(self._allowed, _ALL, _NONE)
        near, wish = asked.near, asked.wish
        self._distance = (
            kilometres_to(near, places.points[numbers]) if near else [0.0] * len(numbers)
        )
        self._excess = places.count_excess(numbers, wish.headcount, wish.layout)
        self.is_exhaustive = True
        self._waiting: list[Key] = []
        # Many plans share their sessions.
        self._sessions: dict[tuple[int, int, ZoneInfo, tuple[AssetNeed, ...]], PlannedSession] = {}

    def keep_to(self, agreements: Sequence[Agreement]) -> None:
        """Strike out days on which no agreement lets the asking government use a room."""
        borrower = self._asked.agency.regency
        if not borrower:
            return
        days = tuple(each_day(self._wish))
        # Few agreements name venues: those of one lender are mostly alike.
        named = {venue for agreement in agreements for venue in agreement.venue_ids}
        alike: defaultdict[tuple[RegencyCode, VenueId | None], list[int]] = defaultdict(list)
        for number, (venue, _) in enumerate(self._places):
            if venue.lender and venue.lender != borrower:
                its_own = venue.id if named and venue.id in named else None
                alike[venue.lender, its_own].append(number)
        for (lender, _), numbers in alike.items():
            there = self._places[numbers[0]][0].id
            binding = [each for each in agreements if each.binds(lender, borrower, there)]
            valid = [any(each.valid_on(day) for each in binding) for day in days]
            if all(valid):
                continue
            self._starts[:, numbers] &= np.where(valid, _ALL, _NONE)

    def rank(self) -> None:
        choice = choose(self._starts, self._liked(), self._wish.pattern, self._wish.sessions)
        able = np.nonzero(choice.cost < NEVER)[0]
        self._able = frozenset(able.tolist())
        penalties, costs = choice.penalties[able].tolist(), choice.cost[able].tolist()
        self._waiting = [
            self._key(n, penalty, cost)
            for n, penalty, cost in zip(able.tolist(), penalties, costs, strict=True)
        ]
        heapify(self._waiting)
        self._days = choice.days

    def take(self, most: int) -> list[tuple[int, Plan]]:
        """The best that nobody has judged yet, and are to be judged now."""
        taken: list[tuple[int, Plan]] = []
        while self._waiting and len(taken) < most:
            number = heappop(self._waiting)[-1]
            taken.append((number, self._plan(number, self._days[number])))
        return taken

    def strike(self, number: int, blocking: Iterable[Finding]) -> None:
        """Never offer again what was refused so; what else the room has is put back."""
        days = self._days[number]
        # As it was judged: what is struck first changes what would be picked.
        picked = self._picked(number, days)
        for finding in blocking:
            self._strike(number, days, picked, finding)
        here = slice(number, number + 1)
        choice = choose(
            self._starts[:, here],
            self._starts[:, here] & self._likes,
            self._wish.pattern,
            self._wish.sessions,
        )
        if choice.cost[0] < NEVER:
            self._days[number] = choice.days[0]
            heappush(
                self._waiting, self._key(number, int(choice.penalties[0]), int(choice.cost[0]))
            )

    def misses(self, most: int) -> Iterator[Plan]:
        """Of rooms that never had a plan, those that lack the fewest days."""
        lacking = [n for n in range(len(self._places)) if n not in self._able]
        counts = any_start(self._starts).sum(axis=1)
        lacking.sort(key=lambda n: (-int(counts[n]), self._distance[n], self._excess[n], n))
        for number in lacking[:most]:
            days = nearest_days(
                self._starts[:, number], self._allowed, self._wish.pattern, self._wish.sessions
            )
            yield self._plan(number, days)

    def any_plans(self) -> Iterator[Plan]:
        """One for each room, free or not."""
        yield from (plan for _, plan in self.take(len(self._places)))
        yield from self.misses(len(self._places))

    def distance(self, plan: Plan) -> float | None:
        near = self._asked.near
        found = kilometres(near, plan.venue) if near else None
        return found if found is not None and found < float("inf") else None

    def _liked(self) -> Bits:
        return self._starts & self._likes

    def _key(self, number: int, penalties: int, cost: int) -> Key:
        fetched = self._bringing.count_fetched(self._places[number]) if self._wish.equipment else 0
        return (penalties, fetched, self._distance[number], cost, self._excess[number], number)

    def _strike(self, number: int, days: Numbers, picked: Sequence[int], finding: Finding) -> None:
        if finding.session is None:
            if finding.code not in OF_THE_ROOM:
                # Another set of days might pass: only those that begin as this one are left out.
                self.is_exhaustive = False
                self._starts[:, number, days[0]] = 0
            else:
                self._starts[:, number] = 0
            return
        if finding.code not in OF_ONE_SESSION:
            self.is_exhaustive = False
        day = int(days[min(finding.session, len(days) - 1)])
        start = picked[finding.session]
        if self._is_replaced(number, (day, start), finding):
            return
        gone = as_words(1 << start, len(self._starts))
        self._starts[:, number, day] &= ~gone

    def _is_replaced(self, number: int, at: tuple[int, int], finding: Finding) -> bool:
        """Whether something else does instead of what was refused, at the same time."""
        party, place = finding.party, self._places[number]
        if party and party.id and party.kind == "asset":
            refused = AssetId(party.id)
            if self._bringing.strike(place, at, refused):
                return True
            # One after the other would do on days on which none does throughout.
            self.is_exhaustive &= not self._bringing.has_choice(place, refused)
        return False

    def _picked(self, number: int, days: Numbers) -> tuple[int, ...]:
        mine = self._starts[:, number]
        return pick_starts(mine, mine & self._likes[:, 0], days)

    def _plan(self, number: int, days: Numbers) -> Plan:
        venue, room = self._places[number]
        wish = self._wish
        picked = self._picked(number, days)
        usual = next((start for start in picked if start >= 0), 0)
        times = [
            (day, start if start >= 0 else usual)
            for day, start in zip(days.tolist(), picked, strict=True)
        ]
        needs = self._bringing.needs((venue, room), times) if wish.equipment else ()
        sessions = []
        for at in times:
            key = (*at, venue.zone, needs)
            if key not in self._sessions:
                self._sessions[key] = self._session(*key)
            sessions.append(self._sessions[key])
        return Plan(
            venue=venue,
            room=room,
            agency=self._asked.agency,
            headcount=wish.headcount,
            sessions=tuple(sessions),
            layout=wish.layout,
            batch=self._asked.batch,
            program=self._asked.program,
            wished=self._wished,
        )

    def _session(
        self, day: int, start: int, zone: ZoneInfo, needs: tuple[AssetNeed, ...]
    ) -> PlannedSession:
        wish = self._wish
        minutes = wish.earliest + GRID * start
        span = _span(wish.since + timedelta(days=day), minutes, wish.minutes, zone)
        return PlannedSession(span, trainer_ids=wish.trainer_ids, assets=needs)


# Many rooms are free at the same hours.
@lru_cache(maxsize=4096)
def _span(day: date, begins: int, length: int, zone: ZoneInfo) -> TimeSpan:
    """By minutes since local midnight."""
    midnight = datetime.combine(day, time(), zone)
    return TimeSpan(
        (midnight + timedelta(minutes=begins)).astimezone(UTC),
        (midnight + timedelta(minutes=begins + length)).astimezone(UTC),
    )
