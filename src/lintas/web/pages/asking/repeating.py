"""A meeting that repeats, in plain words: its dates become rows of the form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lintas.domain.plans import MOST_SESSIONS
from lintas.domain.refusal import Invalid
from lintas.domain.timespan import TimeSpan
from lintas.render.times import say_day
from lintas.rules.recurrence import MOST_YEARS, expand
from lintas.web.forms import Form
from lintas.web.pages.rows import MOST_ROWS

# What the button says that fills the rows.
REPEAT = "ulang"
EVERY = (
    ("FREQ=DAILY", "Setiap hari"),
    ("FREQ=WEEKLY", "Setiap minggu"),
    ("FREQ=WEEKLY;INTERVAL=2", "Setiap dua minggu"),
    ("FREQ=MONTHLY", "Setiap bulan pada tanggal yang sama"),
)
DAYS = (
    ("MO", "Senin"),
    ("TU", "Selasa"),
    ("WE", "Rabu"),
    ("TH", "Kamis"),
    ("FR", "Jumat"),
    ("SA", "Sabtu"),
    ("SU", "Minggu"),
)


# What stands beside the button where a rule gave other rows than it asked for.
NOT_READ = (
    "Tanggalnya belum diisi. Isi dulu tanggal dan jam sesi pertama, pilih pengulangannya, lalu"
    f" berapa kali atau sampai kapan: paling banyak {MOST_SESSIONS} tanggal dalam {MOST_YEARS}"
    " tahun."
)


@dataclass(frozen=True, slots=True)
class Repeated:
    """Rows of the form; `note` says what of the rule is not among them, empty: nothing."""

    rows: list[list[str]]
    note: str = ""


def repeated(row: list[str], form: Form) -> Repeated:
    """A row for each date, at the same hours; what can't be understood leaves the row alone."""
    every = form.value("repeat_every")
    if every not in dict(EVERY):
        return Repeated([row], NOT_READ)
    days = [day for day, _ in DAYS if day in form.values("repeat_days")]
    parts = [every]
    if days and "WEEKLY" in every:
        parts.append(f"BYDAY={','.join(days)}")
    until = form.value("repeat_until").replace("-", "")
    parts.append(f"UNTIL={until}" if until else f"COUNT={form.value('repeat_count') or MOST_ROWS}")
    try:
        start = datetime.combine(date.fromisoformat(row[0]), time(), UTC)
        found = expand(";".join(parts), TimeSpan(start, start + timedelta(hours=1)), UTC)
    except (Invalid, ValueError):
        return Repeated([row], NOT_READ)
    dates = [each.start.date() for each in found]
    rows = [[f"{each:%Y-%m-%d}", *row[1:]] for each in dates[:MOST_ROWS]]
    return Repeated(rows, _left_over(dates))


def _left_over(dates: Sequence[date]) -> str:
    if len(dates) <= MOST_ROWS:
        return ""
    last, following = say_day(dates[MOST_ROWS - 1]), say_day(dates[MOST_ROWS])
    return (
        f"Pengulangan ini memberi {len(dates)} tanggal, sedangkan satu permohonan di sini memuat"
        f" {MOST_ROWS}: yang terisi sampai {last}. Ajukan {len(dates) - MOST_ROWS} sisanya dengan"
        f" permohonan lain, mulai {following}."
    )
