"""Promises taken back, restored, changed, and taken up again."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.bump_booking import (
    Alternative,
    Bump,
    Displaced,
    NotABump,
    bump_booking,
    try_bumping,
)
from lintas.actions.bookings.change_booking import BookingChange, change_booking
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.restore_booking import restore_booking
from lintas.actions.bookings.take_offer import take_offer
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Booking, Decision, Override, SessionState
from lintas.domain.claims import Claim
from lintas.domain.people import Actor
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import IllegalState, NotFound
from lintas.rules.access import NotAllowed
from lintas.store.approvals.claims import list_promises_kept
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def ask(world: World, *args: Any, actor: Actor = SERANG_TRAINER, **more: Any) -> Booking:
    asked = world.ask(*args, **more)
    return (await ask_for_room(asked, actor=actor, hold_for=HOLD, now=NOW)).booking


def wish(world: World, **more: Any) -> Bump:
    """Taken back for the regent; instead, the hall's first part at the same time."""
    given: Mapping[str, Any] = {
        "authority": "Disposisi Sekda 12/2027",
        "reason": "Kunjungan menteri",
        "in_favour_of": "Kegiatan Bupati",
        "alternatives": (Alternative(world.part_a, hours(9, 12)),),
        **more,
    }
    return Bump(**given)


async def bump(booking: Booking, given: Bump, actor: Actor = BANDUNG_MANAGER) -> Displaced:
    return await bump_booking(booking.id, given, actor=actor, now=NOW)


