"""Putting sessions off, or seeing what that would come to."""

from datetime import datetime

from lintas.actions.bookings.decline_booking import ReasonMissing
from lintas.actions.bookings.postpone_sessions.gathering import Gathered, gather
from lintas.actions.bookings.postpone_sessions.telling import Telling, list_tellings, tell
from lintas.actions.bookings.postpone_sessions.values import (
    OfAgency,
    OthersByNow,
    Postponed,
    Whose,
)
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.deciding import decide, hand_on
from lintas.actions.steps.locking import check_locked
from lintas.domain.bookings import Session
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.transaction import retrying, writing


@retrying
async def postpone_sessions(
    whose: Whose,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
    expected: int | None = None,
    receipt: Receipt | None = None,
) -> Postponed:
    """Put off all that is still to begin, in one transaction: requests and what was approved.

    The sessions let go of rooms, trainers and tools, keep their ids and uids, and wait for a move
    to another date, where they are judged afresh. Whoever is concerned is told once, of all of
    them. `expected` is how many the asker was shown, checked when given.

    Raises:
        NotFound: no such batch on the actor's side, or an agency of elsewhere.
        NotAllowed: the actor neither coordinates the asking side nor asked for all of them.
        ReasonMissing: no reason was given.
        Invalid: days in the wrong order, or more than 1,000 sessions.
        IllegalState: nothing is still to begin.
        OthersByNow: they are not so many as were shown.
    """
    await check_receipt(receipt, now=now)
    _check(whose, reason)
    seen = await gather(whose, actor=actor, now=now)
    locks = set(await seen.locks())
    async with writing(*locks, *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        gathered = await gather(whose, actor=actor, now=now)
        check_locked(await gathered.locks(), locks)
        count = len(gathered.sessions)
        if expected is not None and expected != count:
            raise OthersByNow(faults=(Fault("expected", expected, "current", count),))
        # Asked before anything is put off: who is concerned is who was to come.
        tellings = await list_tellings(gathered)
        put_off = await _put_off(gathered, reason, actor=actor, now=now)
        await tell(gathered, tellings, reason=reason, now=now)
        postponed = Postponed(put_off, _count(tellings))
        await add_receipt(receipt, postponed, now=now)
    return postponed


async def try_postponing(whose: Whose, *, actor: Actor, now: datetime) -> Postponed:
    """What would be put off, and how many would be told; nothing is kept.

    Raises:
        NotFound, NotAllowed, Invalid, IllegalState: as `postpone_sessions`.
    """
    _check_days(whose)
    gathered = await gather(whose, actor=actor, now=now)
    return Postponed(gathered.sessions, _count(await list_tellings(gathered)))


async def _put_off(
    gathered: Gathered, reason: str, *, actor: Actor, now: datetime
) -> tuple[Session, ...]:
    decided = [
        await decide(booking, "postpone", sessions, actor=actor, now=now, reason=reason)
        for booking, sessions in gathered.bookings
    ]
    await hand_on(decided, now=now)
    put_off = [session for _, sessions in decided for session in sessions]
    await audit(
        actor,
        "postpone",
        (gathered.kind, gathered.subject_id),
        after={"sessions": len(put_off)},
        reason=reason,
        now=now,
    )
    return tuple(sorted(put_off, key=lambda session: (session.span, session.id)))


def _check(whose: Whose, reason: str) -> None:
    _check_days(whose)
    if not reason.strip():
        raise ReasonMissing(faults=(Fault("reason", reason, "required"),))


def _check_days(whose: Whose) -> None:
    if isinstance(whose, OfAgency):
        whose.check()


def _count(tellings: tuple[Telling, ...]) -> int:
    return sum(len(each.recipients) for each in tellings)
