"""Series moved together and sessions swapped, through the actions on both engines."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_series import Scope, move_series, try_moving_series
from lintas.actions.bookings.move_session import Change
from lintas.actions.bookings.swap_sessions import Exchange, Swap, swap_sessions, try_swapping
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.people.facts import PersonFacts
from lintas.actions.people.register_person import register_person
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Decision, Session
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import Invalid, VersionPassed
from lintas.store.bookings.requests import find_booking
from lintas.store.engines import fetch
from tests.actions.world import (
    HOLD,
    HOURS_ANSWERED,
    NOW,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

WEEK = timedelta(days=7)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def ask(world: World, room: object = None, *spans: object):
    asked = world.ask(room) if room else world.ask()
    if spans:
        asked = replace(asked, sessions=tuple(map(PlannedSession, spans)))
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking


async def four_weeks(world: World):
    return await ask(world, None, *(hours(9, 12).moved(WEEK * n) for n in range(4)))


async def move(session, change: Change, scope: Scope, *, now=NOW):
    return await move_series(
        session.id, change, scope, actor=SERANG_TRAINER, hold_for=HOLD, now=now
    )


async def spans_of(booking):
    kept = await find_booking(booking.id, seen_by=SERANG_TRAINER)
    return [each.span for each in kept.sessions]


async def test_this_and_following_move_by_as_much_on_the_clock(world: World) -> None:
    booking = await four_weeks(world)
    later = hours(13, 17).moved(WEEK + timedelta(days=1))

    moved = await move(
        booking.sessions[1], Change(starts_at=later.start, ends_at=later.end), Scope.FOLLOWING
    )

    assert await spans_of(booking) == [
        hours(9, 12), later, later.moved(WEEK), later.moved(2 * WEEK),
    ]  # fmt: skip
    after = await find_booking(booking.id, seen_by=SERANG_TRAINER)
    assert [each.sequence for each in after.sessions] == [0, 1, 1, 1]
    assert [each.uid for each in after.sessions] == [each.uid for each in booking.sessions]
    assert len(moved.sessions) == 3


async def test_what_is_past_or_cancelled_stays(world: World) -> None:
    booking = await four_weeks(world)
    await cancel_booking(
        booking.id, actor=SERANG_TRAINER, now=NOW, session_ids=[booking.sessions[2].id]
    )
    running = hours(10, 11).start

    await move(booking.sessions[3], Change(room_id=world.part_a), Scope.ALL, now=running)

    after = await find_booking(booking.id, seen_by=SERANG_TRAINER)
    assert [each.room_id == world.part_a for each in after.sessions] == [False, True, False, True]
    assert after.sessions[2].decision is Decision.CANCELLED


async def test_all_or_nothing_and_every_clash_named(world: World) -> None:
    booking = await four_weeks(world)
    await ask(world, None, *(hours(14, 15).moved(WEEK * n) for n in (1, 3)))
    change = Change(starts_at=hours(13, 16).start, ends_at=hours(13, 16).end)

    with pytest.raises(PlanClashes) as refusal:
        await move(booking.sessions[0], change, Scope.ALL)
    with pytest.raises(PlanClashes):
        await try_moving_series(
            booking.sessions[0].id, change, Scope.ALL, actor=SERANG_TRAINER, now=NOW
        )

    taken = [each.session for each in refusal.value.findings if each.code == "venue_clash"]
    assert taken == [1, 3]
    assert await spans_of(booking) == [each.span for each in booking.sessions]
    assert (await fetch("SELECT count(*) AS n FROM hold"))[0]["n"] == 6


async def test_a_series_may_move_onto_its_own_slots(world: World) -> None:
    booking = await four_weeks(world)
    later = hours(9, 12).moved(WEEK)

    await move(booking.sessions[0], Change(starts_at=later.start, ends_at=later.end), Scope.ALL)

    assert await spans_of(booking) == [each.span.moved(WEEK) for each in booking.sessions]


async def swap(one, other, what=Exchange.BOTH, **more):
    asked = Swap(other.id, what, **more)
    return await swap_sessions(one.id, asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def test_two_sessions_change_places(world: World) -> None:
    (one,) = (await ask(world, world.open_room)).sessions
    (other,) = (await ask(world, world.part_a, hours(13, 15))).sessions

    swapped = await swap(one, other)

    assert [(s.id, s.room_id, s.span) for s in swapped.sessions] == [
        (one.id, other.room_id, other.span), (other.id, one.room_id, one.span),
    ]  # fmt: skip
    assert [each.uid for each in swapped.sessions] == [one.uid, other.uid]
    assert [each.sequence for each in swapped.sessions] == [1, 1]
    rows = await fetch("SELECT session FROM hold")
    assert len(rows) == 2


async def test_rooms_alone_may_be_swapped_at_one_time(world: World) -> None:
    (one,) = (await ask(world, world.open_room)).sessions
    (other,) = (await ask(world, world.part_a)).sessions

    swapped = await swap(one, other, Exchange.ROOMS)

    assert [each.room_id for each in swapped.sessions] == [world.part_a, world.open_room]
    assert [each.span for each in swapped.sessions] == [one.span, other.span]


async def test_a_swap_that_clashes_changes_neither(world: World) -> None:
    (one,) = (await ask(world, world.open_room)).sessions
    (other,) = (await ask(world, world.part_a, hours(13, 15))).sessions
    await ask(world, world.open_room, hours(14, 16))

    with pytest.raises(PlanClashes):
        await swap(one, other, Exchange.TIMES)

    after = await find_booking(one.booking_id, seen_by=SERANG_TRAINER)
    assert after.sessions == (one,)


async def test_a_session_is_not_swapped_with_itself_nor_unseen(world: World) -> None:
    (one,) = (await ask(world, world.open_room)).sessions
    (other,) = (await ask(world, world.part_a, hours(13, 15))).sessions

    with pytest.raises(Invalid):
        await swap(one, one)
    with pytest.raises(VersionPassed):
        await swap(one, other, sequence=4)


async def test_swap_against_book_and_never_both_in_one_slot(world: World) -> None:
    (one,) = (await ask(world, world.open_room)).sessions
    (other,) = (await ask(world, world.part_a, hours(13, 15))).sessions

    answers = await asyncio.gather(
        swap(one, other),
        swap(other, one),
        *(ask(world, world.open_room, hours(13, 14)) for _ in range(4)),
        return_exceptions=True,
    )

    failed = [each for each in answers if isinstance(each, Exception)]
    assert {type(each) for each in failed} <= {PlanClashes}
    # The four want one slot: one of them has it, or the swap has.
    assert sum(not isinstance(each, Exception) for each in answers[2:]) <= 1
    spans = await fetch(
        "SELECT a.id FROM hold a JOIN hold b ON a.resource = b.resource AND a.id <> b.id"
        " AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
    )
    assert spans == []


async def test_of_two_series_at_once_exactly_one_is_kept(world: World) -> None:
    answers = await asyncio.gather(*(four_weeks(world) for _ in range(6)), return_exceptions=True)

    kept = [each for each in answers if not isinstance(each, Exception)]
    assert len(kept) == 1
    assert {type(each) for each in answers if isinstance(each, Exception)} == {PlanClashes}
    assert (await fetch("SELECT count(*) AS n FROM hold"))[0]["n"] == 4


async def in_two_rooms(world: World, *spans: object, **more: object):
    """One booking with a trainer, whose second session meets in another room."""
    sessions = tuple(PlannedSession(span, trainer_ids=(world.trainer,)) for span in spans)
    asked = replace(world.ask(), sessions=sessions, **more)
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    await move(made.booking.sessions[1], Change(room_id=world.part_a), Scope.ONE)
    return await find_booking(made.booking.id, seen_by=SERANG_TRAINER)


@pytest.mark.parametrize(
    ("spans", "law"),
    [
        ((hours(8, 10), hours(13, 15)), "trainer_load"),
        ((hours(8, 10), hours(11, 12)), "trainer_clash"),
    ],
    ids=["too_much_for_one_day", "at_one_time"],
)
async def test_sessions_of_one_move_meet_each_other_in_other_rooms_too(
    world: World, spans: tuple[object, ...], law: str
) -> None:
    reasons = {"friday": "Sudah disepakati", "ramadan": "Sudah disepakati"}
    booking = await in_two_rooms(world, *spans, reasons=reasons)
    longer = Change(ends_at=booking.sessions[0].span.end + timedelta(hours=2))

    for act in (try_longer, move):
        with pytest.raises(PlanClashes) as refusal:
            await act(booking.sessions[0], longer, Scope.ALL)
        assert law in {each.code for each in refusal.value.findings}
    assert await spans_of(booking) == list(spans)


async def try_longer(session, change: Change, scope: Scope):
    return await try_moving_series(session.id, change, scope, actor=SERANG_TRAINER, now=NOW)


async def test_a_batch_in_two_rooms_is_taught_no_more_than_its_program(world: World) -> None:
    program = ProgramFacts(world.serang_dinas, "Kemasan", jp_total=4, jp_minutes=45)
    kept = await register_program(program, actor=SERANG_COORDINATOR, now=NOW)
    batch = await register_batch(BatchFacts(kept.id, 1), actor=SERANG_COORDINATOR, now=NOW)
    spans = (hours(8, 9.5), hours(13, 14.5))
    booking = await in_two_rooms(world, *spans, batch_id=batch.id)
    # Three JP each: no more than four alone, six together.
    longer = Change(ends_at=hours(8, 10.25).end)

    with pytest.raises(PlanClashes) as refusal:
        await move(booking.sessions[0], longer, Scope.ALL)

    assert {each.code for each in refusal.value.findings} == {"program_jp"}
    assert await spans_of(booking) == list(spans)


async def three_meetings(world: World) -> list[Session]:
    """Of three batches in which one person has a seat, one after the other in three rooms."""
    facts = ProgramFacts(world.serang_dinas, "Kemasan")
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    ani = await register_person(PersonFacts("Ani"), actor=SERANG_COORDINATOR, now=NOW)
    meetings = []
    for number, room, span in (
        (1, world.open_room, hours(8, 10)),
        (2, world.part_a, hours(10, 12)),
        (3, world.part_b, hours(13, 15)),
    ):
        registered = BatchFacts(program.id, number)
        batch = await register_batch(registered, actor=SERANG_COORDINATOR, now=NOW)
        await enrol_person(batch.id, ani.id, actor=SERANG_COORDINATOR, now=NOW)
        asked = world.ask(room, span, batch_id=batch.id)
        made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
        meetings += made.booking.sessions
    return meetings


@pytest.mark.parametrize("what", list(Exchange), ids=str)
async def test_batches_that_share_people_change_places(world: World, what: Exchange) -> None:
    one, other, _ = await three_meetings(world)

    swapped = await swap(one, other, what)

    assert {each.code for each in swapped.warnings} <= set(HOURS_ANSWERED)


@pytest.mark.parametrize("what", [Exchange.BOTH, Exchange.TIMES], ids=str)
async def test_a_swap_gives_nobody_two_seats_at_one_time(world: World, what: Exchange) -> None:
    """Nobody of the other session is in a batch; it is the third that people would miss."""
    one, other, third = await three_meetings(world)
    (free,) = (await ask(world, world.decided_room, hours(14, 16))).sessions
    asked = Swap(free.id, what)

    for act in (swap(one, free, what), try_swapping(one.id, asked, actor=SERANG_TRAINER, now=NOW)):
        with pytest.raises(PlanClashes) as refusal:
            await act
        double = [each for each in refusal.value.findings if each.code == "double_enrol"]
        assert [each.party.id for each in double] == [third.id]

    assert other.sequence == 0
    assert await fetch("SELECT id FROM session WHERE sequence <> 0") == []
