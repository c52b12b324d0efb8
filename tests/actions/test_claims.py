"""Claims: given by the lender, with the request or later, and slots lent again to anybody."""

from typing import Any

import pytest

from lintas.actions.approvals.end_claim import end_claim
from lintas.actions.approvals.queue import join_queue
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.bump_booking import Alternative, Bump, bump_booking
from lintas.actions.bookings.give_claim import NotAClaim, give_claim, take_claim_away
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.bookings import Booking, Decision
from lintas.domain.claims import Claim, GivenClaim
from lintas.domain.people import Actor
from lintas.domain.plans import NotAnAsk
from lintas.domain.refusal import IllegalState, NotFound, VersionPassed
from lintas.domain.venues import RoomId
from lintas.rules.access import NotAllowed
from lintas.store.approvals.claims import find_claim, list_claims, list_claims_about
from lintas.store.approvals.queue import find_entry
from lintas.store.bookings.requests import find_booking
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

FOR_REGENT = GivenClaim(Claim.LEADERS, "Disposisi Sekda 12/2027")


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def ask(world: World, *args: Any, actor: Actor = SERANG_TRAINER, **more: Any) -> Booking:
    asked = world.ask(*args, **more)
    return (await ask_for_room(asked, actor=actor, hold_for=HOLD, now=NOW)).booking


async def ask_for_regent(world: World, *args: Any, **more: Any) -> Booking:
    given = {"agency_id": world.bandung_dinas, "claim": FOR_REGENT, **more}
    return await ask(world, *args, actor=BANDUNG_COORDINATOR, **given)


async def bump(
    world: World, booking: Booking, claim: Claim = Claim.LEADERS, *, to: RoomId | None = None
) -> None:
    instead = (Alternative(to or world.part_a, hours(9, 12)),)
    given = Bump("Disposisi Sekda 12/2027", "Kunjungan", "Bupati", instead, claim)
    await bump_booking(booking.id, given, actor=BANDUNG_MANAGER, now=NOW)


async def give(booking: Booking, actor: Actor = BANDUNG_MANAGER, **more: Any) -> Booking:
    level, authority = more.pop("level", Claim.LEADERS), more.pop("authority", "Disposisi Sekda")
    return await give_claim(booking.id, level, authority, actor=actor, now=NOW, **more)


async def count_told(kind: str) -> int:
    sql = "SELECT DISTINCT account FROM message WHERE kind = $1 AND channel = 'inapp'"
    return len(await fetch(sql, kind))


async def test_the_lender_asks_by_a_claim_for_what_was_taken_back(world: World) -> None:
    displaced = await ask(world)
    await bump(world, displaced)
    (claim,) = await list_claims(venue_id=world.plut, since=NOW)
    assert claim.session_id == displaced.sessions[0].id
    with pytest.raises(PlanClashes):
        await ask(world, actor=BANDUNG_COORDINATOR, agency_id=world.bandung_dinas)

    came = await ask_for_regent(world)

    kept = await find_booking(came.id, seen_by=BANDUNG_MANAGER)
    assert kept.claim == GivenClaim(Claim.LEADERS, FOR_REGENT.authority, BANDUNG)
    assert (await find_claim(claim.id)).booking_id == came.id
    assert await list_claims_about(came) == await list_claims_about(displaced)
    # It can't be displaced by its like any more.
    with pytest.raises(IllegalState):
        await bump(world, came)
    await bump(world, came, Claim.EMERGENCY, to=world.part_b)


async def test_a_claim_is_for_the_lender_to_give_on_some_ground(world: World) -> None:
    with pytest.raises(NotAllowed):
        await ask(world, claim=FOR_REGENT)
    with pytest.raises(NotAllowed):
        await join_queue(world.ask(claim=FOR_REGENT), actor=SERANG_TRAINER, now=NOW)
    for wrong in (GivenClaim(Claim.OWNER, "Disposisi"), GivenClaim(Claim.LEADERS, " ")):
        with pytest.raises(NotAnAsk):
            await ask_for_regent(world, claim=wrong)
    booking = await ask(world)
    for level, authority in ((Claim.PUBLIC, "Disposisi"), (Claim.EMERGENCY, " ")):
        with pytest.raises(NotAClaim):
            await give(booking, level=level, authority=authority)
    for actor in (SERANG_TRAINER, SERANG_COORDINATOR):
        with pytest.raises(NotAllowed):
            await give(booking, actor)
    with pytest.raises(NotFound):
        await give_claim(world.plut, Claim.LEADERS, "x", actor=BANDUNG_MANAGER, now=NOW)
    with pytest.raises(VersionPassed):
        await give(booking, version=booking.version + 1)

    assert await count_told("claim_given") == 0


