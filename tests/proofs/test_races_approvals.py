"""Two say yes at once, a yes against a bump, and a queue whose order nothing overtakes."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

import pytest

from lintas.actions.approvals.queue import join_queue, leave_queue, offer_slots
from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.bump_booking import Alternative, Bump, bump_booking
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.actions.bookings.move_series import Scope, move_series
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.take_offer import take_offer
from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.actions.venues.close_room import Closing, close_room, lift_closure
from lintas.domain.approvals import QueueEntry, QueueState
from lintas.domain.bookings import Booking
from lintas.domain.plans import Ask
from lintas.domain.venues import RoomId
from lintas.store.approvals.queue import find_entry
from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_MANAGER, HOLD, NOW, OPERATOR, SERANG_TRAINER, hours
from tests.proofs.breaking import (
    broken,
    serve_the_queue_backwards,
    serve_the_queue_by_the_clock,
)
from tests.proofs.ground import Ground, list_overlaps
from tests.proofs.racing import OK, at_once

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
approve = partial(approve_booking, actor=BANDUNG_MANAGER, now=NOW)


async def wait_in_line(
    ground: Ground, *names: str, room: RoomId = Ground.open_room
) -> list[QueueEntry]:
    """One after the other, for the same slot, each a second later."""
    return await wait_for(*(ground.ask(room, purpose=name) for name in names))


async def wait_for(*asked: Ask) -> list[QueueEntry]:
    return [
        await join_queue(each, actor=SERANG_TRAINER, now=NOW + timedelta(seconds=number))
        for number, each in enumerate(asked)
    ]


async def states(entries: list[QueueEntry]) -> list[QueueState]:
    return [(await find_entry(each.id, seen_by=OPERATOR)).state for each in entries]


async def test_of_two_approvals_at_once_one_is_heard(ground: Ground) -> None:
    booking = (await ask(ground.ask(ground.decided_room))).booking

    outcomes = await at_once(*(approve(booking.id) for _ in range(4)))

    assert outcomes == {OK: 1, "IllegalState": 3}
    assert len(await fetch("SELECT id FROM audit_entry WHERE verb = 'approve'")) == 1


async def test_a_bump_and_an_approval_never_both_have_the_slot(ground: Ground) -> None:
    booking = (await ask(ground.ask(ground.decided_room))).booking
    given = Bump("Disposisi", "Kunjungan", "Bupati", (Alternative(ground.part_a, hours(9, 12)),))

    await at_once(
        approve(booking.id), bump_booking(booking.id, given, actor=BANDUNG_MANAGER, now=NOW)
    )

    assert await list_overlaps() == []
    decisions = sorted(row["decision"] for row in await fetch("SELECT decision FROM session"))
    assert decisions in (["approved"], ["bumped", "requested"])


async def test_two_freed_slots_are_offered_in_the_order_of_asking(ground: Ground) -> None:
    booking = (await ask(ground.ask(ground.open_room))).booking
    entries = await wait_in_line(ground, "pertama", "kedua", "ketiga")
    assert await offer_slots(now=NOW) == 0

    await at_once(
        cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW),
        *(offer_slots(now=NOW) for _ in range(4)),
    )
    assert await states(entries) == ["offered", "waiting", "waiting"]

    first = await find_entry(entries[0].id, seen_by=OPERATOR)
    assert first.booking_id
    await withdraw_booking(first.booking_id, actor=SERANG_TRAINER, now=NOW)
    await at_once(*(offer_slots(now=NOW) for _ in range(4)))
    assert await states(entries) == ["left", "offered", "waiting"]

    later = NOW + timedelta(days=2)
    await at_once(expire_requests(now=later), offer_slots(now=later))
    await offer_slots(now=later)
    assert await states(entries) == ["left", "lapsed", "offered"]
    last = await find_entry(entries[2].id, seen_by=OPERATOR)
    assert last.booking_id
    taken = await take_offer(last.booking_id, actor=SERANG_TRAINER, hold_for=HOLD, now=later)
    assert (taken.state, taken.purpose) == ("approved", "ketiga")
    assert await states(entries) == ["left", "lapsed", "taken"]
    assert await list_overlaps() == []


async def test_a_queue_served_backwards_is_seen(ground: Ground) -> None:
    """The seeded mutant: what the test above holds against the order of asking."""
    booking = (await ask(ground.ask(ground.open_room))).booking
    entries = await wait_in_line(ground, "pertama", "kedua")

    with broken(serve_the_queue_backwards):
        await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)

    assert await states(entries) == ["waiting", "offered"]


async def test_nobody_waits_for_what_is_free_and_whoever_leaves_gets_nothing(
    ground: Ground,
) -> None:
    free = join_queue(ground.ask(ground.open_room), actor=SERANG_TRAINER, now=NOW)
    assert await at_once(free) == {"IllegalState": 1}
    booking = (await ask(ground.ask(ground.decided_room))).booking
    too_many = ground.ask(ground.decided_room, headcount=400)
    assert await at_once(join_queue(too_many, actor=SERANG_TRAINER, now=NOW)) == {"PlanClashes": 1}
    entry = await join_queue(ground.ask(ground.decided_room), actor=SERANG_TRAINER, now=NOW)

    await leave_queue(entry.id, actor=SERANG_TRAINER, now=NOW)
    await decline_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW, reason="Dicat")

    assert await offer_slots(now=NOW) == 0


async def cancel(_: Ground, booking: Booking) -> object:
    return await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)


async def withdraw(_: Ground, booking: Booking) -> object:
    return await withdraw_booking(booking.id, actor=SERANG_TRAINER, now=NOW)


async def decline(_: Ground, booking: Booking) -> object:
    return await decline_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW, reason="Dicat")


async def move_away(_: Ground, booking: Booking) -> object:
    session, to = booking.sessions[0], hours(14, 17)
    change = Change(starts_at=to.start, ends_at=to.end)
    return await move_session(session.id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def move_all_away(_: Ground, booking: Booking) -> object:
    session, to = booking.sessions[0], hours(14, 17)
    change = Change(starts_at=to.start, ends_at=to.end)
    return await move_series(
        session.id, change, Scope.ALL, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW
    )


FREEING = {
    "cancelled": ("open_room", cancel),
    "withdrawn": ("decided_room", withdraw),
    "declined": ("decided_room", decline),
    "moved": ("open_room", move_away),
    "moved_as_a_series": ("open_room", move_all_away),
}


@pytest.mark.parametrize(("room", "free"), FREEING.values(), ids=FREEING)
async def test_a_freed_slot_is_the_queues_before_anybody_elses(
    ground: Ground, room: str, free: Callable[[Ground, Booking], Awaitable[object]]
) -> None:
    wanted = ground.ask(getattr(ground, room))
    booking = (await ask(wanted)).booking
    entries = await wait_in_line(ground, "pertama", "kedua", room=wanted.room_id)

    outcomes = await at_once(
        ask(wanted), free(ground, booking), *(ask(wanted) for _ in range(3)), offer_slots(now=NOW)
    )

    assert outcomes == {OK: 2, "PlanClashes": 4}
    assert await states(entries) == ["offered", "waiting"]
    assert await list_overlaps() == []


async def test_a_hold_that_ran_out_is_the_queues_before_anybody_elses(ground: Ground) -> None:
    """The first waits for two such holds at once; fresh askers would be content with one."""
    room, later = ground.decided_room, NOW + HOLD
    for start in (9, 13):
        await ask(ground.ask(room, hours(start, start + 3)))
    long = ground.ask(room, hours(9, 16))
    entries = await wait_for(long, ground.ask(room, hours(9, 12)))

    fresh = (ask(ground.ask(room, hours(start, start + 3)), now=later) for start in (9, 9, 13))
    assert await at_once(*fresh) == {"PlanClashes": 3}
    await expire_requests(now=later)

    assert await states(entries) == ["offered", "waiting"]


async def test_a_trainer_let_go_of_elsewhere_is_the_queues(ground: Ground) -> None:
    with_trainer = {"trainer_ids": (ground.trainer,)}
    booking = (await ask(ground.ask(ground.decided_room, **with_trainer))).booking
    wanted = ground.ask(ground.open_room, **with_trainer)
    entry = await join_queue(wanted, actor=SERANG_TRAINER, now=NOW)

    outcomes = await at_once(
        withdraw(ground, booking), ask(ground.ask(ground.part_a, **with_trainer))
    )

    assert outcomes == {OK: 1, "PlanClashes": 1}
    assert await states([entry]) == ["offered"]


async def test_opening_again_serves_who_waited(ground: Ground) -> None:
    booking = (await ask(ground.ask(ground.open_room))).booking
    (entry,) = await wait_in_line(ground, "pertama")
    closing = Closing(hours(8, 17), "Dicat", room_id=ground.open_room)
    closed = await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)
    await cancel(ground, booking)
    assert await states([entry]) == ["waiting"]

    await lift_closure(closed.closure.id, actor=BANDUNG_MANAGER, now=NOW)

    assert await states([entry]) == ["offered"]


async def test_what_a_higher_claim_took_back_is_not_the_queues(ground: Ground) -> None:
    booking = (await ask(ground.ask(ground.open_room))).booking
    entries = await wait_in_line(ground, "pertama")
    instead = (Alternative(ground.part_a, hours(9, 12)),)

    await bump_booking(
        booking.id,
        Bump("Disposisi", "Kunjungan", "Bupati", instead),
        actor=BANDUNG_MANAGER,
        now=NOW,
    )
    await offer_slots(now=NOW)

    assert await states(entries) == ["waiting"]


async def test_a_queue_served_by_the_clock_alone_is_seen(ground: Ground) -> None:
    """The seeded mutant: without the turn in the same transaction a fresh asker slips in."""
    booking = (await ask(ground.ask(ground.open_room))).booking
    (entry,) = await wait_in_line(ground, "pertama")

    with broken(serve_the_queue_by_the_clock):
        await cancel(ground, booking)
        await ask(ground.ask(ground.open_room))

    assert await states([entry]) == ["waiting"]
