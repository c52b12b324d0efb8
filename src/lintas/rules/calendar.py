"""Laws about days on which the country rests."""

from collections.abc import Iterator
from datetime import date

from lintas.domain.plans import Plan
from lintas.domain.venues import HolidayKind
from lintas.rules.rule import Clash, Party, Severity, Situation, warns


@warns
def holiday(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """Nobody trains on a public holiday without a reason, and civil servants not at all."""
    for index, day in _days(plan):
        if day.year not in situation.holidays_decreed:
            yield Clash(index, None, {"kind": "undecreed", "day": day}, Severity.INFORMS)
            continue
        found = situation.holidays.get(day)
        if found and found.kind is HolidayKind.NATIONAL:
            severity = Severity.BLOCKS if plan.for_civil_servants else None
            evidence = {"kind": "national", "day": day, "name": found.name, "decree": found.decree}
            yield Clash(index, Party("holiday", None, found.name), evidence, severity)


@warns
def cuti_bersama(plan: Plan, situation: Situation) -> Iterator[Clash]:
    """On a joint day of leave offices are shut, so somebody says who opens the door."""
    for index, day in _days(plan):
        found = situation.holidays.get(day)
        if found and found.kind is HolidayKind.JOINT_LEAVE:
            evidence = {"day": day, "name": found.name, "decree": found.decree}
            yield Clash(index, Party("holiday", None, found.name), evidence)


def _days(plan: Plan) -> Iterator[tuple[int, date]]:
    for index, session in enumerate(plan.sessions):
        for day in session.span.days(plan.venue.zone):
            yield index, day
