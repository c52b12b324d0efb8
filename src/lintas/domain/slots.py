"""What somebody is looking for who wants to train, and has neither room nor date yet."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.people import PersonId
from lintas.domain.plans import MOST_SESSIONS
from lintas.domain.programs import BatchId
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import YEARS
from lintas.domain.venues import RoomId

LONGEST_WINDOW = timedelta(days=370)
DAY = 24 * 60
# Starts are looked for at every quarter of an hour.
GRID = 15


class NotAWish(Invalid):
    """A search for free slots whose values can't be what anybody means."""


class Pattern(StrEnum):
    """How the sessions of one batch follow each other, one a day."""

    CONSECUTIVE = "consecutive"
    WEEKLY = "weekly"
    ANY = "any"

    @property
    def step(self) -> int:
        """Days from one session to the next; for ANY there is no such number, and it is 1."""
        return 7 if self is Pattern.WEEKLY else 1


class Beyond(StrEnum):
    """What somebody didn't look for, and might: no law stands against it."""

    PLACE = "place"
    HOLIDAYS = "holidays"
    TOO_FEW_DAYS = "too_few_days"
    PAST = "past"


@dataclass(frozen=True, slots=True)
class SlotWish:
    """So many sessions of one length, in one room, between two days and two hours of the day.

    `until` is the first day too late. `earliest` and `latest` are minutes since local midnight;
    every session begins and ends between them, on one day. `days_off`: public holidays are looked
    at too. `near` is a venue from which distance counts. All of `trainer_ids` teach, and one more
    where `trainer_regency`, `trainer_field` or `trainer_level` is given: somebody kept by that
    regency, of that field (none: the program's, else any) and level in it.
    """

    agency_id: AgencyId | None
    headcount: int
    sessions: int
    minutes: int
    since: date
    until: date
    pattern: Pattern = Pattern.CONSECUTIVE
    earliest: int = 8 * 60
    latest: int = 17 * 60
    layout: str = ""
    equipment: tuple[str, ...] = ()
    trainer_ids: tuple[PersonId, ...] = ()
    batch_id: BatchId | None = None
    regency: RegencyCode | None = None
    district: str = ""
    venue_id: VenueId | None = None
    room_id: RoomId | None = None
    near: VenueId | None = None
    days_off: bool = False
    limit: int = 10
    trainer_regency: RegencyCode | None = None
    trainer_field: str = ""
    trainer_level: str = ""

    @property
    def days(self) -> int:
        return (self.until - self.since).days

    @property
    def starts(self) -> int:
        """At how many quarters of an hour of one day a session could begin."""
        return (self.latest - self.earliest - self.minutes) // GRID + 1

    def check(self, *, now: datetime) -> None:
        """Go on only if every value can be meant.

        Raises:
            NotAWish: naming every one that can't.
        """
        faults = [
            Fault(name, value, "between", f"{low}-{high}")
            for name, value, low, high in (
                ("headcount", self.headcount, 1, 1_000_000),
                ("sessions", self.sessions, 1, MOST_SESSIONS),
                ("minutes", self.minutes, GRID, DAY),
                ("limit", self.limit, 1, 20),
            )
            if not low <= value <= high
        ]
        faults += self._faults_of_days(now)
        if self.trainer_level and not self.trainer_field and self.batch_id is None:
            faults.append(Fault("trainer_field", self.trainer_field, "required"))
        if self.earliest % GRID:
            faults.append(Fault("earliest", say_clock(self.earliest), "multiple", f"{GRID}"))
        if not faults and self.earliest + self.minutes > self.latest:
            least = say_clock(self.earliest + self.minutes)
            faults.append(Fault("latest", say_clock(self.latest), "at_least", least))
        if faults:
            raise NotAWish(faults=tuple(faults))

    def _faults_of_days(self, now: datetime) -> list[Fault]:
        if self.since.year not in YEARS or self.until.year not in YEARS:
            wrong = "from" if self.since.year not in YEARS else "until"
            return [Fault(wrong, str(self.since if wrong == "from" else self.until), "year", "")]
        if self.until <= self.since:
            return [Fault("until", self.until.isoformat(), "after", self.since.isoformat())]
        if self.until - self.since > LONGEST_WINDOW:
            limit = (self.since + LONGEST_WINDOW).isoformat()
            return [Fault("until", self.until.isoformat(), "at_most", limit)]
        if self.until <= now.date():
            return [Fault("until", self.until.isoformat(), "ahead")]
        return []


def say_clock(minutes: int) -> str:
    """ "08:00"; the midnight that ends the day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
