"""Batches: runs of a program. Their own pages are `lintas.web.pages.batches`."""

from collections.abc import Sequence
from datetime import datetime

from lintas.actions.programs.change_batch import change_batch
from lintas.actions.programs.facts import BatchChange, BatchFacts
from lintas.actions.programs.keeping import find_kept_batch
from lintas.actions.programs.numbering import title_of
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.retire_batch import retire_batch
from lintas.domain.people import Actor
from lintas.rules.access import Subject, Verb, can
from lintas.store.programs.batches import list_batches
from lintas.store.programs.templates import find_program, list_programs
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key

MOST = 1000


async def _rows(actor: Actor) -> Sequence[Row]:
    return [
        Row(each.id, each.title)
        for each in await list_batches(seen_by=actor, limit=MOST)
        if can(actor, Verb.KEEP_PROGRAMS, Subject(keeper=each.keeper))
    ]


async def _choices(actor: Actor, _: Form) -> Choices:
    programs = [
        (each.id, each.title)
        for each in await list_programs(seen_by=actor, limit=MOST)
        if can(actor, Verb.KEEP_PROGRAMS, Subject(keeper=each.keeper))
    ]
    return {"program_id": programs}


async def _find(key: str, actor: Actor) -> Kept:
    batch = await find_kept_batch(read_key(key, "batch_id"), actor)
    program = await find_program(batch.program_id, seen_by=actor)
    borrowed = batch.title == title_of(program, batch.number)
    values = {
        "number": batch.number,
        "title": "" if borrowed else batch.title,
        "bring": batch.bring,
        "contact": batch.contact,
    }
    links = [(f"/angkatan/{batch.id}", "Lihat angkatan")]
    return Kept(batch.title, values, links=links)


async def _start(program_id: str, actor: Actor) -> Values:
    """The number after the highest that the program has."""
    batches = await list_batches(seen_by=actor, limit=MOST)
    taken = [each.number for each in batches if str(each.program_id) == program_id]
    return {"program_id": program_id, "number": max(taken, default=0) + 1}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    batch = await register_batch(BatchFacts(**values), actor=actor, now=now)
    return f"/angkatan/{batch.id}"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    batch_id = read_key(key, "batch_id")
    await change_batch(batch_id, BatchChange(**values), actor=actor, now=now)
    return f"/angkatan/{batch_id}"


BATCHES = Noun(
    slug="angkatan",
    one="angkatan",
    many="Angkatan",
    verb=Verb.KEEP_PROGRAMS,
    entries=(
        Entry("program_id", "Program pelatihan", Kind.ONE, fixed=True),
        Entry("number", "Angkatan ke-", Kind.NUMBER),
        Entry("title", "Judul", hint="Bila kosong: judul program dan nomornya", required=False),
        Entry(
            "bring",
            "Yang perlu dibawa",
            Kind.AREA,
            hint="Dibaca peserta, misalnya: KTP, contoh produk, alat tulis",
            required=False,
        ),
        Entry(
            "contact",
            "Narahubung",
            Kind.AREA,
            hint="Nama dan nomor HP; peserta bisa langsung bertanya lewat WhatsApp",
            required=False,
        ),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=retire_batch,
)
