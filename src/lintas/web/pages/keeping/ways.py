"""How long trainers go from one place to another, where somebody knows better than the estimate."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from lintas.actions.steps.permitting import may_somewhere
from lintas.actions.travel.state_way import (
    WayChange,
    WayFacts,
    change_way,
    find_kept_way,
    retire_way,
    state_way,
)
from lintas.domain.people import Actor
from lintas.domain.travel import TravelOrigin, TravelOverride, find_travel, place_at
from lintas.domain.venues import Venue
from lintas.render.places import say_length
from lintas.rules.access import Subject, Verb, can
from lintas.store.reference import list_districts
from lintas.store.travel import list_travel_overrides
from lintas.store.venues.places import list_venues
from lintas.web.forms import Form
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key, read_word
from lintas.web.pages.shown.ways import name_ends, say_way
from lintas.web.regencies import name_regencies

# More would not fit a page that phones load.
MOST_OFFERED = 80
ORIGINS = {TravelOrigin.STATED: "Diisi koordinator", TravelOrigin.MEASURED: "Diukur"}
_NAMES = ("minutes", "origin", "source", "dated")


async def _rows(actor: Actor) -> Sequence[Row]:
    venues = {str(each.id): each for each in await list_venues(limit=2000)}
    names = await name_ends(venues)
    return [
        Row(each.id, _name(each, names), _about(each, venues))
        for each in await list_travel_overrides()
        if can(actor, Verb.KEEP_WAYS, Subject(keeper=each.keeper))
    ]


def _name(way: TravelOverride, names: Mapping[str, str]) -> str:
    return f"{names.get(way.start, way.start)} – {names.get(way.goal, way.goal)}"


def _about(way: TravelOverride, venues: Mapping[str, Venue]) -> str:
    """With what would be planned with otherwise."""
    start, goal = venues.get(way.start), venues.get(way.goal)
    estimate = find_travel(place_at(start), place_at(goal), {}) if start and goal else None
    if estimate is None:
        return say_way(way)
    return f"{say_way(way)}; {estimate.origin.value}: {say_length(estimate.minutes)}"


async def _choices(actor: Actor, form: Form) -> Choices:
    regencies = await name_regencies()
    chosen = {form.value("start"), form.value("goal")}
    venues = sorted(
        await list_venues(limit=2000),
        key=lambda each: (str(each.id) not in chosen, each.keeper != actor.home, each.name),
    )
    ends = [
        *(
            (str(each.id), f"{each.name}, {regencies.get(each.regency, '')}")
            for each in venues[:MOST_OFFERED]
        ),
        *regencies.items(),
        *(
            (each.code, f"Kec. {each.name}, {regencies[each.regency]}")
            for each in list_districts()
            if each.regency in regencies
        ),
    ]
    return {"start": ends, "goal": ends, "origin": list(ORIGINS.items())}


async def _find(key: str, actor: Actor) -> Kept:
    way = await find_kept_way(read_key(key, "travel_time_id"), actor)
    venues = {str(each.id): each for each in await list_venues(limit=2000)}
    links = [
        (f"/tempat/{venues[end].id}", venues[end].name)
        for end in (way.start, way.goal)
        if end in venues
    ]
    values = {name: getattr(way, name) for name in _NAMES}
    return Kept(_name(way, await name_ends(venues)), values, links=links)


async def _start(on: str, _: Actor) -> Values:
    """From the venue whose key that is, if any."""
    return {"start": on, "origin": TravelOrigin.STATED}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    facts = WayFacts(**{**values, "origin": read_word(values, "origin", TravelOrigin)})
    await state_way(facts, actor=actor, now=now)
    return "/kelola/waktu-tempuh"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = WayChange(**{**values, "origin": read_word(values, "origin", TravelOrigin)})
    await change_way(read_key(key, "travel_time_id"), change, actor=actor, now=now)
    return "/kelola/waktu-tempuh"


def link_to_ways(venue: Venue, actor: Actor) -> list[tuple[str, str]]:
    """From the page of a venue, for whom may state ways."""
    if not may_somewhere(actor, Verb.KEEP_WAYS):
        return []
    return [(f"/kelola/waktu-tempuh/baru?pada={venue.id}", "Catat waktu tempuh")]


WAYS = Noun(
    slug="waktu-tempuh",
    one="waktu tempuh",
    many="Waktu tempuh",
    verb=Verb.KEEP_WAYS,
    entries=(
        Entry("start", "Dari", Kind.WORD, fixed=True),
        Entry("goal", "Ke", Kind.WORD, hint="Berlaku juga untuk arah sebaliknya", fixed=True),
        Entry("minutes", "Lama (menit)", Kind.NUMBER, hint="Sudah termasuk parkir dan jalan kaki"),
        Entry("origin", "Asal angka", Kind.WORD),
        Entry("source", "Sumber", hint="Siapa yang menyatakan atau mengukur", required=False),
        Entry("dated", "Diukur tanggal", Kind.DAY, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=retire_way,
)
