"""What came near when nothing is free: always something, and always what stood against it."""

from datetime import date, timedelta
from typing import Any

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.things.facts import AssetFacts
from lintas.actions.things.register_asset import register_asset
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.domain.plans import PlannedSession
from lintas.domain.slots import Beyond
from lintas.domain.things import Asset, AssetNeed
from tests.actions.test_slots import days, look
from tests.actions.world import (
    BANDUNG,
    BANDUNG_MANAGER,
    HOLD,
    MONDAY,
    NOW,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

TUESDAY = MONDAY + timedelta(days=1)
# Two days on which all Indonesia rests.
FEAST = date(2027, 3, 10)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def sealer(world: World, name: str = "Sealer", quantity: int = 1) -> Asset:
    facts = AssetFacts(world.serang_dinas, name, quantity, kind="sealer", movable=True)
    return await register_asset(facts, actor=SERANG_COORDINATOR, now=NOW)


async def take(world: World, asset: Asset, *, on: date = MONDAY, quantity: int = 1) -> None:
    session = PlannedSession(hours(8, 12, on=on), assets=(AssetNeed(asset.id, quantity),))
    ask = world.ask(world.decided_room, sessions=(session,))
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def test_where_no_room_has_the_tool_the_law_says_so(world: World) -> None:
    bare = RoomChange(equipment={"meja": 4})
    await change_room(world.open_room, bare, actor=BANDUNG_MANAGER, now=NOW)

    slots = await look(world, equipment=("sealer",))

    assert (slots.offers, slots.rooms, len(slots.misses)) == ((), 0, 5)
    assert {each.code for miss in slots.misses for each in miss.against} == {"equip_missing"}
    told = {
        miss.plan.room.id: [each.evidence["noted"] for each in miss.against]
        for miss in slots.misses
    }
    assert (told[world.open_room], told[world.hall]) == ([True], [False])


async def test_a_tool_that_can_be_brought_is_offered_after_one_that_stands_there(
    world: World,
) -> None:
    equipped = RoomChange(equipment={"sealer": 1})
    await change_room(world.decided_room, equipped, actor=BANDUNG_MANAGER, now=NOW)
    asset = await sealer(world)

    slots = await look(world, equipment=("sealer",))

    first, *others = slots.offers
    assert (first.plan.room.id, first.plan.sessions[0].assets) == (world.decided_room, ())
    assert len(others) == 4
    assert {each.plan.sessions[0].assets for each in others} == {(AssetNeed(asset.id, 1),)}


async def test_a_tool_that_is_taken_then_is_named(world: World) -> None:
    asset = await sealer(world)
    await take(world, asset)

    slots = await look(world, equipment=("sealer",), until=TUESDAY, sessions=1)
    later = await look(world, equipment=("sealer",), sessions=1)

    assert slots.offers == ()
    named = {
        (each.code, each.party.id)
        for miss in slots.misses
        for each in miss.against
        if each.party and each.code != "venue_clash"
    }
    assert named == {("equip_clash", asset.id)}
    assert days(later, world.open_room) == [1]
    assert later.is_exhaustive


async def test_another_of_the_kind_does_instead(world: World) -> None:
    taken = await sealer(world)
    other = await sealer(world, "Sealer kedua")
    await take(world, taken)

    slots = await look(world, equipment=("sealer",), until=TUESDAY, sessions=1)

    assert {each.plan.sessions[0].assets for each in slots.offers} == {(AssetNeed(other.id, 1),)}


@pytest.mark.parametrize(
    ("wanted", "codes", "beyond"),
    [
        pytest.param({"headcount": 41}, {"capacity"}, set(), id="capacity"),
        pytest.param({"headcount": 41, "layout": "classroom"}, {"capacity"}, set(), id="layout"),
        pytest.param({"regency": SERANG}, set(), {Beyond.PLACE}, id="regency"),
        pytest.param(
            {"regency": BANDUNG, "district": "32.04.99"}, set(), {Beyond.PLACE}, id="district"
        ),
        pytest.param(
            {"since": FEAST, "until": FEAST + timedelta(days=2)},
            None,
            {Beyond.HOLIDAYS},
            id="holidays",
        ),
        pytest.param({"sessions": 6}, None, {Beyond.TOO_FEW_DAYS}, id="days"),
        pytest.param(
            {"since": NOW.date(), "until": NOW.date() + timedelta(days=1), "sessions": 1},
            None,
            {Beyond.PAST},
            id="past",
        ),
    ],
)
async def test_whatever_leaves_nothing_says_why(
    world: World, wanted: dict[str, Any], codes: set[str] | None, beyond: set[Beyond]
) -> None:
    if Beyond.PAST in beyond:
        wanted = {**wanted, "latest": 9 * 60, "minutes": 60}

    slots = await look(world, **wanted)

    assert slots.offers == ()
    assert slots.misses
    assert {each for miss in slots.misses for each in miss.beyond} == beyond
    if codes is not None:
        assert {each.code for miss in slots.misses for each in miss.against} == codes
