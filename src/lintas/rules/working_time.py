"""Laws about hours and days on which offices work, and how early they are asked."""

from collections.abc import Iterator
from datetime import date, timedelta

from lintas.domain.agencies import Agency, AgencyKind
from lintas.domain.plans import Plan
from lintas.domain.teaching_hours import (
    FRIDAY,
    RAMADAN_HOURS,
    WORKING_HOURS,
    friday_prayer,
    is_ramadan,
    parts_by_day,
)
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import OpeningHours
from lintas.rules.rule import Clash, Situation, informs, warns

LOCAL_NOTICE, BORDER_NOTICE = 7, 14


@warns
def workhours(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Training keeps the working hours of the office that asks for it."""
    hours = hours_of(plan.agency)
    if hours:
        for index, part, day in _parts(plan):
            if not is_ramadan(day, situation.ramadan) and not hours.cover(part, plan.venue.zone):
                yield Clash(index, None, _outside(plan, day, hours, part))


@warns
def friday(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Friday prayer is kept free."""
    zone = plan.venue.zone
    for index, part, day in _parts(plan):
        if day.weekday() != FRIDAY:
            continue
        prayer = friday_prayer(day, zone, ramadan=is_ramadan(day, situation.ramadan))
        if prayer and part.overlaps(prayer):
            yield Clash(index, None, {"prayer": prayer, "wanted": part})


@warns
def ramadan(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """In Ramadan training keeps the shorter hours of the fasting month."""
    for index, part, day in _parts(plan):
        if is_ramadan(day, situation.ramadan) and not RAMADAN_HOURS.cover(part, plan.venue.zone):
            evidence = _outside(plan, day, RAMADAN_HOURS, part)
            awaited = not any(each.official for each in situation.ramadan if each.holds(day))
            yield Clash(index, None, {**evidence, "kind": "awaited" if awaited else "official"})


@warns
def budget_year(plan: Plan, _: Situation) -> Iterator[Clash]:
    """Training ends before the office that pays for it closes its books."""
    if not plan.agency.budget_cutoff:
        return
    for index, session in enumerate(plan.sessions):
        day = session.span.days(plan.venue.zone)[-1]
        cutoff = date.fromisoformat(f"{day.year}-{plan.agency.budget_cutoff}")
        if day > cutoff:
            yield Clash(index, None, {"day": day, "cutoff": cutoff, "agency": _name(plan.agency)})


@informs
def lead_time(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Rooms are asked for a week ahead, two weeks across the border."""
    if plan.stands:
        return
    zone = plan.venue.zone
    today = (plan.asked_at or situation.now).astimezone(zone).date()
    first = min(session.span.start for session in plan.sessions).astimezone(zone).date()
    notice = BORDER_NOTICE if plan.crosses else LOCAL_NOTICE
    if today <= first < today + timedelta(days=notice):
        yield Clash(None, None, {"day": first, "days": (first - today).days, "notice": notice})


def hours_of(agency: Agency) -> OpeningHours | None:
    """Its own, else those of the civil service; none for private bodies that state none."""
    own = agency.working_hours
    return own or (None if agency.kind is AgencyKind.SWASTA else WORKING_HOURS)


def _parts(plan: Plan) -> list[tuple[int, TimeSpan, date]]:
    zone = plan.venue.zone
    return [
        (index, part, day)
        for index, session in enumerate(plan.sessions)
        for day, part in parts_by_day(session.span, zone)
    ]


def _outside(plan: Plan, day: date, hours: OpeningHours, part: TimeSpan) -> dict[str, object]:
    times = hours.on(day, plan.venue.zone)
    opens = TimeSpan(times[0].start, times[-1].end) if times else None
    return {"day": day, "opens": opens, "wanted": part, "agency": _name(plan.agency)}


def _name(agency: Agency) -> str:
    return agency.short_name or agency.name
