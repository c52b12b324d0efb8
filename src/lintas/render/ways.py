"""Ways out of a refusal, as what one presses."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from lintas.domain.plans import Plan
from lintas.render.catalogues.ways import LAYOUTS, WAYS
from lintas.render.times import say_span
from lintas.rules.ways_out import WayOut

MOST_TIMES = 3


def say_way(way: WayOut, plan: Plan, language: str = "id") -> str:
    """What taking it would do to `plan`, short enough for a button."""
    return WAYS[language][_key(way)].format(**_facts(way, plan, language))


def _key(way: WayOut) -> str:
    """Of splits there are three: dates go elsewhere, or people, there and then or later."""
    if way.rest is None:
        return way.kind.value
    if way.left_out:
        return "split_dates"
    together = all(
        one.span == other.span
        for one, other in zip(way.plan.sessions, way.rest.sessions, strict=True)
    )
    return "split_people" if together else "split_turns"


def _facts(way: WayOut, plan: Plan, language: str) -> dict[str, object]:
    """Everything that any of the sentences says."""
    there = way.rest or way.plan
    return {
        "room": there.room.name,
        "venue": there.venue.name,
        "seats": there.room.capacity(there.layout),
        "layout": say_layout(way.plan.layout, language),
        "numbers": _numbers(way.left_out),
        "times": _changed_times(there, plan, language),
        "here": way.plan.headcount,
        "there": there.headcount,
        "trainers": _trainers(way, plan, language),
    }


def _trainers(way: WayOut, plan: Plan, language: str) -> str:
    """Who teaches instead, and in which sessions, where it is not in all."""
    if not way.trainers:
        return ""
    names = ", ".join(person.name for person in way.trainers)
    if way.rest is not None:
        return WAYS[language]["taught_by"].format(names=names)
    changed = [
        index
        for index, (new, old) in enumerate(zip(way.plan.sessions, plan.sessions, strict=True))
        if new.trainer_ids != old.trainer_ids
    ]
    if len(changed) == len(plan.sessions):
        return names
    return WAYS[language]["in_sessions"].format(names=names, numbers=_numbers(changed))


def _numbers(indexes: Sequence[int]) -> str:
    return ", ".join(str(index + 1) for index in indexes)


def say_layout(layout: str, language: str = "id") -> str:
    """The trade's word for a layout; a layout that has none is shown as it was entered."""
    return LAYOUTS[language].get(layout, layout)


def _changed_times(other: Plan, plan: Plan, language: str) -> str:
    zone: ZoneInfo = other.venue.zone
    old = {session.span for session in plan.sessions}
    changed = [say_span(new.span, zone, language) for new in other.sessions if new.span not in old]
    shown = "; ".join(changed[:MOST_TIMES])
    return shown if len(changed) <= MOST_TIMES else f"{shown}; … ({len(changed)})"
