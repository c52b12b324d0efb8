"""How long ways take, as pages say it: always with how it is known."""

from collections.abc import Mapping, Sequence

from lintas.domain.travel import TravelOverride
from lintas.domain.venues import Venue
from lintas.render.places import say_length
from lintas.render.times import say_day
from lintas.store.reference import list_districts
from lintas.store.travel import list_travel_overrides
from lintas.store.venues.places import list_venues
from lintas.web.regencies import name_regencies


def say_way(way: TravelOverride) -> str:
    """6 jam, diisi koordinator (Dishub, 7 Desember 2026)."""
    source = ", ".join(filter(None, (way.source, say_day(way.dated) if way.dated else "")))
    return f"{say_length(way.minutes)}, {way.origin.value}" + (f" ({source})" if source else "")


async def list_ways_from(venue: Venue) -> Sequence[tuple[str, str]]:
    """(where to, how long) of all that was stated about a venue, its district or its regency."""
    here = {str(venue.id), venue.district, venue.regency}
    ways = [way for way in await list_travel_overrides() if here & {way.start, way.goal}]
    if not ways:
        return ()
    names = await name_ends({str(each.id): each for each in await list_venues(limit=2000)})
    ends = [(way.goal if way.start in here else way.start, way) for way in ways]
    return [(names.get(end, end), say_way(way)) for end, way in ends]


async def name_ends(venues: Mapping[str, Venue]) -> Mapping[str, str]:
    """What people call the ends of ways: venues, districts, regencies."""
    return {
        **await name_regencies(),
        **{each.code: f"Kec. {each.name}" for each in list_districts()},
        **{key: each.name for key, each in venues.items()},
    }
