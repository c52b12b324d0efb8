"""Somebody asks for two bookings in one breath: a plan that no single room could take."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lintas.actions.bookings.made import Foreseen, Made
from lintas.actions.bookings.requesting import foresee, request
from lintas.actions.steps.locking import locks_of
from lintas.actions.steps.planning import find_allowed, find_plan
from lintas.domain.people import Actor
from lintas.domain.plans import Ask
from lintas.rules.besides import besides
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.situations import gather_situation
from lintas.store.transaction import TryAgain, retrying, writing


@retrying
async def ask_in_parts(
    parts: Sequence[Ask],
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None = None,
) -> tuple[Made, ...]:
    """Ask for all parts, or for nothing; each is judged with those before it.

    Raises:
        NotAnAsk, NotFound, AnsweredBefore, AnotherBody: as `ask_for_room`, for any of them.
        PlanClashes: somebody came first; without ways out, for those are ways of the whole.
    """
    # Before looking: a room that said yes may be gone by now.
    await check_receipt(receipt, now=now)
    foreseen = [await find_allowed(part, actor, now=now) for part in parts]
    locks = locks_of(*foreseen)
    async with writing(*locks, *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        # Halls may have been divided before the locks were ours.
        plans = [await find_plan(part, seen_by=actor) for part in parts]
        if set(locks_of(*plans)) != set(locks):
            raise TryAgain
        made = [
            await request(part, plan, actor=actor, hold_for=hold_for, now=now)
            for part, plan in zip(parts, plans, strict=True)
        ]
        await add_receipt(receipt, tuple(made), now=now)
    return tuple(made)


async def try_in_parts(
    parts: Sequence[Ask], *, actor: Actor, now: datetime
) -> tuple[Foreseen, ...]:
    """What asking for all parts would meet now; nothing is kept.

    Raises:
        NotAnAsk, NotFound, PlanClashes: as `ask_in_parts`.
    """
    found: list[Foreseen] = []
    for part in parts:
        plan = await find_allowed(part, actor, now=now)
        situation = await gather_situation(plan, now=now)
        for earlier in found:
            situation = besides(earlier.plan, situation)
        found.append(await foresee(part, plan, situation))
    return tuple(found)
