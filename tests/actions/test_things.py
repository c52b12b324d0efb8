"""What changes about tools and hand-overs, and whom it meets."""

from datetime import timedelta

import pytest

from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.agreements.foresee_change import foresee_change
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.conflicts.rejudge_due import rejudge_due
from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.facts import BatchFacts, ProgramChange, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.things.change_asset import change_asset
from lintas.actions.things.facts import AssetChange, AssetFacts
from lintas.actions.things.note_handover import (
    HandoverChange,
    HandoverFacts,
    change_handover,
    note_handover,
    retire_handover,
)
from lintas.actions.things.register_asset import register_asset
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.domain.bookings import Booking
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import NotFound
from lintas.domain.things import Asset, AssetNeed
from lintas.domain.venues import RoomId
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    MONDAY,
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


async def machines(world: World, quantity: int = 16) -> Asset:
    facts = AssetFacts(world.serang_dinas, "Mesin jahit", quantity, movable=True)
    return await register_asset(facts, actor=SERANG_COORDINATOR, now=NOW)


async def book(world: World, room: RoomId, *needs: AssetNeed, **more: object) -> Booking:
    session = PlannedSession(hours(9, 12), assets=needs)
    asked = world.ask(room, sessions=(session,), **more)
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking


async def open_codes() -> list[str]:
    found = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
    return [each.finding.code for each in found]


async def test_who_gives_machines_back_solves_what_others_lacked(world: World) -> None:
    asset = await machines(world)
    first = await book(world, world.part_a, AssetNeed(asset.id, 8))
    await book(world, world.open_room, AssetNeed(asset.id, 8))
    fewer = AssetChange(quantity=12)
    await change_asset(asset.id, fewer, actor=SERANG_COORDINATOR, now=NOW)
    both = await open_codes()

    await cancel_booking(first.id, actor=SERANG_TRAINER, now=NOW)
    await rejudge_due(now=NOW)

    assert both == ["equip_clash", "equip_clash"]
    assert await open_codes() == []


async def test_a_room_s_and_a_program_s_equipment_are_judged_again(world: World) -> None:
    facts = ProgramFacts(world.serang_dinas, "Menjahit", equipment={"mesin jahit": 2})
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    batch = await register_batch(BatchFacts(program.id, 1), actor=SERANG_COORDINATOR, now=NOW)

    async def equip(**equipment: int) -> None:
        change = RoomChange(equipment={"mesin jahit": equipment["machines"]} if equipment else {})
        await change_room(world.open_room, change, actor=BANDUNG_MANAGER, now=NOW)

    await equip(machines=10)
    await book(world, world.open_room, batch_id=batch.id)
    await equip(machines=9)
    few = await open_codes()
    await equip()
    none = await open_codes()
    needless = ProgramChange(equipment={})
    await change_program(program.id, needless, actor=SERANG_COORDINATOR, now=NOW)

    assert (few, none) == (["equip_ratio"], ["equip_missing"])
    assert await open_codes() == []


async def test_a_handover_meets_what_is_on_its_day_and_after(world: World) -> None:
    await book(world, world.open_room)
    later = HandoverFacts(world.plut, MONDAY + timedelta(days=1), to_name="Kota Bandung")

    handover = await note_handover(later, actor=BANDUNG_COORDINATOR, now=NOW)
    before = await open_codes()
    on_the_day = HandoverChange(day=MONDAY)
    await change_handover(handover.id, on_the_day, actor=BANDUNG_COORDINATOR, now=NOW)
    on_it = await open_codes()
    with pytest.raises(PlanClashes):
        await book(world, world.part_a)
    await book(world, world.part_a, reasons={"venue_ownership": "Sudah disetujui kota"})
    settled = HandoverChange(to_agency_id=world.bandung_dinas)
    await change_handover(handover.id, settled, actor=BANDUNG_COORDINATOR, now=NOW)
    after = await open_codes()
    await retire_handover(handover.id, actor=BANDUNG_COORDINATOR, now=NOW)

    assert (before, on_it, after) == ([], ["venue_ownership"], [])
    with pytest.raises(NotFound):
        await retire_handover(handover.id, actor=BANDUNG_COORDINATOR, now=NOW)


async def test_tools_lent_under_an_agreement_are_judged_again_as_it_changes(world: World) -> None:
    """Bandung takes machines of Serang into a room of its own: only they cross the border."""
    tool = await machines(world)
    session = PlannedSession(hours(9, 12), assets=(AssetNeed(tool.id, 4),))
    asked = world.ask(world.open_room, sessions=(session,), agency_id=world.bandung_dinas)
    made = await ask_for_room(asked, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)
    change = AgreementChange(valid_until=MONDAY, reason="Diakhiri")

    foreseen = await foresee_change(world.agreement, change, actor=SERANG_COORDINATOR, now=NOW)
    await change_agreement(world.agreement, change, actor=SERANG_COORDINATOR, now=NOW)

    (conflict,) = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
    assert (conflict.session_id, conflict.finding.code, conflict.finding.evidence["kind"]) == (
        made.booking.sessions[0].id,
        "agreement_none",
        "tool",
    )
    assert [each.session.id for each in foreseen] == [conflict.session_id]
    with pytest.raises(NotFound):
        await ask_for_room(asked, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)

    longer = AgreementChange(valid_until=MONDAY + timedelta(days=1))
    await change_agreement(world.agreement, longer, actor=OPERATOR, now=NOW)

    assert await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN) == ()


async def test_a_session_does_not_move_beyond_the_agreement_of_its_tools(world: World) -> None:
    tool = await machines(world)
    session = PlannedSession(hours(9, 12), assets=(AssetNeed(tool.id, 4),))
    asked = world.ask(world.open_room, sessions=(session,), agency_id=world.bandung_dinas)
    made = await ask_for_room(asked, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)
    last = AgreementChange(valid_until=MONDAY + timedelta(days=1))
    await change_agreement(world.agreement, last, actor=SERANG_COORDINATOR, now=NOW)
    to = hours(33, 36)

    with pytest.raises(PlanClashes) as refused:
        await move_session(
            made.booking.sessions[0].id,
            Change(starts_at=to.start, ends_at=to.end),
            actor=BANDUNG_COORDINATOR,
            hold_for=HOLD,
            now=NOW,
        )

    assert "agreement_none" in {each.code for each in refused.value.findings}
