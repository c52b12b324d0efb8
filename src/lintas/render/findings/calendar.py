"""What laws about days of rest find."""

from lintas.render.findings.telling import Telling
from lintas.render.times import say_day
from lintas.rules import Severity


def say_holiday(telling: Telling) -> list[str]:
    day = say_day(telling.day("day"), telling.language)
    if telling.text("kind") == "undecreed":
        return [telling.say("holiday.undecreed", year=telling.day("day").year, day=day)]
    name, decree = telling.text("name"), telling.text("decree")
    told = [telling.say("holiday.national", day=day, name=name, decree=decree)]
    if telling.finding.severity is Severity.BLOCKS:
        told.append(telling.say("holiday.civil_servants"))
    return told


def say_cuti_bersama(telling: Telling) -> list[str]:
    day = say_day(telling.day("day"), telling.language)
    name, decree = telling.text("name"), telling.text("decree")
    return [telling.say("cuti_bersama", day=day, name=name, decree=decree)]
