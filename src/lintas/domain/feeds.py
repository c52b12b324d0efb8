"""Calendars that people subscribe to: whose sessions they hold, and how they are told."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from lintas.domain.agencies import RegencyCode
from lintas.domain.given import Checklist, Given
from lintas.domain.people import AccountId
from lintas.domain.refusal import Fault, Invalid

FeedId = NewType("FeedId", UUID)

LANGUAGES = ("id", "en")
LONGEST_LABEL = 200
# A week before the start.
EARLIEST_ALARM = 7 * 24 * 60
# Sessions that won't take place stay for so long after their time, so that people see it.
CANCELLED_STAY = timedelta(days=30)
_CAPITAL = ZoneInfo("Asia/Jakarta")
# Sessions lie within these.
FIRST_YEAR, LAST_YEAR = 2000, 2100
FOR_EVER = datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC)


# Regencies are known by their codes; calendars by ids.
_REGENCIES = UUID("5f0c6f3e-3d5e-4c55-9b1f-0a4f6f2f9f43")


class FeedScope(StrEnum):
    """Whose sessions: what a person teaches and attends, what a trainer teaches, and so on.

    A regency's are those in the venues that stand in it; a coordinator's calendar holds no
    sessions but the open conflicts of a regency.
    """

    PERSON = "person"
    TRAINER = "trainer"
    BATCH = "batch"
    ROOM = "room"
    VENUE = "venue"
    PROGRAM = "program"
    REGENCY = "regency"
    COORDINATOR = "coordinator"

    @property
    def is_of_regency(self) -> bool:
        return self in {FeedScope.REGENCY, FeedScope.COORDINATOR}


# What is planned for places is of interest for a year, what people do for as long as it takes.
_FOR_A_YEAR = {FeedScope.ROOM, FeedScope.VENUE, FeedScope.PROGRAM, FeedScope.REGENCY}


def regency_subject(code: RegencyCode) -> UUID:
    """The id under which a regency is the subject of a calendar."""
    return uuid5(_REGENCIES, code)


class NotAFeed(Invalid):
    """A wish for a calendar that isn't there, or that can't be meant."""


@dataclass(frozen=True, slots=True)
class FeedStyle(Given):
    """How one device is told. `label` tells its owner which device it is, and nobody else.

    `alarm_minutes` before each start; none: no alarm. What is cancelled or not yet decided is
    shown or left out.
    """

    label: str
    language: str = "id"
    alarm_minutes: int | None = None
    show_cancelled: bool = True
    show_tentative: bool = True

    @property
    def manner(self) -> str:
        """What calendars differ by, in short."""
        shown = f"{self.show_cancelled:d}{self.show_tentative:d}"
        return f"{self.language}.{self.alarm_minutes}.{shown}"

    def faults(self) -> list[Fault]:
        """What can't be meant."""
        checklist = Checklist()
        checklist.line("label", self.label, LONGEST_LABEL)
        if self.language not in LANGUAGES:
            checklist.note("language", self.language, "one_of", ", ".join(LANGUAGES))
        if self.alarm_minutes is not None:
            checklist.between("alarm_minutes", self.alarm_minutes, 0, EARLIEST_ALARM)
        return checklist.faults


@dataclass(frozen=True, slots=True)
class Feed:
    """One secret address, for one device. Its secret is known to nobody but its holder.

    `keeper` is the regency whose people may revoke it. `account_id` opened it; none: somebody
    without an account did, from the personal page. `revoked_at`: it is gone for good.
    """

    id: FeedId
    scope: FeedScope
    subject_id: UUID
    style: FeedStyle
    keeper: RegencyCode | None
    account_id: AccountId | None
    created_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FeedWindow:
    """Which sessions a calendar holds: those that end after `since` and start before `until`.

    Of those that won't take place, only the ones that end after `cancelled_since`.
    """

    since: datetime
    until: datetime
    cancelled_since: datetime

    @classmethod
    def of_year(cls, year: int) -> "FeedWindow":
        """An archive: all of a year on the clocks of the capital, what was cancelled too."""
        since, until = (datetime(each, 1, 1, tzinfo=_CAPITAL) for each in (year, year + 1))
        return cls(since, until, since)

    @classmethod
    def around(cls, now: datetime, scope: FeedScope) -> "FeedWindow":
        """People keep 90 days behind them and all that is to come; a place 30 days and a year.

        A program and a regency as places do. Conflicts are of interest while they can be solved.

        It moves once a day, at midnight UTC, so that a calendar is the same all day.
        """
        today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        cancelled_since = today - CANCELLED_STAY
        if scope is FeedScope.COORDINATOR:
            return cls(today, FOR_EVER, today)
        if scope in _FOR_A_YEAR:
            since, until = today - timedelta(days=30), today + timedelta(days=365)
            return cls(since, until, cancelled_since)
        return cls(today - timedelta(days=90), FOR_EVER, cancelled_since)
