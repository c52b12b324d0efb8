"""What the demo of Tuesday 24 November 2026 must hold: written down from its story, not from it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from lintas.actions.demo.story import Story
from lintas.actions.steps.planning import by_room, replan
from lintas.domain.accounts import SHELL
from lintas.domain.plans import Plan
from lintas.domain.timespan import TimeSpan
from lintas.rules import judge
from lintas.store.bookings.requests import list_bookings
from lintas.store.bookings.skipped import list_skipped_of
from lintas.store.engines import fetch, read_day, read_moment
from lintas.store.situations import gather_situation
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
VILLAGES = "Bimtek administrasi desa (contoh)"
ONLINE = "Pemasaran Digital UMKM Angkatan 1 (contoh)"
WEEKLY = "Pendampingan kemasan mingguan (contoh)"
BAZAAR = "Bazar UMKM hari libur (contoh)"
PANEL = "Rapat panitia pameran (contoh)"
HERE, THERE = "Klinik label pagi di Ciruas (contoh)", "Klinik label siang di Soreang (contoh)"
BOOKS = "Rekonsiliasi laporan diklat (contoh)"
EVENING = "Evaluasi dan buka bersama peserta menjahit (contoh)"

COUNTS = {
    "regency": 4,
    # 9 of Serang, 12 of Bandung, a village, 2 of the ministry, 4 hotels
    "agency": 28,
    "agreement": 1,
    "venue": 15,
    # one each, but 4 at PLUT and 5 at BLK
    "room": 13 + 4 + 5,
    "closure": 2,
    # machines that go along, sealers that stay
    "asset": 2,
    # of two rooms, for the other side and for everybody else
    "room_tariff": 4,
    "approval_step": 2,
    "step_decision": 1,
    "queue_entry": 1,
    # 12 and 18 who take part, 3 who teach
    "person": 33,
    "qualification": 2,
    "account": 7,
    "program": 3,
    "batch": 3,
    # packaging, marketing; sewing, 2 of them on the reserve list
    "enrolment": 12 + 3 + 18,
    # packaging, clinic, villages, phoned, sewing twice, fair, meeting; online, weekly, bazaar,
    # panel, here and there, books, evening
    "booking": 8 + 8,
    "session": (3 + 1 + 1 + 1 + 30 + 2 + 1 + 1) + (1 + 2 + 1 + 2 + 1 + 1 + 1 + 1),
    "skipped_date": 1,
    # how long the way between Ciruas and Soreang takes
    "travel_override": 1,
    "conflict": 7,
    "installation": 1,
}

# Room, purpose, decision, and each meeting's date and hours.
SESSIONS = [
    ("Aula PLUT (contoh)", PACKAGING, "approved", "2026-12-07 08:00-15:15"),
    ("Aula PLUT (contoh)", PACKAGING, "approved", "2026-12-08 08:00-15:15"),
    ("Aula PLUT (contoh)", PACKAGING, "approved", "2026-12-09 08:00-15:15"),
    ("Aula PLUT (contoh)", THERE, "approved", "2026-12-14 14:15-15:00"),
    ("Aula Tb. Suwandi", FAIR, "approved", "2026-12-09 09:00-12:00"),
    # the first day of work from 24 January + 7 days on, a Sunday
    ("Aula Tb. Suwandi", MEETING, "approved", "2027-02-01 09:00-15:00"),
    # the first working day from 29 November on, a Sunday
    ("Aula Tb. Suwandi", PHONED, "approved", "2026-11-30 13:00-15:00"),
    ("Balai desa", EVENING, "approved", "2027-02-25 15:30-17:30"),
    # three days after the day, which it asks for and doesn't take
    ("Balai desa", ONLINE, "approved", "2026-11-27 09:00-11:00"),
    ("Bengkel menjahit", SEWING_AWAY, "approved", "2027-03-15 08:00-15:15"),
    ("Bengkel menjahit", SEWING_AWAY, "approved", "2027-03-16 08:00-15:15"),
    # 5 January is Isra Mikraj: Christmas and New Year have no week of work around them
    ("Gedung Budaya", BAZAAR, "approved", "2027-01-05 08:00-11:00"),
    ("Kelas administrasi", VILLAGES, "requested", "2026-12-15 09:00-12:00"),
    ("Kelas kelima (nama contoh)", BOOKS, "approved", "2026-12-31 09:00-11:30"),
    ("Ruang pelatihan PLUT (contoh)", CLINIC, "requested", "2026-12-17 09:00-15:00"),
    ("Ruang rapat (contoh)", HERE, "approved", "2026-12-14 08:00-09:00"),
    # the week of the first Monday from 8 December on
    ("Ruang rapat (contoh)", PANEL, "approved", "2026-12-16 11:00-12:30"),
    ("Ruang rapat (contoh)", PANEL, "approved", "2026-12-18 11:00-12:30"),
    ("Ruang rapat (contoh)", WEEKLY, "approved", "2026-12-29 13:00-15:00"),
    ("Ruang rapat (contoh)", WEEKLY, "approved", "2027-01-12 13:00-15:00"),
]

CONFLICTS = [
    ("agreement_expired", MEETING, date(2027, 2, 1)),
    ("agreement_expired", SEWING_AWAY, date(2027, 3, 15)),
    ("agreement_expired", SEWING_AWAY, date(2027, 3, 16)),
    ("trainer_travel", HERE, date(2026, 12, 14)),
    ("trainer_travel", THERE, date(2026, 12, 14)),
    ("venue_closed", FAIR, date(2026, 12, 9)),
    ("venue_closed", SEWING_AWAY, date(2027, 3, 15)),
]

# The law that left it out, and the date.
SKIPPED = [("holiday", WEEKLY, date(2027, 1, 5))]

# Everything that a law says about what is kept: the law, of which booking, and of which session.
# What is said of a booking as a whole is said of each of its sessions.
FINDINGS = [
    ("agreement_expired", MEETING, date(2027, 2, 1)),
    ("agreement_expired", SEWING_AWAY, date(2027, 3, 15)),
    ("agreement_expired", SEWING_AWAY, date(2027, 3, 16)),
    ("budget_year", BOOKS, date(2026, 12, 31)),
    # nobody has measured these rooms
    ("capacity", FAIR, date(2026, 12, 9)),
    ("capacity", HERE, date(2026, 12, 14)),
    ("capacity", MEETING, date(2027, 2, 1)),
    ("capacity", PANEL, date(2026, 12, 16)),
    ("capacity", PANEL, date(2026, 12, 18)),
    ("capacity", PHONED, date(2026, 11, 30)),
    ("capacity", WEEKLY, date(2026, 12, 29)),
    ("capacity", WEEKLY, date(2027, 1, 12)),
    # 16 people on 16 seats
    ("capacity", SEWING_AWAY, date(2027, 3, 15)),
    ("capacity", SEWING_AWAY, date(2027, 3, 16)),
    ("cuti_bersama", SEWING_AWAY, date(2027, 3, 15)),
    # 4 sealers for 50 people, and 12 machines for 16
    ("equip_ratio", PACKAGING, date(2026, 12, 9)),
    ("equip_ratio", SEWING_AWAY, date(2027, 3, 15)),
    ("equip_ratio", SEWING_AWAY, date(2027, 3, 16)),
    ("friday", PANEL, date(2026, 12, 18)),
    ("holiday", BAZAAR, date(2027, 1, 5)),
    # 13 days before, across the border
    ("lead_time", PACKAGING, date(2026, 12, 7)),
    ("lead_time", PACKAGING, date(2026, 12, 8)),
    ("lead_time", PACKAGING, date(2026, 12, 9)),
    ("lead_time", ONLINE, date(2026, 11, 27)),
    ("lead_time", PHONED, date(2026, 11, 30)),
    ("min_participants", ONLINE, date(2026, 11, 27)),
    ("ramadan", EVENING, date(2027, 2, 25)),
    # 6 room-days of Serang's people in 2026, against 1 of Bandung's
    ("reciprocity", CLINIC, date(2026, 12, 17)),
    ("reciprocity", PACKAGING, date(2026, 12, 7)),
    ("reciprocity", PACKAGING, date(2026, 12, 8)),
    ("reciprocity", PACKAGING, date(2026, 12, 9)),
    ("reciprocity", THERE, date(2026, 12, 14)),
    ("reciprocity", VILLAGES, date(2026, 12, 15)),
    ("trainer_travel", HERE, date(2026, 12, 14)),
    ("trainer_travel", THERE, date(2026, 12, 14)),
    ("trainer_unconfirmed", ONLINE, date(2026, 11, 27)),
    ("trainer_unqualified", ONLINE, date(2026, 11, 27)),
    ("venue_closed", FAIR, date(2026, 12, 9)),
    ("venue_closed", SEWING_AWAY, date(2027, 3, 15)),
]

# And what they say of the demo of any other day, by what makes a law speak.

_DECREED = {2026, 2027}
# Of whatever day: each of these bookings, in all of its sessions.
_ALWAYS = {
    "capacity": (FAIR, HERE, MEETING, PANEL, PHONED, WEEKLY, SEWING_AWAY),
    "budget_year": (BOOKS,),
    "equip_ratio": (SEWING_AWAY,),
    "holiday": (BAZAAR,),
    "ramadan": (EVENING,),
    "trainer_travel": (HERE, THERE),
    "trainer_unqualified": (ONLINE,),
    "venue_closed": (FAIR,),
    "agreement_expired": (MEETING,),
}
_LENT_TO_SERANG = (PACKAGING, CLINIC, VILLAGES, THERE, SEWING_AWAY)
_LENT_TO_BANDUNG = (FAIR, MEETING)
_TAUGHT = (PACKAGING, CLINIC, HERE, THERE, SEWING, SEWING_AWAY, ONLINE)
_AT_DAWN = (PACKAGING, HERE, SEWING, SEWING_AWAY)
_NOT_FULL = (ONLINE,)
_SHUT = date(2027, 3, 15)


def spans_on(story: Story) -> dict[str, tuple[TimeSpan, ...]]:
    """All that is kept, by purpose."""
    holiday = story.bazaar.days(WIB)[0]
    weekly = [each for each in story.weekly if each.days(WIB)[0] != holiday]
    return {
        PACKAGING: story.packaging,
        CLINIC: (story.pending,),
        VILLAGES: (story.half_approved,),
        PHONED: (story.phoned,),
        SEWING: story.sewing_in_the_village,
        SEWING_AWAY: story.sewing_in_the_workshop,
        FAIR: (story.closed_for,),
        MEETING: (story.beyond_the_agreement,),
        ONLINE: (story.online,),
        # Where no decree says that it is a holiday, nobody leaves it out.
        WEEKLY: tuple(weekly) if holiday.year in _DECREED else story.weekly,
        BAZAAR: (story.bazaar,),
        PANEL: story.around_prayer,
        HERE: story.far_apart[:1],
        THERE: story.far_apart[1:],
        BOOKS: (story.closing_of_books,),
        EVENING: story.evening,
    }


def findings_on(day: date) -> list[tuple[str, str, date]]:
    story = Story(day)
    days = {
        purpose: [span.days(WIB)[0] for span in spans] for purpose, spans in spans_on(story).items()
    }
    found = {
        (code, purpose, on)
        for code, purposes in _ALWAYS.items()
        for purpose in purposes
        for on in days[purpose]
    }
    found.add(("equip_ratio", PACKAGING, days[PACKAGING][-1]))
    found.add(("friday", PANEL, days[PANEL][-1]))
    for on in days[SEWING_AWAY]:
        if on == _SHUT:
            found |= {("venue_closed", SEWING_AWAY, on), ("cuti_bersama", SEWING_AWAY, on)}
        if on >= story.ended_early_on:
            found.add(("agreement_expired", SEWING_AWAY, on))
    for purpose, dates in days.items():
        found |= {("holiday", purpose, on) for on in dates if on.year not in _DECREED}
    return sorted(found | _so_soon(day, days) | _out_of_balance(story, days))


def skipped_on(day: date) -> list[tuple[str, str, date]]:
    holiday = Story(day).bazaar.days(WIB)[0]
    return [("holiday", WEEKLY, holiday)] if holiday.year in _DECREED else []


def _so_soon(day: date, days: dict[str, list[date]]) -> set[tuple[str, str, date]]:
    """Of what is within a week or two: too late for asking, and nobody has answered yet."""
    found = set()
    for purpose, dates in days.items():
        notice = 14 if purpose in (*_LENT_TO_SERANG, *_LENT_TO_BANDUNG) else 7
        if dates and (dates[0] - day).days < notice:
            found |= {("lead_time", purpose, on) for on in dates}
        # At 08.00 a week before, what begins at 08.00 is near, and what begins later is not.
        near = [on for on in dates if (on - day).days < (8 if purpose in _AT_DAWN else 7)]
        if purpose in _TAUGHT:
            found |= {("trainer_unconfirmed", purpose, on) for on in near}
        if purpose in _NOT_FULL:
            found |= {("min_participants", purpose, on) for on in near}
        if purpose in _TAUGHT and purpose in _LENT_TO_SERANG:
            found |= {("trainer_no_spt", purpose, on) for on in near if (on - day).days <= 3}
        # Some of its days are over, and the last of them is near.
        if purpose == SEWING_AWAY and near and near[-1] == dates[-1]:
            found.add(("program_jp", purpose, near[-1]))
    return found


def _out_of_balance(story: Story, days: dict[str, list[date]]) -> set[tuple[str, str, date]]:
    """What Serang's people use more of than Bandung's do, year by year, and more than two."""

    def count(purposes: tuple[str, ...], year: int) -> int:
        return sum(on.year == year for purpose in purposes for on in days[purpose])

    return {
        ("reciprocity", purpose, on)
        for purpose in _LENT_TO_SERANG
        if all(each < story.ended_early_on for each in days[purpose])
        if any(
            count(_LENT_TO_SERANG, each.year) > max(count(_LENT_TO_BANDUNG, each.year), 2)
            for each in days[purpose]
        )
        for on in days[purpose]
    }


# In-app, by whom; to each there is an e-mail that nobody sends.
INBOXES = {
    # 7 conflicts; packaging, sewing twice; fair and meeting asked; phoned; agreement accepted;
    # villages at their step; online, weekly, panel, here asked and approved, there, evening
    "koordinator.serang": 7 + 3 + 2 + 1 + 1 + 1 + (1 + 2 + 2 + 2 + 1 + 1),
    # 6 conflicts; packaging, sewing away, fair, meeting; clinic asked; agreement offered, accepted;
    # there, bazaar, books
    "koordinator.bandung": 6 + 4 + 1 + 2 + 3,
    # 7 conflicts; sewing at home; fair and meeting asked; phoned; online; weekly, panel and here
    # asked; evening
    "pengelola.serang": 7 + 1 + 2 + 1 + 1 + 3 + 1,
    # 6 conflicts; packaging, sewing away; clinic asked; villages at their step; there, bazaar
    # and books
    "pengelola.bandung": 6 + 2 + 1 + 1 + 3,
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


async def list_findings(now: datetime) -> list[tuple[str, str, date]]:
    """As FINDINGS has them: of each booking as if asked for then, and of each session as kept."""
    found = set()
    for booking in await list_bookings(seen_by=SHELL, limit=1000):
        for sessions in by_room(booking.sessions):
            whole = await replan(booking, sessions)
            alone = [replace(await replan(booking, [each]), stands=True) for each in sessions]
            for plan in (whole, *alone):
                found |= {(code, booking.purpose, day) for code, day in await _judge(plan, now=now)}
    return sorted(found)


async def _judge(plan: Plan, *, now: datetime) -> list[tuple[str, date]]:
    days = [each.span.days(WIB)[0] for each in plan.sessions]
    return [
        (finding.code, day)
        for finding in judge(plan, await gather_situation(plan, now=now))
        for day in (days if finding.session is None else [days[finding.session]])
    ]


async def list_skipped() -> list[tuple[str, str, date]]:
    """As SKIPPED has them."""
    bookings = await list_bookings(seen_by=SHELL, limit=1000)
    return sorted(
        (finding.code, booking.purpose, skipped.planned.span.days(WIB)[0])
        for booking, dates in [(each, await list_skipped_of(each.id)) for each in bookings]
        for skipped in dates
        for finding in skipped.findings
    )
