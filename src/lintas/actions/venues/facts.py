"""What is said about venues and their rooms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from lintas.domain.given import KEPT, LARGEST_NUMBER, Checklist, Given, Kept
from lintas.domain.things import check_equipment
from lintas.domain.venues import Approval, OpeningHours, Venue
from lintas.store.reference import list_districts

LONGEST_TURNAROUND = timedelta(days=1)
# Nobody plans further ahead.
FURTHEST_DAYS = 3660
_LONGEST_LAYOUT = 30
_LAYOUT = re.compile(r"[a-z]+([ _-][a-z]+)*")
_DISTRICT = re.compile(r"\d{2}\.\d{2}\.\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class VenueFacts(Given):
    """`regency` is the code of where it stands, `district` that of the kecamatan.

    `opening_hours` are as `OpeningHours.parse` takes them; none, or no days: it is always open.
    """

    regency: str
    name: str
    owner_agency_id: UUID
    operator_agency_id: UUID | None = None
    district: str | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    opening_hours: Mapping[str, object] | None = None
    aliases: str = ""
    contact: str = ""
    evidence: str = ""

    @classmethod
    def of(cls, venue: Venue) -> "VenueFacts":
        return cls(
            regency=venue.regency,
            name=venue.name,
            owner_agency_id=venue.owner_agency_id,
            operator_agency_id=venue.operator_agency_id,
            district=venue.district,
            address=venue.address,
            latitude=venue.latitude,
            longitude=venue.longitude,
            opening_hours=venue.opening_hours.render() if venue.opening_hours else None,
            aliases=venue.aliases,
            contact=venue.contact,
            evidence=venue.evidence,
        )

    @property
    def hours(self) -> OpeningHours | None:
        """Raises NotOpeningHours."""
        return OpeningHours.parse(self.opening_hours) if self.opening_hours else None

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.line("name", self.name)
        for name in ("address", "aliases", "contact", "evidence"):
            checklist.prose(name, getattr(self, name))
        self._check_point(checklist)
        if self.district and not _lies_in(self.district, self.regency):
            checklist.note("district", self.district, "district", self.regency)
        checklist.parsed(OpeningHours.parse, self.opening_hours or {})
        checklist.refuse_faults()

    def _check_point(self, checklist: Checklist) -> None:
        for name, value, most in (
            ("latitude", self.latitude, 90),
            ("longitude", self.longitude, 180),
        ):
            if value is not None:
                checklist.between(name, value, -most, most)
            elif (self.latitude, self.longitude) != (None, None):
                # Half a point is nowhere.
                checklist.note(name, value, "required")


@dataclass(frozen=True, slots=True)
class VenueChange:
    regency: str | Kept = KEPT
    name: str | Kept = KEPT
    owner_agency_id: UUID | Kept = KEPT
    operator_agency_id: UUID | Kept | None = KEPT
    district: str | Kept | None = KEPT
    address: str | Kept = KEPT
    latitude: float | Kept | None = KEPT
    longitude: float | Kept | None = KEPT
    opening_hours: Mapping[str, object] | Kept | None = KEPT
    aliases: str | Kept = KEPT
    contact: str | Kept = KEPT
    evidence: str | Kept = KEPT


@dataclass(frozen=True, slots=True)
class RoomFacts(Given):
    """`capacities` are persons by layout; `turnaround_minutes` the gap between two uses.

    `equipment` is what stands in it, by kind; none: nobody noted any. It is asked for at least
    `notice_days` and at most `horizon_days` ahead, for at most `longest_minutes`; none: no limit.
    """

    venue_id: UUID
    name: str
    part_of: UUID | None = None
    capacities: Mapping[str, int] = field(default_factory=dict)
    turnaround_minutes: int = 0
    approval: Approval = Approval.NONE
    equipment: Mapping[str, int] | None = None
    notice_days: int | None = None
    horizon_days: int | None = None
    longest_minutes: int | None = None

    def check(self) -> None:
        """Raises Invalid, naming every value that can't be meant."""
        checklist = Checklist()
        checklist.line("name", self.name)
        check_bounds(checklist, self.notice_days, self.horizon_days, self.longest_minutes)
        check_capacities(checklist, self.capacities)
        check_equipment(checklist, self.equipment or {})
        longest = LONGEST_TURNAROUND // timedelta(minutes=1)
        checklist.between("turnaround_minutes", self.turnaround_minutes, 0, longest)
        checklist.refuse_faults()


def check_bounds(
    checklist: Checklist, notice: int | None, horizon: int | None, longest: int | None
) -> None:
    """Note days and minutes that can't be meant, and windows in which nobody could ever ask."""
    for name, days in (("notice_days", notice), ("horizon_days", horizon)):
        if days is not None:
            checklist.between(name, days, 0, FURTHEST_DAYS)
    if notice is not None and horizon is not None and horizon < notice:
        checklist.note("horizon_days", horizon, "at_least", notice)
    checklist.number("longest_minutes", longest, 1)


def check_capacities(checklist: Checklist, capacities: Mapping[str, int]) -> None:
    """Note layouts that aren't short words in lower case, and those that seat nobody."""
    for layout, persons in capacities.items():
        if len(layout) > _LONGEST_LAYOUT or not _LAYOUT.fullmatch(layout):
            checklist.note("capacities", layout, "layout", "classroom")
        if not 1 <= persons <= LARGEST_NUMBER:
            checklist.note(f"capacities.{layout}", persons, "at_least", 1)


def _lies_in(district: str, regency: str) -> bool:
    """By the register where it knows the regency's districts, else by the form of the code."""
    known = {each.code for each in list_districts() if each.regency == regency}
    if known:
        return district in known
    return bool(_DISTRICT.fullmatch(district)) and district.startswith(f"{regency}.")
