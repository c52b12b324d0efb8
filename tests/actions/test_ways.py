"""How long ways take is stated by coordinators, and trainers are judged by it from then on."""

from datetime import date, timedelta
from typing import Any

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.things.facts import AssetFacts
from lintas.actions.things.register_asset import register_asset
from lintas.actions.travel.state_way import (
    WayChange,
    WayFacts,
    change_way,
    retire_way,
    state_way,
)
from lintas.actions.venues.change_venue import change_venue
from lintas.actions.venues.facts import VenueChange
from lintas.domain.agencies import VenueId
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import AlreadyThere, Invalid, NotFound
from lintas.domain.things import AssetNeed
from lintas.domain.travel import TravelOrigin, TravelOverride
from lintas.domain.venues import Room, RoomId, Venue
from lintas.rules.access import NotAllowed
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.engines import fetch
from lintas.store.transaction import writing
from lintas.store.travel import find_travel_override, list_travel_overrides
from lintas.store.venues.places import add_venue
from lintas.store.venues.rooms import add_room
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    JAKARTA,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    named,
    settle_world,
)
from tests.conftest import Database

BALAI, ROOM = VenueId(named("Balai")), RoomId(named("ruang Balai"))
REASONS = dict.fromkeys(("trainer_travel", "trainer_load", "friday", "ramadan"), "Ya")


@pytest.fixture
async def world(database: Database) -> World:
    """The venues are 99 km apart, as the crow flies: three hours and five minutes."""
    world = await settle_world()
    venue = Venue(BALAI, "Balai", SERANG, SERANG, world.serang_dinas, JAKARTA, SERANG)
    async with writing():
        await add_venue(venue)
        await add_room(Room(ROOM, BALAI, "Aula", None, ROOM, (), {"classroom": 40}))
        await fetch("UPDATE venue SET latitude = -7.0, longitude = 107.5")
        await fetch("UPDATE venue SET longitude = 106.6 WHERE id = $1", BALAI)
    return world


async def teach(world: World, room: RoomId, start: float, end: float, day: int = 0) -> None:
    """The one trainer, on a Monday or days after it."""
    during = hours(start, end, on=date(2027, 2, 1) + timedelta(days=day))
    asked = world.ask(room, during, trainer_ids=(world.trainer,))
    await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def teach_both(world: World) -> None:
    """In Soreang until ten, in Serang from two: four hours between."""
    await teach(world, world.open_room, 8, 10)
    await teach(world, ROOM, 14, 16)


async def open_origins() -> list[tuple[object, ...]]:
    conflicts = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
    found = [each.finding for each in conflicts]
    return [(each.code, each.evidence["minutes"], each.evidence["origin"]) for each in found]


def way(world: World, minutes: int = 360, **more: Any) -> WayFacts:
    return WayFacts(**{"start": str(world.plut), "goal": str(BALAI), "minutes": minutes, **more})


async def state(facts: WayFacts) -> TravelOverride:
    return await state_way(facts, actor=SERANG_COORDINATOR, now=NOW)


async def test_a_longer_way_meets_who_goes_it_at_both_ends(world: World) -> None:
    await teach_both(world)
    await teach(world, world.open_room, 9, 11, day=9)
    told = ("trainer_travel", 360, "diisi koordinator")

    stated = await state(way(world, source="Dishub"))
    opened = await open_origins()
    await change_way(stated.id, WayChange(minutes=200), actor=SERANG_COORDINATOR, now=NOW)
    shortened = await open_origins()
    measured = WayChange(minutes=360, origin=TravelOrigin.MEASURED, dated=date(2026, 12, 1))
    await change_way(stated.id, measured, actor=SERANG_COORDINATOR, now=NOW)
    lengthened = await open_origins()
    await retire_way(stated.id, actor=SERANG_COORDINATOR, now=NOW)

    assert (opened, shortened) == ([told, told], [])
    assert lengthened == [("trainer_travel", 360, "diukur")] * 2
    assert await open_origins() == []
    assert await list_travel_overrides() == ()
    rows = await fetch("SELECT verb FROM audit_entry WHERE subject_kind = 'travel_time'")
    assert sorted(row["verb"] for row in rows) == ["add", "change", "change", "retire"]


async def test_a_longer_way_meets_what_is_carried_along_it(world: World) -> None:
    facts = AssetFacts(world.serang_dinas, "Mobil pelatihan", 1, movable=True)
    truck = await register_asset(facts, actor=SERANG_COORDINATOR, now=NOW)
    for room, start, end in ((world.open_room, 8, 10), (ROOM, 14, 16)):
        session = PlannedSession(hours(start, end), assets=(AssetNeed(truck.id, 1),))
        asked = world.ask(room, sessions=(session,))
        await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    await state(way(world))

    assert await open_origins() == [("equip_clash", 360, "diisi koordinator")] * 2


