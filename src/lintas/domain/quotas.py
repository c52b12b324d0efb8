"""How much one government has used of another's rooms: counted the same for laws and for people.

A room-day is one booked room on one local date of the venue; a hall counts once, as it was booked.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TypeAlias
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import AgreementId, QuotaUnit, RegencyCode
from lintas.domain.bookings import BookingId, SessionId
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId

HOUR = timedelta(hours=1)

# The calendar year that is counted; none: the whole term.
Year: TypeAlias = int | None


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """One session of a government's people in another's room; `zone` is the venue's.

    `asked_at`, `booking_id` and `position` say who came first: those keep their share when a quota
    turns out too small for all.
    """

    lender: RegencyCode
    borrower: RegencyCode
    room_id: RoomId
    span: TimeSpan
    zone: ZoneInfo
    booking_id: BookingId
    asked_at: datetime
    position: int = 0
    session_id: SessionId | None = None
    agreement_id: AgreementId | None = None

    @property
    def turn(self) -> tuple[datetime, UUID, int]:
        return (self.asked_at, self.booking_id, self.position)

    @property
    def days(self) -> tuple[date, ...]:
        return self.span.days(self.zone)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(day.year for day in self.days))

    def within(self, year: Year) -> TimeSpan | None:
        """What of it lies in that year, by the venue's clocks."""
        if year is None or self.years == (year,):
            return self.span
        if year not in self.years:
            return None
        start = datetime(year, 1, 1, tzinfo=self.zone)
        end = datetime(year + 1, 1, 1, tzinfo=self.zone)
        return TimeSpan(max(self.span.start, start), min(self.span.end, end))

    def shares(self, unit: QuotaUnit, year: Year) -> Mapping[Hashable, float]:
        """What it takes of a quota: each thing counts once, whoever else takes it too."""
        part = self.within(year)
        if part is None:
            return {}
        if unit is QuotaUnit.BOOKINGS:
            return {self.booking_id: 1}
        if unit is QuotaUnit.HOURS:
            # By position too: what is only planned has no id yet, and may name one time twice.
            meeting = (self.session_id, self.position, self.room_id, part)
            return {meeting: part.length / HOUR}
        return {(self.room_id, day): 1 for day in part.days(self.zone)}


@dataclass(slots=True)
class Tally:
    """What has been counted so far of one unit, in one year or over the whole term."""

    unit: QuotaUnit
    year: Year = None
    total: float = 0
    _counted: set[Hashable] = field(default_factory=set)

    def more(self, use: QuotaUse) -> float:
        """How much the use would add."""
        shares = use.shares(self.unit, self.year)
        return sum(share for key, share in shares.items() if key not in self._counted)

    def add(self, use: QuotaUse) -> None:
        self.total += self.more(use)
        self._counted |= set(use.shares(self.unit, self.year))


def count_uses(uses: Iterable[QuotaUse], unit: QuotaUnit, year: Year = None) -> float:
    """How much these take of one unit together."""
    tally = Tally(unit, year)
    for use in uses:
        tally.add(use)
    return tally.total


def between(
    uses: Iterable[QuotaUse], lender: RegencyCode, borrower: RegencyCode
) -> Iterator[QuotaUse]:
    """Those of `borrower`'s people in `lender`'s rooms."""
    return (use for use in uses if (use.lender, use.borrower) == (lender, borrower))
