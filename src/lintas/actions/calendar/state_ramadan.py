"""When Ramadan is: stated for a year, moved once the sidang isbat has found it, or taken back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.locking import CALENDAR, check_locked
from lintas.actions.steps.permitting import allow_somewhere
from lintas.actions.steps.rejudging import locks_to_rejudge, rejudge_named
from lintas.domain.given import KEPT, Checklist, Given, Kept, changed
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.refusal import AlreadyThere
from lintas.domain.teaching_hours import (
    RamadanWindow,
    RamadanWindowId,
    days_changed,
    reckon_ramadan,
)
from lintas.domain.timespan import YEARS
from lintas.rules.access import Verb
from lintas.store.bookings.touched import list_sessions_about
from lintas.store.ramadan import (
    add_ramadan_window,
    find_ramadan_window,
    list_ramadan_windows,
    remove_ramadan_window,
    save_ramadan_window,
)
from lintas.store.transaction import retrying, writing

# A month has 29 days or 30; reckoned, it begins three days off at most.
_LENGTHS = (29, 30)
_OFF = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class RamadanFacts(Given):
    """The fasting month of a hijri year, both days counted; `official`: the sidang isbat said so.

    It is one for the whole country, whose zones keep it on the same dates.
    """

    hijri_year: int
    first: date
    last: date
    official: bool = False

    @classmethod
    def of(cls, window: RamadanWindow) -> "RamadanFacts":
        return cls(window.hijri_year, window.first, window.last, window.official)

    def check(self) -> None:
        """Raises Invalid, naming the first value that makes all others wrong."""
        checklist = Checklist()
        checklist.between("hijri_year", self.hijri_year, *_HIJRI_YEARS)
        checklist.refuse_faults()
        reckoned = reckon_ramadan(self.hijri_year)
        if abs(self.first - reckoned) > _OFF:
            checklist.note("first", self.first.isoformat(), "about", reckoned.isoformat())
            checklist.refuse_faults()
        shortest, longest = (self.first + timedelta(days=days - 1) for days in _LENGTHS)
        if self.last not in {shortest, longest}:
            limit = f"{shortest.isoformat()}, {longest.isoformat()}"
            checklist.note("last", self.last.isoformat(), "one_of", limit)
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class RamadanChange:
    """Its year never changes: take it back and state another."""

    first: date | Kept = KEPT
    last: date | Kept = KEPT
    official: bool | Kept = KEPT


@retrying
async def state_ramadan(facts: RamadanFacts, *, actor: Actor, now: datetime) -> RamadanWindow:
    """State it; sessions to come on its days are judged by the hours of the fasting month.

    Raises:
        NotAllowed: the actor neither coordinates nor administers.
        Invalid: as `RamadanFacts.check`.
        AlreadyThere: it was stated for that year before; change that.
    """
    allow_somewhere(actor, Verb.KEEP_CALENDAR)
    facts.check()
    window = RamadanWindow(
        RamadanWindowId(new_id(now)), facts.hijri_year, facts.first, facts.last, facts.official
    )
    days = days_changed(None, window)
    locks = await _locks(days, now=now)
    async with writing(*locks):
        if any(each.hijri_year == window.hijri_year for each in await list_ramadan_windows()):
            raise AlreadyThere("hijri_year", window.hijri_year)
        await add_ramadan_window(window)
        await _rejudge(days, locks, now=now)
        subject = ("ramadan_window", window.id)
        await audit(actor, "add", subject, after=_said(window), now=now)
    return window


@retrying
async def change_ramadan(
    window_id: UUID, change: RamadanChange, *, actor: Actor, now: datetime
) -> RamadanWindow:
    """Move it, or say that the sidang isbat has found it so; the days that differ are judged anew.

    Raises:
        NotAllowed: as `state_ramadan`.
        NotFound: no such window.
        Invalid: as `RamadanFacts.check`.
    """
    allow_somewhere(actor, Verb.KEEP_CALENDAR)
    seen = await find_ramadan_window(window_id)
    locks = await _locks(days_changed(seen, _changed(seen, change)), now=now)
    async with writing(*locks):
        before = await find_ramadan_window(window_id)
        after = _changed(before, change)
        await save_ramadan_window(after)
        await _rejudge(days_changed(before, after), locks, now=now)
        subject = ("ramadan_window", window_id)
        await audit(actor, "change", subject, before=_said(before), after=_said(after), now=now)
    return after


@retrying
async def retire_ramadan(window_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Take it back: of that year nobody knows Ramadan any more.

    Raises:
        NotAllowed, NotFound: as `change_ramadan`.
    """
    allow_somewhere(actor, Verb.KEEP_CALENDAR)
    seen = await find_ramadan_window(window_id)
    locks = await _locks(days_changed(seen, None), now=now)
    async with writing(*locks):
        before = await find_ramadan_window(window_id)
        await remove_ramadan_window(before.id)
        await _rejudge(days_changed(before, None), locks, now=now)
        subject = ("ramadan_window", window_id)
        await audit(actor, "retire", subject, before=_said(before), now=now)


def _changed(window: RamadanWindow, change: RamadanChange) -> RamadanWindow:
    """Raises Invalid."""
    facts = changed(RamadanFacts.of(window), change)
    facts.check()
    return replace(window, first=facts.first, last=facts.last, official=facts.official)


async def _locks(days: Iterable[date], *, now: datetime) -> tuple[str, ...]:
    return (CALENDAR, *await locks_to_rejudge(await list_sessions_about(days, now=now)))


async def _rejudge(days: Iterable[date], locks: tuple[str, ...], *, now: datetime) -> None:
    """Raises TryAgain: of sessions whose halls aren't locked."""
    touched = await list_sessions_about(days, now=now)
    check_locked(await locks_to_rejudge(touched), locks)
    await rejudge_named(touched, now=now)


def _said(window: RamadanWindow) -> dict[str, object]:
    return {
        "hijri_year": window.hijri_year,
        "first": window.first.isoformat(),
        "last": window.last.isoformat(),
        "official": window.official,
    }


def _list_hijri_years() -> tuple[int, int]:
    """The first and the last in whose Ramadan anything can be booked."""
    known = [year for year in range(1400, 1600) if reckon_ramadan(year).year in YEARS]
    return known[0], known[-1]


_HIJRI_YEARS = _list_hijri_years()
