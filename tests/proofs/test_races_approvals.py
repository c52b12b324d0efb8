"""Two say yes at once, a yes against a bump, and a queue whose order nothing overtakes."""

from datetime import timedelta
from functools import partial

from lintas.actions.approvals.queue import join_queue, leave_queue, offer_slots
from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.bump_booking import Alternative, Bump, bump_booking
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.actions.bookings.take_offer import take_offer
from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.domain.approvals import QueueEntry, QueueState
from lintas.store.approvals.queue import find_entry
from lintas.store.engines import fetch
from tests.actions.world import BANDUNG_MANAGER, HOLD, NOW, OPERATOR, SERANG_TRAINER, hours
from tests.proofs.breaking import broken, serve_the_queue_backwards
from tests.proofs.ground import Ground, list_overlaps
from tests.proofs.racing import OK, at_once

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
approve = partial(approve_booking, actor=BANDUNG_MANAGER, now=NOW)


async def wait_in_line(ground: Ground, *names: str) -> list[QueueEntry]:
    """One after the other, for the same slot, each a second later."""
    return [
        await join_queue(
            ground.ask(ground.open_room, purpose=name),
            actor=SERANG_TRAINER,
            now=NOW + timedelta(seconds=number),
        )
        for number, name in enumerate(names)
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

    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)
    await at_once(*(offer_slots(now=NOW) for _ in range(4)))
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
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)

    with broken(serve_the_queue_backwards):
        await offer_slots(now=NOW)

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
