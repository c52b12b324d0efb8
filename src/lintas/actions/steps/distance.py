"""How far apart two places are, to rank by."""

from math import cos, hypot, inf, radians

from lintas.domain.venues import Venue

_KM_PER_DEGREE = 111.2


def kilometres(one: Venue, other: Venue) -> float:
    """As the crow flies, flat: good to rank by within a province. Unknown places come last."""
    if None in {one.latitude, one.longitude, other.latitude, other.longitude}:
        return inf
    north = (one.latitude or 0) - (other.latitude or 0)
    east = ((one.longitude or 0) - (other.longitude or 0)) * cos(radians(one.latitude or 0))
    return hypot(north, east) * _KM_PER_DEGREE
