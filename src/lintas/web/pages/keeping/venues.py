"""Venues: where they stand, whose they are, when they open."""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lintas.actions.venues.change_venue import change_venue
from lintas.actions.venues.facts import VenueChange, VenueFacts
from lintas.actions.venues.placing import find_kept_venue
from lintas.actions.venues.register_venue import register_venue
from lintas.actions.venues.retire_venue import retire_venue
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.venues import Venue
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import list_agencies
from lintas.store.reference import list_districts
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms
from lintas.web.forms import Form
from lintas.web.pages.keeping.agencies import list_kept_agencies
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.hours import hours_entries, read_hours, write_hours
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key
from lintas.web.pages.keeping.ways import link_to_ways
from lintas.web.regencies import name_regencies

MOST = 2000
# More would not fit a page that phones load.
MOST_OPERATORS = 80
_HOURS = "opening_hours"
_POINT = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,; ]\s*(-?\d{1,3}(?:\.\d+)?)")
_AS_TYPED = ("regency", "name", "address", "aliases", "contact", "evidence")


async def _rows(actor: Actor) -> Sequence[Row]:
    names = await name_regencies()
    return [
        Row(each.id, each.name, names.get(each.regency, ""), each.is_example)
        for each in await list_venues(limit=MOST)
        if can(actor, Verb.KEEP_VENUES, Subject(keeper=each.keeper))
    ]


async def _choices(actor: Actor, form: Form) -> Choices:
    names = await name_regencies()
    districts = [
        (each.code, f"{each.name}, {names[each.regency]}")
        for each in sorted(list_districts(), key=lambda each: (each.regency, each.name))
        if each.regency in names
    ]
    return {
        "regency": list(names.items()),
        "district": districts,
        "owner_agency_id": await list_kept_agencies(actor, Verb.KEEP_VENUES),
        "operator_agency_id": await _list_operators(actor, form.value("operator_agency_id")),
    }


async def _list_operators(actor: Actor, chosen: str) -> list[tuple[object, str]]:
    """Whoever runs a place for its owner: the chosen one, one's own offices, then others."""
    agencies = sorted(
        await list_agencies(limit=MOST),
        key=lambda each: (str(each.id) != chosen, each.keeper != actor.home, each.name),
    )
    return [(each.id, each.name) for each in agencies[:MOST_OPERATORS]]


async def _find(key: str, actor: Actor) -> Kept:
    venue = await find_kept_venue(read_key(key, "venue_id"), actor)
    rooms = await list_rooms(venue_id=venue.id, limit=200)
    return Kept(
        venue.name,
        _values_of(venue),
        links=[
            (f"/kelola/ruang/baru?pada={venue.id}", "Tambah ruang"),
            (f"/kelola/serah-terima/baru?pada={venue.id}", "Catat serah terima"),
            ("/kelola/serah-terima", "Semua serah terima"),
            *link_to_ways(venue, actor),
            (f"/tempat/{venue.id}", "Lihat tempat"),
        ],
        parts=[(f"/kelola/ruang/{room.id}", room.name) for room in rooms],
        parts_title="Ruang",
    )


async def _start(_: str, actor: Actor) -> Values:
    return {"regency": actor.home}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    venue = await register_venue(VenueFacts(**_facts(values)), actor=actor, now=now)
    return f"/kelola/ruang/baru?pada={venue.id}"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    venue_id = read_key(key, "venue_id")
    change, version = VenueChange(**_facts(values)), values["version"]
    await change_venue(venue_id, change, actor=actor, now=now, version=version)
    return f"/kelola/tempat/{venue_id}"


def _values_of(venue: Venue) -> Values:
    point = (venue.latitude, venue.longitude)
    return {
        **{name: getattr(venue, name) for name in _AS_TYPED},
        "owner_agency_id": venue.owner_agency_id,
        "operator_agency_id": venue.operator_agency_id,
        "district": venue.district,
        "point": "" if None in point else f"{venue.latitude}, {venue.longitude}",
        "version": venue.version,
        **write_hours(_HOURS, venue.opening_hours),
    }


def _facts(values: Values) -> dict[str, Any]:
    """Raises Invalid: a point that is none."""
    latitude, longitude = _read_point(values["point"])
    return {
        **{name: values[name] for name in _AS_TYPED},
        "owner_agency_id": values["owner_agency_id"],
        "operator_agency_id": values["operator_agency_id"],
        "district": values["district"] or None,
        "latitude": latitude,
        "longitude": longitude,
        "opening_hours": read_hours(_HOURS, values),
    }


def _read_point(text: str) -> tuple[float | None, float | None]:
    """Latitude and longitude, as maps show them to be copied."""
    if not text:
        return None, None
    found = _POINT.fullmatch(text.strip("() "))
    if found is None:
        raise Invalid(faults=(Fault("point", text, "point", "-7.0250, 107.5190"),))
    return float(found[1]), float(found[2])


VENUES = Noun(
    slug="tempat",
    one="tempat",
    many="Tempat",
    verb=Verb.KEEP_VENUES,
    entries=(
        Entry("name", "Nama"),
        Entry("aliases", "Nama lain", hint="Dipisah titik koma", required=False),
        Entry("owner_agency_id", "Pemilik", Kind.ONE),
        Entry(
            "operator_agency_id",
            "Pengelola",
            Kind.ONE,
            hint="Bila bukan pemiliknya sendiri",
            required=False,
        ),
        Entry("regency", "Berdiri di", Kind.WORD, under="Letak"),
        Entry("district", "Kecamatan", Kind.WORD, required=False),
        Entry("address", "Alamat", Kind.AREA, required=False),
        Entry(
            "point",
            "Titik peta",
            hint="Lintang dan bujur, disalin dari Google Maps: -7.0250, 107.5190",
            required=False,
        ),
        *hours_entries(_HOURS, "Jam buka (semua kosong: tidak dibatasi)"),
        Entry("contact", "Narahubung", Kind.AREA, required=False, under="Lain-lain"),
        Entry("evidence", "Sumber", Kind.AREA, hint="Dari mana data ini", required=False),
        Entry("version", "Versi", Kind.VERSION, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=retire_venue,
    fields={"latitude": "point", "longitude": "point"},
)
