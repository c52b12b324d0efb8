"""Year plans as tables: their columns, and cells that a spreadsheet would run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# A cell that begins so is a formula, or may become one: CSV has no way to say that it is text.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
GUARD = "'"


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is what faults call it, `header` what we write, `also` what people write besides."""

    name: str
    header: str
    also: tuple[str, ...] = ()
    required: bool = False


COLUMNS: tuple[Column, ...] = (
    Column("room", "Ruang", ("room", "room_id", "ruangan"), required=True),
    Column("venue", "Tempat", ("venue", "lokasi")),
    Column("day", "Tanggal", ("date", "day", "tgl"), required=True),
    Column("starts_at", "Mulai", ("starts_at", "start", "jam mulai"), required=True),
    Column("ends_at", "Selesai", ("ends_at", "end", "jam selesai"), required=True),
    Column("title", "Judul sesi", ("title", "sesi", "judul", "materi")),
    Column("purpose", "Keperluan", ("purpose", "kegiatan")),
    Column("headcount", "Jumlah peserta", ("headcount", "peserta", "jumlah orang"), required=True),
    Column("agency", "Perangkat daerah", ("agency", "agency_id", "instansi", "dinas", "pemohon")),
    Column("batch", "Angkatan", ("batch", "batch_id")),
    Column("trainers", "Pengajar", ("trainers", "trainer_ids", "trainer")),
    Column("layout", "Tata letak", ("layout",)),
    Column("reason", "Alasan", ("reason", "reasons")),
    # Of what goes on past midnight.
    Column("ends_on", "Tanggal selesai", ("ends_on", "end date", "tgl selesai")),
    Column("mode", "Cara bertemu", ("mode", "moda", "metode")),
    Column("link", "Tautan", ("link", "tautan pertemuan", "link zoom")),
)
# Written, and passed over when read: what we know of a session besides.
WRITTEN_ONLY: tuple[Column, ...] = (
    Column("state", "Keadaan", ("state", "status")),
    Column("session_id", "Nomor sesi", ("session_id", "id")),
)
ALL: tuple[Column, ...] = (*COLUMNS, *WRITTEN_ONLY)


def names_by_header() -> Mapping[str, str]:
    """Every way of heading a column, in lower case, and whose it is."""
    return {
        said.casefold(): column.name
        for column in ALL
        for said in (column.name, column.header, *column.also)
    }


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs; `unguarded` gives the text back."""
    return GUARD + text if text.lstrip(GUARD).startswith(DANGEROUS) else text


def unguarded(text: str) -> str:
    if text.startswith(GUARD) and text.lstrip(GUARD).startswith(DANGEROUS):
        return text[len(GUARD) :]
    return text


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its number as spreadsheets count, the header's is 1."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file says: the columns it has, and its rows without the empty ones."""

    columns: Sequence[str]
    lines: Sequence[Line]
