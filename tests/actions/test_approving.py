"""Requests pass their steps of approval, one after the other, each in the right hands."""

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest

from lintas.actions.approvals.declare_step import (
    NotAStep,
    StepChange,
    StepFacts,
    change_step,
    declare_step,
    drop_step,
)
from lintas.actions.approvals.list_decidable import list_decidable
from lintas.actions.approvals.remind_stand_ins import remind_stand_ins
from lintas.actions.bookings.approve_booking import approve_booking, try_approving
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.change_booking import BookingChange, change_booking
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.steps.approving import NotYourStep
from lintas.actions.steps.standing import list_standings
from lintas.actions.things.facts import AssetFacts
from lintas.actions.things.register_asset import register_asset
from lintas.domain.approvals import MOST_STEPS, Step
from lintas.domain.bookings import Booking, Decision
from lintas.domain.people import Actor
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import IllegalState, NotFound
from lintas.domain.things import AssetNeed
from lintas.render.refusals import say_fault
from lintas.rules.access import NotAllowed
from lintas.store.bookings.requests import find_booking
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    OPERATOR,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def declare(actor: Actor, name: str, **facts: Any) -> Step:
    return await declare_step(StepFacts(name=name, days=2, **facts), actor=actor, now=NOW)


async def declare_chain(world: World) -> tuple[Step, Step, Step]:
    """The asker's coordinator, then the manager by role, then the lender's coordinator."""
    own = await declare(
        SERANG_COORDINATOR,
        "Kabid",
        agency_id=world.serang_dinas,
        approver_id=SERANG_COORDINATOR.id,
    )
    first = await declare(
        BANDUNG_COORDINATOR, "Kabag", room_id=world.open_room, role="venue_manager"
    )
    last = await declare(
        BANDUNG_COORDINATOR,
        "Sekda",
        room_id=world.open_room,
        approver_id=BANDUNG_COORDINATOR.id,
        stand_in_id=BANDUNG_MANAGER.id,
    )
    return own, first, last


async def ask(world: World, **more: Any) -> Booking:
    asked = world.ask(**more)
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking


async def approve(booking: Booking, actor: Actor, **more: Any) -> Booking:
    return await approve_booking(booking.id, actor=actor, **{"now": NOW, **more})


async def count_told(kind: str) -> Counter[str]:
    rows = await fetch("SELECT account FROM message WHERE kind = $1 AND channel = 'inapp'", kind)
    return Counter(str(row["account"]) for row in rows)


async def test_each_step_is_decided_in_its_turn_by_its_own(world: World) -> None:
    await declare_chain(world)
    booking = await ask(world)
    assert booking.state is Decision.REQUESTED
    assert await count_told("step_waiting") == {str(SERANG_COORDINATOR.id): 1}

    with pytest.raises(NotYourStep) as refused:
        await approve(booking, BANDUNG_COORDINATOR)
    assert refused.value.faults[0].limit == SERANG_COORDINATOR.name

    for actor in (SERANG_COORDINATOR, BANDUNG_MANAGER):
        booking = await approve(booking, actor)
        assert booking.state is Decision.REQUESTED
    with pytest.raises(NotYourStep):
        await approve(booking, BANDUNG_MANAGER)
    booking = await approve(booking, BANDUNG_COORDINATOR, reason="Silakan")

    assert booking.state is Decision.APPROVED
    standings = await list_standings(booking)
    assert [(each.name, each.side, each.state) for each in standings] == [
        ("Kabid", "asker", "passed"),
        ("Kabag", "owner", "passed"),
        ("Sekda", "owner", "passed"),
    ]
    assert standings[-1].who == BANDUNG_COORDINATOR.name
    with pytest.raises(IllegalState):
        await approve(booking, BANDUNG_COORDINATOR)


async def test_the_slot_is_held_for_as_long_as_the_steps_may_take(world: World) -> None:
    await declare_step(
        StepFacts(name="Sekda", days=30, venue_id=world.plut, role="coordinator"),
        actor=BANDUNG_COORDINATOR,
        now=NOW,
    )

    booking = await ask(world)

    assert booking.hold_until == NOW + timedelta(days=30)


