"""How long a way takes is stated or measured, corrected, or left to the estimate again."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import WAYS, check_locked
from lintas.actions.steps.permitting import allow_for, allow_somewhere
from lintas.actions.steps.rejudging import locks_to_rejudge, rejudge_named
from lintas.domain.agencies import RegencyCode
from lintas.domain.given import KEPT, Checklist, Given, Kept, changed
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import AlreadyThere, NotFound
from lintas.domain.timespan import FIRST_YEAR, LAST_YEAR, YEARS
from lintas.domain.travel import TravelOrigin, TravelOverride, TravelOverrideId
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import find_regency
from lintas.store.bookings.touched import list_sessions_on_way
from lintas.store.transaction import retrying, writing
from lintas.store.travel import (
    add_travel_override,
    find_travel_override,
    list_travel_overrides,
    remove_travel_override,
    save_travel_override,
)
from lintas.store.venues.places import find_venue

# Two days: what takes longer is no way between two sessions.
LONGEST_WAY = 2 * 24 * 60
_STATED = (TravelOrigin.STATED, TravelOrigin.MEASURED)
_REGENCY = re.compile(r"\d{2}\.\d{2}", re.ASCII)
_DISTRICT = re.compile(r"\d{2}\.\d{2}\.\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class WayFacts(Given):
    """`start` and `goal` are a venue's id, or the code of a district or regency.

    It holds for the way back too, unless that is stated otherwise. `source` is who says so,
    `dated` when it was measured.
    """

    start: str
    goal: str
    minutes: int
    origin: TravelOrigin = TravelOrigin.STATED
    source: str = ""
    dated: date | None = None

    @classmethod
    def of(cls, way: TravelOverride) -> "WayFacts":
        return cls(way.start, way.goal, way.minutes, way.origin, way.source, way.dated)

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        if self.start == self.goal:
            checklist.note("goal", self.goal, "distinct")
        checklist.between("minutes", self.minutes, 1, LONGEST_WAY)
        # What is estimated is reckoned, not stated.
        if self.origin not in _STATED:
            checklist.note("origin", self.origin.value, "one_of", ", ".join(_STATED))
        checklist.prose("source", self.source)
        if self.dated and self.dated.year not in YEARS:
            years = f"{FIRST_YEAR}-{LAST_YEAR}"
            checklist.note("dated", self.dated.isoformat(), "year", years)
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class WayChange:
    """Its ends never change: take it back and state another."""

    minutes: int | Kept = KEPT
    origin: TravelOrigin | Kept = KEPT
    source: str | Kept = KEPT
    dated: date | Kept | None = KEPT


@dataclass(frozen=True, slots=True)
class _End:
    """As it is written down, and whose coordinators know it."""

    name: str
    keepers: tuple[RegencyCode, ...]


@retrying
async def state_way(facts: WayFacts, *, actor: Actor, now: datetime) -> TravelOverride:
    """State it; trainers who go this way are judged by it from now on.

    Raises:
        NotAllowed: the actor coordinates nothing.
        Invalid: as `WayFacts.check`.
        NotFound: an unknown end, or neither lies with the actor.
        AlreadyThere: it was stated before; change that.
    """
    allow_somewhere(actor, Verb.KEEP_WAYS)
    facts.check()
    start, goal = await _find_end("start", facts.start), await _find_end("goal", facts.goal)
    locks = await _locks(start.name, goal.name, now=now)
    async with writing(*locks):
        ends = (start.name, goal.name)
        if any((each.start, each.goal) == ends for each in await list_travel_overrides()):
            raise AlreadyThere("goal", facts.goal)
        way = TravelOverride(
            id=TravelOverrideId(new_id(now)),
            start=start.name,
            goal=goal.name,
            minutes=facts.minutes,
            origin=facts.origin,
            source=facts.source,
            dated=facts.dated,
            keeper=_keeper_of(start, goal, actor),
        )
        await add_travel_override(way)
        await _rejudge(way, locks, now=now)
        await audit(actor, "add", ("travel_time", way.id), after=_said(way), now=now)
    return way


@retrying
async def change_way(
    way_id: UUID, change: WayChange, *, actor: Actor, now: datetime
) -> TravelOverride:
    """State it anew.

    Raises:
        NotAllowed, NotFound: no such way that the actor keeps.
        Invalid: as `WayFacts.check`.
    """
    seen = await find_kept_way(way_id, actor)
    locks = await _locks(seen.start, seen.goal, now=now)
    async with writing(*locks):
        before = await find_kept_way(way_id, actor)
        facts = changed(WayFacts.of(before), change)
        facts.check()
        after = replace(
            before,
            minutes=facts.minutes,
            origin=facts.origin,
            source=facts.source,
            dated=facts.dated,
        )
        await save_travel_override(after)
        if (after.minutes, after.origin) != (before.minutes, before.origin):
            await _rejudge(after, locks, now=now)
        subject = ("travel_time", way_id)
        await audit(actor, "change", subject, before=_said(before), after=_said(after), now=now)
    return after


@retrying
async def retire_way(way_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Leave it to what is known of a wider way, or to the estimate, again.

    Raises:
        NotAllowed, NotFound: as `change_way`.
    """
    seen = await find_kept_way(way_id, actor)
    locks = await _locks(seen.start, seen.goal, now=now)
    async with writing(*locks):
        before = await find_kept_way(way_id, actor)
        await remove_travel_override(before.id, now=now)
        await _rejudge(before, locks, now=now)
        await audit(actor, "retire", ("travel_time", way_id), before=_said(before), now=now)


async def find_kept_way(way_id: UUID, actor: Actor) -> TravelOverride:
    """Raises NotAllowed, NotFound."""
    allow_somewhere(actor, Verb.KEEP_WAYS)
    way = await find_travel_override(way_id)
    allow_for(actor, Verb.KEEP_WAYS, way.keeper, field="travel_time_id", value=way_id)
    return way


async def _find_end(field: str, name: str) -> _End:
    """Raises NotFound."""
    if _REGENCY.fullmatch(name) or _DISTRICT.fullmatch(name):
        regency = await find_regency(name[:5], field=field)
        return _End(name, (regency.code,))
    try:
        venue_id = UUID(name)
    except ValueError:
        raise NotFound(field, name) from None
    venue = await find_venue(venue_id, field=field)
    keepers = (venue.regency, venue.keeper) if venue.keeper else (venue.regency,)
    return _End(str(venue_id), keepers)


def _keeper_of(start: _End, goal: _End, actor: Actor) -> RegencyCode | None:
    """Raises NotFound: neither end lies with the actor."""
    if actor.is_operator:
        return None
    for code in (*start.keepers, *goal.keepers):
        if can(actor, Verb.KEEP_WAYS, Subject(keeper=code)):
            return code
    raise NotFound("start", start.name)


async def _locks(start: str, goal: str, *, now: datetime) -> tuple[str, ...]:
    return (WAYS, *await locks_to_rejudge(await list_sessions_on_way(start, goal, now=now)))


async def _rejudge(way: TravelOverride, locks: tuple[str, ...], *, now: datetime) -> None:
    """Raises TryAgain: of sessions whose halls aren't locked."""
    touched = await list_sessions_on_way(way.start, way.goal, now=now)
    check_locked(await locks_to_rejudge(touched), locks)
    await rejudge_named(touched, now=now)


def _said(way: TravelOverride) -> dict[str, object]:
    return {
        "start": way.start,
        "goal": way.goal,
        "minutes": way.minutes,
        "origin": way.origin.value,
        "source": way.source,
        "dated": way.dated.isoformat() if way.dated else None,
    }
