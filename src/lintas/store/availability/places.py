"""What could be booked at all: venues, rooms and tools, and when something is shut."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from lintas.domain.agencies import VenueId
from lintas.domain.things import Asset
from lintas.domain.venues import Closure, Room, Venue
from lintas.store.things.assets import list_assets
from lintas.store.venues.closures import list_dated_closures
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms_of

_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Places:
    """Rooms in the order of registering, each with its venue; tools by the venue they stand in."""

    rooms: tuple[tuple[Venue, Room], ...]
    closures: tuple[Closure, ...]
    assets: Mapping[VenueId, tuple[Asset, ...]]


async def read_places() -> Places:
    venues = {venue.id: venue for venue in await list_venues(limit=_ALL)}
    assets: defaultdict[VenueId, list[Asset]] = defaultdict(list)
    for asset in await list_assets(limit=_ALL):
        if asset.venue_id:
            assets[asset.venue_id].append(asset)
    return Places(
        rooms=tuple((venues[room.venue_id], room) for room in await list_rooms_of(venues)),
        closures=await list_dated_closures(),
        assets={venue: tuple(kept) for venue, kept in assets.items()},
    )
