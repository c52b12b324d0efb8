"""What is said about an agreement before it is one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from lintas.actions.steps.severities import list_severity_faults
from lintas.domain.agencies import Agreement, AgreementKind, Balance, Cooperation, Quota
from lintas.domain.given import LONGEST_TITLE, Checklist, Given
from lintas.domain.timespan import FIRST_YEAR, LAST_YEAR

LONGEST_NUMBER = 200
MOST_PARTIES = 50
MOST_VENUES = 1000
MOST_QUOTAS = 100
MOST_RATIO = 100


@dataclass(frozen=True, slots=True)
class AgreementFacts(Given):
    """`parties` are codes of regencies; `valid_until` is the first day it no longer holds.

    `number` stays empty until there is one: nobody makes it up. No venues: all of the parties.
    """

    kind: AgreementKind
    title: str
    parties: tuple[str, ...]
    valid_from: date
    valid_until: date
    number: str = ""
    scope: str = ""
    venue_ids: tuple[UUID, ...] = ()
    quotas: tuple[Quota, ...] = ()
    umbrella_id: UUID | None = None
    cooperation: Cooperation = Cooperation.KSDD
    severities: Mapping[str, str] = field(default_factory=dict)
    balance: Balance | None = None

    @classmethod
    def of(cls, agreement: Agreement) -> "AgreementFacts":
        return cls(
            kind=agreement.kind,
            title=agreement.title,
            parties=agreement.parties,
            valid_from=agreement.valid_from,
            valid_until=agreement.valid_until,
            number=agreement.number,
            scope=agreement.scope,
            venue_ids=agreement.venue_ids,
            quotas=agreement.quotas,
            umbrella_id=agreement.umbrella_id,
            cooperation=agreement.cooperation,
            severities=agreement.severities,
            balance=agreement.balance,
        )

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.line("title", self.title, LONGEST_TITLE)
        checklist.optional_line("number", self.number, LONGEST_NUMBER)
        checklist.prose("scope", self.scope)
        distinct = len(set(self.parties))
        if distinct < len(self.parties):
            checklist.note("parties", ", ".join(self.parties), "distinct")
        if not 2 <= distinct <= MOST_PARTIES:
            checklist.note("parties", distinct, "count", f"2-{MOST_PARTIES}")
        self._check_term(checklist)
        if len(self.venue_ids) > MOST_VENUES:
            checklist.note("venue_ids", len(self.venue_ids), "most_items", MOST_VENUES)
        check_quotas(checklist, self.quotas, self.parties)
        if self.umbrella_id and self.kind is AgreementKind.KB:
            checklist.note("umbrella_id", self.umbrella_id, "absent")
        checklist.faults += list_severity_faults(self.severities)
        if self.balance:
            checklist.between("balance.ratio", self.balance.ratio, 1, MOST_RATIO)
            checklist.number("balance.beyond", self.balance.beyond, 0)
        checklist.refuse_faults()

    def _check_term(self, checklist: Checklist) -> None:
        for name in ("valid_from", "valid_until"):
            day: date = getattr(self, name)
            # The day after the last that anything can be booked on ends a term as well.
            if not FIRST_YEAR <= day.year <= LAST_YEAR + 1:
                checklist.note(name, day.isoformat(), "year", f"{FIRST_YEAR}-{LAST_YEAR}")
        if self.valid_until <= self.valid_from:
            start = self.valid_from.isoformat()
            checklist.note("valid_until", self.valid_until.isoformat(), "after", start)


def check_quotas(checklist: Checklist, quotas: tuple[Quota, ...], parties: tuple[str, ...]) -> None:
    """Note each that is of no party, limits nothing, or says twice what another says."""
    if len(quotas) > MOST_QUOTAS:
        checklist.note("quotas", len(quotas), "most_items", MOST_QUOTAS)
        return
    seen = set()
    for index, quota in enumerate(quotas):
        field_name = f"quotas[{index}]"
        for name, code in (("lender", quota.lender), ("borrower", quota.borrower)):
            if code not in parties:
                checklist.note(f"{field_name}.{name}", code, "one_of", ", ".join(parties))
        if quota.lender == quota.borrower:
            checklist.note(f"{field_name}.borrower", quota.borrower, "distinct")
        checklist.number(f"{field_name}.amount", quota.amount, 1)
        if quota.key in seen:
            checklist.note(f"{field_name}.unit", quota.unit.value, "distinct")
        seen.add(quota.key)
