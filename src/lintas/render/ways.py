"""Ways out of a refusal, as what one presses."""

from zoneinfo import ZoneInfo

from lintas.domain.plans import Plan
from lintas.render.catalogues.ways import LAYOUTS, WAYS
from lintas.render.times import say_span
from lintas.rules.ways_out import WayKind, WayOut

MOST_TIMES = 3


def say_way(way: WayOut, plan: Plan, language: str = "id") -> str:
    """What taking it would do to `plan`, short enough for a button."""
    words = WAYS[language]
    if way.kind is WayKind.OTHER_ROOM:
        seats = way.plan.room.capacity(way.plan.layout)
        return words["other_room"].format(
            room=way.plan.room.name, venue=way.plan.venue.name, seats=seats
        )
    if way.kind is WayKind.OTHER_TIME:
        return words["other_time"].format(times=_changed_times(way, plan, language))
    if way.kind is WayKind.LEAVE_OUT:
        numbers = ", ".join(str(index + 1) for index in way.left_out)
        return words["leave_out"].format(numbers=numbers)
    layout = say_layout(way.plan.layout, language)
    return words["other_layout"].format(
        layout=layout, seats=way.plan.room.capacity(way.plan.layout)
    )


def say_layout(layout: str, language: str = "id") -> str:
    """The trade's word for a layout; a layout that has none is shown as it was entered."""
    return LAYOUTS[language].get(layout, layout)


def _changed_times(way: WayOut, plan: Plan, language: str) -> str:
    zone: ZoneInfo = way.plan.venue.zone
    changed = [
        say_span(new.span, zone, language)
        for new, old in zip(way.plan.sessions, plan.sessions, strict=True)
        if new.span != old.span
    ]
    shown = "; ".join(changed[:MOST_TIMES])
    return shown if len(changed) <= MOST_TIMES else f"{shown}; … ({len(changed)})"
