"""What the demo of Tuesday 24 November 2026 must hold: written down from its story, not from it."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from lintas.store.engines import fetch, read_day, read_moment
from lintas.store.tables import TABLES

WIB = ZoneInfo("Asia/Jakarta")
DAY = date(2026, 11, 24)

PACKAGING = "Pelatihan Kemasan Produk UMKM Angkatan 2 (contoh)"
CLINIC = "Klinik desain kemasan (contoh)"
PHONED = "Rapat koordinasi (contoh)"
SEWING = "Menjahit Dasar Angkatan 1 (contoh)"
SEWING_AWAY = "Menjahit Dasar Angkatan 1, praktik dan uji (contoh)"
FAIR = "Temu usaha UMKM Bandung dan Serang (contoh)"
MEETING = "Pertemuan instruktur dua kabupaten (contoh)"

COUNTS = {
    "regency": 4,
    # 9 of Serang, 12 of Bandung, a village, 2 of the ministry, 4 hotels
    "agency": 28,
    "agreement": 1,
    "venue": 15,
    # one each, but 4 at PLUT and 5 at BLK
    "room": 13 + 4 + 5,
    "closure": 2,
    # 12 who take part, 2 who teach
    "person": 14,
    "account": 7,
    "program": 2,
    "batch": 2,
    "enrolment": 12,
    # packaging, clinic, phoned, sewing twice, fair, meeting
    "booking": 7,
    "session": 3 + 1 + 1 + 30 + 2 + 1 + 1,
    "conflict": 5,
    "installation": 1,
}

# Room, purpose, decision, and each meeting's date and hours.
SESSIONS = [
    ("Aula PLUT (contoh)", PACKAGING, "approved", "2026-12-07 08:00-15:15"),
    ("Aula PLUT (contoh)", PACKAGING, "approved", "2026-12-08 08:00-15:15"),
    ("Aula PLUT (contoh)", PACKAGING, "approved", "2026-12-09 08:00-15:15"),
    ("Aula Tb. Suwandi", FAIR, "approved", "2026-12-09 09:00-12:00"),
    # the first working day from 24 January + 7 days on, a Sunday
    ("Aula Tb. Suwandi", MEETING, "approved", "2027-02-01 09:00-15:00"),
    # the first working day from 29 November on, a Sunday
    ("Aula Tb. Suwandi", PHONED, "approved", "2026-11-30 13:00-15:00"),
    ("Bengkel menjahit", SEWING_AWAY, "approved", "2027-03-15 08:00-15:15"),
    ("Bengkel menjahit", SEWING_AWAY, "approved", "2027-03-16 08:00-15:15"),
    ("Ruang pelatihan PLUT (contoh)", CLINIC, "requested", "2026-12-17 09:00-15:00"),
]

CONFLICTS = [
    ("agreement_expired", MEETING, date(2027, 2, 1)),
    ("agreement_expired", SEWING_AWAY, date(2027, 3, 15)),
    ("agreement_expired", SEWING_AWAY, date(2027, 3, 16)),
    ("venue_closed", FAIR, date(2026, 12, 9)),
    ("venue_closed", SEWING_AWAY, date(2027, 3, 15)),
]

# In-app, by whom; to each there is an e-mail that nobody sends.
INBOXES = {
    # 5 conflicts; packaging, sewing twice; fair and meeting asked; phoned; agreement accepted
    "koordinator.serang": 5 + 3 + 2 + 1 + 1,
    # 5 conflicts; packaging, sewing away, fair, meeting; clinic asked; agreement offered, accepted
    "koordinator.bandung": 5 + 4 + 1 + 2,
    # 5 conflicts; sewing at home; fair and meeting asked; phoned
    "pengelola.serang": 5 + 1 + 2 + 1,
    # 5 conflicts; packaging, sewing away; clinic asked
    "pengelola.bandung": 5 + 2 + 1,
    "pengajar": 1,
    "kerjasama": 1,
}


async def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {table._meta.tablename: await _rows(table._meta.tablename) for table in TABLES}  # noqa: SLF001 -- Piccolo's only name for it


async def _rows(table: str) -> list[dict[str, Any]]:
    return await fetch(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 -- a name of ours


async def count(table: str) -> int:
    return len(await _rows(table))


async def list_meetings() -> list[tuple[str, str, str, str]]:
    """As SESSIONS has them, by room, purpose and time."""
    rows = await fetch(
        """
        SELECT r.name, b.purpose, s.decision, s.starts_at, s.ends_at FROM session s
        JOIN room r ON r.id = s.room JOIN booking b ON b.id = s.booking
        """
    )
    return sorted(
        (row["name"], row["purpose"], row["decision"], _hours(row["starts_at"], row["ends_at"]))
        for row in rows
    )


async def list_open_conflicts() -> list[tuple[str, str, date]]:
    """As CONFLICTS has them."""
    rows = await fetch(
        """
        SELECT c.code, b.purpose, s.starts_at FROM conflict c
        JOIN session s ON s.id = c.session JOIN booking b ON b.id = s.booking
        WHERE c.state = 'open'
        """
    )
    return sorted(
        (row["code"], row["purpose"], read_moment(row["starts_at"]).astimezone(WIB).date())
        for row in rows
    )


async def list_agreed() -> list[tuple[date, date]]:
    rows = await fetch("SELECT valid_from, valid_until FROM agreement")
    return [(read_day(row["valid_from"]), read_day(row["valid_until"])) for row in rows]


def _hours(starts_at: object, ends_at: object) -> str:
    start, end = (read_moment(each).astimezone(WIB) for each in (starts_at, ends_at))
    return f"{start:%Y-%m-%d %H:%M}-{end:%H:%M}"
