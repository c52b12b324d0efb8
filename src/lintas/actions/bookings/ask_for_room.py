"""Somebody asks for a room, for one or several sessions."""

from datetime import datetime, timedelta

from lintas.actions.bookings.made import Foreseen, Made
from lintas.actions.bookings.requesting import foresee, request
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.locking import locks_of
from lintas.actions.steps.planning import find_allowed, find_plan
from lintas.domain.people import Actor
from lintas.domain.plans import Ask
from lintas.rules.ways_out import FOR_ASKING
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.situations import gather_situation
from lintas.store.transaction import TryAgain, retrying, writing


async def ask_for_room(
    ask: Ask, *, actor: Actor, hold_for: timedelta, now: datetime, receipt: Receipt | None = None
) -> Made:
    """Ask for a room: approved at once where the room says yes by itself, else requested.

    A request holds its slots for `hold_for`, or until it is decided. With a receipt, the same
    request sent again is answered as it was the first time.

    Raises:
        NotAnAsk: a value that can't be meant.
        NotFound: an id that is unknown, or that the actor may not use so.
        PlanClashes: laws are broken; every finding at once, with ways out.
        AnsweredBefore, AnotherBody: the receipt's key was used before.
    """
    async with offering_ways_out(ask.reasons, FOR_ASKING, actor=actor, now=now):
        return await _ask(ask, actor=actor, hold_for=hold_for, now=now, receipt=receipt)


async def try_asking(ask: Ask, *, actor: Actor, now: datetime) -> Foreseen:
    """Judge a request without making it; nothing is kept.

    Raises:
        NotAnAsk, NotFound, PlanClashes: as `ask_for_room`.
    """
    async with offering_ways_out(ask.reasons, FOR_ASKING, actor=actor, now=now):
        plan = await find_allowed(ask, actor, now=now)
        return await foresee(ask, plan, await gather_situation(plan, now=now))


@retrying
async def _ask(
    ask: Ask, *, actor: Actor, hold_for: timedelta, now: datetime, receipt: Receipt | None
) -> Made:
    # Before looking: a room that said yes may be gone by now.
    await check_receipt(receipt, now=now)
    foreseen = await find_allowed(ask, actor, now=now)
    async with writing(*locks_of(foreseen), *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        # The hall may have been divided before the locks were ours.
        plan = await find_plan(ask, seen_by=actor)
        if set(locks_of(plan)) != set(locks_of(foreseen)):
            raise TryAgain
        made = await request(ask, plan, actor=actor, hold_for=hold_for, now=now)
        await add_receipt(receipt, made, now=now)
    return made
