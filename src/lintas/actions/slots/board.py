"""The rooms of a search with what is free in each; what the judge refused is struck out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush

import numpy as np

from lintas.actions.slots.asked import Asked
from lintas.actions.slots.bringing import Bringing
from lintas.actions.slots.days import each_day, weigh_days
from lintas.actions.slots.drafting import Drafting
from lintas.actions.slots.scopes import OF_ONE_SESSION, OF_THE_ROOM
from lintas.actions.slots.teaching import Free
from lintas.actions.steps.distance import kilometres, kilometres_to
from lintas.domain.agencies import Agreement, RegencyCode, VenueId
from lintas.domain.people import PersonId
from lintas.domain.plans import Plan
from lintas.domain.things import AssetId
from lintas.rules import Finding
from lintas.rules.free_slots import (
    NEVER,
    PENALTY,
    Bits,
    Choice,
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
        free: Free | None,
    ) -> None:
        self._asked, self._wish, self._starts = asked, asked.wish, starts
        self._places = [places.rooms[number] for number in numbers]
        self._bringing = Bringing(asked, places)
        self._free, self._drafting = free, Drafting(asked, self._bringing, free)
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
        if self._free:
            anybody = [self._free.anybody(venue.zone) for venue, _ in self._places]
            if anybody:
                self._starts &= np.stack(anybody, axis=1)
        choice = self._choose(range(len(self._places)))
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
        choice = self._choose(range(number, number + 1))
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

    def _choose(self, numbers: range) -> Choice:
        """The best of each of these rooms; taught by one person throughout, if it can be."""
        starts = self._starts[:, numbers.start : numbers.stop]
        pattern, sessions = self._wish.pattern, self._wish.sessions
        best = choose(starts, starts & self._likes, pattern, sessions)
        if self._free is None or sessions == 1 or not numbers:
            return best
        # A penalty more for several people, as for several hours.
        best = Choice(best.penalties + 1, best.cost + PENALTY, best.days)
        there = [self._free.of(self._places[n][0].zone, n) for n in numbers]
        for who in range(len(self._free.ids)):
            mine = starts & np.stack([bits[:, who] for bits in there], axis=1)
            one = choose(mine, mine & self._likes, pattern, sessions)
            better = one.cost < best.cost
            best = Choice(
                np.where(better, one.penalties, best.penalties),
                np.where(better, one.cost, best.cost),
                np.where(better[:, None], one.days, best.days),
            )
        return best

    def _key(self, number: int, penalties: int, cost: int) -> Key:
        fetched = self._bringing.count_fetched(self._places[number])
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
        if self._free and party and party.id and party.kind == "person":
            return self._free.strike(place[0].zone, number, at, PersonId(party.id))
        if party and party.id and party.kind == "asset":
            refused = AssetId(party.id)
            if self._bringing.strike(place, at, refused):
                return True
            # One after the other would do on days on which none does throughout.
            self.is_exhaustive &= not self._bringing.has_choice(place, refused)
        return False

    def _picked(self, number: int, days: Numbers) -> tuple[int, ...]:
        mine = self._starts[:, number]
        if self._free:
            there = self._free.of(self._places[number][0].zone, number)
            throughout = (mine[:, None] & there[:, who : who + 1] for who in range(there.shape[1]))
            for alone in (each[:, 0] for each in throughout):
                if (np.bitwise_or.reduce(alone[:, days], axis=0) != 0).all():
                    mine = alone
                    break
        return pick_starts(mine, mine & self._likes[:, 0], days)

    def _plan(self, number: int, days: Numbers) -> Plan:
        picked = self._picked(number, days)
        return self._drafting.plan(self._places[number], number, days.tolist(), picked)
