"""When Ramadan is, year by year."""

from collections.abc import Sequence
from datetime import datetime

from lintas.actions.calendar.state_ramadan import (
    RamadanChange,
    RamadanFacts,
    change_ramadan,
    retire_ramadan,
    state_ramadan,
)
from lintas.actions.steps.permitting import allow_somewhere
from lintas.domain.people import Actor
from lintas.domain.teaching_hours import RamadanWindow
from lintas.render.times import say_days
from lintas.rules.access import Verb
from lintas.store.ramadan import find_ramadan_window, list_ramadan_windows
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key

_NAMES = ("first", "last", "official")


async def _rows(_: Actor) -> Sequence[Row]:
    return [Row(each.id, _name(each), _about(each)) for each in await list_ramadan_windows()]


def _name(window: RamadanWindow) -> str:
    return f"Ramadan {window.hijri_year} H"


def _about(window: RamadanWindow) -> str:
    origin = "ditetapkan sidang isbat" if window.official else "menunggu sidang isbat"
    return f"{say_days(window.first, window.last)}, {origin}"


async def _choices(_: Actor, __: Form) -> Choices:
    return {}


async def _find(key: str, actor: Actor) -> Kept:
    allow_somewhere(actor, Verb.KEEP_CALENDAR)
    window = await find_ramadan_window(read_key(key, "ramadan_window_id"))
    return Kept(_name(window), {name: getattr(window, name) for name in _NAMES})


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    await state_ramadan(RamadanFacts(**values), actor=actor, now=now)
    return "/kelola/ramadan"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    window_id = read_key(key, "ramadan_window_id")
    await change_ramadan(window_id, RamadanChange(**values), actor=actor, now=now)
    return "/kelola/ramadan"


RAMADAN = Noun(
    slug="ramadan",
    one="bulan Ramadan",
    many="Bulan Ramadan",
    verb=Verb.KEEP_CALENDAR,
    entries=(
        Entry("hijri_year", "Tahun Hijriah", Kind.NUMBER, hint="Misalnya 1449", fixed=True),
        Entry("first", "Hari pertama", Kind.DAY, hint="Berlaku untuk semua daerah"),
        Entry("last", "Hari terakhir", Kind.DAY),
        Entry("official", "Sudah ditetapkan sidang isbat", Kind.TICK, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    register=_register,
    change=_change,
    retire=retire_ramadan,
)
