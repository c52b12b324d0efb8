"""Sessions of one plan that get in each other's way."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from lintas.domain.timespan import TimeSpan


def first_met(spans: Sequence[TimeSpan]) -> Mapping[int, int]:
    """By its index, each span that overlaps one before it in the list, and the first it overlaps.

    One for each: of a hundred equal spans every pair would make five thousand.
    """
    # Nearly always all are apart, which is seen at once when they stand in order, as most do.
    if _are_apart(spans) or _are_apart(sorted(spans)):
        return {}
    met: dict[int, int] = {}
    for second, span in enumerate(spans):
        for first in range(second):
            if spans[first].overlaps(span):
                met[second] = first
                break
    return met


def _are_apart(spans: Sequence[TimeSpan]) -> bool:
    return all(one.end <= other.start for one, other in pairwise(spans))
