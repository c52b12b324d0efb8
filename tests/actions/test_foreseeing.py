"""What is looked at before anything is done: ways out of a conflict, an agreement's end."""

from datetime import date, timedelta
from typing import Any

import pytest

from lintas.actions.agreements.change_agreement import AgreementChange
from lintas.actions.agreements.foresee_change import foresee_change
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.conflicts.suggest_ways_out import suggest_ways_out
from lintas.actions.programs.acknowledge_session import acknowledge_sessions
from lintas.actions.venues.close_room import Closing, close_room
from lintas.domain.bookings import Booking
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import IllegalState, Invalid, NotFound, VersionPassed
from lintas.rules.access import NotAllowed
from lintas.rules.ways_out import WayKind
from lintas.store.bookings.changes import list_cancellations, list_shifts
from lintas.store.bookings.sessions import list_sessions_of
from lintas.store.engines import fetch
from lintas.store.programs.acknowledgements import list_acknowledgements_of
from tests.actions.test_enrolling import batch_of, paste
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    MONDAY,
    NOW,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

AFTER = NOW + timedelta(days=365)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def asked(world: World, **more: Any) -> Booking:
    ask = world.ask(**more)
    return (await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking


async def close_the_room(world: World) -> None:
    closing = Closing(hours(8, 17), "Perbaikan", room_id=world.open_room)
    await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)


async def test_ways_out_of_a_conflict_are_moves(world: World) -> None:
    booking = await asked(world)
    await close_the_room(world)

    found = await suggest_ways_out(booking.sessions[0].id, actor=SERANG_COORDINATOR, now=NOW)

    kinds = {way.kind for way in found.ways}
    assert kinds == {WayKind.OTHER_ROOM, WayKind.OTHER_TIME}
    assert found.plan.room.id == world.open_room
    for way in found.ways:
        span, room = way.plan.sessions[0].span, way.plan.room.id
        change = Change(starts_at=span.start, ends_at=span.end, room_id=room, reason="Pindah")
        moved = await move_session(
            booking.sessions[0].id, change, actor=SERANG_COORDINATOR, hold_for=HOLD, now=NOW
        )
        assert moved.session.span == span


async def test_only_who_may_move_is_shown_where_to(world: World) -> None:
    session = (await asked(world)).sessions[0].id

    with pytest.raises(NotAllowed):
        await suggest_ways_out(session, actor=BANDUNG_COORDINATOR, now=NOW)
    with pytest.raises(IllegalState):
        await suggest_ways_out(session, actor=SERANG_TRAINER, now=AFTER)


async def test_what_holds_nothing_moves_nowhere(world: World) -> None:
    booking = await asked(world)
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)

    with pytest.raises(IllegalState):
        await suggest_ways_out(booking.sessions[0].id, actor=SERANG_TRAINER, now=NOW)


async def test_an_end_foreseen_names_the_sessions_that_it_meets_and_keeps_nothing(
    world: World,
) -> None:
    thursday = MONDAY + timedelta(days=3)
    spans = (hours(9, 12), hours(9, 12, on=thursday))
    booking = await asked(world, sessions=tuple(map(PlannedSession, spans)))
    change = AgreementChange(valid_until=thursday, version=1)

    found = await foresee_change(world.agreement, change, actor=BANDUNG_COORDINATOR, now=NOW)

    assert [each.session.id for each in found] == [booking.sessions[1].id]
    assert [finding.code for finding in found[0].findings] == ["agreement_expired"]
    assert await fetch("SELECT id FROM conflict") == []


async def test_what_is_broken_already_is_not_foreseen_again(world: World) -> None:
    await asked(world)
    await close_the_room(world)
    change = AgreementChange(title="Lain")

    assert await foresee_change(world.agreement, change, actor=SERANG_COORDINATOR, now=NOW) == ()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (AgreementChange(version=9), VersionPassed),
        (AgreementChange(valid_until=date(2020, 1, 1)), Invalid),
        (AgreementChange(title=" "), Invalid),
    ],
    ids=["version", "term", "title"],
)
async def test_a_change_that_cannot_be_is_not_foreseen(
    world: World, change: AgreementChange, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await foresee_change(world.agreement, change, actor=SERANG_COORDINATOR, now=NOW)
    with pytest.raises(NotAllowed):
        await foresee_change(world.agreement, change, actor=SERANG_TRAINER, now=NOW)


async def test_all_that_was_read_is_kept_or_nothing(world: World) -> None:
    batch = await batch_of(world)
    (siti,) = await paste(batch, "Siti Aminah, 0812 3456 7789")
    mine = (await asked(world, batch_id=batch.id)).sessions[0].id
    other = (await asked(world, room=world.hall)).sessions[0].id

    with pytest.raises(NotFound):
        await acknowledge_sessions(siti.secret, {mine: 0, other: 0}, now=NOW)
    nothing = await list_acknowledgements_of(siti.enrolment.id)
    await acknowledge_sessions(siti.secret, {mine: 0}, now=NOW)

    assert nothing == ()
    assert [each.session_id for each in await list_acknowledgements_of(siti.enrolment.id)] == [mine]


async def test_shifts_are_moves_to_another_time_or_room(world: World) -> None:
    booking = await asked(world)
    session = booking.sessions[0].id
    changes = (
        Change(title="Hari 1"),
        Change(starts_at=hours(10, 12).start, reason="Hujan"),
        Change(room_id=world.hall, reason="Lebih luas"),
    )
    for minute, change in enumerate(changes):
        now = NOW + timedelta(minutes=minute)
        await move_session(session, change, actor=SERANG_TRAINER, hold_for=HOLD, now=now)

    shifts = await list_shifts(await list_sessions_of([booking.id]))

    assert [(each.span, each.place, each.reason) for each in shifts] == [
        (hours(9, 12), "Ruang bebas, PLUT", "Hujan"),
        (hours(10, 12), "Ruang bebas, PLUT", "Lebih luas"),
    ]


async def test_a_cancelled_session_knows_why(world: World) -> None:
    spans = (hours(9, 12), hours(13, 15))
    booking = await asked(world, sessions=tuple(map(PlannedSession, spans)))
    first, second = (session.id for session in booking.sessions)
    await cancel_booking(
        booking.id, actor=SERANG_TRAINER, now=NOW, session_ids=[first], reason="Sakit"
    )
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW, session_ids=[second])

    assert await list_cancellations(await list_sessions_of([booking.id])) == {first: "Sakit"}
