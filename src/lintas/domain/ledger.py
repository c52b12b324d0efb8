"""What two governments lent each other: counted, and told apart into what is over and to come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from lintas.domain.agencies import Agreement, Quota, QuotaPeriod, QuotaUnit, RegencyCode
from lintas.domain.quotas import QuotaUse, Year, between, count_uses
from lintas.domain.tariffs import Tariff, choose_tariff, cost_of
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import RoomId


@dataclass(frozen=True, slots=True)
class QuotaState:
    """How much of a quota is used (over), held (to come), and left; `left` may fall below 0.

    `year` none: over the whole term.
    """

    quota: Quota
    year: Year
    used: float
    held: float

    @property
    def left(self) -> float:
        return self.quota.amount - self.used - self.held


@dataclass(frozen=True, slots=True)
class Amounts:
    """`rupiah` is what tariffs say; rooms for which nobody stated one are not in it."""

    room_days: float
    hours: float
    bookings: float
    rupiah: int


@dataclass(frozen=True, slots=True)
class LedgerSide:
    """What `borrower` used of `lender`'s rooms, and is still to use."""

    lender: RegencyCode
    borrower: RegencyCode
    used: Amounts
    held: Amounts


def list_quota_states(
    agreement: Agreement,
    uses: Iterable[QuotaUse],
    *,
    now: datetime,
    years: Iterable[int] = (),
) -> tuple[QuotaState, ...]:
    """Of each quota, in each year in which anything stands on it, in these, and in the present."""
    asked = tuple(years)
    standing = [use for use in uses if use.agreement_id in {None, agreement.id}]
    states = []
    for quota in agreement.quotas:
        mine = list(between(standing, quota.lender, quota.borrower))
        over = [use for use in mine if use.span.end <= now]
        present = {_present(agreement, now), *asked}
        for year in _years(quota, mine, present):
            used = count_uses(over, quota.unit, year)
            total = count_uses(mine, quota.unit, year)
            states.append(QuotaState(quota, year, used, total - used))
    return tuple(states)


def settle_accounts(
    lender: RegencyCode,
    borrower: RegencyCode,
    uses: Iterable[QuotaUse],
    tariffs: Mapping[RoomId, Iterable[Tariff]],
    *,
    year: int,
    now: datetime,
) -> LedgerSide:
    """One direction of the ledger of a calendar year, by the venues' clocks."""
    mine = [use for use in between(uses, lender, borrower) if year in use.years]
    used = _amounts([use for use in mine if use.span.end <= now], tariffs, year)
    total = _amounts(mine, tariffs, year)
    held = Amounts(
        total.room_days - used.room_days,
        total.hours - used.hours,
        total.bookings - used.bookings,
        total.rupiah - used.rupiah,
    )
    return LedgerSide(lender, borrower, used, held)


def _present(agreement: Agreement, now: datetime) -> int:
    """The present year, or the year of the term that is nearest to it."""
    return min(max(now.year, agreement.valid_from.year), agreement.valid_until.year)


def _years(quota: Quota, uses: Iterable[QuotaUse], besides: Iterable[int]) -> Sequence[Year]:
    if quota.period is QuotaPeriod.TERM:
        return [None]
    return sorted({*besides, *(year for use in uses for year in use.years)})


def _amounts(
    uses: Iterable[QuotaUse], tariffs: Mapping[RoomId, Iterable[Tariff]], year: int
) -> Amounts:
    uses = list(uses)
    days, hours, bookings = (count_uses(uses, unit, year) for unit in QuotaUnit)
    return Amounts(days, hours, bookings, _rupiah(uses, tariffs, year))


def _rupiah(uses: Iterable[QuotaUse], tariffs: Mapping[RoomId, Iterable[Tariff]], year: int) -> int:
    by_room: defaultdict[RoomId, list[QuotaUse]] = defaultdict(list)
    for use in uses:
        by_room[use.room_id].append(use)
    total = 0
    for room_id, its in by_room.items():
        tariff = choose_tariff(tariffs.get(room_id, ()), its[0].borrower)
        spans: list[TimeSpan] = [part for use in its if (part := use.within(year))]
        total += cost_of(tariff, spans, its[0].zone) if tariff else 0
    return total
