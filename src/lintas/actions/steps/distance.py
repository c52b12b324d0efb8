"""How far apart two places are, to rank by."""

from math import cos, hypot, inf, radians

import numpy as np
from numpy.typing import NDArray

from lintas.domain.venues import Venue

_KM_PER_DEGREE = 111.2
_Point = tuple[float | None, float | None]


def kilometres(one: Venue, other: Venue) -> float:
    """As the crow flies, flat: good to rank by within a province. Unknown places come last."""
    return _between((one.latitude, one.longitude), (other.latitude, other.longitude))


def kilometres_to(one: Venue, points: NDArray[np.float64]) -> list[float]:
    """As `kilometres`, to each of thousands: rows of latitude and longitude, NaN if unknown."""
    if one.latitude is None or one.longitude is None:
        return [inf] * len(points)
    north, east = points[:, 0] - one.latitude, points[:, 1] - one.longitude
    found = np.hypot(north, east * cos(radians(one.latitude))) * _KM_PER_DEGREE
    kilometres: list[float] = np.nan_to_num(found, nan=inf).tolist()
    return kilometres


def _between(one: _Point, other: _Point) -> float:
    (latitude, longitude), (other_latitude, other_longitude) = one, other
    if latitude is None or longitude is None or other_latitude is None or other_longitude is None:
        return inf
    north = latitude - other_latitude
    east = (longitude - other_longitude) * cos(radians(latitude))
    return hypot(north, east) * _KM_PER_DEGREE
