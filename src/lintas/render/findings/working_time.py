"""What laws about working hours, early asking and limits of rooms find."""

from lintas.render.findings.telling import Telling
from lintas.render.times import say_day, say_day_within, say_span_within


def say_workhours(telling: Telling) -> list[str]:
    return _hours(telling, "workhours")


def say_ramadan(telling: Telling) -> list[str]:
    told = _hours(telling, "ramadan")
    if telling.text("kind") == "awaited":
        told.append(telling.say("ramadan.awaited"))
    return told


def say_friday(telling: Telling) -> list[str]:
    prayer = telling.span("prayer")
    said = say_span_within(prayer, telling.zone, telling.language)
    return [
        telling.say("friday", prayer=said),
        telling.wanted(prayer.days(telling.zone)),
    ]


def say_budget_year(telling: Telling) -> list[str]:
    day, cutoff = (
        say_day_within(telling.day(each), telling.language) for each in ("day", "cutoff")
    )
    return [telling.say("budget_year", day=day, cutoff=cutoff, agency=telling.text("agency"))]


def say_lead_time(telling: Telling) -> list[str]:
    day = say_day(telling.day("day"), telling.language)
    days, notice = telling.number("days"), telling.number("notice")
    return [telling.say("lead_time", day=day, days=days, notice=notice)]


def say_booking_window(telling: Telling) -> list[str]:
    day, limit = say_day(telling.day("day"), telling.language), telling.number("limit")
    key = f"booking_window.{telling.text('kind')}"
    return [telling.say(key, room=telling.party, limit=limit, day=day)]


def say_longest_use(telling: Telling) -> list[str]:
    return [
        telling.say("longest_use", room=telling.party, longest=telling.number("longest")),
        telling.wanted(()),
    ]


def _hours(telling: Telling, law: str) -> list[str]:
    day = telling.day("day")
    wanted, agency = telling.wanted((day,)), telling.text("agency")
    if telling.finding.evidence["opens"] is None:
        said = say_day_within(day, telling.language)
        return [telling.say(f"{law}.rest", day=said, agency=agency), wanted]
    opens = telling.within("opens")
    return [telling.say(f"{law}.hours", opens=opens, agency=agency), wanted]
