"""What is said about an agreement before it is one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lintas.domain.agencies import AgreementKind, Quota
from lintas.domain.given import LONGEST_TITLE, Checklist, Given
from lintas.domain.timespan import FIRST_YEAR, LAST_YEAR

LONGEST_NUMBER = 200
MOST_PARTIES = 50
MOST_VENUES = 1000
MOST_QUOTAS = 100


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
        if len(self.quotas) > MOST_QUOTAS:
            checklist.note("quotas", len(self.quotas), "most_items", MOST_QUOTAS)
        for index, quota in enumerate(self.quotas):
            self._check_quota(checklist, f"quotas[{index}]", quota)
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

    def _check_quota(self, checklist: Checklist, field: str, quota: Quota) -> None:
        for name, code in (("lender", quota.lender), ("borrower", quota.borrower)):
            if code not in self.parties:
                checklist.note(f"{field}.{name}", code, "one_of", ", ".join(self.parties))
        if quota.lender == quota.borrower:
            checklist.note(f"{field}.borrower", quota.borrower, "distinct")
        checklist.number(f"{field}.amount", quota.amount, 1)
