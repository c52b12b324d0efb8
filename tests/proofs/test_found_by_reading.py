"""Faults that reading the kernel brought up, each shown by what somebody could see of it."""

from datetime import timedelta
from functools import partial

import pytest

from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.conflicts.override_conflict import override_conflict
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.close_room import Closing, close_room, lift_closure
from lintas.domain.bookings import Booking, Decision
from lintas.domain.plans import NotAnAsk, PlannedSession
from lintas.domain.refusal import IllegalState
from lintas.domain.venues import RoomId
from lintas.store.bookings.conflicts import ConflictState, list_conflicts_on
from lintas.store.bookings.receipts import AnsweredBefore, Receipt
from lintas.store.bookings.requests import find_any_booking
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    SERANG_TRAINER,
    hours,
)
from tests.proofs.ground import Ground, list_holds
from tests.proofs.interloping import just_before_locking, noting_locks

LATER = NOW + HOLD

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
move = partial(move_session, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
approve = partial(approve_booking, actor=BANDUNG_MANAGER, now=NOW)
cancel = partial(cancel_booking, actor=SERANG_TRAINER, now=NOW)


async def request(ground: Ground, *hours_of_day: tuple[float, float]) -> Booking:
    """An undecided request for one session or more."""
    sessions = tuple(PlannedSession(hours(*each)) for each in hours_of_day or [(9, 12)])
    return (await ask(ground.ask(ground.decided_room, sessions=sessions))).booking


async def retire(room_id: RoomId) -> None:
    await fetch("UPDATE room SET retired_at = $1 WHERE id = $2", LATER, room_id)


async def test_a_request_that_has_run_out_is_not_revived_by_moving_it(ground: Ground) -> None:
    booking = await request(ground)
    later = hours(13, 16)
    change = Change(starts_at=later.start, ends_at=later.end)

    with pytest.raises(IllegalState) as refusal:
        await move(booking.sessions[0].id, change, now=LATER)

    assert refusal.value.state == Decision.EXPIRED


async def test_a_move_sent_again_is_answered_as_it_was(ground: Ground) -> None:
    session = (await ask(ground.ask())).booking.sessions[0]
    receipt = Receipt(SERANG_TRAINER.id, "PATCH", "key", "0" * 64, 200, lambda _: "moved")
    later = hours(13, 16)
    change = Change(starts_at=later.start, ends_at=later.end, sequence=session.sequence)

    await move(session.id, change, receipt=receipt)
    with pytest.raises(AnsweredBefore):
        await move(session.id, change, receipt=receipt)


async def test_an_ask_sent_again_is_answered_though_the_room_is_gone(ground: Ground) -> None:
    receipt = Receipt(SERANG_TRAINER.id, "POST", "key", "0" * 64, 201, lambda _: "made")
    await ask(ground.ask(), receipt=receipt)
    await retire(ground.open_room)

    with pytest.raises(AnsweredBefore):
        await ask(ground.ask(), receipt=receipt)


async def test_a_retired_room_keeps_no_request_from_expiring(ground: Ground) -> None:
    first = await request(ground)
    other = (await ask(ground.ask(ground.decided_room, hours(13, 14)), hold_for=HOLD / 2)).booking
    await retire(ground.decided_room)

    await expire_requests(now=LATER)

    states = [(await find_any_booking(each.id)).state for each in (first, other)]
    assert states == [Decision.EXPIRED, Decision.EXPIRED]


async def test_what_was_approved_in_a_retired_room_can_be_cancelled(ground: Ground) -> None:
    booking = (await ask(ground.ask())).booking
    await retire(ground.open_room)

    assert (await cancel(booking.id)).state is Decision.CANCELLED


async def test_a_decision_locks_the_room_that_a_session_was_moved_into(ground: Ground) -> None:
    booking = await request(ground)
    change = Change(room_id=ground.hall)

    with noting_locks() as names, just_before_locking(lambda: move(booking.sessions[0].id, change)):
        await cancel(booking.id)

    # What was seen, what the move locked, and then what there is.
    first_lock = f"booking:{booking.id}"
    assert names.count(first_lock) == 3
    again = names[len(names) - names[::-1].index(first_lock) :]
    assert f"hall:{ground.hall}" in again


async def test_nobody_teaches_a_session_twice(ground: Ground) -> None:
    with pytest.raises(NotAnAsk) as refusal:
        await ask(ground.ask(trainer_ids=(ground.trainer, ground.trainer)))
    assert [fault.field for fault in refusal.value.faults] == ["sessions[0].trainer_ids"]

    session = (await ask(ground.ask())).booking.sessions[0]
    with pytest.raises(NotAnAsk):
        await move(session.id, Change(trainer_ids=(ground.trainer, ground.trainer)))


async def test_a_wider_gap_pushes_run_out_requests_aside(ground: Ground) -> None:
    approved = await request(ground, (9, 10))
    await approve(approved.id)
    await request(ground, (10, 11))

    change = RoomChange(turnaround=timedelta(minutes=30))
    await change_room(ground.decided_room, change, actor=BANDUNG_MANAGER, now=LATER)

    assert [span for _, span in await list_holds()] == [hours(9, 10.5)]


async def test_an_approved_session_can_be_cancelled_though_its_sibling_ran_out(
    ground: Ground,
) -> None:
    booking = await request(ground, (9, 10), (10, 11))
    first, second = (session.id for session in booking.sessions)
    await approve(booking.id, session_ids=[first])

    with pytest.raises(IllegalState):
        await approve(booking.id, session_ids=[second], now=LATER)
    after = await cancel(booking.id, session_ids=[first], now=LATER)

    assert after.sessions[0].decision is Decision.CANCELLED


async def test_cancelling_a_half_decided_booking_takes_all_of_it_back(ground: Ground) -> None:
    booking = await request(ground, (9, 10), (10, 11))
    await approve(booking.id, session_ids=[booking.sessions[0].id])

    after = await cancel(booking.id)

    assert [each.decision for each in after.sessions] == [Decision.CANCELLED, Decision.WITHDRAWN]
    assert await list_holds() == []


async def test_a_conflict_that_is_over_is_not_overridden(ground: Ground) -> None:
    session = (await ask(ground.ask())).booking.sessions[0]
    closing = Closing(hours(9, 10), "Rapat", room_id=ground.open_room)
    closed = await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)
    conflict = closed.opened[0]
    override = partial(
        override_conflict,
        conflict.id,
        actor=BANDUNG_COORDINATOR,
        authority="Sekda",
        reason="Disepakati",
        now=NOW,
    )

    with noting_locks() as names:
        overridden = await override()
    assert overridden.state is ConflictState.OVERRIDDEN
    # Whoever ends the conflict waits for this lock.
    assert f"hall:{ground.open_room}" in names

    await lift_closure(closed.closure.id, actor=BANDUNG_MANAGER, now=NOW)
    assert await list_conflicts_on([session.id]) == ()


async def test_a_request_is_not_held_longer_by_shortening_it_again_and_again(
    ground: Ground,
) -> None:
    booking = await request(ground)
    shorter = Change(ends_at=hours(9, 11).end)

    await move(booking.sessions[0].id, shorter, now=LATER - timedelta(days=1))

    assert (await find_any_booking(booking.id)).hold_until == booking.hold_until
