"""What was too much to judge again at once, and, every night, everything that is to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.actions.steps.rejudging import rejudge_here
from lintas.domain.bookings import Session, SessionId
from lintas.store.bookings.due import list_due, list_standing, remove_due
from lintas.store.bookings.requests import list_bookings_named
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.transaction import retrying, writing

# Sessions judged in one transaction: others who want the same halls wait that long.
SLICE = 25


@dataclass(frozen=True, slots=True)
class Pass:
    """What a pass over all that is to come has done: sessions judged, conflicts opened."""

    judged: int
    opened: int


async def rejudge_due(*, now: datetime, most: int = 200) -> int:
    """Judge what waits, longest waiting first, some at a time; answers how many were judged."""
    waiting = await list_due(limit=most)
    for start in range(0, len(waiting), SLICE):
        await _judge(waiting[start : start + SLICE], now=now)
    return len(waiting)


async def rejudge_everything(*, now: datetime) -> Pass:
    """Judge every session to come again.

    It finds only what the clock alone has brought about: whatever changes a fact judges what it
    touches in its own transaction.
    """
    judged = opened = 0
    last: UUID | None = None
    while waiting := await list_standing(now=now, after=last, limit=SLICE):
        judged, last = judged + len(waiting), waiting[-1]
        opened += await _judge(waiting, now=now)
    return Pass(judged, opened)


@retrying
async def _judge(session_ids: Sequence[SessionId], *, now: datetime) -> int:
    locks = await _locks(await list_sessions_named(session_ids))
    async with writing(*locks):
        sessions = await list_sessions_named(session_ids)
        check_locked(await _locks(sessions), locks)
        live = [each for each in sessions if each.decision.holds and each.span.end > now]
        opened = await rejudge_here(live, now=now)
        await remove_due(session_ids)
    return len(opened)


async def _locks(sessions: Sequence[Session]) -> tuple[str, ...]:
    named = sorted({session.booking_id for session in sessions})
    bookings = await list_bookings_named(named)
    return tuple(sorted({lock for each in bookings for lock in await locks_of_booking(each)}))
