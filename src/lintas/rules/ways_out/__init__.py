"""Ways out of a refusal: other plans, held against the same laws before anybody hears of them."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Protocol

from lintas.domain.plans import Plan
from lintas.rules.ways_out.rooms import other_layouts, other_rooms
from lintas.rules.ways_out.search import (
    FOR_ASKING,
    FOR_MOVING,
    FOR_MOVING_MANY,
    FOR_TELLING,
    FURTHEST,
    Search,
    WayKind,
    WayOut,
)
from lintas.rules.ways_out.splits import splits
from lintas.rules.ways_out.times import EARLIEST, LATEST, MOST_SHIFTED, other_times, without
from lintas.rules.ways_out.trainers import other_trainers


class _Finder(Protocol):
    def __call__(self, plan: Plan, search: Search) -> Iterator[WayOut]: ...


# The least change first.
_FINDERS: Mapping[WayKind, _Finder] = MappingProxyType(
    {
        WayKind.OTHER_LAYOUT: other_layouts,
        WayKind.OTHER_TRAINER: other_trainers,
        WayKind.OTHER_ROOM: other_rooms,
        WayKind.OTHER_TIME: other_times,
        WayKind.SPLIT: splits,
        WayKind.LEAVE_OUT: without,
    }
)
# A choice is of use among rooms, people and times; one of each other kind is enough.
_MOST = {WayKind.OTHER_ROOM: 2, WayKind.OTHER_TRAINER: 2, WayKind.OTHER_TIME: 2}


def list_ways_out(
    plan: Plan, search: Search, kinds: Collection[WayKind] = FOR_ASKING, *, most: int = 3
) -> tuple[WayOut, ...]:
    """The best of each kind, the least change first; where kinds are few, more of one.

    Empty when nothing within four weeks, the given rooms and people passes.
    """
    wished = replace(plan, stands=False)
    if plan.stands and search.passes(wished):
        # Only what people have answered, or not, stands against it: no other place mends that.
        kinds = {WayKind.OTHER_TRAINER} & set(kinds)
    found: list[tuple[WayKind, Iterator[WayOut], list[WayOut]]] = []
    for kind, find in _FINDERS.items():
        if kind in kinds and len(found) < most:
            ways = find(plan if kind is WayKind.OTHER_TRAINER else wished, search)
            best = list(islice(ways, 1))
            found += [(kind, ways, best)] if best else []
    left = most - len(found)
    for kind, ways, chosen in found:
        # Only now is a second looked for: it may take as long as the first.
        more = list(islice(ways, min(left, _MOST.get(kind, 1) - 1)))
        chosen += more
        left -= len(more)
    return tuple(way for _, _, chosen in found for way in chosen)


__all__ = [
    "EARLIEST",
    "FOR_ASKING",
    "FOR_MOVING",
    "FOR_MOVING_MANY",
    "FOR_TELLING",
    "FURTHEST",
    "LATEST",
    "MOST_SHIFTED",
    "Search",
    "WayKind",
    "WayOut",
    "list_ways_out",
]
