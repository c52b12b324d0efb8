"""What could change between judging and committing: whoever changes it must want the same locks.

Each pair below is proven by what the two really lock, not by a race that may not happen.
"""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, timedelta
from itertools import combinations, product

import pytest

from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.record_use import PhonedUse, record_use
from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.actions.conflicts.override_conflict import override_conflict
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.close_room import Closing, close_room, lift_closure
from lintas.actions.venues.regroup_room import regroup_room
from lintas.domain.refusal import Refusal
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    hours,
)
from tests.proofs.ground import Ground
from tests.proofs.interloping import noting_locks

Deed = Callable[[], Awaitable[object]]

ROOM = Ground.decided_room


async def locks_of(deed: Deed) -> set[str]:
    """What it locks, whether or not it then refuses."""
    with noting_locks() as names, suppress(Refusal):
        await deed()
    return set(names)


async def request(ground: Ground, hour: float = 9):
    asked = ground.ask(ROOM, hours(hour, hour + 1))
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)).booking


async def asking(ground: Ground) -> Deed:
    return lambda: request(ground)


async def recording(ground: Ground) -> Deed:
    use = PhonedUse(ground.ask(ROOM))
    return lambda: record_use(use, actor=BANDUNG_MANAGER, now=NOW)


async def approving(ground: Ground) -> Deed:
    booking = await request(ground)
    return lambda: approve_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW)


async def declining(ground: Ground) -> Deed:
    booking = await request(ground)
    return lambda: decline_booking(booking.id, actor=BANDUNG_MANAGER, reason="Dipakai", now=NOW)


async def withdrawing(ground: Ground) -> Deed:
    booking = await request(ground)
    return lambda: withdraw_booking(booking.id, actor=SERANG_TRAINER, now=NOW)


async def cancelling(ground: Ground) -> Deed:
    booking = await request(ground)
    return lambda: cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)


async def expiring(ground: Ground) -> Deed:
    await request(ground)
    return lambda: expire_requests(now=NOW + HOLD)


async def moving(ground: Ground) -> Deed:
    session = (await request(ground)).sessions[0]
    later = hours(13, 14)
    change = Change(starts_at=later.start, ends_at=later.end)
    return lambda: move_session(session.id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def close(ground: Ground, **place: object):
    closing = Closing(hours(15, 16), "Rapat", **(place or {"room_id": ROOM}))
    return (await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)).closure


async def closing_the_room(ground: Ground) -> Deed:
    return lambda: close(ground)


async def closing_the_venue(ground: Ground) -> Deed:
    return lambda: close(ground, venue_id=ground.plut)


async def lifting(ground: Ground) -> Deed:
    closure = await close(ground)
    return lambda: lift_closure(closure.id, actor=BANDUNG_MANAGER, now=NOW)


async def changing_the_room(ground: Ground) -> Deed:
    change = RoomChange(turnaround=timedelta(minutes=15))
    return lambda: change_room(ROOM, change, actor=BANDUNG_MANAGER, now=NOW)


async def regrouping(ground: Ground) -> Deed:
    return lambda: regroup_room(ROOM, None, actor=BANDUNG_MANAGER, now=NOW)


async def regrouping_under_a_hall(ground: Ground) -> Deed:
    return lambda: regroup_room(ROOM, ground.hall, actor=BANDUNG_MANAGER, now=NOW)


async def changing_the_agreement(ground: Ground) -> Deed:
    change = AgreementChange(valid_until=date(2027, 12, 1))
    return lambda: change_agreement(ground.agreement, change, actor=SERANG_COORDINATOR, now=NOW)


async def overriding(ground: Ground) -> Deed:
    await ask_for_room(
        ground.ask(ROOM, hours(17, 18)), actor=SERANG_TRAINER, hold_for=HOLD, now=NOW
    )
    closing = Closing(hours(17, 18), "Rapat", room_id=ROOM)
    closed = await close_room(closing, actor=BANDUNG_MANAGER, now=NOW)
    conflict = closed.opened[0]
    return lambda: override_conflict(
        conflict.id, actor=BANDUNG_COORDINATOR, authority="Sekda", reason="Disepakati", now=NOW
    )


JUDGING = (asking, recording, approving, moving)
DECIDING = (declining, withdrawing, cancelling, expiring)
CHANGING = (
    *(closing_the_room, closing_the_venue, lifting),
    *(changing_the_room, changing_the_agreement, overriding),
)
# They answer that the room is in use where it is, before they change anything.
REBUILDING = (regrouping, regrouping_under_a_hall)


# Locks have the same names on both engines.
@pytest.mark.parametrize("engine_kind", ["sqlite"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        *product(JUDGING + DECIDING, CHANGING),
        *product((asking, recording), REBUILDING),
        *combinations(CHANGING, 2),
    ],
    ids=lambda each: each.__name__,
)
async def test_who_reads_a_fact_and_who_changes_it_wait_for_each_other(
    ground: Ground, one: Callable[[Ground], Awaitable[Deed]], other: Callable[..., Awaitable[Deed]]
) -> None:
    # Something to re-judge for those who only lock what they touch.
    await request(ground, 20)
    ours = await locks_of(await one(ground))
    theirs = await locks_of(await other(ground))

    assert ours & theirs != set()
