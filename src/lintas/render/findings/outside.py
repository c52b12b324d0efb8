"""What laws about calendars that others keep elsewhere find."""

from lintas.render.findings.telling import Telling
from lintas.render.times import say_day


def say_outside_busy(telling: Telling) -> list[str]:
    taken = telling.within("taken")
    wanted = telling.wanted(telling.span("taken").days(telling.zone))
    if telling.text("kind") == "trainer":
        return [telling.say("outside_busy.trainer", taken=taken), wanted]
    told = telling.say(
        "outside_busy.room", calendar=_calendar(telling), room=telling.text("room"), taken=taken
    )
    return [told, wanted]


def say_calendar_unknown(telling: Telling) -> list[str]:
    kind = telling.text("kind")
    facts = {
        "of": telling.say("outside.of_trainer")
        if telling.text("whose") == "trainer"
        else telling.say("outside.of_room", calendar=_calendar(telling), room=telling.text("room")),
        "events": telling.number("events") if kind == "unread" else "",
        "read_on": say_day(telling.day("read_on"), telling.language)
        if kind in ("stale", "failed")
        else "",
    }
    return [telling.say(f"calendar_unknown.{kind}", **facts)]


def _calendar(telling: Telling) -> str:
    host = telling.text("host")
    return telling.say("outside.calendar", host=host) if host else telling.say("outside.file")
