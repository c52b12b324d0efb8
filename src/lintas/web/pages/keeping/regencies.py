"""Governments, kept by the operator."""

from collections.abc import Sequence
from datetime import datetime

from lintas.actions.agencies.change_regency import change_regency
from lintas.actions.agencies.facts import RegencyChange, RegencyFacts
from lintas.actions.agencies.register_regency import register_regency
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.agencies import RegencyKind
from lintas.domain.people import Actor
from lintas.render.places import say_regency
from lintas.rules.access import Verb
from lintas.store.agencies import find_regency, list_regencies
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_word

KINDS = {
    RegencyKind.KABUPATEN: "Kabupaten",
    RegencyKind.KOTA: "Kota",
    RegencyKind.PROVINSI: "Provinsi",
    RegencyKind.PUSAT: "Pusat",
}
ZONES = (("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT"))


async def _rows(_: Actor) -> Sequence[Row]:
    return [
        Row(each.code, say_regency(each), f"{each.code}, {each.province}")
        for each in await list_regencies(limit=1000)
    ]


async def _choices(_: Actor, __: Form) -> Choices:
    return {"kind": list(KINDS.items()), "timezone": ZONES}


async def _find(key: str, actor: Actor) -> Kept:
    allow_somewhere(actor, Verb.KEEP_REGENCIES)
    regency = await find_regency(key)
    values = {
        "name": regency.name,
        "province": regency.province,
        "timezone": regency.timezone,
        "kind": regency.kind,
    }
    return Kept(f"{say_regency(regency)} ({regency.code})", values)


async def _start(_: str, __: Actor) -> Values:
    return {"timezone": "Asia/Jakarta", "kind": RegencyKind.KABUPATEN}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    facts = RegencyFacts(**{**values, "kind": read_word(values, "kind", RegencyKind)})
    await register_regency(facts, actor=actor, now=now)
    return "/kelola/kabupaten"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = RegencyChange(**{**values, "kind": read_word(values, "kind", RegencyKind)})
    await change_regency(key, change, actor=actor, now=now)
    return "/kelola/kabupaten"


REGENCIES = Noun(
    slug="kabupaten",
    one="kabupaten/kota",
    many="Kabupaten/kota",
    verb=Verb.KEEP_REGENCIES,
    entries=(
        Entry("code", "Kode Kemendagri", hint="Misalnya 36.04", fixed=True),
        Entry("name", "Nama", hint="Misalnya Kabupaten Serang"),
        Entry("kind", "Jenis", Kind.WORD),
        Entry("province", "Provinsi"),
        Entry("timezone", "Zona waktu", Kind.WORD),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
)
