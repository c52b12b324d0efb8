"""Rooms: what they seat in each layout, what they are a part of, how they say yes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from lintas.actions.steps.permitting import allow_for
from lintas.actions.venues.add_room import add_room
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.facts import RoomFacts
from lintas.actions.venues.placing import find_kept_venue
from lintas.actions.venues.retire_room import retire_room
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.domain.venues import Approval, Room, Venue
from lintas.render.catalogues.ways import LAYOUTS
from lintas.render.ways import say_layout
from lintas.rules.access import Subject, Verb, can
from lintas.store.venues.places import find_venue, list_venues
from lintas.store.venues.rooms import find_room, list_rooms, list_rooms_of
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.equipment import read_equipment, write_equipment
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key, read_word

# The words of the trade; "theater" is another spelling, others keep what they have.
OFFERED = tuple(layout for layout in LAYOUTS["id"] if layout != "theater")
APPROVALS = {
    Approval.NONE: "Disetujui langsung bila tidak bentrok",
    Approval.MANAGER: "Diputuskan pengelola tempat",
}
_SEATS = "capacities."
_BOUNDS = ("notice_days", "horizon_days", "longest_minutes")


async def _rows(actor: Actor) -> Sequence[Row]:
    venues = {
        each.id: each
        for each in await list_venues(limit=2000)
        if can(actor, Verb.KEEP_VENUES, Subject(keeper=each.keeper))
    }
    return [_row(room, venues[room.venue_id]) for room in await list_rooms_of(venues)]


def _row(room: Room, venue: Venue) -> Row:
    return Row(room.id, room.name, venue.name, venue.is_example)


async def _choices(_: Actor, form: Form) -> Choices:
    approvals = list(APPROVALS.items())
    try:
        venue_id = UUID(form.value("venue_id"))
    except ValueError:
        return {"approval": approvals, "part_of": ()}
    rooms = await list_rooms(venue_id=venue_id, limit=200)
    return {"approval": approvals, "part_of": [(room.id, room.name) for room in rooms]}


async def _find(key: str, actor: Actor) -> Kept:
    room, venue = await _find_kept(key, actor)
    values = {
        "name": room.name,
        "turnaround_minutes": room.turnaround // timedelta(minutes=1),
        "approval": room.approval,
        "equipment": write_equipment(room.equipment),
        "version": room.version,
        **{name: getattr(room, name) for name in _BOUNDS},
        **{f"{_SEATS}{layout}": room.capacities.get(layout) for layout in OFFERED},
    }
    return Kept(
        f"{room.name}, {venue.name}",
        values,
        links=[
            (f"/ruang/{room.id}", "Lihat jadwal"),
            (f"/kelola/ruang/baru?pada={venue.id}&bagian={room.id}", "Bagi menjadi bagian"),
            (f"/kelola/tarif/baru?pada={room.id}", "Tambah tarif"),
            ("/kelola/tarif", "Semua tarif"),
            (f"/kelola/tempat/{venue.id}", "Ke tempatnya"),
        ],
        parts=[
            (f"/kelola/ruang/{each.id}", each.name)
            for each in await list_rooms(venue_id=venue.id, limit=200)
            if each.part_of == room.id
        ],
        parts_title="Bagian ruang ini",
    )


async def _find_kept(key: str, actor: Actor) -> tuple[Room, Venue]:
    """Raises NotAllowed, NotFound."""
    room_id = read_key(key, "room_id")
    room = await find_room(room_id)
    venue = await find_venue(room.venue_id)
    allow_for(actor, Verb.KEEP_VENUES, venue.keeper, field="room_id", value=room_id)
    return room, venue


async def _start(on: str, actor: Actor) -> Values:
    """In a venue, or as a part of a hall there: "<venue>" or "<venue>:<hall>"."""
    venue_id, _, hall = on.partition(":")
    if not venue_id:
        raise NotFound("venue_id", "")
    venue = await find_kept_venue(read_key(venue_id, "venue_id"), actor)
    return {
        "venue_id": venue.id,
        "part_of": hall or None,
        "turnaround_minutes": 0,
        "approval": Approval.NONE,
    }


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    room = await add_room(
        RoomFacts(
            venue_id=values["venue_id"],
            name=values["name"],
            part_of=values["part_of"],
            capacities=_seats(values, {}),
            turnaround_minutes=values["turnaround_minutes"],
            approval=read_word(values, "approval", Approval),
            equipment=read_equipment(values["equipment"]) or None,
            **_bounds(values),
        ),
        actor=actor,
        now=now,
    )
    return f"/kelola/tempat/{room.venue_id}"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    room, venue = await _find_kept(key, actor)
    change = RoomChange(
        name=values["name"],
        capacities=_seats(values, room.capacities),
        turnaround=timedelta(minutes=values["turnaround_minutes"]),
        approval=read_word(values, "approval", Approval),
        equipment=_equipment(values, room),
        **_bounds(values),
        version=values["version"],
    )
    await change_room(room.id, change, actor=actor, now=now)
    return f"/kelola/tempat/{venue.id}"


def _bounds(values: Values) -> dict[str, Any]:
    return {name: values[name] for name in _BOUNDS}


def _equipment(values: Values, room: Room) -> Mapping[str, int] | None:
    """Nothing typed leaves it unknown, or, where something was known, says that none is left."""
    given = read_equipment(values["equipment"])
    return given or (None if room.equipment is None else {})


def _seats(values: Values, before: Mapping[str, int]) -> dict[str, int]:
    """Of layouts that the form doesn't offer, as they are."""
    others = {layout: seats for layout, seats in before.items() if layout not in OFFERED}
    given = {layout: values[f"{_SEATS}{layout}"] for layout in OFFERED}
    return {**others, **{layout: seats for layout, seats in given.items() if seats is not None}}


