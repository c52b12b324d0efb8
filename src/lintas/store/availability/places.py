"""What could be booked at all: venues, rooms and tools, and when something is shut."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lintas.domain.agencies import RegencyCode, VenueId
from lintas.domain.things import Asset
from lintas.domain.venues import Closure, Room, Venue
from lintas.store.things.assets import list_assets
from lintas.store.venues.closures import list_dated_closures
from lintas.store.venues.places import list_venues
from lintas.store.venues.rooms import list_rooms_of

Place = tuple[Venue, Room]
_ALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Places:
    """Rooms in the order of registering, each with its venue; tools by the venue they stand in.

    `seats` of each room by layout, "" the roomiest, infinite where nobody measured it. `tools`:
    which rooms have one of a kind, in them or in their venue. `movable`: by kind, what can be
    brought from elsewhere. `keepers` of each room's venue, "" where there is none. `points`:
    latitude and longitude of each room's venue, NaN where nobody knows.
    """

    rooms: tuple[Place, ...]
    closures: tuple[Closure, ...]
    assets: Mapping[VenueId, tuple[Asset, ...]]
    seats: Mapping[str, NDArray[np.float64]]
    tools: Mapping[str, NDArray[np.bool_]]
    movable: Mapping[str, tuple[Asset, ...]]
    keepers: NDArray[np.str_]
    points: NDArray[np.float64]

    def list_fitting(
        self,
        headcount: int,
        layout: str,
        equipment: Collection[str],
        asker: RegencyCode | None = None,
    ) -> list[int]:
        """Of `rooms`, those with seats enough, or nobody knows; and every tool asked for.

        Tools of the `asker`'s own government are brought anywhere, others' within theirs.
        """
        able = np.ones(len(self.rooms), np.bool_)
        if layout in self.seats:
            able = self.seats[layout] >= headcount
        for kind in equipment:
            able = able & self.find_tool(kind, asker)
        found: list[int] = np.nonzero(able)[0].tolist()
        return found

    def find_tool(self, kind: str, asker: RegencyCode | None) -> NDArray[np.bool_]:
        """Which of `rooms` have one of a kind, or can have one brought."""
        found = self.tools.get(kind, np.zeros(len(self.rooms), np.bool_))
        for keeper in {asset.keeper for asset in self.movable.get(kind, ()) if asset.keeper}:
            found = found | ((self.keepers == keeper) if keeper != asker else True)
        return found

    def count_excess(self, numbers: Sequence[int], headcount: int, layout: str) -> list[float]:
        """Seats that would stay empty in each of `rooms`; where nobody measured, infinite."""
        if layout not in self.seats:
            return [float("inf")] * len(numbers)
        found: list[float] = (self.seats[layout][numbers] - headcount).tolist()
        return found


async def read_places() -> Places:
    venues = {venue.id: venue for venue in await list_venues(limit=_ALL)}
    assets: defaultdict[VenueId, list[Asset]] = defaultdict(list)
    movable: list[Asset] = []
    for asset in await list_assets(limit=_ALL):
        if asset.venue_id:
            assets[asset.venue_id].append(asset)
        if asset.movable or not asset.venue_id:
            movable.append(asset)
    rooms = await list_rooms_of(venues)
    return arrange(
        tuple((venues[room.venue_id], room) for room in rooms),
        await list_dated_closures(),
        {venue: tuple(kept) for venue, kept in assets.items()},
        movable,
    )


def arrange(
    rooms: tuple[Place, ...],
    closures: tuple[Closure, ...],
    assets: Mapping[VenueId, tuple[Asset, ...]],
    movable: Sequence[Asset] = (),
) -> Places:
    """Places with what fitting is told by, worked out once for many searches."""
    layouts = {"", *(layout for _, room in rooms for layout in room.capacities)}
    tools: defaultdict[str, NDArray[np.bool_]] = defaultdict(lambda: np.zeros(len(rooms), np.bool_))
    for number, (venue, room) in enumerate(rooms):
        for kind, count in (room.equipment or {}).items():
            tools[kind][number] |= count > 0
        for asset in assets.get(venue.id, ()):
            tools[asset.kind][number] = True
    return Places(
        rooms=rooms,
        closures=closures,
        assets=assets,
        seats={layout: _count_seats(rooms, layout) for layout in layouts},
        tools=dict(tools),
        movable={
            kind: tuple(asset for asset in movable if asset.kind == kind)
            for kind in {asset.kind for asset in movable}
        },
        keepers=np.array([venue.keeper or "" for venue, _ in rooms], np.str_),
        points=np.array([_point(venue) for venue, _ in rooms], np.float64).reshape(-1, 2),
    )


def _point(venue: Venue) -> tuple[float, float]:
    if venue.latitude is None or venue.longitude is None:
        return np.nan, np.nan
    return venue.latitude, venue.longitude


def _count_seats(rooms: Sequence[Place], layout: str) -> NDArray[np.float64]:
    counted = [room.capacity(layout) for _, room in rooms]
    return np.array([np.inf if seats is None else seats for seats in counted], np.float64)
