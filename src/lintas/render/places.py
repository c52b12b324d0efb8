"""Where a place is, in words that tell one Bandung from the other, and on a map."""

from urllib.parse import quote

from lintas.domain.agencies import Regency, RegencyKind
from lintas.domain.bookings import Mode
from lintas.domain.venues import Room, Venue
from lintas.render.catalogues import say

_SHORT = {
    RegencyKind.KABUPATEN: ("Kabupaten", "Kab."),
    RegencyKind.KOTA: ("Kota", "Kota"),
    RegencyKind.PROVINSI: ("Provinsi", "Prov."),
}


def say_regency(regency: Regency) -> str:
    """Kab. Serang, Kota Serang: names alone repeat."""
    long, short = _SHORT.get(regency.kind, ("", ""))
    return f"{short} {regency.name.removeprefix(long).strip()}".strip()


def say_meeting(mode: Mode, room: str, venue: str, language: str = "id") -> str:
    """Where people meet: the room, online, or both. Nobody is sent to a room that is not taken."""
    place = ", ".join(filter(None, (room, venue)))
    return say(f"place.{mode.value}", language, place=place)


def say_area(regency: Regency, district: str) -> str:
    """Kec. Soreang, Kab. Bandung; without a district, the regency only."""
    return f"Kec. {district}, {say_regency(regency)}" if district else say_regency(regency)


def say_bounds(room: Room) -> str:
    """Diajukan 3 sampai 90 hari sebelumnya, paling lama 4 jam. Empty where nothing is limited."""
    notice, horizon = room.notice_days or None, room.horizon_days
    if notice and horizon is not None:
        asked = f"Diajukan {notice} sampai {horizon} hari sebelumnya"
    elif notice:
        asked = f"Diajukan paling lambat {notice} hari sebelumnya"
    elif horizon is not None:
        asked = f"Diajukan paling awal {horizon} hari sebelumnya"
    else:
        asked = ""
    longest = room.longest_minutes
    length = f"sekali pakai paling lama {say_length(longest)}" if longest else ""
    said = ", ".join(filter(None, (asked, length)))
    return f"{said[0].upper()}{said[1:]}." if said else ""


def map_link(venue: Venue, area: str) -> str:
    """Opens a map at the place.

    An example's point is that of its district, kilometres off: there the map is asked by name.
    """
    point = (venue.latitude, venue.longitude)
    if None in point or venue.is_example:
        query = ", ".join(filter(None, (venue.name, venue.address, area)))
    else:
        query = f"{venue.latitude},{venue.longitude}"
    return f"https://www.google.com/maps/search/?api=1&query={quote(query, safe=',')}"


def say_length(minutes: int) -> str:
    """4 jam 30 menit."""
    hours, rest = divmod(minutes, 60)
    return " ".join(f"{count} {unit}" for count, unit in ((hours, "jam"), (rest, "menit")) if count)
