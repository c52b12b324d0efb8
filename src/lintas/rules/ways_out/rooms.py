"""The same people at the same time, seated otherwise or in another room."""

from collections.abc import Iterator
from dataclasses import replace

from lintas.domain.plans import Plan
from lintas.rules.ways_out.search import Search, WayKind, WayOut, elsewhere


def other_layouts(plan: Plan, search: Search) -> Iterator[WayOut]:
    """The smallest that seats everybody first."""
    if plan.replaces:
        # A layout is the whole booking's: moving one session can't change it.
        return
    by_room = sorted(plan.room.capacities.items(), key=lambda item: item[1])
    for layout, _ in by_room:
        other = replace(plan, layout=layout)
        if layout != plan.layout and search.passes(other):
            yield WayOut(WayKind.OTHER_LAYOUT, other)


def other_rooms(plan: Plan, search: Search) -> Iterator[WayOut]:
    """Nearest first."""
    for venue, room in search.rooms:
        other = elsewhere(plan, venue, room)
        if room.id != plan.room.id and search.passes(other):
            yield WayOut(WayKind.OTHER_ROOM, other)
