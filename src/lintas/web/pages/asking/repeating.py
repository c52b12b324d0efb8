"""A meeting that repeats, in plain words: its dates become rows of the form."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lintas.domain.plans import MOST_SESSIONS
from lintas.domain.refusal import Invalid
from lintas.domain.timespan import TimeSpan
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


# What stands beside the button where a rule gave no rows.
NOT_READ = (
    "Tanggalnya belum diisi. Isi dulu tanggal dan jam sesi pertama, pilih pengulangannya, lalu"
    f" berapa kali atau sampai kapan: paling banyak {MOST_SESSIONS} tanggal dalam {MOST_YEARS}"
    " tahun."
)


@dataclass(frozen=True, slots=True)
class Repeated:
    """Rows of the form; `note` says why there are none, empty: there are."""

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
    return Repeated([[f"{each.start:%Y-%m-%d}", *row[1:]] for each in found])
