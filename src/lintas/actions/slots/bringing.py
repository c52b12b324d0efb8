"""Tools that a search asks for and that don't stand in a room: which of them are brought there."""

from collections.abc import Sequence

from lintas.actions.slots.asked import Asked
from lintas.domain.agencies import VenueId
from lintas.domain.things import Asset, AssetId, AssetNeed
from lintas.domain.venues import Room, Venue
from lintas.store.availability.places import Place, Places

# A day of the search, and at which of its quarters a session begins.
At = tuple[int, int]


class Bringing:
    """Of each kind the venue's own, else what may be brought: the same for a whole plan.

    What the judge refused at some time is not offered again then, while there is anything else.
    """

    def __init__(self, asked: Asked, places: Places) -> None:
        self._asked = asked
        self._standing, self._movable = places.assets, places.movable
        self._known: dict[tuple[VenueId, str], tuple[Asset, ...]] = {}
        # Where nothing can be moved, nothing comes from elsewhere.
        self._is_fetched = any(places.movable.get(kind) for kind in asked.wish.equipment)
        self._refused: set[tuple[AssetId, VenueId, At]] = set()

    def needs(self, place: Place, times: Sequence[At]) -> tuple[AssetNeed, ...]:
        """What is taken along; where nothing of a kind is free at all times, what mostly is."""
        venue, room = place
        found = []
        for kind in self._lacking(room):
            there = self._list(venue, kind)
            if there:
                best = min(there, key=lambda each: self._count_refused(each, venue, times))
                found.append(AssetNeed(best.id, 1))
        return tuple(found)

    def strike(self, place: Place, at: At, refused: AssetId) -> bool:
        """Never offer this one then; whether there is another of its kind that nobody tried."""
        venue, room = place
        if (refused, venue.id, at) in self._refused:
            return False
        self._refused.add((refused, venue.id, at))
        for kind in self._lacking(room):
            there = self._list(venue, kind)
            if any(asset.id == refused for asset in there):
                return any((each.id, venue.id, at) not in self._refused for each in there)
        return False

    def has_choice(self, place: Place, refused: AssetId) -> bool:
        """Whether there is another of its kind, at some time or other."""
        venue, room = place
        lists = [self._list(venue, kind) for kind in self._lacking(room)]
        return any(
            len(there) > 1 and any(asset.id == refused for asset in there) for there in lists
        )

    def count_fetched(self, place: Place) -> int:
        """How many come from elsewhere: rooms that have all of it are better."""
        if not self._is_fetched:
            return 0
        venue, room = place
        first = [self._list(venue, kind)[:1] for kind in self._lacking(room)]
        return sum(asset.venue_id != venue.id for found in first for asset in found)

    def _lacking(self, room: Room) -> list[str]:
        stands = room.equipment or {}
        return [kind for kind in self._asked.wish.equipment if not stands.get(kind)]

    def _list(self, venue: Venue, kind: str) -> tuple[Asset, ...]:
        key = (venue.id, kind)
        if key not in self._known:
            lenders = {self._asked.agency.keeper, venue.keeper}
            standing = [each for each in self._standing.get(venue.id, ()) if each.kind == kind]
            fetched = [
                each
                for each in self._movable.get(kind, ())
                if each.venue_id != venue.id and each.keeper in lenders
            ]
            self._known[key] = (*standing, *fetched)
        return self._known[key]

    def _count_refused(self, asset: Asset, venue: Venue, times: Sequence[At]) -> int:
        return sum((asset.id, venue.id, at) in self._refused for at in times)
