"""Tools: how many there are, where they stand, whether they travel."""

from collections.abc import Sequence
from datetime import datetime

from lintas.actions.things.change_asset import change_asset
from lintas.actions.things.facts import AssetChange, AssetFacts
from lintas.actions.things.placing import find_kept_asset
from lintas.actions.things.register_asset import register_asset
from lintas.actions.things.retire_asset import retire_asset
from lintas.domain.people import Actor
from lintas.domain.things import Asset
from lintas.rules.access import Subject, Verb, can
from lintas.store.things.assets import list_assets
from lintas.store.venues.places import list_venues
from lintas.web.forms import Form
from lintas.web.pages.keeping.agencies import list_kept_agencies
from lintas.web.pages.keeping.entries import Choices, Entry, Kind, Values
from lintas.web.pages.keeping.noun import Kept, Noun, Row, read_key

MOST = 2000
_NAMES = ("name", "kind", "quantity", "venue_id", "movable", "version")


async def _rows(actor: Actor) -> Sequence[Row]:
    venues = {each.id: each.name for each in await list_venues(limit=MOST)}
    return [
        Row(each.id, each.name, _about(each, venues.get(each.venue_id) if each.venue_id else None))
        for each in await list_assets(limit=MOST)
        if can(actor, Verb.KEEP_ASSETS, Subject(keeper=each.keeper))
    ]


def _about(asset: Asset, venue: str | None) -> str:
    said = (f"{asset.quantity} unit", venue, "dapat dibawa" if asset.movable else None)
    return ", ".join(filter(None, said))


async def _choices(actor: Actor, _: Form) -> Choices:
    venues = sorted(
        await list_venues(limit=MOST),
        key=lambda each: (each.keeper != actor.home, each.name),
    )
    return {
        "agency_id": await list_kept_agencies(actor, Verb.KEEP_ASSETS),
        "venue_id": [(each.id, each.name) for each in venues],
    }


async def _find(key: str, actor: Actor) -> Kept:
    asset = await find_kept_asset(read_key(key, "asset_id"), actor)
    return Kept(asset.name, {name: getattr(asset, name) for name in _NAMES})


async def _start(_: str, __: Actor) -> Values:
    return {"quantity": 1}


async def _register(values: Values, actor: Actor, now: datetime) -> str:
    await register_asset(AssetFacts(**values), actor=actor, now=now)
    return "/kelola/alat"


async def _change(key: str, values: Values, actor: Actor, now: datetime) -> str:
    change = AssetChange(**{name: values[name] for name in _NAMES if name != "version"})
    asset_id = read_key(key, "asset_id")
    await change_asset(asset_id, change, actor=actor, now=now, version=values["version"])
    return "/kelola/alat"


ASSETS = Noun(
    slug="alat",
    one="alat",
    many="Alat",
    verb=Verb.KEEP_ASSETS,
    entries=(
        Entry("agency_id", "Pemilik", Kind.ONE, fixed=True),
        Entry("name", "Nama", hint="Misalnya Mesin jahit Juki, Mobil pelatihan (MTU)"),
        Entry(
            "kind",
            "Jenis",
            hint="Sebutan di program pelatihan, misalnya mesin jahit; kosong: sama dengan nama",
            required=False,
        ),
        Entry("quantity", "Jumlah", Kind.NUMBER, hint="Yang dapat dipakai; 0 bila semua rusak"),
        Entry("venue_id", "Disimpan di", Kind.ONE, required=False),
        Entry("movable", "Dapat dibawa ke tempat lain", Kind.TICK, required=False),
        Entry("version", "Versi", Kind.VERSION, required=False),
    ),
    rows=_rows,
    choices=_choices,
    find=_find,
    start=_start,
    register=_register,
    change=_change,
    retire=retire_asset,
)
