"""What is said about governments and their agencies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from zoneinfo import available_timezones

from lintas.actions.steps.severities import list_severity_faults
from lintas.domain.agencies import Agency, AgencyKind, Regency, RegencyKind
from lintas.domain.given import KEPT, Checklist, Given, Kept
from lintas.domain.opening import OpeningHours
from lintas.domain.teaching_hours import JP_MINUTES

LONGEST_SHORT_NAME = 100
# As many as a week has.
MOST_WEEKLY_JP = 7 * 24 * 60 // JP_MINUTES
_MONTH_DAY = re.compile(r"\d{2}-\d{2}", re.ASCII)
_ORDINARY_YEAR = 2027
# What a register of offices holds.
_LONGEST_REGENCY_NAME = 200

# Kemendagri's: a province, and a regency or city in it.
REGENCY_CODE = re.compile(r"\d{2}(\.\d{2})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class RegencyFacts(Given):
    """`code` is Kemendagri's, "36" of a province or "36.04"; `timezone` is one of IANA's."""

    code: str
    name: str
    province: str
    timezone: str = "Asia/Jakarta"
    kind: RegencyKind = RegencyKind.KABUPATEN

    @classmethod
    def of(cls, regency: Regency) -> "RegencyFacts":
        return cls(regency.code, regency.name, regency.province, regency.timezone, regency.kind)

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        if not REGENCY_CODE.fullmatch(self.code):
            checklist.note("code", self.code, "regency_code", "36.04")
        checklist.line("name", self.name, _LONGEST_REGENCY_NAME)
        checklist.line("province", self.province, _LONGEST_REGENCY_NAME)
        if self.timezone not in available_timezones():
            checklist.note("timezone", self.timezone, "timezone", "Asia/Jakarta")
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class RegencyChange:
    """A code never changes: everything hangs on it."""

    name: str | Kept = KEPT
    province: str | Kept = KEPT
    timezone: str | Kept = KEPT
    kind: RegencyKind | Kept = KEPT


@dataclass(frozen=True, slots=True)
class AgencyFacts(Given):
    """`regency` is the code of its government's; none for central and private bodies.

    `working_hours` are as `OpeningHours.parse` takes them; none, or no days: those of its kind.
    `weekly_jp` is the most that anybody teaches a week in its plans; none: 40. `budget_cutoff` is
    the last day of its budget year, MM-DD; empty: it closes no books.
    """

    name: str
    regency: str | None = None
    short_name: str = ""
    kind: AgencyKind = AgencyKind.OPD
    severities: Mapping[str, str] = field(default_factory=dict)
    working_hours: Mapping[str, object] | None = None
    weekly_jp: int | None = None
    budget_cutoff: str = ""

    @classmethod
    def of(cls, agency: Agency) -> "AgencyFacts":
        return cls(
            name=agency.name,
            regency=agency.regency,
            short_name=agency.short_name,
            kind=agency.kind,
            severities=agency.severities,
            working_hours=agency.working_hours.render() if agency.working_hours else None,
            weekly_jp=agency.weekly_jp,
            budget_cutoff=agency.budget_cutoff,
        )

    @property
    def hours(self) -> OpeningHours | None:
        """Raises NotOpeningHours."""
        return _parse_hours(self.working_hours) if self.working_hours else None

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.line("name", self.name)
        checklist.optional_line("short_name", self.short_name, LONGEST_SHORT_NAME)
        if self.kind.governs and not self.regency:
            checklist.note("regency", self.regency, "required")
        if self.regency and not self.kind.governs:
            checklist.note("regency", self.regency, "absent", self.kind.value)
        checklist.faults += list_severity_faults(self.severities)
        checklist.parsed(_parse_hours, self.working_hours or {})
        if self.weekly_jp is not None:
            checklist.between("weekly_jp", self.weekly_jp, 1, MOST_WEEKLY_JP)
        if self.budget_cutoff and not _is_day_of_every_year(self.budget_cutoff):
            checklist.note("budget_cutoff", self.budget_cutoff, "month_day", "12-15")
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class AgencyChange:
    """Its government never changes: what it borrowed and lent stands on it."""

    name: str | Kept = KEPT
    short_name: str | Kept = KEPT
    kind: AgencyKind | Kept = KEPT
    severities: Mapping[str, str] | Kept = KEPT
    working_hours: Mapping[str, object] | Kept | None = KEPT
    weekly_jp: int | Kept | None = KEPT
    budget_cutoff: str | Kept = KEPT


_parse_hours = partial(OpeningHours.parse, field="working_hours")


def _is_day_of_every_year(text: str) -> bool:
    """29 February is none."""
    if not _MONTH_DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(f"{_ORDINARY_YEAR}-{text}")
    except ValueError:
        return False
    return True
