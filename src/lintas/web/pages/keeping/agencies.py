"""Offices: those of governments, and the ministries and private bodies that lend rooms."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from babel.dates import get_month_names

from lintas.actions.agencies.change_agency import change_agency
from lintas.actions.agencies.facts import AgencyChange, AgencyFacts
from lintas.actions.agencies.register_agency import register_agency
from lintas.actions.agencies.retire_agency import retire_agency
from lintas.actions.steps.permitting import allow_for
from lintas.domain.agencies import AgencyKind
from lintas.domain.people import Actor
from lintas.render.places import say_regency
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import find_agency, list_agencies, list_regencies
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.hours import hours_entries, read_hours, write_hours
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key, read_word
from lintas.web.regencies import name_regencies

KINDS = {
    AgencyKind.OPD: "Perangkat daerah",
    AgencyKind.DESA: "Desa/kelurahan",
    AgencyKind.VERTIKAL: "Instansi pusat",
    AgencyKind.SWASTA: "Swasta",
}
MONTHS = tuple(
    (f"{number:02}", str(name))
    for number, name in get_month_names("wide", context="stand-alone", locale="id").items()
)
MOST = 2000
_HOURS = "working_hours"
_MONTH, _DAY = "budget_cutoff.month", "budget_cutoff.day"
_AS_TYPED = ("name", "short_name", "weekly_jp")


async def list_kept_agencies(actor: Actor, verb: Verb) -> list[tuple[object, str]]:
    """(id, name) of those on whose behalf the actor may do this."""
    return [
        (each.id, each.name)
        for each in await list_agencies(limit=MOST)
        if can(actor, verb, Subject(keeper=each.keeper))
    ]


async def _rows(actor: Actor) -> Sequence[Row]:
    names = await name_regencies()
    return [
        Row(
            each.id,
            each.name,
            ", ".join(filter(None, (each.short_name, KINDS[each.kind], _of(each.regency, names)))),
            each.is_example,
        )
        for each in await list_agencies(limit=MOST)
        if can(actor, Verb.KEEP_AGENCIES, Subject(keeper=each.keeper))
    ]


def _of(code: str | None, names: Mapping[str, str]) -> str:
    return names.get(code, "") if code else ""


async def _choices(actor: Actor, _: Form) -> Choices:
    regencies = [
        (each.code, say_regency(each))
        for each in await list_regencies(limit=1000)
        if can(actor, Verb.KEEP_AGENCIES, Subject(keeper=each.code))
    ]
    return {"kind": list(KINDS.items()), "regency": regencies, _MONTH: MONTHS}


async def _find(key: str, actor: Actor) -> Kept:
    agency_id = read_key(key, "agency_id")
    agency = await find_agency(agency_id)
    allow_for(actor, Verb.KEEP_AGENCIES, agency.keeper, field="agency_id", value=agency_id)
    month, _, day = agency.budget_cutoff.partition("-")
    values = {
        **{name: getattr(agency, name) for name in (*_AS_TYPED, "kind")},
        **write_hours(_HOURS, agency.working_hours),
        _MONTH: month,
        _DAY: day,
    }
    links = (
        (f"/instansi/{agency_id}/bobot", "Bobot aturan"),
        (f"/instansi/{agency_id}/tunda", "Tunda sesi"),
    )
    return Kept(agency.name, values, links=links)


async def _start(_: str, actor: Actor) -> Values:
    return {"kind": AgencyKind.OPD, "regency": actor.home}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    facts = AgencyFacts(regency=values["regency"] or None, **_typed(values))
    await register_agency(facts, actor=actor, now=now)
    return "/kelola/instansi"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = AgencyChange(**_typed(values))
    await change_agency(read_key(key, "agency_id"), change, actor=actor, now=now)
    return "/kelola/instansi"


def _typed(values: Values) -> dict[str, Any]:
    """Raises Invalid: a kind that no form of ours sends."""
    return {
        **{name: values[name] for name in _AS_TYPED},
        "kind": read_word(values, "kind", AgencyKind),
        "working_hours": read_hours(_HOURS, values) or None,
        "budget_cutoff": _read_cutoff(values),
    }


def _read_cutoff(values: Values) -> str:
    """MM-DD; of half a date the other half is 00, which no calendar has."""
    month, day = values[_MONTH], values[_DAY]
    return f"{month or '00'}-{day or 0:02}" if month or day else ""


AGENCIES = Noun(
    slug="instansi",
    one="instansi",
    many="Instansi",
    verb=Verb.KEEP_AGENCIES,
    entries=(
        Entry("name", "Nama"),
        Entry("short_name", "Nama singkat", hint="Misalnya Disnaker", required=False),
        Entry("kind", "Jenis", Kind.WORD),
        Entry(
            "regency",
            "Kabupaten/kota",
            Kind.WORD,
            hint="Untuk perangkat daerah dan desa; instansi pusat dan swasta dikosongkan",
            required=False,
            fixed=True,
        ),
        *hours_entries(_HOURS, "Jam kerja (semua kosong: jam kerja ASN)"),
        Entry(
            "weekly_jp",
            "Beban mengajar paling banyak (JP per minggu)",
            Kind.NUMBER,
            hint="Kosong: 40 JP",
            required=False,
            under="Batas",
        ),
        Entry(
            _DAY,
            "Tutup buku: tanggal",
            Kind.NUMBER,
            hint="Hari terakhir pelatihan dapat dibiayai tahun itu; kosong: tidak diatur",
            required=False,
        ),
        Entry(_MONTH, "Tutup buku: bulan", Kind.WORD, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=retire_agency,
    fields={"budget_cutoff": _DAY},
)
