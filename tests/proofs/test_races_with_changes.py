"""Facts that laws read change just when somebody books by them: one of the two was first."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from functools import partial

from lintas.actions.agencies.change_agency import change_agency
from lintas.actions.agencies.facts import AgencyChange
from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.travel.state_way import WayChange, change_way
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.regroup_room import regroup_room
from lintas.actions.venues.retire_room import retire_room
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG_MANAGER,
    HOLD,
    HOURS_ANSWERED,
    NOW,
    OPERATOR,
    SERANG_TRAINER,
    hours,
    named,
)
from tests.proofs.auditing import list_hold_faults
from tests.proofs.ground import Ground, list_kept, measure_way, slot, sweep
from tests.proofs.racing import OK, outcome

ROUNDS = 8

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def count_open() -> Counter[str]:
    conflicts = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
    return Counter(conflict.finding.code for conflict in conflicts)


async def test_a_room_is_booked_or_retired(ground: Ground) -> None:
    for n in range(ROUNDS):
        await sweep()
        await fetch("UPDATE room SET retired_at = NULL")
        retire = retire_room(ground.open_room, actor=BANDUNG_MANAGER, now=NOW)
        doings = [ask(ground.ask()), retire]
        answers = Counter(await asyncio.gather(*map(outcome, doings[:: 1 if n % 2 else -1])))

        assert answers in ({OK: 1, "NotFound": 1}, {OK: 1, "IllegalState": 1})
        assert len(await list_kept()) == answers["IllegalState"]


async def test_a_part_is_booked_before_or_after_it_joins_the_hall(ground: Ground) -> None:
    for n in range(ROUNDS):
        await sweep()
        await regroup_room(ground.open_room, None, actor=BANDUNG_MANAGER, now=NOW)
        join = regroup_room(ground.open_room, ground.hall, actor=BANDUNG_MANAGER, now=NOW)
        wishes = [ask(ground.ask(room)) for room in (ground.open_room, ground.hall)]
        doings = [*wishes[: n % 3], join, *wishes[n % 3 :]]
        answers = await asyncio.gather(*map(outcome, doings))

        # As a part of the hall it can't be had beside it.
        joined = answers[n % 3] == OK
        assert Counter(answers)[OK] == 2
        assert len(await list_kept()) == (1 if joined else 2)
        assert [fault async for fault in list_hold_faults()] == []


async def test_a_gap_is_kept_by_who_books_after_it_and_told_of_by_who_did_before(
    ground: Ground,
) -> None:
    for n in range(ROUNDS):
        await sweep()
        await change_room(ground.open_room, gap(0), actor=BANDUNG_MANAGER, now=NOW)
        await ask(ground.ask(during=slot(0)))
        widen = change_room(ground.open_room, gap(30), actor=BANDUNG_MANAGER, now=NOW)
        doings = [widen, ask(ground.ask(during=slot(1)))]
        answers = await asyncio.gather(*map(outcome, doings[:: 1 if n % 2 else -1]))

        was_refused = "PlanClashes" in answers
        assert await count_open() == ({} if was_refused else {"venue_clash": 1})


def gap(minutes: int) -> RoomChange:
    return RoomChange(turnaround=timedelta(minutes=minutes))


async def test_an_agreement_that_ends_is_known_to_who_books_and_who_decides(
    ground: Ground,
) -> None:
    for n in range(ROUNDS):
        await sweep()
        await end_agreement(ground, date(2028, 1, 1))
        undecided = (await ask(ground.ask(ground.decided_room))).booking
        doings = [
            end_agreement(ground, date(2027, 1, 15)),
            ask(ground.ask(during=hours(13, 14))),
            approve_booking(undecided.id, actor=BANDUNG_MANAGER, now=NOW),
        ]
        order = [(n + number) % 3 for number in range(3)]
        answers = await asyncio.gather(*(outcome(doings[number]) for number in order))

        # Whatever stands without an agreement is in open conflict, undecided or approved.
        made = len(await list_kept())
        assert answers.count("PlanClashes") >= 2 - made
        assert await count_open() == {"agreement_expired": made}
        assert [fault async for fault in list_hold_faults()] == []


async def end_agreement(ground: Ground, until: date) -> None:
    change = AgreementChange(valid_until=until)
    await change_agreement(ground.agreement, change, actor=OPERATOR, now=NOW)


async def test_an_office_s_books_are_closed_for_who_books_after_and_told_to_who_did_before(
    ground: Ground,
) -> None:
    for n in range(ROUNDS):
        await sweep()
        await close_books(ground, "")
        wishes = [ask(ground.ask(during=slot(hour))) for hour in range(3)]
        doings = [*wishes[: n % 4], close_books(ground, "01-15"), *wishes[n % 4 :]]
        answers = Counter(await asyncio.gather(*map(outcome, doings)))

        made = len(await list_kept())
        assert answers["PlanClashes"] == 3 - made
        assert await count_open() == ({"budget_year": made} if made else {})


async def close_books(ground: Ground, cutoff: str) -> None:
    change = AgencyChange(budget_cutoff=cutoff)
    await change_agency(ground.serang_dinas, change, actor=OPERATOR, now=NOW)


async def test_a_longer_way_is_known_to_who_books_after_and_told_to_who_did_before(
    ground: Ground,
) -> None:
    taught = {"trainer_ids": (ground.trainer,), "reasons": HOURS_ANSWERED}
    for n in range(ROUNDS):
        await sweep()
        await measure_way(ground, timedelta(hours=1))
        await ask(ground.ask(during=hours(8, 10), **taught))
        lengthen = change_way(named("way"), WayChange(minutes=240), actor=OPERATOR, now=NOW)
        doings = [lengthen, ask(ground.ask(ground.serang_room, hours(12, 14), **taught))]
        answers = await asyncio.gather(*map(outcome, doings[:: 1 if n % 2 else -1]))

        was_refused = "PlanClashes" in answers
        assert await count_open() == ({} if was_refused else {"trainer_travel": 2})
