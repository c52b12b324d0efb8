"""Nobody came: the rest of the slot goes to who waits for it, and it is counted."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from lintas.actions.approvals.queue import join_queue
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.mark_unused import mark_unused
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.unmark_unused import unmark_unused
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.venues.close_room import Closing, close_room
from lintas.domain.bookings import Booking, Mode, Offer, Session, SessionState
from lintas.domain.people import Actor
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import IllegalState, Invalid, NotFound
from lintas.domain.timespan import TimeSpan
from lintas.rules.access import NotAllowed
from lintas.store.bookings.lending import list_quota_uses
from lintas.store.bookings.no_shows import count_no_shows
from lintas.store.bookings.requests import list_bookings
from lintas.store.engines import fetch, read_moment
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    OPERATOR,
    SERANG,
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


def at(hour: float) -> datetime:
    """On the Monday of the sessions."""
    return hours(hour, 24).start


async def booked(world: World, start: float = 9, end: float = 12, **more: Any) -> Booking:
    """By Serang, in a room of Bandung."""
    ask = world.ask(during=hours(start, end), **more)
    made = await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    return made.booking


async def told(kind: str) -> set[str]:
    rows = await fetch(
        "SELECT a.email FROM message m JOIN account a ON a.id = m.account WHERE m.kind = $1", kind
    )
    return {str(row["email"]) for row in rows}


async def test_the_rest_of_the_slot_is_anybody_s(world: World) -> None:
    booking = await booked(world, trainer_ids=(world.trainer,))
    session = booking.sessions[0]

    after = await mark_unused(session.id, "Terkunci", actor=BANDUNG_MANAGER, now=at(9.75))
    other = await ask_for_room(
        world.ask(during=hours(10, 12), trainer_ids=(world.trainer,)),
        actor=SERANG_TRAINER,
        hold_for=HOLD,
        now=at(9.8),
    )

    assert (after.state, after.span, after.sequence) == (SessionState.UNUSED, hours(9, 9.75), 1)
    assert other.booking.sessions[0].decision == "approved"
    assert await told("session_unused") == {SERANG_TRAINER.email, SERANG_COORDINATOR.email}
    (entry,) = await fetch("SELECT reason FROM audit_entry WHERE verb = 'mark_unused'")
    assert entry["reason"] == "Terkunci"


async def test_who_waits_for_the_rest_is_offered_it(world: World) -> None:
    booking = await booked(world)
    waits = world.ask(during=hours(10.5, 11.5), purpose="Menunggu")
    await join_queue(waits, actor=SERANG_COORDINATOR, now=NOW)

    await mark_unused(booking.sessions[0].id, "Terkunci", actor=BANDUNG_COORDINATOR, now=at(9.75))

    offered = [each for each in await list_bookings(seen_by=OPERATOR) if each.offer is Offer.QUEUE]
    assert [(each.purpose, each.sessions[0].span) for each in offered] == [
        ("Menunggu", hours(10.5, 11.5))
    ]
    assert SERANG_COORDINATOR.email in await told("slot_offered")


async def test_it_counts_as_long_as_it_kept_the_room(world: World) -> None:
    booking = await booked(world)

    await mark_unused(booking.sessions[0].id, "Terkunci", actor=BANDUNG_MANAGER, now=at(10))

    (use,) = await list_quota_uses((SERANG, BANDUNG), now=at(10))
    counted = await count_no_shows([BANDUNG], year=2027)
    assert use.span == hours(9, 10)
    assert [(each.agency, each.borrower, n) for each, n in counted.items()] == [
        ("Dinas Serang", SERANG, 1)
    ]
    assert not await count_no_shows([BANDUNG], year=2026)
    assert not await count_no_shows([SERANG], year=2027)


async def test_it_can_be_said_afterwards_too(world: World) -> None:
    session = (await booked(world)).sessions[0]

    after = await mark_unused(session.id, "Kunci utuh", actor=BANDUNG_MANAGER, now=at(15))

    assert (after.state, after.span) == (SessionState.UNUSED, hours(9, 12))


@pytest.mark.parametrize(
    ("case", "hour", "state"),
    [
        ("booked", 8, "waited_for"),
        ("booked", 9.4, "waited_for"),
        ("undecided", 9.75, "requested"),
        ("online", 9.75, "online"),
        ("held", 9.75, "held"),
        ("unused", 9.75, "unused"),
        ("cancelled", 9.75, "cancelled"),
    ],
)
async def test_what_can_not_be_left_unused(
    world: World, case: str, hour: float, state: str
) -> None:
    room = world.decided_room if case == "undecided" else world.open_room
    mode = Mode.ONLINE if case == "online" else Mode.ONSITE
    planned = PlannedSession(hours(9, 12), mode=mode, link="https://contoh.test/a")
    booking = await booked(world, room=room, sessions=(planned,))
    session = booking.sessions[0].id
    if case in ("held", "unused"):
        await fetch("UPDATE session SET state = $2 WHERE id = $1", session, case)
    if case == "cancelled":
        await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)

    with pytest.raises(IllegalState) as refused:
        await mark_unused(session, "Terkunci", actor=BANDUNG_MANAGER, now=at(hour))

    assert refused.value.state == state


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [
        (SERANG_TRAINER, NotAllowed),
        (SERANG_COORDINATOR, NotAllowed),
        (BANDUNG_MANAGER, None),
        (OPERATOR, None),
    ],
    ids=["asker", "asking side", "manager", "operator"],
)
async def test_it_is_the_lender_s_to_say(
    world: World, actor: Actor, refusal: type[Exception] | None
) -> None:
    session = (await booked(world)).sessions[0].id
    who: dict[str, Any] = {"actor": actor, "now": at(9.75)}

    if refusal is None:
        await mark_unused(session, "Terkunci", **who)
        return
    with pytest.raises(refusal):
        await mark_unused(session, "Terkunci", **who)
    with pytest.raises(Invalid):
        await mark_unused(session, " ", **who)
    with pytest.raises(NotFound):
        await mark_unused(world.hall, "Terkunci", **who)


async def test_what_was_left_unused_stays_as_it_was_until_it_is_taken_back(world: World) -> None:
    booking = await booked(world)
    session = booking.sessions[0].id
    now = at(9.75)
    await mark_unused(session, "Terkunci", actor=BANDUNG_MANAGER, now=now)

    with pytest.raises(IllegalState):
        await cancel_booking(booking.id, actor=SERANG_TRAINER, now=now)
    change = Change(title="Lain")
    with pytest.raises(IllegalState):
        await move_session(session, change, actor=SERANG_TRAINER, hold_for=HOLD, now=now)
    back = await unmark_unused(session, actor=BANDUNG_MANAGER, now=now + timedelta(minutes=1))

    assert (back.session.state, back.session.sequence) == (SessionState.PLANNED, 2)
    assert (back.session.span, back.gone) == (hours(9, 12), None)
    assert not await count_no_shows([BANDUNG], year=2027)
    assert await told("session_used") == {SERANG_TRAINER.email, SERANG_COORDINATOR.email}
    with pytest.raises(IllegalState):
        await unmark_unused(session, actor=BANDUNG_MANAGER, now=now)
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=now)


async def held(session: Session) -> list[TimeSpan]:
    rows = await fetch("SELECT starts_at, ends_at FROM hold WHERE session = $1", session.id)
    return [TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])) for row in rows]


@pytest.mark.parametrize("hour", [10.5, 15], ids=["while it lasts", "afterwards"])
async def test_what_nobody_took_is_the_session_s_again(world: World, hour: float) -> None:
    session = (await booked(world, trainer_ids=(world.trainer,))).sessions[0]
    await mark_unused(session.id, "Terkunci", actor=BANDUNG_MANAGER, now=at(9.75))

    back = await unmark_unused(session.id, actor=BANDUNG_MANAGER, now=at(hour))

    assert (back.session.span, back.gone) == (hours(9, 12), None)
    assert await held(session) == [hours(9, 12)] * 2
    (use,) = await list_quota_uses((SERANG, BANDUNG), now=at(hour))
    assert use.span == hours(9, 12)


async def take_room(world: World) -> None:
    ask = world.ask(during=hours(11, 12))
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=at(10))


async def take_trainer(world: World) -> None:
    ask = world.ask(world.part_a, hours(11, 12), trainer_ids=(world.trainer,))
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=at(10))


async def wait_for_rest(world: World) -> None:
    """Offered, and held for them, as soon as the slot was let go of."""


async def close_rest(world: World) -> None:
    closing = Closing(hours(11, 13), "Listrik padam", room_id=world.open_room)
    await close_room(closing, actor=BANDUNG_MANAGER, now=at(10))


async def take_all(world: World) -> None:
    ask = world.ask(during=hours(9.75, 12))
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=at(10))


# With the hour until which the rest is free.
TAKING = {
    "room": (take_room, 11),
    # Who teaches in the next room needs a quarter of an hour to be there.
    "trainer": (take_trainer, 10.75),
    "queue": (wait_for_rest, 10.5),
    "closure": (close_rest, 11),
    "all of it": (take_all, 9.75),
}


@pytest.mark.parametrize(("take", "free_until"), TAKING.values(), ids=TAKING)
async def test_what_others_have_by_now_stays_theirs(
    world: World, take: Callable[[World], Awaitable[None]], free_until: float
) -> None:
    session = (await booked(world, trainer_ids=(world.trainer,))).sessions[0]
    if take is wait_for_rest:
        waits = world.ask(during=hours(10.5, 11.5))
        await join_queue(waits, actor=SERANG_COORDINATOR, now=NOW)
    await mark_unused(session.id, "Terkunci", actor=BANDUNG_MANAGER, now=at(9.75))
    await take(world)
    before = await fetch("SELECT id FROM session WHERE id <> $1", session.id)

    back = await unmark_unused(session.id, actor=BANDUNG_MANAGER, now=at(10.25))

    assert (back.session.state, back.session.span) == (SessionState.PLANNED, hours(9, free_until))
    assert back.gone == hours(free_until, 12)
    assert await held(session) == [hours(9, free_until)] * 2
    assert await fetch("SELECT id FROM session WHERE id <> $1", session.id) == before
    assert await told("session_used_in_part") == {SERANG_TRAINER.email, SERANG_COORDINATOR.email}
