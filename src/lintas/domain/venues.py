"""Places, their rooms, when they open, and when they are shut."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NewType
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.agencies import AgencyId, RegencyCode, VenueId
from lintas.domain.opening import WEEKDAYS, Day, NotOpeningHours, OpeningHours
from lintas.domain.timespan import TimeSpan

RoomId = NewType("RoomId", UUID)
ClosureId = NewType("ClosureId", UUID)
HandoverId = NewType("HandoverId", UUID)


class Approval(StrEnum):
    """Whether a room says yes by itself or a manager decides."""

    NONE = "none"
    MANAGER = "manager"


@dataclass(frozen=True, slots=True)
class Venue:
    """A place.

    `regency` is where it stands; its owner's government lends it; `keeper` is the regency whose
    managers decide about it (none: only the operator does).
    """

    id: VenueId
    name: str
    regency: RegencyCode
    keeper: RegencyCode | None
    owner_agency_id: AgencyId
    zone: ZoneInfo
    # The owner's government; none for central and private owners, who lend without agreement.
    lender: RegencyCode | None = None
    operator_agency_id: AgencyId | None = None
    district: str | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    opening_hours: OpeningHours | None = None
    aliases: str = ""
    contact: str = ""
    evidence: str = ""
    is_example: bool = False
    version: int = 1


@dataclass(frozen=True, slots=True)
class Room:
    """A room; `leaves` are the undivided rooms that using it takes, itself when it has no parts.

    `capacities` are persons by layout; `turnaround` is the gap kept free after each use. `above`
    are the halls it is a part of, `below` all its parts: the rooms that share floor with it.
    `equipment` is what stands in it, by kind; none: nobody noted any. It is asked for at least
    `notice_days` and at most `horizon_days` ahead, for at most `longest_minutes`.
    """

    id: RoomId
    venue_id: VenueId
    name: str
    part_of: RoomId | None
    root: RoomId
    leaves: tuple[RoomId, ...]
    capacities: Mapping[str, int]
    turnaround: timedelta = timedelta()
    approval: Approval = Approval.NONE
    above: tuple[RoomId, ...] = ()
    below: tuple[RoomId, ...] = ()
    equipment: Mapping[str, int] | None = None
    notice_days: int | None = None
    horizon_days: int | None = None
    longest_minutes: int | None = None
    version: int = 1

    @property
    def kin(self) -> frozenset[RoomId]:
        """Itself and every room that shares floor with it."""
        return frozenset({self.id, self.root, *self.leaves, *self.above, *self.below})

    def capacity(self, layout: str) -> int | None:
        """Persons in that layout; for no layout, in the roomiest. None: nobody measured it."""
        if layout:
            return self.capacities.get(layout)
        return max(self.capacities.values(), default=None)


@dataclass(frozen=True, slots=True)
class Closure:
    """A room, or (without one) a whole venue, that nobody may use for a while.

    One that comes again by its `rrule` (RFC 5545) stands for all its dates with the `span` of the
    first; laws see each date as one closure with a span of its own.
    """

    id: ClosureId
    venue_id: VenueId
    room_id: RoomId | None
    span: TimeSpan
    reason: str
    authority: str = ""
    rrule: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """From `day` on a venue is another's (BAST); `to_agency_id` none: one that isn't registered."""

    id: HandoverId
    venue_id: VenueId
    day: date
    to_name: str
    to_agency_id: AgencyId | None = None
    document: str = ""


class HolidayKind(StrEnum):
    NATIONAL = "libur_nasional"
    JOINT_LEAVE = "cuti_bersama"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off by decree of three ministers (SKB)."""

    day: date
    name: str
    kind: HolidayKind
    decree: str


__all__ = [
    "WEEKDAYS",
    "Approval",
    "Closure",
    "ClosureId",
    "Day",
    "Handover",
    "HandoverId",
    "Holiday",
    "HolidayKind",
    "NotOpeningHours",
    "OpeningHours",
    "Room",
    "RoomId",
    "Venue",
]