async def test_some_sessions_pass_while_others_wait(world: World) -> None:
    await declare_chain(world)
    sessions = (PlannedSession(hours(9, 10)), PlannedSession(hours(13, 14)))
    booking = await ask(world, sessions=sessions)
    first, second = booking.sessions

    booking = await approve(booking, SERANG_COORDINATOR, session_ids=[first.id])

    assert [each.steps_passed for each in booking.sessions] == [1, 0]
    with pytest.raises(NotYourStep):
        await approve(booking, BANDUNG_MANAGER, session_ids=[second.id])
    booking = await approve(booking, BANDUNG_MANAGER)
    assert [each.steps_passed for each in booking.sessions] == [2, 0]


async def test_a_stand_in_decides_once_the_deadline_has_passed(world: World) -> None:
    await declare(
        BANDUNG_COORDINATOR,
        "Sekda",
        venue_id=world.plut,
        approver_id=BANDUNG_COORDINATOR.id,
        stand_in_id=BANDUNG_MANAGER.id,
    )
    booking = await ask(world)
    due = NOW + timedelta(days=2)

    await remind_stand_ins(now=due - timedelta(seconds=1))
    assert await count_told("step_overdue") == {}
    with pytest.raises(NotYourStep):
        await approve(booking, BANDUNG_MANAGER, now=due - timedelta(seconds=1))
    for _ in range(2):
        await remind_stand_ins(now=due)
    assert await count_told("step_overdue") == {str(BANDUNG_MANAGER.id): 1}

    booking = await approve(booking, BANDUNG_MANAGER, now=due)
    assert booking.state is Decision.APPROVED
    assert (await list_standings(booking))[0].as_stand_in


async def test_a_decline_at_any_step_ends_it_with_its_reason(world: World) -> None:
    await declare_chain(world)
    booking = await approve(await ask(world), SERANG_COORDINATOR)

    with pytest.raises(NotYourStep):
        await decline_booking(booking.id, actor=SERANG_COORDINATOR, now=NOW, reason="Tidak")
    after = await decline_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW, reason="Dicat")

    assert after.state is Decision.DECLINED
    assert [each.state for each in await list_standings(after)] == ["passed", "declined", "to_come"]
    assert await fetch("SELECT id FROM hold") == []


