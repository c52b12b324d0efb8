"""What was foreseen when a change was made, kept to be held against what happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.bookings import SessionId
from lintas.domain.people import PersonId
from lintas.domain.reach import Part

EstimateId = NewType("EstimateId", UUID)
ForecastId = NewType("ForecastId", UUID)

# Of a change made earlier than that everybody hears in time: counting it would flatter.
LOOKS_AHEAD = timedelta(days=14)
# Who was foreseen to what is forgotten with the fetches; how many were right is kept.
FORECASTS_KEPT = timedelta(days=90)
# A whole figure of fewer says nothing yet.
ENOUGH_TO_JUDGE = 20


class Sign(StrEnum):
    """What is foreseen of a person: one of the own calendars loads the change, or it is opened."""

    LOADS = "loads"
    OPENS = "opens"


@dataclass(frozen=True, slots=True)
class Forecast:
    """Whether the sign was expected of somebody by `due_at`.

    `happened` is none before it was looked at, and where afterwards nobody can tell.
    """

    person_id: PersonId
    part: Part
    sign: Sign
    expected: bool
    due_at: datetime
    happened: bool | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of so many forecasts were right; those that nobody can judge are in neither."""

    right: int = 0
    judged: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.judged + other.judged)

    @property
    def is_enough(self) -> bool:
        return self.judged >= ENOUGH_TO_JUDGE


@dataclass(frozen=True, slots=True)
class Score:
    loads: Tally = Tally()
    opens: Tally = Tally()

    @property
    def total(self) -> Tally:
        return self.loads + self.opens


@dataclass(frozen=True, slots=True)
class Estimate:
    """Of one change of one session. `starts_at` is when it was to begin before the change.

    `keeper` is the asking side. `score` is none until it has begun, and what happened was read.
    """

    id: EstimateId
    session_id: SessionId
    keeper: RegencyCode | None
    made_at: datetime
    starts_at: datetime
    concerned: int
    score: Score | None = None


def count_right(forecasts: Iterable[Forecast]) -> Score:
    judged = [each for each in forecasts if each.happened is not None]

    def tally(sign: Sign) -> Tally:
        of_sign = [each for each in judged if each.sign is sign]
        return Tally(sum(each.expected == each.happened for each in of_sign), len(of_sign))

    return Score(loads=tally(Sign.LOADS), opens=tally(Sign.OPENS))
