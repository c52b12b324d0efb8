"""Governments, their agencies, and what two governments agreed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import NewType
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.opening import OpeningHours
from lintas.domain.timespan import TimeSpan

RegencyCode = NewType("RegencyCode", str)
AgencyId = NewType("AgencyId", UUID)
AgreementId = NewType("AgreementId", UUID)
VenueId = NewType("VenueId", UUID)


class RegencyKind(StrEnum):
    KABUPATEN = "kabupaten"
    KOTA = "kota"
    PROVINSI = "provinsi"
    PUSAT = "pusat"


@dataclass(frozen=True, slots=True)
class Regency:
    """A government; `code` is Kemendagri's ("36.04") and the only key, for names repeat."""

    code: RegencyCode
    name: str
    kind: RegencyKind
    province: str
    timezone: str

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class AgencyKind(StrEnum):
    OPD = "opd"
    DESA = "desa"
    VERTIKAL = "vertikal"
    SWASTA = "swasta"

    @property
    def governs(self) -> bool:
        """Whether such an agency belongs to a regency's government."""
        return self in {AgencyKind.OPD, AgencyKind.DESA}


@dataclass(frozen=True, slots=True)
class Agency:
    """An office.

    `regency` is its government's (none for central and private bodies); `keeper` is the regency
    whose coordinator decides for it (none: only the operator does). `severities` are by the code
    of a law: how much it weighs in what this office asks for. `weekly_jp` is how many JP a trainer
    teaches a week in its plans, `budget_cutoff` the last day of a budget year ("12-15").
    """

    id: AgencyId
    name: str
    short_name: str
    kind: AgencyKind
    regency: RegencyCode | None
    keeper: RegencyCode | None
    is_example: bool = False
    severities: Mapping[str, str] = field(default_factory=dict)
    working_hours: OpeningHours | None = None
    weekly_jp: int | None = None
    budget_cutoff: str = ""


class AgreementKind(StrEnum):
    KB = "KB"
    PKS = "PKS"


class Cooperation(StrEnum):
    """Whom a government works with, as the regulations name it."""

    KSDD = "ksdd"
    KSDPK = "ksdpk"
    SINERGI = "sinergi"


class AgreementState(StrEnum):
    OFFERED = "offered"
    IN_FORCE = "in_force"


class QuotaUnit(StrEnum):
    ROOM_DAYS = "room_days"
    HOURS = "hours"
    BOOKINGS = "bookings"


class QuotaPeriod(StrEnum):
    YEAR = "year"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Quota:
    lender: RegencyCode
    borrower: RegencyCode
    unit: QuotaUnit
    amount: int
    period: QuotaPeriod

    @property
    def key(self) -> tuple[RegencyCode, RegencyCode, QuotaUnit, QuotaPeriod]:
        """What it limits; two of one key would contradict each other."""
        return (self.lender, self.borrower, self.unit, self.period)


@dataclass(frozen=True, slots=True)
class Balance:
    """The band in which the use of each other's rooms is to stay in a calendar year.

    One side uses at most `ratio` times what the other does; nobody minds up to `beyond` room-days.
    """

    ratio: int
    beyond: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two or more governments signed; `valid_until` is the first day it no longer holds.

    `venue_ids` names the venues it covers; none: all venues of its parties. `umbrella_id` is the
    KB under which a PKS was made. `severities` are by the code of a law: how much it weighs in what
    stands on this agreement.
    """

    id: AgreementId
    kind: AgreementKind
    number: str
    title: str
    parties: tuple[RegencyCode, ...]
    valid_from: date
    valid_until: date
    state: AgreementState
    scope: str = ""
    venue_ids: tuple[VenueId, ...] = ()
    quotas: tuple[Quota, ...] = ()
    offered_by: RegencyCode | None = None
    is_example: bool = False
    version: int = 1
    umbrella_id: AgreementId | None = None
    cooperation: Cooperation = Cooperation.KSDD
    severities: Mapping[str, str] = field(default_factory=dict)
    balance: Balance | None = None

    def binds(self, lender: RegencyCode, borrower: RegencyCode, venue: VenueId) -> bool:
        """Whether it lets `borrower` use that venue of `lender`, on its valid days."""
        return (
            self.state is AgreementState.IN_FORCE
            and {lender, borrower} <= set(self.parties)
            and (not self.venue_ids or venue in self.venue_ids)
        )

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day < self.valid_until

    def valid_throughout(self, span: TimeSpan, zone: ZoneInfo) -> bool:
        return all(self.valid_on(day) for day in span.days(zone))

    def reaches_beyond(self, before: "Agreement") -> bool:
        """Whether it carries what it didn't before: other days, other venues, or more of them."""
        longer = self.valid_from < before.valid_from or self.valid_until > before.valid_until
        wider = bool(before.venue_ids) and not (
            self.venue_ids and set(self.venue_ids) <= set(before.venue_ids)
        )
        return longer or wider or self._allows_more_than(before)

    def quotas_of(self, lender: RegencyCode, borrower: RegencyCode) -> tuple[Quota, ...]:
        """What limits how much `borrower` may use of `lender`'s rooms."""
        return tuple(
            each for each in self.quotas if (each.lender, each.borrower) == (lender, borrower)
        )

    def _allows_more_than(self, before: "Agreement") -> bool:
        amounts = {quota.key: quota.amount for quota in self.quotas}
        return any(
            quota.key not in amounts or amounts[quota.key] > quota.amount for quota in before.quotas
        )

    def accepted(self) -> "Agreement":
        return replace(self, state=AgreementState.IN_FORCE, version=self.version + 1)
