"""The steps that the oracle knows, taken for real: its words in, real actions, its words out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.swap_sessions import Swap, swap_sessions
from lintas.actions.bookings.withdraw_booking import cancel_booking, withdraw_booking
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.venues.close_room import (
    Closing,
    ClosureChange,
    change_closure,
    close_room,
    lift_closure,
)
from lintas.actions.venues.regroup_room import regroup_room
from lintas.domain.agencies import Quota, QuotaPeriod, QuotaUnit
from lintas.domain.bookings import Booking
from lintas.domain.refusal import Refusal
from lintas.rules import Severity
from tests.actions.world import BANDUNG, HOLD, NOW, OPERATOR, SERANG, SERANG_TRAINER
from tests.proofs.ground import measure_way, reunite, sweep
from tests.proofs.looking import PLACES, QUARTER, WAY
from tests.proofs.reckoning import OK, Meeting, Outcome, Step
from tests.proofs.retaking import ANSWERED, Retaking

# What Bandung lends Serang: few enough that stories run out of it.
QUOTA_HOURS = 4


@dataclass
class Stage(Retaking):
    """One world, one database, in which steps are taken, `taken` of them in all its stories."""

    taken: int = 0

    async def clear(self) -> None:
        await sweep()
        self.day = 0
        for names in (self.bookings, self.sessions, self.closures, self.entries, self.renamed):
            names.clear()
        self.ways_out.clear()
        await reunite(self.ground)
        await measure_way(self.ground, WAY * QUARTER)
        quota = Quota(BANDUNG, SERANG, QuotaUnit.HOURS, QUOTA_HOURS, QuotaPeriod.TERM)
        change = AgreementChange(quotas=(quota,))
        await change_agreement(self.ground.agreement, change, actor=OPERATOR, now=NOW)

    async def take(self, step: Step) -> Outcome:
        self.taken += 1
        verb, args = step
        doing: Callable[..., Awaitable[None]] = getattr(self, f"_{verb}")
        try:
            await doing(*args)
        except PlanClashes as refusal:
            self.ways_out += refusal.ways_out
            blocking = [each for each in refusal.findings if each.severity is Severity.BLOCKS]
            if verb == "swap":
                # Which of the two is refused is nobody's concern.
                return Outcome("PlanClashes")
            by_number = verb != "approve"
            return Outcome(
                "PlanClashes",
                frozenset((each.session if by_number else None, each.code) for each in blocking),
            )
        except Refusal as refusal:
            return Outcome(type(refusal).__name__)
        return OK

    async def _ask(self, name: str, meetings: tuple[Meeting, ...]) -> None:
        room = self.room(meetings[0].room)
        asked = self.ground.ask(room, sessions=tuple(map(self.planned, meetings)), reasons=ANSWERED)
        made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=self.now)
        self.bookings[name] = made.booking.id
        self.sessions |= {session.title: session.id for session in made.booking.sessions}

    async def _ask_skipping(self, name: str, meetings: tuple[Meeting, ...]) -> None:
        room = self.room(meetings[0].room)
        sessions = tuple(map(self.planned, meetings))
        asked = self.ground.ask(room, sessions=sessions, skip_clashing=True, reasons=ANSWERED)
        made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=self.now)
        self.bookings[name] = made.booking.id
        self.sessions |= {session.title: session.id for session in made.booking.sessions}

    async def _approve(self, name: str, labels: frozenset[str]) -> None:
        await self._decide(partial(approve_booking, actor=OPERATOR), name, labels)

    async def _decline(self, name: str, labels: frozenset[str]) -> None:
        decline = partial(decline_booking, actor=OPERATOR, reason="Dipakai")
        await self._decide(decline, name, labels)

    async def _withdraw(self, name: str, labels: frozenset[str]) -> None:
        await self._decide(partial(withdraw_booking, actor=SERANG_TRAINER), name, labels)

    async def _cancel(self, name: str, labels: frozenset[str]) -> None:
        await self._decide(partial(cancel_booking, actor=SERANG_TRAINER), name, labels)

    async def _decide(
        self, decide: Callable[..., Awaitable[Booking]], name: str, labels: frozenset[str]
    ) -> None:
        session_ids = [self.sessions[label] for label in sorted(labels)]
        await decide(self.bookings[name], session_ids=session_ids, now=self.now)

    async def _move(self, _: str, label: str, to: Meeting) -> None:
        span = self.span(to.start, to.end)
        change = Change(
            starts_at=span.start,
            ends_at=span.end,
            room_id=self.room(to.room),
            trainer_ids=tuple(getattr(self.ground, each) for each in sorted(to.trainers)),
        )
        await move_session(
            self.sessions[label], change, actor=SERANG_TRAINER, hold_for=HOLD, now=self.now
        )

    async def _swap(self, _: tuple[str, str], labels: tuple[str, str]) -> None:
        one, other = (self.sessions[label] for label in labels)
        swap = Swap(other)
        await swap_sessions(one, swap, actor=SERANG_TRAINER, hold_for=HOLD, now=self.now)

    async def _close(self, name: str, what: str, start: int, end: int) -> None:
        kind = "room_id" if what in PLACES else "venue_id"
        closing = Closing(self.span(start, end), name, **{kind: getattr(self.ground, what)})
        closed = await close_room(closing, actor=OPERATOR, now=self.now)
        self.closures[name] = closed.closure.id

    async def _close_otherwise(self, name: str, start: int, end: int) -> None:
        span = self.span(start, end)
        change = ClosureChange(starts_at=span.start, ends_at=span.end)
        await change_closure(self._closure(name), change, actor=OPERATOR, now=self.now)

    async def _regroup(self, room: str, hall: str | None) -> None:
        part_of = self.room(hall) if hall else None
        await regroup_room(self.room(room), part_of, actor=OPERATOR, now=self.now)

    async def _lift(self, name: str) -> None:
        await lift_closure(self._closure(name), actor=OPERATOR, now=self.now)

    def _closure(self, name: str) -> UUID:
        """One that is only just being made is not there."""
        return self.closures.get(name, UUID(int=0))

    async def _wait(self, days: int) -> None:
        self.day += days

    async def _tidy(self) -> None:
        """What the worker does now and then; nobody may notice."""
        await expire_requests(now=self.now)
