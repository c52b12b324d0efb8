"""Many want the same thing at once: one gets it, the others hear why and where else."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from functools import partial

from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.actions.bookings.made import Made
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.venues.close_room import Closing, close_room
from lintas.domain.bookings import Booking, Decision, Session
from lintas.domain.plans import Ask
from lintas.domain.timespan import TimeSpan
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.bookings.receipts import AnsweredBefore, Receipt
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    OPERATOR,
    SERANG_TRAINER,
    hours,
)
from tests.proofs.ground import (
    Ground,
    holds_due,
    leaves_of,
    list_holds,
    list_kept,
    list_overlaps,
    slot,
)
from tests.proofs.racing import OK, at_once, outcome

ROUNDS = 10
LATER = NOW + HOLD

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
approve = partial(approve_booking, actor=BANDUNG_MANAGER, now=NOW)
decline = partial(decline_booking, actor=BANDUNG_MANAGER, now=NOW, reason="Dipakai dinas")
cancel = partial(cancel_booking, actor=SERANG_TRAINER, now=NOW)
withdraw = partial(withdraw_booking, actor=SERANG_TRAINER, now=NOW)


async def move(session: Session, to: TimeSpan) -> None:
    change = Change(starts_at=to.start, ends_at=to.end)
    await move_session(session.id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def request(ground: Ground, during: TimeSpan) -> Booking:
    """An undecided request for the room that a manager decides about."""
    return (await ask(ground.ask(ground.decided_room, during))).booking


async def check_holds(ground: Ground) -> Sequence[Booking]:
    """Holds are what live sessions say, and none overlap; answers all bookings."""
    bookings = await list_kept()
    assert await list_overlaps() == []
    assert await list_holds() == holds_due(bookings, leaves_of(ground))
    return bookings


async def count_told(kind: str) -> Counter[str]:
    """How many messages of a kind each mailbox and inbox has got."""
    sql = "SELECT channel, account, person, subject_id FROM message WHERE kind = $1"
    return Counter(str(row) for row in await fetch(sql, kind))


async def test_of_fifty_who_want_one_slot_one_gets_it(ground: Ground) -> None:
    asks = [ground.ask(ground.hall, trainer_ids=(ground.trainer,)) for _ in range(50)]
    answers = await asyncio.gather(*map(ask, asks), return_exceptions=True)

    assert Counter(map(type, answers)) == {Made: 1, PlanClashes: 49}
    refusals = [answer for answer in answers if isinstance(answer, PlanClashes)]
    assert {tuple(sorted({f.code for f in each.findings})) for each in refusals} == {
        ("trainer_clash", "venue_clash")
    }
    assert all(each.ways_out for each in refusals)
    [booking] = await check_holds(ground)
    assert len(booking.sessions) == 1
    assert len(await list_holds()) == 3  # both parts of the hall, and the trainer


async def test_slots_that_touch_all_succeed(ground: Ground) -> None:
    counted = await at_once(*(ask(ground.ask(during=slot(n))) for n in range(48)))

    assert counted == {OK: 48}
    assert len(await check_holds(ground)) == 48


async def test_of_a_hall_and_its_part_one_is_had(ground: Ground) -> None:
    for n in range(ROUNDS):
        rooms = (ground.hall, ground.part_a) if n % 2 else (ground.part_b, ground.hall)
        counted = await at_once(*(ask(ground.ask(room, slot(n))) for room in rooms))
        assert counted == {OK: 1, "PlanClashes": 1}

    await check_holds(ground)


async def test_both_parts_of_a_hall_are_had_at_once(ground: Ground) -> None:
    counted = await at_once(*(ask(ground.ask(each)) for each in (ground.part_a, ground.part_b)))

    assert counted == {OK: 2}


async def test_one_trainer_is_not_sent_to_two_regencies(ground: Ground) -> None:
    trainers = (ground.trainer,)
    for n in range(ROUNDS):
        here = ask(ground.ask(during=slot(n), trainer_ids=trainers))
        there = ask(ground.ask_serang(slot(n), trainer_ids=trainers), actor=BANDUNG_COORDINATOR)
        assert await at_once(*((here, there) if n % 2 else (there, here))) == {
            OK: 1,
            "PlanClashes": 1,
        }

    await check_holds(ground)


async def test_of_two_approvals_one_wins_and_it_is_told_once(ground: Ground) -> None:
    for n in range(ROUNDS):
        booking = await request(ground, slot(n))
        assert await at_once(*(approve(booking.id) for _ in range(2))) == {
            OK: 1,
            "IllegalState": 1,
        }

    told = await count_told("request_approved")
    assert set(told.values()) == {1}
    # Who asked, and the coordinator of the asking side: in the inbox and by mail.
    assert len(told) == ROUNDS * 4
    verbs = await fetch("SELECT count(*) AS n FROM audit_entry WHERE verb = 'approve'")
    assert verbs[0]["n"] == ROUNDS


async def test_either_the_approval_or_the_clock_was_first(ground: Ground) -> None:
    for n in range(ROUNDS):
        booking = await request(ground, slot(n))
        in_time, clock = approve(booking.id), expire_requests(now=LATER)
        doings = (in_time, clock) if n % 2 else (clock, in_time)
        counted = await at_once(*doings)

        [kept] = [each for each in await check_holds(ground) if each.id == booking.id]
        was_approved = counted == {OK: 2}
        assert was_approved or counted == {OK: 1, "IllegalState": 1}
        assert kept.state is (Decision.APPROVED if was_approved else Decision.EXPIRED)
    # A decision too late is none.
    late = await request(ground, hours(12, 13))
    assert await outcome(approve(late.id, now=LATER)) == "IllegalState"


async def test_approving_declining_and_withdrawing_exclude_each_other(ground: Ground) -> None:
    for n in range(ROUNDS):
        booking = await request(ground, slot(n))
        doings = [approve(booking.id), decline(booking.id), withdraw(booking.id)]
        assert await at_once(*doings[n % 3 :], *doings[: n % 3]) == {OK: 1, "IllegalState": 2}

    await check_holds(ground)


async def test_a_slot_is_moved_into_or_asked_for(ground: Ground) -> None:
    for n in range(ROUNDS):
        old, new = slot(2 * n), slot(2 * n + 1)
        session = (await ask(ground.ask(during=old))).booking.sessions[0]
        doings = [move(session, new), ask(ground.ask(during=new))]
        assert await at_once(*doings[n % 2 :], *doings[: n % 2]) == {OK: 1, "PlanClashes": 1}

    await check_holds(ground)


async def test_a_slot_moved_out_of_is_had_after_and_not_before(ground: Ground) -> None:
    for n in range(ROUNDS):
        old, new = slot(2 * n), slot(2 * n + 1)
        session = (await ask(ground.ask(during=old))).booking.sessions[0]
        doings = [move(session, new), ask(ground.ask(during=old))]
        moved, asked = await asyncio.gather(*map(outcome, doings))

        assert moved == OK
        taken = {each.sessions[0].span for each in await check_holds(ground)}
        assert (new in taken, old in taken) == (True, asked == OK)


async def test_two_sessions_never_swap_into_each_other(ground: Ground) -> None:
    for n in range(ROUNDS):
        pair = slot(2 * n), slot(2 * n + 1)
        one, other = [(await ask(ground.ask(during=each))).booking.sessions[0] for each in pair]
        assert await at_once(move(one, pair[1]), move(other, pair[0])) == {"PlanClashes": 2}

    await check_holds(ground)


async def test_what_was_cancelled_is_not_approved_and_holds_nothing(ground: Ground) -> None:
    for n in range(ROUNDS):
        booking = await request(ground, slot(n))
        doings = [cancel(booking.id), approve(booking.id)]
        cancelled, _ = await asyncio.gather(*map(outcome, doings))
        assert cancelled == OK

    assert {each.state for each in await check_holds(ground)} <= {
        Decision.WITHDRAWN,
        Decision.CANCELLED,
    }
    assert await list_holds() == []


async def test_a_request_is_answered_once_however_often_it_is_sent(ground: Ground) -> None:
    receipt = Receipt(
        SERANG_TRAINER.id, "POST bookings", "key", "0" * 64, 201, lambda made: str(made.booking.id)
    )
    sent = [ask(ground.ask(), receipt=receipt) for _ in range(20)]
    answers = await asyncio.gather(*sent, return_exceptions=True)

    assert Counter(map(type, answers)) == {Made: 1, AnsweredBefore: 19}
    [booking] = await check_holds(ground)
    repeated = {each.answer for each in answers if isinstance(each, AnsweredBefore)}
    assert repeated == {str(booking.id)}


async def test_a_closure_and_a_request_made_at_once_know_of_each_other(ground: Ground) -> None:
    for n in range(ROUNDS):
        closing = Closing(slot(n), "Rapat", **place(ground, n))
        doings = [close_room(closing, actor=BANDUNG_MANAGER, now=NOW), ask(wish(ground, n))]
        answers = await asyncio.gather(*map(outcome, doings[:: 1 if n % 4 < 2 else -1]))

        was_refused = "PlanClashes" in answers
        conflicts = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
        mine = [each for each in conflicts if each.finding.evidence["closed"] == slot(n)]
        assert len(mine) == (0 if was_refused else 1)


def place(ground: Ground, n: int) -> dict[str, object]:
    """In turn a part of the hall that is asked for, and the whole venue."""
    return {"venue_id": ground.plut} if n % 2 else {"room_id": ground.part_b}


def wish(ground: Ground, n: int) -> Ask:
    return ground.ask(ground.hall, slot(n))


async def test_two_who_meet_the_same_run_out_request_both_get_theirs(ground: Ground) -> None:
    # It held a room and a trainer: each of the two locks one of them, and lets go of both.
    trainers = (ground.trainer,)
    # Apart, for between two rooms people walk.
    for n in range(ROUNDS):
        await ask(ground.ask(ground.decided_room, slot(2 * n), trainer_ids=trainers))
        at_home = ground.ask(
            ground.open_room, slot(2 * n), trainer_ids=trainers, agency_id=ground.bandung_dinas
        )
        assert await at_once(
            ask(ground.ask(ground.decided_room, slot(2 * n)), now=LATER),
            ask(at_home, now=LATER, actor=BANDUNG_COORDINATOR),
        ) == {OK: 2}

    assert set((await count_told("request_expired")).values()) == {1}
    entries = await fetch("SELECT count(*) AS n FROM audit_entry WHERE verb = 'expire'")
    assert entries[0]["n"] == ROUNDS