async def test_the_displaced_are_told_and_offered_the_alternative(world: World) -> None:
    booking = await ask(world)

    done = await bump(booking, wish(world))

    assert done.booking.state is Decision.BUMPED
    assert done.claim is Claim.AGREEMENT
    offered = done.alternative
    assert offered is not None
    assert (offered.state, offered.offer, offered.hold_until) == (
        Decision.REQUESTED,
        "bump",
        NOW + timedelta(days=2),
    )
    kinds = {
        row["kind"] for row in await fetch("SELECT kind FROM message WHERE account IS NOT NULL")
    }
    assert {"session_bumped", "slot_offered"} <= kinds
    verbs = {row["verb"] for row in await fetch("SELECT verb FROM audit_entry")}
    assert {"bump", "bump_for"} <= verbs

    # What the lender offers needs no second yes.
    with pytest.raises(IllegalState):
        await approve_booking(offered.id, actor=BANDUNG_MANAGER, now=NOW)
    taken = await take_offer(offered.id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    assert (taken.state, taken.offer) == (Decision.APPROVED, "")
    with pytest.raises(IllegalState):
        await take_offer(offered.id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def test_the_slot_is_kept_for_the_higher_claim(world: World) -> None:
    await bump(await ask(world), wish(world))

    with pytest.raises(PlanClashes) as refused:
        await ask(world)
    assert {each.code for each in refused.value.findings if each.severity == "blocks"} == {
        "venue_bumped"
    }
    override = {"venue_bumped": Override("Disposisi Sekda 12/2027", "Untuk Bupati")}
    own = await ask(
        world, actor=BANDUNG_COORDINATOR, agency_id=world.bandung_dinas, overrides=override
    )
    assert own.state is Decision.APPROVED


async def test_nothing_is_taken_back_without_a_judged_alternative(world: World) -> None:
    booking = await ask(world)
    await ask(world, world.part_a)

    with pytest.raises(PlanClashes):
        await bump(booking, wish(world))
    own_slot = (Alternative(world.open_room, hours(10, 13)),)
    with pytest.raises(PlanClashes):
        await bump(booking, wish(world, alternatives=own_slot))
    for wrong in ({"authority": " "}, {"reason": ""}, {"in_favour_of": ""}, {"alternatives": ()}):
        with pytest.raises(NotABump):
            await bump(booking, wish(world, **wrong))

    assert {row["state"] for row in await fetch("SELECT state FROM booking")} == {"approved"}
    assert await fetch("SELECT id FROM claim") == []


async def test_no_way_out_of_a_refusal_leads_back_into_the_slot_that_is_taken(
    world: World,
) -> None:
    """Theirs would be free once it is taken back, and is then kept for the higher claim."""
    booking = await ask(world, trainer_ids=(world.trainer,))
    await ask(world, world.part_a)

    for act in (bump_booking, try_bumping):
        with pytest.raises(PlanClashes) as refused:
            await act(booking.id, wish(world), actor=BANDUNG_MANAGER, now=NOW)
        ways = [(way.plan.room.id, way.plan.sessions[0].span) for way in refused.value.ways_out]
        # The trainer, whom it lets go of too, may teach next door then.
        assert (world.part_b, hours(9, 12)) in ways
        for room_id, span in ways:
            assert room_id != world.open_room or not span.overlaps(hours(9, 12))
        instead = [Alternative(*way) for way in ways]
        for each in instead:
            await try_bumping(
                booking.id, wish(world, alternatives=(each,)), actor=BANDUNG_MANAGER, now=NOW
            )


@pytest.mark.parametrize("claim", [Claim.AGREEMENT, Claim.OFFICE, Claim.PUBLIC])
async def test_a_claim_that_weighs_no_more_displaces_nobody(world: World, claim: Claim) -> None:
    booking = await ask(world)

    with pytest.raises(IllegalState):
        await bump(booking, wish(world, claim=claim))


async def test_only_the_lender_takes_back(world: World) -> None:
    booking = await ask(world)

    with pytest.raises(NotAllowed):
        await bump(booking, wish(world), actor=SERANG_TRAINER)
    requested = await ask(world, world.decided_room)
    with pytest.raises(IllegalState):
        await bump(requested, wish(world))


async def test_a_dry_run_shows_who_and_keeps_nothing(world: World) -> None:
    booking = await ask(world)

    foreseen = await try_bumping(booking.id, wish(world), actor=BANDUNG_MANAGER, now=NOW)

    assert [each.id for each in foreseen.sessions] == [booking.sessions[0].id]
    assert [row["state"] for row in await fetch("SELECT state FROM booking")] == ["approved"]


async def test_a_venue_shows_how_many_promises_it_kept(world: World) -> None:
    assert (await list_promises_kept([world.plut], now=NOW))[world.plut] is None
    await bump(await ask(world), wish(world))
    await ask(world, during=hours(13, 14))
    later = hours(20, 21).start

    assert (await list_promises_kept([world.plut], now=later))[world.plut] == 50


async def test_what_was_cancelled_comes_back_as_the_same_meeting(world: World) -> None:
    booking = await ask(world)
    cancelled = await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)

    back = await restore_booking(booking.id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    before, after = cancelled.sessions[0], back.sessions[0]
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    assert (after.decision, after.state) == (Decision.APPROVED, SessionState.PLANNED)
    assert len(await fetch("SELECT id FROM hold")) == 1
    with pytest.raises(IllegalState):
        await restore_booking(booking.id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def test_a_slot_that_was_given_away_does_not_come_back(world: World) -> None:
    booking = await ask(world)
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)
    await ask(world)

    with pytest.raises(PlanClashes):
        await restore_booking(booking.id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def test_where_a_manager_decides_it_is_asked_for_again(world: World) -> None:
    booking = await ask(world, world.decided_room)
    await approve_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW)
    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)

    back = await restore_booking(booking.id, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    assert (back.state, back.hold_until) == (Decision.REQUESTED, NOW + HOLD)


async def test_a_sibling_whose_time_is_over_is_not_brought_back_along(world: World) -> None:
    """Restoring gave the whole request a new hold, and with it what nobody had decided in time."""
    two = (PlannedSession(hours(9, 10)), PlannedSession(hours(11, 12)))
    booking = await ask(world, world.decided_room, sessions=two)
    first = booking.sessions[0].id
    await approve_booking(booking.id, actor=BANDUNG_MANAGER, session_ids=[first], now=NOW)
    await cancel_booking(booking.id, actor=SERANG_TRAINER, session_ids=[first], now=NOW)
    later = NOW + HOLD

    back = await restore_booking(
        booking.id, actor=SERANG_TRAINER, session_ids=[first], hold_for=HOLD, now=later
    )

    assert [each.decision for each in back.sessions] == [Decision.REQUESTED, Decision.EXPIRED]
    assert len(await fetch("SELECT id FROM hold")) == 1


async def test_nor_when_the_request_becomes_a_larger_one(world: World) -> None:
    two = (PlannedSession(hours(9, 10)), PlannedSession(hours(11, 12)))
    booking = await ask(world, world.decided_room, sessions=two)
    first = booking.sessions[0].id
    await approve_booking(booking.id, actor=BANDUNG_MANAGER, session_ids=[first], now=NOW)
    change = BookingChange(headcount=21)

    after = await change_booking(
        booking.id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW + HOLD
    )

    assert [each.decision for each in after.sessions] == [Decision.REQUESTED, Decision.EXPIRED]
    assert (after.headcount, after.hold_until) == (21, NOW + 2 * HOLD)


async def test_an_offer_is_taken_before_it_is_moved(world: World) -> None:
    """To a room that says yes by itself it went approved, and an offer all the same."""
    booking = await ask(world, world.decided_room)
    await approve_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW)
    offered = (await bump(booking, wish(world))).alternative
    assert offered
    session = offered.sessions[0]
    later = Change(starts_at=hours(15, 16).start, ends_at=hours(15, 16).end)

    with pytest.raises(IllegalState, match="only_offered"):
        await move_session(session.id, later, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    more = BookingChange(headcount=21)
    with pytest.raises(IllegalState, match="only_offered"):
        await change_booking(offered.id, more, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def test_fewer_people_need_no_new_approval_and_more_do(world: World) -> None:
    booking = await ask(world, world.decided_room)
    await approve_booking(booking.id, actor=BANDUNG_MANAGER, now=NOW)

    for change, decision in (
        (BookingChange(headcount=19), Decision.APPROVED),
        (BookingChange(headcount=21), Decision.REQUESTED),
    ):
        after = await change_booking(
            booking.id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW
        )
        assert after.state is decision
    change = BookingChange(headcount=41)
    with pytest.raises(PlanClashes):
        await change_booking(booking.id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    with pytest.raises(NotFound):
        await change_booking(world.plut, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
