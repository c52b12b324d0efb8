"""What laws about ways and loads of those who teach find."""

from datetime import timedelta

from lintas.render.findings.telling import Telling
from lintas.render.times import say_day_within, say_moment


def say_trainer_travel(telling: Telling) -> list[str]:
    taken, wanted = telling.span("taken"), telling.span("wanted")
    kind = telling.text("kind")
    facts = {"taken": telling.within("taken"), "venue": telling.text("venue")}
    told = [
        telling.say("trainer_travel.other", **facts),
        telling.wanted(taken.days(telling.zone)),
    ]
    gap = telling.number("gap")
    if kind == "unknown":
        return [*told, telling.say("trainer_travel.unknown", gap=gap)]
    arriving = wanted.start if kind == "comes" else taken.start
    leave = arriving - timedelta(minutes=telling.fact("minutes", int))
    return [
        *told,
        telling.say(
            "trainer_travel.way",
            minutes=telling.number("minutes"),
            origin=telling.say(f"travel.{telling.text('origin')}"),
            gap=gap,
        ),
        telling.say(
            "trainer_travel.leave", leave=say_moment(leave, telling.zone, telling.language)
        ),
    ]


def say_trainer_load(telling: Telling) -> list[str]:
    day = say_day_within(telling.day("day"), telling.language)
    jp, most = telling.number("jp"), telling.number("most")
    return [telling.say(f"trainer_load.{telling.text('kind')}", day=day, jp=jp, most=most)]