async def test_a_longer_session_begins_anew_and_a_shorter_one_does_not(world: World) -> None:
    await declare(
        BANDUNG_COORDINATOR, "Kabag", venue_id=world.plut, approver_id=BANDUNG_COORDINATOR.id
    )
    booking = await approve(await ask(world), BANDUNG_COORDINATOR)
    session = booking.sessions[0]

    for span, decision in ((hours(9, 11), "approved"), (hours(9, 13), "requested")):
        change = Change(starts_at=span.start, ends_at=span.end)
        moved = await move_session(session.id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
        assert moved.session.decision == decision
    assert (moved.session.steps_passed, moved.session.step_since) == (0, NOW)


@pytest.mark.parametrize("steps", [(), ("venue_manager",), ("venue_manager", "coordinator")])
@pytest.mark.parametrize("actor", [BANDUNG_MANAGER, OPERATOR], ids=["manager", "operator"])
async def test_who_may_say_every_yes_says_it_by_changing(
    world: World, actor: Actor, steps: tuple[str, ...]
) -> None:
    for role in steps:
        await declare(BANDUNG_COORDINATOR, role, venue_id=world.plut, role=role)
    asked = world.ask(world.decided_room, agency_id=world.bandung_dinas)
    made = await ask_for_room(asked, actor=BANDUNG_MANAGER, hold_for=HOLD, now=NOW)
    booking = await approve(made.booking, OPERATOR)
    for _ in steps[1:]:
        booking = await approve(booking, OPERATOR)
    expected = "requested" if actor is BANDUNG_MANAGER and len(steps) > 1 else "approved"
    longer = Change(ends_at=hours(9, 13).end)
    how = {"actor": actor, "hold_for": HOLD, "now": NOW + timedelta(minutes=1)}

    changed = await change_booking(booking.id, BookingChange(headcount=21), **how)
    assert changed.state == expected
    for _ in steps if expected == "requested" else ():
        changed = await approve(changed, OPERATOR)
    moved = await move_session(booking.sessions[0].id, longer, **how)
    assert moved.session.decision == expected
    if expected == "approved":
        told = await list_standings(await find_booking(booking.id, seen_by=actor))
        assert [each.state for each in told] == ["passed" for _ in steps]
        assert {each.who for each in told} <= {actor.name}


async def test_more_tools_begin_anew_and_fewer_do_not(world: World) -> None:
    facts = AssetFacts(world.serang_dinas, "Mesin jahit", 16, movable=True)
    tool = await register_asset(facts, actor=SERANG_COORDINATOR, now=NOW)
    needed = PlannedSession(hours(9, 12), assets=(AssetNeed(tool.id, 4),))
    room = world.decided_room
    booking = await approve(await ask(world, room=room, sessions=(needed,)), BANDUNG_MANAGER)

    for quantity, decision in ((3, "approved"), (4, "requested")):
        change = Change(assets=(AssetNeed(tool.id, quantity),))
        moved = await move_session(
            booking.sessions[0].id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW
        )
        assert moved.session.decision == decision


async def test_the_queue_shows_what_is_mine_and_what_waits_on_others(world: World) -> None:
    await declare_chain(world)
    booking = await ask(world)

    for actor, mine, others in (
        (SERANG_COORDINATOR, [booking.id], []),
        (BANDUNG_MANAGER, [], [booking.id]),
        (SERANG_TRAINER, [], []),
    ):
        waiting = await list_decidable(actor=actor, now=NOW)
        assert [each.id for each in waiting.mine] == mine
        assert [each.id for each in waiting.others] == others


async def test_a_dry_run_decides_nothing(world: World) -> None:
    booking = await ask(world, room=world.decided_room)

    await try_approving(booking.id, actor=BANDUNG_MANAGER, now=NOW)

    assert await fetch("SELECT id FROM step_decision") == []
    assert {row["state"] for row in await fetch("SELECT state FROM booking")} == {"requested"}


async def test_steps_on_whose_way_a_request_is_stay_as_many(world: World) -> None:
    own, _, last = await declare_chain(world)
    booking = await ask(world)
    await approve(booking, SERANG_COORDINATOR)

    with pytest.raises(IllegalState):
        await drop_step(own.id, actor=SERANG_COORDINATOR, now=NOW)
    with pytest.raises(IllegalState):
        await declare(SERANG_COORDINATOR, "Lagi", agency_id=world.serang_dinas, role="coordinator")
    changed = StepChange(approver_id=BANDUNG_MANAGER.id, stand_in_id=None)
    await change_step(last.id, changed, actor=BANDUNG_COORDINATOR, now=NOW)

    booking = await approve(await approve(booking, BANDUNG_MANAGER), BANDUNG_MANAGER)
    assert booking.state is Decision.APPROVED
    await drop_step(own.id, actor=SERANG_COORDINATOR, now=NOW)


async def test_what_is_no_step_is_not_kept(world: World) -> None:
    for wrong in (
        {"role": "coordinator"},
        {"room_id": world.open_room},
        {"room_id": world.open_room, "role": "trainer"},
        {"room_id": world.open_room, "venue_id": world.plut, "role": "coordinator"},
    ):
        with pytest.raises(NotAStep):
            await declare(BANDUNG_COORDINATOR, "Kabag", **wrong)
    with pytest.raises(NotFound):
        await declare(SERANG_COORDINATOR, "Kabag", room_id=world.open_room, role="coordinator")
    with pytest.raises(NotAllowed):
        await declare(SERANG_TRAINER, "Kabag", room_id=world.open_room, role="coordinator")


async def test_no_request_passes_more_than_four_steps(world: World) -> None:
    """Two of each side: neither can fill up the chain for the other."""
    asker = {"agency_id": world.serang_dinas, "role": "coordinator"}
    owner = {"venue_id": world.plut, "role": "coordinator"}
    for actor, facts in ((SERANG_COORDINATOR, asker), (BANDUNG_COORDINATOR, owner)):
        for name in ("Kabag", "Sekda"):
            await declare(actor, name, **facts)
        with pytest.raises(NotAStep) as refused:
            await declare(actor, "Bupati", **facts)
        assert "paling banyak empat tahap" in say_fault(refused.value.faults[0])

    booking = await ask(world)

    assert len(await list_standings(booking)) == MOST_STEPS
