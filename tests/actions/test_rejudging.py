"""What was kept is judged again when a fact changes; conflicts open and close by themselves."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lintas.actions.agreements.change_agreement import (
    AgreementChange,
    NeedsBothSides,
    change_agreement,
)
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.conflicts.override_conflict import OverrideUnfounded, override_conflict
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.close_room import Closing, close_room, lift_closure
from lintas.domain.bookings import Session
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import IllegalState
from lintas.domain.venues import RoomId
from lintas.rules.access import NotAllowed
from lintas.store.bookings.conflicts import Conflict, ConflictState, list_conflicts
from lintas.store.bookings.holds import list_uses
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


async def book(world: World, room: RoomId | None = None, **more: object) -> Session:
    asked = world.ask(room, **more)
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    return made.booking.sessions[0]


async def open_conflicts() -> tuple[Conflict, ...]:
    return await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)


async def told(kind: str) -> list[str]:
    sql = """
        SELECT a.email FROM message m JOIN account a ON a.id = m.account
        WHERE m.kind = $1 AND m.channel = 'inapp' ORDER BY a.email
    """
    return [row["email"] for row in await fetch(sql, kind)]


async def test_a_closure_opens_a_conflict_and_both_sides_are_told(world: World) -> None:
    session = await book(world)

    closed = await close_room(
        Closing(hours(11, 13), "Rapat Bupati", room_id=world.open_room),
        actor=BANDUNG_MANAGER,
        now=NOW,
    )

    assert [conflict.finding.code for conflict in closed.opened] == ["venue_closed"]
    assert [conflict.session_id for conflict in await open_conflicts()] == [session.id]
    assert await told("conflict_opened") == sorted(
        each.email
        for each in (SERANG_TRAINER, SERANG_COORDINATOR, BANDUNG_COORDINATOR, BANDUNG_MANAGER)
    )


async def test_a_closed_hall_reaches_the_sessions_of_its_parts(world: World) -> None:
    session = await book(world, world.part_b)

    closed = await close_room(
        Closing(hours(8, 10), "Perbaikan", room_id=world.hall), actor=BANDUNG_MANAGER, now=NOW
    )

    assert [conflict.session_id for conflict in closed.opened] == [session.id]


async def test_moving_out_of_the_way_solves_it(world: World) -> None:
    session = await book(world)
    await close_room(
        Closing(hours(11, 13), "Rapat", venue_id=world.plut), actor=BANDUNG_MANAGER, now=NOW
    )

    later = hours(13, 16)
    change = Change(starts_at=later.start, ends_at=later.end)
    await move_session(session.id, change, actor=SERANG_COORDINATOR, hold_for=HOLD, now=NOW)

    assert await open_conflicts() == ()
    assert len(await told("conflict_closed")) == 4


async def test_lifting_the_closure_or_cancelling_the_session_solves_it(world: World) -> None:
    first, second = await book(world), await book(world, during=hours(13, 15))
    closing = Closing(hours(8, 17), "Rapat", room_id=world.open_room)
    closed = await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)
    assert len(closed.opened) == 2

    await cancel_booking(first.booking_id, actor=SERANG_TRAINER, now=NOW)
    assert [conflict.session_id for conflict in await open_conflicts()] == [second.id]

    await lift_closure(closed.closure.id, actor=BANDUNG_MANAGER, now=NOW)
    assert await open_conflicts() == ()


async def test_calling_theory_off_is_judged_at_once_where_its_practice_comes_first(
    world: World,
) -> None:
    program = ProgramFacts(world.serang_dinas, "Kemasan")
    kept = await register_program(program, actor=SERANG_COORDINATOR, now=NOW)
    batch = await register_batch(BatchFacts(kept.id, 1), actor=SERANG_COORDINATOR, now=NOW)
    spans = (hours(8, 9), hours(10, 12), hours(13, 15))
    sessions = tuple(
        PlannedSession(span, kind=kind)
        for span, kind in zip(spans, ("theory", "practice", "theory"), strict=True)
    )
    asked = world.ask(sessions=sessions, batch_id=batch.id)
    booking = (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking
    assert await open_conflicts() == ()

    theory, practice, _ = booking.sessions
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW, session_ids=[theory.id])

    (found,) = await open_conflicts()
    assert (found.session_id, found.finding.code) == (practice.id, "program_jp")


async def test_an_agreement_ended_early_makes_conflicts_never_cancellations(world: World) -> None:
    session = await book(world)

    change = AgreementChange(valid_until=date(2027, 1, 15), reason="Diakhiri")
    await change_agreement(world.agreement, change, actor=SERANG_COORDINATOR, now=NOW)

    assert [c.finding.code for c in await open_conflicts()] == ["agreement_expired"]
    assert (await fetch("SELECT state FROM session"))[0]["state"] == "planned"

    change = AgreementChange(valid_until=date(2028, 1, 1))
    await change_agreement(world.agreement, change, actor=OPERATOR, now=NOW)
    assert await open_conflicts() == ()
    assert session.sequence == 0


async def test_a_room_made_smaller_no_longer_seats_everybody(world: World) -> None:
    await book(world, headcount=30)

    change = RoomChange(capacities={"classroom": 25})
    await change_room(world.open_room, change, actor=BANDUNG_MANAGER, now=NOW)

    assert [c.finding.code for c in await open_conflicts()] == ["capacity"]


async def test_a_wider_gap_widens_holds_where_it_can_and_says_where_it_can_not(
    world: World,
) -> None:
    await book(world, during=hours(8, 10))
    await book(world, during=hours(10, 12))

    change = RoomChange(turnaround=timedelta(minutes=30))
    await change_room(world.open_room, change, actor=BANDUNG_MANAGER, now=NOW)

    assert [c.finding.code for c in await open_conflicts()] == ["venue_clash"]
    uses = await list_uses([(world.open_room, hours(0, 24))], now=NOW)
    minutes = [use.held.length / timedelta(minutes=1) for use in uses]
    assert minutes == [120.0, 150.0]


async def test_an_override_needs_authority_and_stays_until_the_cause_is_gone(
    world: World,
) -> None:
    await book(world)
    closing = Closing(hours(11, 13), "Rapat", room_id=world.open_room)
    closed = await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)
    conflict = closed.opened[0]

    with pytest.raises(NotAllowed):
        await override_conflict(
            conflict.id, actor=SERANG_COORDINATOR, authority="Sekda", reason="Disepakati", now=NOW
        )
    with pytest.raises(OverrideUnfounded):
        await override_conflict(
            conflict.id, actor=BANDUNG_COORDINATOR, authority="", reason=" ", now=NOW
        )
    overridden = await override_conflict(
        conflict.id, actor=BANDUNG_COORDINATOR, authority="Sekda", reason="Disepakati", now=NOW
    )
    assert overridden.state is ConflictState.OVERRIDDEN
    with pytest.raises(IllegalState):
        await override_conflict(
            conflict.id, actor=BANDUNG_COORDINATOR, authority="Sekda", reason="Lagi", now=NOW
        )

    again = replace(closing, span=hours(11.5, 12.5))
    await close_room(again, actor=BANDUNG_MANAGER, now=NOW)
    assert len(await open_conflicts()) == 1
    await lift_closure(closed.closure.id, actor=BANDUNG_MANAGER, now=NOW)
    assert len(await open_conflicts()) == 1


async def test_one_party_alone_never_extends_what_two_agreed(world: World) -> None:
    longer = AgreementChange(valid_until=date(2101, 1, 1))

    with pytest.raises(NeedsBothSides):
        await change_agreement(world.agreement, longer, actor=SERANG_COORDINATOR, now=NOW)
