"""What the stories turn on: rooms of Bandung's, and a course of Serang's that meets in them."""

from datetime import date, datetime, timedelta

from lintas.actions.demo.story import WIB
from lintas.domain.timespan import TimeSpan
from tests.stories.phone import Phone

PLACE = "PLUT KUMKM Kabupaten Bandung"
# The one is decided by its manager, the other says yes by itself.
ROOM, HALL = "Ruang pelatihan PLUT (contoh)", "Aula PLUT (contoh)"
COURSE = "Pelatihan Kemasan Produk UMKM Angkatan 2"


async def open_week(phone: Phone, room: str, day: date) -> None:
    """From the page of its place."""
    await phone.press(f"Lihat jadwal {room}")
    await phone.fill("Ke tanggal", day.isoformat())
    await phone.press("Buka")


def between(day: date, start: float, end: float) -> TimeSpan:
    """From one hour to another, WIB: 15.25 is a quarter past three."""
    midnight = datetime.combine(day, datetime.min.time(), WIB)
    return TimeSpan(midnight + timedelta(hours=start), midnight + timedelta(hours=end))