ROOMS = Noun(
    slug="ruang",
    added="Ruang ditambahkan dari halaman tempatnya.",
    one="ruang",
    many="Ruang",
    verb=Verb.KEEP_VENUES,
    entries=(
        Entry("venue_id", "Tempat", Kind.HIDDEN, fixed=True),
        Entry("name", "Nama", hint="Misalnya Aula, Ruang 2"),
        Entry(
            "part_of",
            "Bagian dari ruang",
            Kind.ONE,
            hint="Bila ini separuh aula: memakai aulanya memakai semua bagiannya",
            required=False,
            fixed=True,
        ),
        *(
            Entry(
                f"{_SEATS}{layout}",
                f"Tata letak {say_layout(layout)}",
                Kind.NUMBER,
                required=False,
                under="Daya tampung (orang)" if layout == OFFERED[0] else "",
            )
            for layout in OFFERED
        ),
        Entry(
            "equipment",
            "Alat yang ada di ruang ini",
            Kind.AREA,
            hint="Satu jenis per baris, misalnya mesin jahit: 16",
            required=False,
            under="Sarana",
        ),
        Entry(
            "turnaround_minutes",
            "Jeda antarpemakaian (menit)",
            Kind.NUMBER,
            under="Pemakaian",
        ),
        Entry("approval", "Persetujuan", Kind.WORD),
        Entry(
            "notice_days",
            "Diajukan paling lambat (hari sebelumnya)",
            Kind.NUMBER,
            hint="Kosong: boleh mendadak",
            required=False,
        ),
        Entry(
            "horizon_days",
            "Diajukan paling awal (hari sebelumnya)",
            Kind.NUMBER,
            hint="Kosong: boleh kapan saja sebelumnya",
            required=False,
        ),
        Entry(
            "longest_minutes",
            "Sekali pakai paling lama (menit)",
            Kind.NUMBER,
            hint="Kosong: tidak dibatasi",
            required=False,
        ),
        Entry("version", "Versi", Kind.VERSION, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=retire_room,
)