async def test_a_claim_given_later_protects_until_it_is_taken_away(world: World) -> None:
    booking = await ask(world)

    given = await give(booking)

    assert (given.claim, given.version) == (
        GivenClaim(Claim.LEADERS, "Disposisi Sekda", BANDUNG),
        booking.version + 1,
    )
    # Who asked, the coordinator of the asking side, and the lender's desk.
    assert await count_told("claim_given") == 4
    with pytest.raises(IllegalState):
        await bump(world, booking)
    again = await give(booking)
    assert again.version == given.version

    await take_claim_away(booking.id, actor=BANDUNG_MANAGER, now=NOW)

    assert await count_told("claim_taken_away") == 4
    verbs = [row["verb"] for row in await fetch("SELECT verb FROM audit_entry")]
    assert sorted(verbs) == ["ask", "give_claim", "take_claim_away"]
    await bump(world, booking)
    with pytest.raises(IllegalState):
        await give(booking)


async def test_a_claim_that_is_taken_away_leaves_a_conflict_where_it_was_needed(
    world: World,
) -> None:
    await bump(world, await ask(world))
    came = await ask_for_regent(world)

    await take_claim_away(came.id, actor=BANDUNG_MANAGER, now=NOW)
    rows = await fetch("SELECT code, state FROM conflict")
    assert [(row["code"], row["state"]) for row in rows] == [("venue_bumped", "open")]

    await give(came)
    assert [row["state"] for row in await fetch("SELECT state FROM conflict")] == ["solved"]


async def test_what_one_lender_gave_weighs_nothing_at_another(world: World) -> None:
    await bump(world, await ask(world))
    booking = await ask_for_regent(world, world.part_b)
    given_by_serang = "UPDATE booking SET claim_keeper = '36.04' WHERE id = $1"
    await fetch(given_by_serang, booking.id)

    with pytest.raises(PlanClashes):
        await move_session(
            booking.sessions[0].id,
            Change(room_id=world.open_room),
            actor=BANDUNG_COORDINATOR,
            hold_for=HOLD,
            now=NOW,
        )


async def test_a_slot_is_lent_to_anybody_again_and_to_who_waits_first(world: World) -> None:
    displaced = await ask(world)
    await bump(world, displaced)
    (claim,) = await list_claims(since=NOW)
    entry = await join_queue(world.ask(), actor=SERANG_TRAINER, now=NOW)
    for actor in (SERANG_TRAINER, SERANG_COORDINATOR):
        with pytest.raises(NotAllowed):
            await end_claim(claim.id, actor=actor, now=NOW)

    await end_claim(claim.id, actor=BANDUNG_MANAGER, now=NOW, reason="Batal berkunjung")

    assert (await find_entry(entry.id, seen_by=SERANG_TRAINER)).state == "offered"
    assert await list_claims(since=NOW) == ()
    assert await count_told("claim_ended") == 4
    with pytest.raises(NotFound):
        await end_claim(claim.id, actor=BANDUNG_MANAGER, now=NOW)
    (audited,) = await fetch("SELECT reason FROM audit_entry WHERE verb = 'end_claim'")
    assert audited["reason"] == "Batal berkunjung"


async def test_a_claim_in_the_queue_comes_in_as_the_slot_is_taken_back_for_it(
    world: World,
) -> None:
    """Taking back in favour of a request that waits: it has the slot in the same transaction."""
    displaced = await ask(world)
    plain = await join_queue(world.ask(), actor=SERANG_TRAINER, now=NOW)
    waiting = world.ask(agency_id=world.bandung_dinas, claim=FOR_REGENT)
    entry = await join_queue(waiting, actor=BANDUNG_COORDINATOR, now=NOW)

    await bump(world, displaced)

    assert (await find_entry(plain.id, seen_by=SERANG_TRAINER)).state == "waiting"
    offered = await find_entry(entry.id, seen_by=BANDUNG_COORDINATOR)
    assert offered.state == "offered"
    (claim,) = await list_claims(since=NOW)
    assert claim.booking_id == offered.booking_id
    came = await find_booking(claim.booking_id, seen_by=BANDUNG_MANAGER)
    assert came.claim == GivenClaim(Claim.LEADERS, FOR_REGENT.authority, BANDUNG)
    await cancel_booking(came.id, actor=BANDUNG_COORDINATOR, now=NOW)
    assert (await find_booking(came.id, seen_by=BANDUNG_MANAGER)).state is Decision.WITHDRAWN