async def test_a_venue_that_stands_elsewhere_is_another_way_from_all_others(world: World) -> None:
    """In the east of the regency: five hours and more."""
    await teach_both(world)
    east, back = (VenueChange(longitude=each) for each in (109.0, 107.5))

    await change_venue(world.plut, east, actor=BANDUNG_MANAGER, now=NOW)
    moved = [(code, origin) for code, _, origin in await open_origins()]
    await change_venue(world.plut, back, actor=BANDUNG_MANAGER, now=NOW)

    assert moved == [("trainer_travel", "perkiraan")] * 2
    assert await open_origins() == []


async def test_without_it_the_estimate_says_so(world: World) -> None:
    await teach(world, world.open_room, 8, 10)

    with pytest.raises(PlanClashes) as refusal:
        await teach(world, ROOM, 12, 14)

    [found] = [each for each in refusal.value.findings if each.code == "trainer_travel"]
    assert found.evidence["origin"] == "perkiraan"


@pytest.mark.parametrize(
    "facts",
    [{"start": "32.04", "goal": "36.04"}, {"start": "36.04", "goal": "32.04.37"}],
    ids=["between regencies", "the other way, to a district"],
)
async def test_a_way_between_regions_is_that_of_their_venues(
    world: World, facts: dict[str, str]
) -> None:
    await fetch("UPDATE venue SET district = '32.04.37' WHERE id = $1", world.plut)
    await teach_both(world)

    await state(way(world, **facts))

    assert len(await open_origins()) == 2


async def test_whom_a_way_does_not_meet_nobody_judges(world: World) -> None:
    """A conflict that was there before it stays untouched: nothing about it was asked."""
    await teach_both(world)
    await fetch("UPDATE room SET capacities = '{}', longest_minutes = 60")

    await state(way(world, start="36.04.12"))

    assert await list_conflicts(seen_by=OPERATOR) == ()


async def test_a_way_is_kept_as_it_was_stated_and_stated_once(world: World) -> None:
    made = await state(way(world, origin=TravelOrigin.MEASURED, dated=date(2026, 12, 1)))

    with pytest.raises(AlreadyThere) as refusal:
        await state(way(world))
    back = await state(way(world, start=str(BALAI), goal=str(world.plut)))

    assert await find_travel_override(made.id) == made
    assert (made.keeper, made.origin) == (SERANG, TravelOrigin.MEASURED)
    assert [fault.field for fault in refusal.value.faults] == ["goal"]
    assert {each.id for each in await list_travel_overrides()} == {made.id, back.id}


@pytest.mark.parametrize(
    ("facts", "faults"),
    [
        ({"goal": "36.04", "start": "36.04"}, [("goal", "distinct")]),
        ({"minutes": 0}, [("minutes", "between")]),
        ({"minutes": 2881, "source": "x" * 2001}, [("minutes", "between"), ("source", "longest")]),
        ({"origin": TravelOrigin.ESTIMATED}, [("origin", "one_of")]),
        ({"dated": date(1, 1, 1)}, [("dated", "year")]),
    ],
    ids=["to itself", "no time", "too much", "an estimate", "of no year"],
)
async def test_what_is_no_way_is_refused(
    world: World, facts: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    with pytest.raises(Invalid) as refusal:
        await state(way(world, **facts))

    assert [(each.field, each.expected) for each in refusal.value.faults] == faults


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"start": "Soreang"}, "start"),
        ({"goal": str(named("nothing"))}, "goal"),
        ({"goal": "99.99"}, "goal"),
        ({"goal": "99.99.01"}, "goal"),
        ({"start": "32.04", "goal": "32.04.37"}, "start"),
    ],
    ids=["a name", "no venue", "no regency", "no district", "both abroad"],
)
async def test_ends_are_known_and_one_lies_at_home(
    world: World, facts: dict[str, Any], field: str
) -> None:
    with pytest.raises(NotFound) as refusal:
        await state(way(world, **facts))

    assert [each.field for each in refusal.value.faults] == [field]


async def test_nobody_else_corrects_it(world: World) -> None:
    made = await state(way(world))
    change = WayChange(minutes=1)

    for stranger, kind in (
        (BANDUNG_COORDINATOR, NotFound),
        (BANDUNG_MANAGER, NotAllowed),
        (SERANG_TRAINER, NotAllowed),
    ):
        with pytest.raises(kind):
            await change_way(made.id, change, actor=stranger, now=NOW)
        with pytest.raises(kind):
            await retire_way(made.id, actor=stranger, now=NOW)
    with pytest.raises(NotAllowed):
        await state_way(way(world), actor=BANDUNG_MANAGER, now=NOW)
    assert (await change_way(made.id, change, actor=OPERATOR, now=NOW)).minutes == 1
