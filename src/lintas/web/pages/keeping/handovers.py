"""When a venue changes hands: from which day, to whom, by which record."""

from collections.abc import Sequence
from datetime import datetime

from lintas.actions.things.note_handover import (
    HandoverChange,
    HandoverFacts,
    change_handover,
    find_kept_handover,
    note_handover,
    retire_handover,
)
from lintas.actions.venues.placing import find_kept_venue
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.render.times import say_day
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import list_agencies
from lintas.store.things.handovers import list_handovers_of
from lintas.store.venues.places import find_venue, list_venues
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key

# More would not fit a page that phones load.
MOST_TAKERS = 80
_NAMES = ("day", "to_agency_id", "to_name", "document")


async def _rows(actor: Actor) -> Sequence[Row]:
    venues = {
        each.id: each.name
        for each in await list_venues(limit=2000)
        if can(actor, Verb.KEEP_VENUES, Subject(keeper=each.keeper))
    }
    return [
        Row(each.id, venues[each.venue_id], f"{say_day(each.day)}, kepada {each.to_name}")
        for each in await list_handovers_of(venues)
    ]


async def _choices(actor: Actor, form: Form) -> Choices:
    chosen = form.value("to_agency_id")
    agencies = sorted(
        await list_agencies(limit=2000),
        key=lambda each: (str(each.id) != chosen, each.keeper != actor.home, each.name),
    )
    return {"to_agency_id": [(each.id, each.name) for each in agencies[:MOST_TAKERS]]}


async def _find(key: str, actor: Actor) -> Kept:
    handover = await find_kept_handover(read_key(key, "handover_id"), actor)
    venue = await find_venue(handover.venue_id)
    values = {name: getattr(handover, name) for name in _NAMES}
    if handover.to_agency_id:
        values["to_name"] = ""
    return Kept(
        f"Serah terima {venue.name}",
        values,
        links=[(f"/kelola/tempat/{venue.id}", "Ke tempatnya")],
    )


async def _start(on: str, actor: Actor) -> Values:
    """Of the venue whose key that is."""
    if not on:
        raise NotFound("venue_id", "")
    venue = await find_kept_venue(read_key(on, "venue_id"), actor)
    return {"venue_id": venue.id}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    handover = await note_handover(HandoverFacts(**values), actor=actor, now=now)
    return f"/kelola/tempat/{handover.venue_id}"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = HandoverChange(**values)
    handover = await change_handover(read_key(key, "handover_id"), change, actor=actor, now=now)
    return f"/kelola/tempat/{handover.venue_id}"


HANDOVERS = Noun(
    slug="serah-terima",
    added="Ditambahkan dari halaman tempat, ruang atau orangnya.",
    one="serah terima tempat",
    many="Serah terima tempat",
    verb=Verb.KEEP_VENUES,
    entries=(
        Entry("venue_id", "Tempat", Kind.HIDDEN, fixed=True),
        Entry("day", "Beralih mulai tanggal", Kind.DAY),
        Entry("to_agency_id", "Kepada instansi", Kind.ONE, required=False),
        Entry("to_name", "Atau kepada", hint="Bila belum terdaftar di sini", required=False),
        Entry(
            "document", "Berita acara (BAST)", Kind.AREA, hint="Nomor dan tanggal", required=False
        ),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=retire_handover,
)
