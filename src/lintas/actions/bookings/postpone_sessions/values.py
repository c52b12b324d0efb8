"""Whose sessions are put off, and what that comes to."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from lintas.domain.bookings import Session
from lintas.domain.refusal import Fault, Invalid, Refusal

# In one transaction; whoever has more before them names fewer days.
MOST_SESSIONS = 1000


class OthersByNow(Refusal):
    """Other sessions would be put off than the asker was shown; nothing was changed."""


@dataclass(frozen=True, slots=True)
class OfBatch:
    batch_id: UUID


@dataclass(frozen=True, slots=True)
class OfAgency:
    """Those that begin on a day from the first to the last, both included, where they meet."""

    agency_id: UUID
    first_day: date
    last_day: date

    def check(self) -> None:
        """Raises Invalid: the last day lies before the first."""
        if self.last_day < self.first_day:
            last, first = self.last_day.isoformat(), self.first_day.isoformat()
            raise Invalid(faults=(Fault("last_day", last, "at_least", first),))


Whose: TypeAlias = OfBatch | OfAgency


@dataclass(frozen=True, slots=True)
class Postponed:
    """What is put off, or would be, earliest first; `told` counts who hears of it, each once."""

    sessions: tuple[Session, ...]
    told: int
