"""What making a booking answers, and trying to."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lintas.domain.agencies import Agreement
from lintas.domain.bookings import Booking, Decision
from lintas.domain.ledger import QuotaState
from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.tariffs import Cost
from lintas.domain.timespan import TimeSpan
from lintas.rules import Finding
from lintas.store.bookings.skipped import SkippedDate


@dataclass(frozen=True, slots=True)
class Made:
    """A booking, and what it was made in spite of: warnings with reasons, and notes.

    `zone` is the place's, for showing times. `cost` none: nobody stated a tariff. `skipped` are
    dates it was made without. `quota_left` is of the quotas it draws on, after it.
    """

    booking: Booking
    warnings: tuple[Finding, ...]
    zone: ZoneInfo
    cost: Cost | None = None
    skipped: tuple[SkippedDate, ...] = ()
    quota_left: tuple[QuotaState, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeseenDate:
    """One date as asking would leave it; `findings` are what it would be kept, or skipped, for."""

    span: TimeSpan
    is_skipped: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What asking would meet now: warnings with reasons, notes, and what it would stand on.

    `skipped` are the dates that would be left out, each with what stands in its way;
    `quota_left` is what would be left after it.
    """

    plan: Plan
    findings: tuple[Finding, ...]
    agreement: Agreement | None
    decision: Decision
    skipped: tuple[tuple[PlannedSession, tuple[Finding, ...]], ...] = ()
    quota_left: tuple[QuotaState, ...] = ()

    @property
    def dates(self) -> tuple[ForeseenDate, ...]:
        """Each date that was asked for, in their order, kept or left out."""
        kept = [
            ForeseenDate(
                planned.span,
                is_skipped=False,
                findings=tuple(each for each in self.findings if each.session == index),
            )
            for index, planned in enumerate(self.plan.sessions)
        ]
        left_out = [
            ForeseenDate(planned.span, is_skipped=True, findings=found)
            for planned, found in self.skipped
        ]
        return tuple(sorted([*kept, *left_out], key=lambda each: each.span))
