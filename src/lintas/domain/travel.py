"""Where people teach, and how long it takes them to get from one place to the next."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from lintas.domain.agencies import RegencyCode, VenueId
from lintas.domain.venues import RoomId


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is held: as much as is known of it, for judging ways between places."""

    venue_id: VenueId
    room_id: RoomId | None
    district: str | None
    regency: RegencyCode
    latitude: float | None
    longitude: float | None
    name: str
    zone: ZoneInfo
