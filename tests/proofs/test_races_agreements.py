"""The last day of a quota asked for by two at once: exactly one of them has it."""

import asyncio
from collections import Counter
from datetime import timedelta
from functools import partial

from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.conflicts.rejudge_due import rejudge_due
from lintas.domain.agencies import Quota, QuotaPeriod, QuotaUnit
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from tests.actions.world import (
    BANDUNG,
    HOLD,
    MONDAY,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_TRAINER,
    hours,
)
from tests.proofs.ground import Ground, list_kept, sweep
from tests.proofs.racing import OK, at_once, outcome

ROUNDS = 6

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def limit(ground: Ground, days: int) -> None:
    quota = Quota(BANDUNG, SERANG, QuotaUnit.ROOM_DAYS, days, QuotaPeriod.YEAR)
    change = AgreementChange(quotas=(quota,))
    await change_agreement(ground.agreement, change, actor=OPERATOR, now=NOW)


async def test_the_last_day_of_a_quota_goes_to_one(ground: Ground) -> None:
    for _ in range(ROUNDS):
        await sweep()
        await limit(ground, 2)
        await ask(ground.ask(during=hours(9, 12, on=MONDAY + timedelta(days=7))))

        # In halls that have nothing to do with each other: only the pair of governments does.
        wishes = [ask(ground.ask(room)) for room in (ground.open_room, ground.decided_room)]
        answers = await at_once(*wishes)

        assert answers == {OK: 1, "PlanClashes": 1}
        assert len(await list_kept()) == 2


async def test_a_quota_that_shrinks_meets_who_books_before_and_refuses_who_books_after(
    ground: Ground,
) -> None:
    for n in range(ROUNDS):
        await sweep()
        await limit(ground, 3)
        first = (await ask(ground.ask(), now=NOW - timedelta(minutes=1))).booking
        doings = [limit(ground, 1), ask(ground.ask(ground.decided_room))]
        answers = Counter(await asyncio.gather(*map(outcome, doings[:: 1 if n % 2 else -1])))
        opened = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)

        assert [each.finding.code for each in opened] == ["quota_exceeded"] * (answers[OK] - 1)
        assert first.sessions[0].id not in {each.session_id for each in opened}

        await cancel_booking(first.id, actor=SERANG_TRAINER, now=NOW)
        await rejudge_due(now=NOW)
        assert await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN) == ()
