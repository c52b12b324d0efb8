"""Who stands in line for what has come free, and the holding of it for them, in their order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from lintas.actions.steps.locking import locks_of
from lintas.actions.steps.offering import Offered, keep_offer
from lintas.actions.steps.planning import find_plan, planned
from lintas.domain.accounts import SHELL
from lintas.domain.approvals import QueueEntry, QueueState
from lintas.domain.bookings import Offer, Session
from lintas.domain.plans import Plan
from lintas.domain.refusal import NotFound
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId
from lintas.rules import judge, refusing
from lintas.store.approvals.queue import list_waiting, save_entry
from lintas.store.bookings.holds import list_bookings_run_out
from lintas.store.situations import gather_situation, list_wanted
from lintas.store.transaction import lock_more
from lintas.store.venues.rooms import list_halls_and_gaps

# More than that wait for the clock, so that nobody who lets go of something waits for long.
MOST_SERVED = 20

# In the order of asking, each with what it would be.
Line: TypeAlias = Sequence[tuple[QueueEntry, Plan]]


@dataclass(frozen=True, slots=True)
class Freed:
    """What may have come free: halls, and people and things, at some of these times."""

    roots: frozenset[RoomId]
    spans: tuple[TimeSpan, ...]
    others: frozenset[UUID] = frozenset()

    def __add__(self, more: "Freed") -> "Freed":
        return Freed(self.roots | more.roots, self.spans + more.spans, self.others | more.others)

    def concerns(self, entry: QueueEntry) -> bool:
        wanted = {
            each
            for session in entry.ask.sessions
            for each in (*session.trainer_ids, *(need.asset_id for need in session.assets))
        }
        return (entry.root in self.roots or not wanted.isdisjoint(self.others)) and any(
            entry.span.overlaps(span) for span in self.spans
        )


async def freed_by(sessions: Iterable[Session]) -> Freed:
    """What these sessions had, once they hold nothing of it any more."""
    sessions = tuple(sessions)
    known = await list_halls_and_gaps({each.room_id for each in sessions})
    return Freed(
        roots=frozenset(root for root, _ in known.values()),
        spans=tuple(planned(each).hold_span(known[each.room_id][1]) for each in sessions),
        others=frozenset(
            each
            for session in sessions
            for each in (*session.trainer_ids, *(need.asset_id for need in session.assets))
        ),
    )


async def find_line(freed: Freed, *, now: datetime, most: int = MOST_SERVED) -> Line:
    """Who waits for some of it, with all that they need locked. What named what is no more lapses.

    Raises:
        TryAgain: the locks were not there yet.
    """
    window = TimeSpan(
        min(span.start for span in freed.spans), max(span.end for span in freed.spans)
    )
    line: list[tuple[QueueEntry, Plan]] = []
    # Who waits for a person or a thing may do so in any hall.
    halls = () if freed.others else freed.roots
    for entry in await list_waiting(window, now=now, roots=halls):
        if not freed.concerns(entry) or len(line) == most:
            continue
        try:
            line.append((entry, await find_plan(entry.ask, seen_by=SHELL)))
        except NotFound:
            await save_entry(replace(entry, state=QueueState.LAPSED))
    await lock_more(*locks_of(*(plan for _, plan in line)))
    return line


async def list_run_out_before(line: Line, *, now: datetime) -> tuple[UUID, ...]:
    """Requests that keep what these need longer than they may."""
    over: dict[UUID, None] = {}
    for _, plan in line:
        over |= dict.fromkeys(await list_bookings_run_out(list_wanted([plan]), now=now))
    return tuple(over)


async def offer_in_turn(line: Line, *, now: datetime) -> int:
    """Hold for each what nothing stands in the way of any more; answers how many offers."""
    made = 0
    for entry, plan in line:
        made += await _offer(entry, plan, now=now)
    return made


async def _offer(entry: QueueEntry, plan: Plan, *, now: datetime) -> bool:
    ask = entry.ask
    situation = await gather_situation(plan, now=now)
    if refusing(judge(plan, situation), ask.reasons):
        return False
    wish = Offered(
        entry.asked_by, ask.purpose.strip(), ask.batch_id, ask.reasons, ask.overrides, plan.claim
    )
    booking = await keep_offer(Offer.QUEUE, [(plan, situation)], wish, now=now)
    offered = replace(
        entry,
        state=QueueState.OFFERED,
        offered_until=booking.hold_until,
        booking_id=booking.id,
    )
    await save_entry(offered)
    return True
