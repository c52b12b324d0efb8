"""Which systems' exports are read, and what they call their columns."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """Headings by what they mean; the first that a file has counts.

    `area` narrows `room` where the export names both.
    """

    room: tuple[str, ...]
    starts_at: tuple[str, ...]
    ends_at: tuple[str, ...]
    title: tuple[str, ...]
    about: tuple[str, ...]
    area: tuple[str, ...] = ()


FORMATS: Mapping[str, Format] = {
    # The report of MRBS as CSV.
    "mrbs": Format(
        room=("room", "room name", "ruang"),
        area=("area", "area name"),
        starts_at=("start time", "start date", "start"),
        ends_at=("end time", "end date", "end"),
        title=("brief description", "name"),
        about=("full description", "description"),
    ),
    # Reservations of LibreBooking, exported as CSV by an administrator.
    "librebooking": Format(
        room=("resource", "resource name"),
        starts_at=("beginning", "begin date", "begin", "start"),
        ends_at=("end", "ending", "end date"),
        title=("title",),
        about=("description",),
    ),
}
