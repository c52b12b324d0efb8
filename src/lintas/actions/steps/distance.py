"""How far apart two places are, to rank by."""

from collections.abc import Sequence
from functools import lru_cache
from math import cos, hypot, inf, radians

from lintas.domain.venues import Venue

_KM_PER_DEGREE = 111.2
_Point = tuple[float | None, float | None]


def kilometres(one: Venue, other: Venue) -> float:
    """As the crow flies, flat: good to rank by within a province. Unknown places come last."""
    return _between((one.latitude, one.longitude), (other.latitude, other.longitude))


def kilometres_to(one: Venue, others: Sequence[Venue]) -> list[float]:
    """From one to each of thousands, in their order."""
    here = (one.latitude, one.longitude)
    return [_between(here, (other.latitude, other.longitude)) for other in others]


# From one venue to thousands, again with each search.
@lru_cache(maxsize=16384)
def _between(one: _Point, other: _Point) -> float:
    (latitude, longitude), (other_latitude, other_longitude) = one, other
    if latitude is None or longitude is None or other_latitude is None or other_longitude is None:
        return inf
    north = latitude - other_latitude
    east = (longitude - other_longitude) * cos(radians(latitude))
    return hypot(north, east) * _KM_PER_DEGREE
