"""Programs: what is taught, as a template for batches."""

from collections.abc import Sequence
from datetime import datetime

from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.facts import ProgramChange, ProgramFacts
from lintas.actions.programs.keeping import find_kept_program
from lintas.actions.programs.register_program import register_program
from lintas.actions.programs.retire_program import retire_program
from lintas.domain.people import Actor
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import list_regencies
from lintas.store.programs.templates import list_programs
from lintas.web.forms import Form
from lintas.web.pages.keeping.agencies import list_kept_agencies
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.equipment import read_equipment, write_equipment
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key

MOST = 1000
CATEGORIES = (("umkm", "UMKM"), ("inovasi", "Inovasi"), ("lainnya", "Lainnya"))
_NAMES = (
    "title",
    "field",
    "jp_minutes",
    "jp_total",
    "min_participants",
    "max_participants",
    "for_civil_servants",
    "category",
    "level",
    "needs_nib",
    "min_age",
    "only_regency",
)


async def _rows(actor: Actor) -> Sequence[Row]:
    return [
        Row(each.id, each.title, each.field, each.is_example)
        for each in await list_programs(seen_by=actor, limit=MOST)
        if can(actor, Verb.KEEP_PROGRAMS, Subject(keeper=each.keeper))
    ]


async def _choices(actor: Actor, _: Form) -> Choices:
    return {
        "agency_id": await list_kept_agencies(actor, Verb.KEEP_PROGRAMS),
        "category": CATEGORIES,
        "only_regency": [(each.code, each.name) for each in await list_regencies()],
    }


async def _find(key: str, actor: Actor) -> Kept:
    program = await find_kept_program(read_key(key, "program_id"), actor)
    values = {name: getattr(program, name) for name in _NAMES}
    values["equipment"] = write_equipment(program.equipment)
    return Kept(
        program.title,
        values,
        links=[
            (f"/angkatan/baru?program={program.id}", "Buat angkatan program ini"),
            (f"/katalog/{program.id}", "Bagikan ke daerah lain"),
        ],
    )


async def _start(_: str, __: Actor) -> Values:
    return {"jp_minutes": 45}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    program = await register_program(ProgramFacts(**_typed(values)), actor=actor, now=now)
    return f"/angkatan/baru?program={program.id}"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = ProgramChange(**_typed(values))
    await change_program(read_key(key, "program_id"), change, actor=actor, now=now)
    return "/kelola/program"


def _typed(values: Values) -> Values:
    """Raises Invalid: equipment that can't be read."""
    equipment = read_equipment(values["equipment"])
    only_regency = values["only_regency"] or None
    return {**values, "equipment": equipment, "only_regency": only_regency}


PROGRAMS = Noun(
    slug="program",
    one="program pelatihan",
    many="Program pelatihan",
    verb=Verb.KEEP_PROGRAMS,
    entries=(
        Entry("agency_id", "Penyelenggara", Kind.ONE, fixed=True),
        Entry("title", "Judul", hint="Misalnya Pelatihan Kemasan Produk UMKM"),
        Entry("field", "Bidang", hint="Misalnya menjahit, tata boga", required=False),
        Entry("jp_total", "Jumlah JP", Kind.NUMBER, required=False),
        Entry("jp_minutes", "Menit per JP", Kind.NUMBER),
        Entry("min_participants", "Peserta paling sedikit", Kind.NUMBER, required=False),
        Entry("max_participants", "Peserta paling banyak", Kind.NUMBER, required=False),
        Entry(
            "equipment",
            "Alat yang diperlukan: orang per unit",
            Kind.AREA,
            hint="Satu jenis per baris; mesin jahit: 2 berarti satu mesin untuk dua orang",
            required=False,
        ),
        Entry("level", "Jenjang pengajar", hint="Misalnya Instruktur Muda", required=False),
        Entry("needs_nib", "Peserta harus punya NIB", Kind.TICK, required=False),
        Entry("min_age", "Umur peserta paling muda", Kind.NUMBER, required=False),
        Entry("only_regency", "Hanya untuk warga", Kind.WORD, required=False),
        Entry(
            "for_civil_servants",
            "Pelatihan aparatur: tidak pernah pada hari libur",
            Kind.TICK,
            required=False,
        ),
        Entry(
            "category",
            "Kelompok di katalog program",
            Kind.WORD,
            hint="Tampil bagi semua daerah. Kosong: tidak tampil",
            required=False,
        ),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=retire_program,
)
