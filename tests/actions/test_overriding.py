"""Blocks that somebody with the authority lets stand, and those that nobody may."""

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.conflicts.rejudge_due import rejudge_everything
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.steps.planning import NotOverridable
from lintas.actions.venues.close_room import Closing, close_room
from lintas.domain.bookings import Override
from lintas.domain.plans import NotAnAsk
from lintas.rules.access import NotAllowed
from lintas.store.bookings.requests import find_any_booking
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    HOLD,
    NOW,
    OPERATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

PERMITTED = {"venue_closed": Override("Kepala Dinas, surat 12", "Juru kunci hadir")}


@pytest.fixture
async def world(database: Database) -> World:
    settled = await settle_world()
    closing = Closing(hours(8, 18), "Perbaikan", room_id=settled.open_room)
    await close_room(closing, actor=BANDUNG_COORDINATOR, now=NOW)
    return settled


async def test_a_block_stands_by_authority_and_reason_and_both_are_kept(world: World) -> None:
    with pytest.raises(PlanClashes):
        await ask_for_room(world.ask(), actor=OPERATOR, hold_for=HOLD, now=NOW)

    permitted = world.ask(overrides=PERMITTED)
    made = await ask_for_room(permitted, actor=OPERATOR, hold_for=HOLD, now=NOW)

    assert [(each.code, each.overridden) for each in made.warnings if each.overridden] == [
        ("venue_closed", PERMITTED["venue_closed"])
    ]
    assert (await find_any_booking(made.booking.id)).overrides == PERMITTED
    [told] = await fetch("SELECT after FROM audit_entry WHERE verb = 'ask'")
    assert "Kepala Dinas, surat 12" in told["after"]
    assert (await rejudge_everything(now=NOW)).opened == 0, "it goes on standing"


async def test_only_the_side_that_lends_may_let_a_closure_pass(world: World) -> None:
    permitted = world.ask(overrides=PERMITTED)

    with pytest.raises(NotAllowed):
        await ask_for_room(permitted, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


@pytest.mark.parametrize("code", ["venue_clash", "trainer_clash", "agreement_none", "no_law"])
async def test_what_walls_and_treaties_keep_nobody_overrides(world: World, code: str) -> None:
    asked = world.ask(overrides={code: Override("Bupati", "Mendesak")})

    with pytest.raises(NotOverridable) as refusal:
        await ask_for_room(asked, actor=OPERATOR, hold_for=HOLD, now=NOW)
    assert refusal.value.faults[0].field == f"overrides.{code}"


async def test_an_override_says_by_what_authority_and_why(world: World) -> None:
    asked = world.ask(overrides={"venue_closed": Override(" ", "")})

    with pytest.raises(NotAnAsk) as refusal:
        await ask_for_room(asked, actor=OPERATOR, hold_for=HOLD, now=NOW)
    assert [fault.field for fault in refusal.value.faults] == [
        "overrides.venue_closed.authority",
        "overrides.venue_closed.reason",
    ]


async def test_a_move_into_a_closed_room_may_be_let_pass_too(world: World) -> None:
    elsewhere = world.ask(world.part_a)
    made = await ask_for_room(elsewhere, actor=OPERATOR, hold_for=HOLD, now=NOW)
    session = made.booking.sessions[0]

    change = Change(room_id=world.open_room)
    with pytest.raises(PlanClashes):
        await move_session(session.id, change, actor=OPERATOR, hold_for=HOLD, now=NOW)
    change = Change(room_id=world.open_room, overrides=PERMITTED)
    moved = await move_session(session.id, change, actor=OPERATOR, hold_for=HOLD, now=NOW)

    assert moved.session.room_id == world.open_room
    assert (await find_any_booking(made.booking.id)).overrides == PERMITTED
