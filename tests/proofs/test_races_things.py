"""Many want the last machine at once: one takes it, also while machines break."""

import asyncio
from collections import Counter
from functools import partial

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.made import Made
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.things.change_asset import change_asset
from lintas.actions.things.facts import AssetChange, AssetFacts
from lintas.actions.things.register_asset import register_asset
from lintas.domain.plans import Ask, PlannedSession
from lintas.domain.things import Asset, AssetNeed
from lintas.domain.venues import RoomId
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.engines import fetch
from tests.actions.world import HOLD, NOW, OPERATOR, SERANG_COORDINATOR, SERANG_TRAINER, hours
from tests.proofs.ground import Ground

ROUNDS = 5

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def tools(ground: Ground, quantity: int) -> Asset:
    facts = AssetFacts(ground.serang_dinas, "Mesin jahit", quantity, movable=True)
    return await register_asset(facts, actor=SERANG_COORDINATOR, now=NOW)


def taking(ground: Ground, room: RoomId, asset: Asset, quantity: int) -> Ask:
    needs = (AssetNeed(asset.id, quantity),)
    return ground.ask(room, sessions=(PlannedSession(hours(9, 12), assets=needs),))


async def count_taken(asset: Asset) -> int:
    sql = "SELECT coalesce(sum(quantity), 0) AS n FROM session_asset WHERE asset = $1"
    return int((await fetch(sql, asset.id))[0]["n"])


@pytest.mark.parametrize(
    ("there", "each_takes", "taken"), [(1, 1, 1), (16, 9, 9)], ids=["the only truck", "machines"]
)
async def test_of_those_who_want_the_last_one_takes_it(
    ground: Ground, there: int, each_takes: int, taken: int
) -> None:
    asset = await tools(ground, there)
    # No two of them want the same room.
    rooms = [ground.part_a, ground.part_b, ground.open_room, ground.decided_room]

    answers = await asyncio.gather(
        *(ask(taking(ground, room, asset, each_takes)) for room in rooms), return_exceptions=True
    )

    assert Counter(map(type, answers)) == {Made: 1, PlanClashes: 3}
    assert await count_taken(asset) == taken
    refusals = [answer for answer in answers if isinstance(answer, PlanClashes)]
    assert {finding.code for each in refusals for finding in each.findings} == {"equip_clash"}


async def test_a_machine_that_breaks_is_refused_or_becomes_a_conflict(ground: Ground) -> None:
    for _ in range(ROUNDS):
        asset = await tools(ground, 16)
        broken = AssetChange(quantity=11)

        answers = await asyncio.gather(
            ask(taking(ground, ground.open_room, asset, 12)),
            change_asset(asset.id, broken, actor=SERANG_COORDINATOR, now=NOW),
            return_exceptions=True,
        )

        refused = isinstance(answers[0], PlanClashes)
        found = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
        assert isinstance(answers[1], Asset)
        assert len(found) == (0 if refused else 1)
        if not refused:
            return
