"""Sessions are put off by the dozen, and get another date: through the action on both engines."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.decline_booking import ReasonMissing
from lintas.actions.bookings.give_up_postponed import give_up_postponed
from lintas.actions.bookings.move_series import Scope, move_series
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.offer_skipped import offer_skipped
from lintas.actions.bookings.postpone_sessions import (
    OfAgency,
    OfBatch,
    OthersByNow,
    postpone_sessions,
    try_postponing,
)
from lintas.actions.bookings.restore_booking import restore_booking
from lintas.actions.programs.enrol_people import enrol_people
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.pasting import parse_roster
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.steps.judging import PlanClashes
from lintas.alerts.truth import list_untrue
from lintas.domain.bookings import Decision, SessionState
from lintas.domain.plans import NotAnAsk, PlannedSession
from lintas.domain.programs import Batch
from lintas.domain.refusal import IllegalState, Invalid, NotFound
from lintas.rules.access import NotAllowed
from lintas.store.bookings.changes import list_cancellations
from lintas.store.bookings.requests import find_booking
from lintas.store.bookings.sessions import list_sessions_of_batch
from lintas.store.engines import fetch
from lintas.store.messages.sending import claim_letters
from lintas.store.outbox import Channel
from lintas.store.transaction import writing
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

WEEK = timedelta(days=7)
LATER = NOW + timedelta(minutes=5)
FLOOD = "Banjir di Soreang"


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


@pytest.fixture
async def batch(world: World) -> Batch:
    program = ProgramFacts(world.serang_dinas, "Kemasan")
    kept = await register_program(program, actor=SERANG_COORDINATOR, now=NOW)
    return await register_batch(BatchFacts(kept.id, 1), actor=SERANG_COORDINATOR, now=NOW)


async def ask(world: World, *weeks: int, **more: object):
    """Meetings on the Monday, and on those so many weeks later."""
    trainers = more.pop("trainers", (world.trainer,))
    sessions = tuple(
        PlannedSession(hours(9, 12).moved(WEEK * n), trainer_ids=trainers) for n in weeks or (0,)
    )
    asked = replace(world.ask(), sessions=sessions, **more)
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=10 * HOLD, now=NOW)).booking


async def put_off(whose: object, *, now=LATER, actor=SERANG_COORDINATOR, **more: object):
    return await postpone_sessions(whose, FLOOD, actor=actor, now=now, **more)


async def move(session, change: Change, *, now=LATER):
    return await move_session(session.id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=now)


async def held() -> set[object]:
    return {row["session"] for row in await fetch("SELECT DISTINCT session FROM hold")}


async def told(account: object) -> list[dict[str, object]]:
    sql = """
        SELECT facts FROM message
        WHERE kind = 'sessions_postponed' AND account = $1 AND channel = 'inapp'
    """
    return [json.loads(row["facts"]) for row in await fetch(sql, account)]


async def test_what_is_still_to_begin_is_put_off_and_lets_go(world: World, batch: Batch) -> None:
    booking = await ask(world, 0, 1, 2, batch_id=batch.id)
    request = await ask(world, 3, batch_id=batch.id, room_id=world.decided_room)
    on_the_first_day = booking.sessions[0].span.start + timedelta(hours=1)

    done = await put_off(OfBatch(batch.id), now=on_the_first_day)

    running, *ahead = await list_sessions_of_batch(batch.id)
    assert (running.decision, running.postponed) == (Decision.APPROVED, False)
    assert [each.id for each in done.sessions] == [each.id for each in ahead]
    for before, after in zip((*booking.sessions[1:], *request.sessions), ahead, strict=True):
        assert (after.decision, after.state) == (Decision.CANCELLED, SessionState.CANCELLED)
        assert after.postponed
        assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    assert len(await held()) == 1
    again = await ask(world, 1, 2)
    assert again.state is Decision.APPROVED


async def test_who_is_concerned_is_told_once_of_what_concerns_them(
    world: World, batch: Batch
) -> None:
    roster = parse_roster("Siti Aminah, 0812 3456 7789")
    await enrol_people(batch.id, roster, actor=SERANG_COORDINATOR, now=NOW)
    await ask(world, 0, 1, batch_id=batch.id)
    await ask(world, 2, batch_id=batch.id, room_id=world.decided_room, trainers=())

    foreseen = await try_postponing(OfBatch(batch.id), actor=SERANG_COORDINATOR, now=LATER)
    done = await put_off(OfBatch(batch.id))

    assert (len(foreseen.sessions), foreseen.told) == (3, done.told)
    for actor in (SERANG_TRAINER, SERANG_COORDINATOR, BANDUNG_MANAGER, BANDUNG_COORDINATOR):
        (facts,) = await told(actor.id)
        assert [each["starts_at"] for each in facts["listed"]] == [
            hours(9, 12).moved(WEEK * n).start.isoformat() for n in range(3)
        ]
        assert facts["reason"] == FLOOD
    kinds = {row["kind"] for row in await fetch("SELECT DISTINCT kind FROM message")}
    assert "session_cancelled" not in kinds


async def test_what_was_put_off_waits_for_another_date(world: World, batch: Batch) -> None:
    booking = await ask(world, 0, 1, batch_id=batch.id)
    (first, second) = (await put_off(OfBatch(batch.id))).sessions
    # Long after the day that it was first to be on.
    now = first.span.end + timedelta(days=1)
    later = hours(13, 16).moved(10 * WEEK)

    with pytest.raises(NotAnAsk):
        await move(first, Change(), now=now)
    moved = await move(first, Change(starts_at=later.start, ends_at=later.end), now=now)

    assert (moved.session.id, moved.session.uid) == (booking.sessions[0].id, first.uid)
    assert (moved.session.decision, moved.session.state) == (
        Decision.APPROVED, SessionState.PLANNED,
    )  # fmt: skip
    assert (moved.session.postponed, moved.session.sequence) == (False, 2)
    assert len(await held()) == 1
    # On the date that it had, where nobody took it.
    back = await move(second, Change(), now=LATER + timedelta(minutes=1))
    assert (back.session.span, back.session.decision) == (second.span, Decision.APPROVED)


async def test_another_date_is_judged_afresh(world: World, batch: Batch) -> None:
    await ask(world, 0, batch_id=batch.id)
    (waiting,) = (await put_off(OfBatch(batch.id))).sessions
    await ask(world, 0, trainers=())

    with pytest.raises(PlanClashes) as refusal:
        await move(waiting, Change())
    decided = await move(waiting, Change(room_id=world.decided_room))

    assert [each.code for each in refusal.value.findings] == ["venue_clash"]
    assert decided.session.decision is Decision.REQUESTED


async def test_those_that_wait_move_together(world: World, batch: Batch) -> None:
    booking = await ask(world, 0, 1, 2, batch_id=batch.id)
    stays = await move(booking.sessions[0], Change(title="Pembukaan"), now=NOW)
    on_the_first_day = stays.session.span.start + timedelta(hours=1)
    (second, third) = (await put_off(OfBatch(batch.id), now=on_the_first_day)).sessions
    later = second.span.moved(timedelta(days=1))

    moved = await move_series(
        second.id,
        Change(starts_at=later.start, ends_at=later.end),
        Scope.ALL,
        actor=SERANG_TRAINER,
        hold_for=HOLD,
        now=on_the_first_day,
    )

    assert [each.span for each in moved.sessions] == [later, third.span.moved(timedelta(days=1))]
    kept = await find_booking(booking.id, seen_by=SERANG_TRAINER)
    assert kept.sessions[0].span == booking.sessions[0].span
    assert not any(each.postponed for each in kept.sessions)
    assert kept.decision_reason == ""


async def test_bringing_back_what_was_cancelled_leaves_what_waits(
    world: World, batch: Batch
) -> None:
    booking = await ask(world, 0, 1, batch_id=batch.id)
    await put_off(OfBatch(batch.id))

    with pytest.raises(IllegalState) as refused:
        await restore_booking(booking.id, actor=SERANG_TRAINER, hold_for=HOLD, now=LATER)
    named = [booking.sessions[1].id]
    after = await restore_booking(
        booking.id, actor=SERANG_TRAINER, hold_for=HOLD, now=LATER, session_ids=named
    )

    assert refused.value.state == "postponed"
    assert [each.postponed for each in after.sessions] == [True, False]
    kept = await find_booking(booking.id, seen_by=SERANG_TRAINER)
    assert (kept.state, kept.decision_reason) == (Decision.APPROVED, "")


async def test_what_was_put_off_is_given_up_for_good(world: World, batch: Batch) -> None:
    booking = await ask(world, 0, 1, 2, batch_id=batch.id)
    (first, second, _) = (await put_off(OfBatch(batch.id))).sessions
    # Long after the day that it was first to be on.
    now = first.span.end + timedelta(days=1)

    async def give_up(*session_ids: object, actor=SERANG_TRAINER):
        return await give_up_postponed(
            booking.id, actor=actor, now=now, session_ids=session_ids, reason="Sepi peminat"
        )

    with pytest.raises(NotAllowed):
        await give_up(actor=BANDUNG_MANAGER)
    after = await give_up(first.id)

    assert [each.postponed for each in after.sessions] == [False, True, True]
    gone = after.sessions[0]
    assert (gone.uid, gone.sequence, gone.decision) == (first.uid, 2, Decision.CANCELLED)
    for actor in (SERANG_TRAINER, SERANG_COORDINATOR, BANDUNG_MANAGER, BANDUNG_COORDINATOR):
        sql = "SELECT facts FROM message WHERE kind = 'session_given_up' AND account = $1"
        facts = json.loads((await fetch(sql, actor.id))[0]["facts"])
        assert (facts["reason"], facts["sessions"]) == ("Sepi peminat", 1)
    assert list((await list_cancellations(after.sessions)).values()) == [
        "Sepi peminat", FLOOD, FLOOD,
    ]  # fmt: skip

    with pytest.raises(IllegalState):
        await give_up(first.id, second.id)
    with pytest.raises(IllegalState):
        await move(first, Change(), now=now)
    rest = await give_up()
    assert not any(each.postponed for each in rest.sessions)
    with pytest.raises(IllegalState):
        await give_up()


async def test_of_an_agency_only_the_days_that_were_named(world: World) -> None:
    booking = await ask(world, 0, 1, 2)
    days = (MONDAY + timedelta(days=1), MONDAY + WEEK)

    done = await put_off(OfAgency(world.serang_dinas, *days))

    assert [each.id for each in done.sessions] == [booking.sessions[1].id]
    with pytest.raises(Invalid):
        await put_off(OfAgency(world.serang_dinas, *reversed(days)))
    with pytest.raises(IllegalState):
        await put_off(OfAgency(world.serang_dinas, *days))


async def test_only_the_asking_side_puts_off(world: World, batch: Batch) -> None:
    await ask(world, 0, batch_id=batch.id)
    year = OfAgency(world.serang_dinas, MONDAY, MONDAY + 50 * WEEK)

    with pytest.raises(NotFound):
        await put_off(OfBatch(batch.id), actor=BANDUNG_COORDINATOR)
    with pytest.raises(NotFound):
        await put_off(year, actor=BANDUNG_COORDINATOR)
    with pytest.raises(NotAllowed):
        await put_off(year, actor=SERANG_TRAINER)
    with pytest.raises(ReasonMissing):
        await postpone_sessions(year, "  ", actor=SERANG_COORDINATOR, now=LATER)
    with pytest.raises(OthersByNow):
        await put_off(year, expected=2)
    assert await fetch("SELECT id FROM session WHERE postponed") == []
    # Whoever asked for all of it may.
    done = await put_off(OfBatch(batch.id), actor=SERANG_TRAINER, expected=1)
    assert len(done.sessions) == 1


async def test_dates_that_were_left_out_are_offered_what_was_freed(
    world: World, batch: Batch
) -> None:
    await ask(world, 0, 1, batch_id=batch.id)
    waits = await ask(world, 0, 1, 2, trainers=(), skip_clashing=True)
    assert len(waits.sessions) == 1

    await put_off(OfBatch(batch.id))

    states = await fetch("SELECT state FROM skipped_date")
    assert [row["state"] for row in states] == ["offered", "offered"]
    assert await offer_skipped(now=LATER) == 2


async def test_news_that_is_over_is_not_sent_any_more(world: World, batch: Batch) -> None:
    roster = parse_roster("Siti Aminah, 0812 3456 7789")
    await enrol_people(batch.id, roster, actor=SERANG_COORDINATOR, now=NOW)
    await ask(world, 0, batch_id=batch.id)
    (waiting,) = (await put_off(OfBatch(batch.id))).sessions

    async def untrue() -> set[str]:
        async with writing():
            letters = await claim_letters(Channel.EMAIL, worker="w", now=LATER, limit=50)
        found = await list_untrue(letters, now=LATER)
        return {each.kind for each in letters if each.id in found}

    assert "sessions_postponed" not in await untrue()
    await fetch("UPDATE message SET state = 'new', lease_by = '', lease_until = NULL")
    await move(waiting, Change())
    assert "sessions_postponed" in await untrue()


async def test_hundreds_are_put_off_in_one_go(world: World, batch: Batch) -> None:
    for part in range(3):
        days = (part * 100 + n for n in range(100))
        sessions = tuple(PlannedSession(hours(9, 12).moved(timedelta(days=day))) for day in days)
        reasons = {"*": "Sudah disepakati"}
        asked = replace(world.ask(), sessions=sessions, batch_id=batch.id, reasons=reasons)
        await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    done = await put_off(OfBatch(batch.id))

    assert len(done.sessions) == 300
    assert await held() == set()
    (facts,) = await told(SERANG_COORDINATOR.id)
    assert len(facts["listed"]) == 300
