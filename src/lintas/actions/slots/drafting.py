"""From days and quarters of an hour to a plan that can be judged."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from lintas.actions.slots.asked import Asked
from lintas.actions.slots.bringing import At, Bringing
from lintas.actions.slots.teaching import Free
from lintas.domain.people import PersonId
from lintas.domain.plans import Plan, PlannedSession, Wished
from lintas.domain.slots import GRID
from lintas.domain.things import AssetNeed
from lintas.domain.timespan import TimeSpan
from lintas.store.availability.places import Place

Taught = tuple[PersonId, ...]


class Drafting:
    """Plans with whoever teaches them and whatever is taken along."""

    def __init__(self, asked: Asked, bringing: Bringing, free: Free | None) -> None:
        self._asked, self._bringing, self._free = asked, bringing, free
        wish = asked.wish
        self._wished = Wished(wish.equipment, asked.trainer, frozenset(wish.trainer_ids))
        # Many plans share their sessions.
        self._sessions: dict[
            tuple[At, ZoneInfo, tuple[AssetNeed, ...], Taught], PlannedSession
        ] = {}

    def plan(self, place: Place, number: int, days: Sequence[int], picked: Sequence[int]) -> Plan:
        """On these days, from these quarters on; where there is none (-1), as on the others."""
        venue, room = place
        usual = next((start for start in picked if start >= 0), 0)
        times = [
            (day, start if start >= 0 else usual) for day, start in zip(days, picked, strict=True)
        ]
        needs = self._bringing.needs(place, times) if self._asked.wish.equipment else ()
        return Plan(
            venue=venue,
            room=room,
            agency=self._asked.agency,
            headcount=self._asked.wish.headcount,
            sessions=tuple(
                self._session(at, venue.zone, needs, found)
                for at, found in zip(times, self._find(venue.zone, number, times), strict=True)
            ),
            layout=self._asked.wish.layout,
            batch=self._asked.batch,
            program=self._asked.program,
            wished=self._wished,
        )

    def _find(self, zone: ZoneInfo, number: int, times: Sequence[At]) -> Sequence[Taught]:
        return self._free.pick(zone, number, times) if self._free else [()] * len(times)

    def _session(
        self, at: At, zone: ZoneInfo, needs: tuple[AssetNeed, ...], found: Taught
    ) -> PlannedSession:
        key = (at, zone, needs, found)
        if key not in self._sessions:
            wish, (day, start) = self._asked.wish, at
            begins = wish.earliest + GRID * start
            span = _span(wish.since + timedelta(days=day), begins, wish.minutes, zone)
            self._sessions[key] = PlannedSession(
                span, trainer_ids=(*wish.trainer_ids, *found), assets=needs
            )
        return self._sessions[key]


# Many rooms are free at the same hours.
@lru_cache(maxsize=4096)
def _span(day: date, begins: int, length: int, zone: ZoneInfo) -> TimeSpan:
    """By minutes since local midnight."""
    midnight = datetime.combine(day, time(), zone)
    return TimeSpan(
        (midnight + timedelta(minutes=begins)).astimezone(UTC),
        (midnight + timedelta(minutes=begins + length)).astimezone(UTC),
    )
