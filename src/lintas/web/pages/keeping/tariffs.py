"""What a room costs whom, and on which ground."""

from collections.abc import Sequence
from datetime import datetime

from lintas.actions.steps.permitting import allow_for
from lintas.actions.things.set_tariff import (
    TariffChange,
    TariffFacts,
    change_tariff,
    find_kept_tariff,
    retire_tariff,
    set_tariff,
)
from lintas.domain.people import Actor
from lintas.domain.refusal import NotFound
from lintas.domain.tariffs import Basis, Per
from lintas.render.tariffs import say_basis, say_per, say_tariff
from lintas.rules.access import Subject, Verb, can
from lintas.store.things.tariffs import list_tariffs_for
from lintas.store.venues.places import find_venue, list_venues
from lintas.store.venues.rooms import find_room, list_rooms_of
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key, read_word
from lintas.web.regencies import name_regencies

EVERYBODY = "semua peminjam lain"


async def _rows(actor: Actor) -> Sequence[Row]:
    names = await name_regencies()
    venues = [
        each.id
        for each in await list_venues(limit=2000)
        if can(actor, Verb.KEEP_VENUES, Subject(keeper=each.keeper))
    ]
    rooms = {room.id: room.name for room in await list_rooms_of(venues)}
    return [
        Row(
            each.id,
            f"{rooms[each.room_id]} untuk {names.get(each.borrower or '', EVERYBODY)}",
            say_tariff(each),
        )
        for each in await list_tariffs_for(rooms)
    ]


async def _choices(_: Actor, __: Form) -> Choices:
    return {
        "borrower": list((await name_regencies()).items()),
        "basis": [(each, say_basis(each)) for each in Basis],
        "per": [(each, say_per(each)) for each in Per],
    }


async def _find(key: str, actor: Actor) -> Kept:
    tariff = await find_kept_tariff(read_key(key, "tariff_id"), actor)
    room = await find_room(tariff.room_id)
    borrower = (await name_regencies()).get(tariff.borrower or "", EVERYBODY)
    return Kept(
        f"Tarif {room.name} untuk {borrower}",
        {
            "basis": tariff.basis,
            "amount": tariff.amount,
            "per": tariff.per,
            "legal_basis": tariff.legal_basis,
        },
        links=[(f"/kelola/ruang/{room.id}", "Ke ruangnya")],
    )


async def _start(on: str, actor: Actor) -> Values:
    """For the room whose key that is."""
    if not on:
        raise NotFound("room_id", "")
    room = await find_room(read_key(on, "room_id"))
    venue = await find_venue(room.venue_id)
    allow_for(actor, Verb.KEEP_VENUES, venue.keeper, field="room_id", value=room.id)
    return {"room_id": room.id, "basis": Basis.PERMIT, "amount": 0, "per": Per.DAY}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    facts = TariffFacts(**{**values, **_words(values), "borrower": values["borrower"] or None})
    tariff = await set_tariff(facts, actor=actor, now=now)
    return f"/kelola/ruang/{tariff.room_id}"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = TariffChange(**{**values, **_words(values)})
    tariff = await change_tariff(read_key(key, "tariff_id"), change, actor=actor, now=now)
    return f"/kelola/ruang/{tariff.room_id}"


def _words(values: Values) -> Values:
    return {"basis": read_word(values, "basis", Basis), "per": read_word(values, "per", Per)}


TARIFFS = Noun(
    slug="tarif",
    added="Ditambahkan dari halaman tempat, ruang atau orangnya.",
    one="tarif ruang",
    many="Tarif ruang",
    verb=Verb.KEEP_VENUES,
    entries=(
        Entry("room_id", "Ruang", Kind.HIDDEN, fixed=True),
        Entry(
            "borrower",
            "Peminjam",
            Kind.WORD,
            hint="Kosong: semua yang tidak punya tarif sendiri",
            required=False,
            fixed=True,
        ),
        Entry("basis", "Dasar pemakaian", Kind.WORD),
        Entry("amount", "Tarif (rupiah)", Kind.NUMBER, hint="0 bila tanpa biaya"),
        Entry("per", "Dihitung", Kind.WORD),
        Entry("legal_basis", "Dasar hukum", Kind.AREA, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=retire_tariff,
)
