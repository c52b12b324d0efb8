"""Ramadan is stated, moved and taken back by people, and judged from then on."""

from datetime import date, timedelta
from typing import Any

import pytest

from lintas.actions.agencies.change_agency import change_agency
from lintas.actions.agencies.facts import AgencyChange
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.calendar.state_ramadan import (
    RamadanChange,
    RamadanFacts,
    change_ramadan,
    retire_ramadan,
    state_ramadan,
)
from lintas.actions.conflicts.rejudge_due import rejudge_due
from lintas.actions.steps import rejudging
from lintas.domain.bookings import Booking
from lintas.domain.people import Role
from lintas.domain.refusal import AlreadyThere, Invalid, NotFound
from lintas.rules.access import NotAllowed
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.engines import fetch
from lintas.store.ramadan import list_ramadan_windows
from tests.actions.world import (
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    OPERATOR,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    actor,
    hours,
    named,
    settle_world,
)
from tests.conftest import Database

ADMIN = actor(Role.ADMIN, None)
# Of 1449 H, as reckoned; nobody has stated it yet.
FIRST, LAST = date(2028, 1, 28), date(2028, 2, 26)
FACTS = RamadanFacts(1449, FIRST, LAST)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def book(world: World, day: date, **more: Any) -> Booking:
    """Until five o'clock, which Ramadan's hours don't know."""
    asked = world.ask(during=hours(15, 17, on=day), **{"reasons": {}, **more})
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking


async def open_kinds() -> list[tuple[str, str]]:
    conflicts = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
    return [(each.finding.code, str(each.finding.evidence["kind"])) for each in conflicts]


async def test_what_lies_in_a_ramadan_now_known_is_told_of(world: World) -> None:
    await book(world, FIRST - timedelta(days=2))
    await book(world, FIRST + timedelta(days=3))

    window = await state_ramadan(FACTS, actor=SERANG_COORDINATOR, now=NOW)
    stated = await open_kinds()
    official = RamadanChange(official=True)
    await change_ramadan(window.id, official, actor=SERANG_COORDINATOR, now=NOW)
    found = await open_kinds()
    await retire_ramadan(window.id, actor=SERANG_COORDINATOR, now=NOW)

    assert [stated, found] == [[("ramadan", "awaited")], [("ramadan", "official")]]
    assert await open_kinds() == []
    rows = await fetch("SELECT verb FROM audit_entry WHERE subject_kind = 'ramadan_window'")
    assert sorted(row["verb"] for row in rows) == ["add", "change", "retire"]


async def test_a_day_more_or_less_meets_only_that_day(world: World) -> None:
    window = await state_ramadan(FACTS, actor=ADMIN, now=NOW)
    await book(world, LAST + timedelta(days=2))
    longer = RamadanChange(first=FIRST + timedelta(days=2), last=LAST + timedelta(days=2))

    await change_ramadan(window.id, longer, actor=ADMIN, now=NOW)

    assert await open_kinds() == [("ramadan", "awaited")]


async def test_what_a_week_holds_is_counted_anew_before_its_first_day_too(world: World) -> None:
    """Midday breaks are shorter in Ramadan: three JP of Saturday become four."""
    six = AgencyChange(weekly_jp=6)
    await change_agency(world.serang_dinas, six, actor=SERANG_COORDINATOR, now=NOW)
    for day in (-1, 1):
        during = hours(10, 13.75, on=FIRST + timedelta(days=day))
        asked = world.ask(during=during, trainer_ids=(world.trainer,), reasons={"ramadan": "Ya"})
        await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    await state_ramadan(FACTS, actor=SERANG_COORDINATOR, now=NOW)

    assert await open_kinds() == [("trainer_load", "week")] * 2


async def test_what_is_too_much_for_one_transaction_waits_for_the_worker(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejudging, "MOST_AT_ONCE", 1)
    for day in (3, 4):
        await book(world, FIRST + timedelta(days=day))

    await state_ramadan(FACTS, actor=SERANG_COORDINATOR, now=NOW)
    at_once = await open_kinds()
    judged = await rejudge_due(now=NOW)

    assert (at_once, judged, len(await open_kinds())) == ([], 2, 2)


async def test_a_year_is_stated_once(world: World) -> None:
    facts = RamadanFacts(1448, date(2027, 2, 8), date(2027, 3, 9))

    with pytest.raises(AlreadyThere) as refusal:
        await state_ramadan(facts, actor=SERANG_COORDINATOR, now=NOW)

    assert [fault.field for fault in refusal.value.faults] == ["hijri_year"]


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ((2028, FIRST, LAST), ("hijri_year", "between")),
        ((1449, date(2028, 2, 28), date(2028, 3, 28)), ("first", "about")),
        ((1449, date(1, 1, 1), date.max), ("first", "about")),
        ((1449, FIRST, FIRST + timedelta(days=27)), ("last", "one_of")),
        ((1449, FIRST, FIRST + timedelta(days=30)), ("last", "one_of")),
        ((1449, FIRST, date.max), ("last", "one_of")),
    ],
    ids=["of another era", "a month off", "of no year", "28 days", "31 days", "for ever"],
)
async def test_what_is_no_ramadan_is_refused(
    world: World, facts: tuple[Any, ...], fault: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        await state_ramadan(RamadanFacts(*facts), actor=SERANG_COORDINATOR, now=NOW)

    assert [(each.field, each.expected) for each in refusal.value.faults] == [fault]


async def test_nobody_else_states_it(world: World) -> None:
    [known, *_] = await list_ramadan_windows()
    change = RamadanChange(official=False)

    for stranger in (SERANG_TRAINER, BANDUNG_MANAGER):
        with pytest.raises(NotAllowed):
            await state_ramadan(FACTS, actor=stranger, now=NOW)
        with pytest.raises(NotAllowed):
            await change_ramadan(known.id, change, actor=stranger, now=NOW)
        with pytest.raises(NotAllowed):
            await retire_ramadan(known.id, actor=stranger, now=NOW)
    with pytest.raises(NotFound) as refusal:
        await retire_ramadan(named("nothing"), actor=ADMIN, now=NOW)
    assert [fault.field for fault in refusal.value.faults] == ["ramadan_window_id"]
