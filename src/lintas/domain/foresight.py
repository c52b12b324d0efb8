"""Whom a change would reach too late, estimated before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lintas.domain.people import PersonId
from lintas.domain.reach import Part


class Worry(StrEnum):
    """Most urgent first; of one person several may hold."""

    ON_THE_ROAD = "on_the_road"
    CALENDAR_TOO_LATE = "calendar_too_late"
    OPENED_NOTHING = "opened_nothing"


@dataclass(frozen=True, slots=True)
class Habit:
    """How a calendar asks; `every` is the median between its last fetches, none: too few."""

    last_at: datetime
    every: timedelta | None


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody of a session. `way` is none where nobody knows how long it takes them.

    `calendars` counts their own that are in use; `habits` are those of them that were fetched.
    `phone` is E.164, empty: unknown, or not for the asker.
    """

    person_id: PersonId
    name: str
    phone: str
    part: Part
    way: timedelta | None
    calendars: int
    habits: tuple[Habit, ...]
    has_opened: bool


@dataclass(frozen=True, slots=True)
class Worried:
    who: Expected
    worries: frozenset[Worry]


@dataclass(frozen=True, slots=True)
class Foresight:
    """An estimate. `to_ring` holds each once, the most urgent first."""

    everybody: frozenset[tuple[PersonId, Part]]
    to_ring: tuple[Worried, ...]

    @property
    def concerned(self) -> int:
        return len(self.everybody)

    def those(self, worry: Worry) -> Sequence[Expected]:
        return [each.who for each in self.to_ring if worry in each.worries]
