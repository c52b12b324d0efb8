"""What is said about governments and their agencies."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import available_timezones

from lintas.actions.steps.severities import list_severity_faults
from lintas.domain.agencies import Agency, AgencyKind, Regency, RegencyKind
from lintas.domain.given import KEPT, Checklist, Given, Kept

LONGEST_SHORT_NAME = 100
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
    """`regency` is the code of its government's; none for central and private bodies."""

    name: str
    regency: str | None = None
    short_name: str = ""
    kind: AgencyKind = AgencyKind.OPD
    severities: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, agency: Agency) -> "AgencyFacts":
        return cls(agency.name, agency.regency, agency.short_name, agency.kind, agency.severities)

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
        checklist.refuse_faults()


@dataclass(frozen=True, slots=True)
class AgencyChange:
    """Its government never changes: what it borrowed and lent stands on it."""

    name: str | Kept = KEPT
    short_name: str | Kept = KEPT
    kind: AgencyKind | Kept = KEPT
    severities: Mapping[str, str] | Kept = KEPT
