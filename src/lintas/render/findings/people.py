"""What laws about the person in front of the class find."""

from lintas.render.findings.telling import Telling, say_siblings
from lintas.render.times import say_day


def say_trainer_clash(telling: Telling) -> list[str]:
    kind = telling.text("kind")
    if kind == "sibling":
        return say_siblings(telling, "trainer_clash.sibling")
    taken = telling.within("taken")
    wanted = telling.wanted(telling.span("taken").days(telling.zone))
    if kind == "absence":
        return [telling.say("trainer_clash.absence", taken=taken), wanted]
    venue = telling.text("venue")
    return [telling.say("trainer_clash.use", taken=taken, venue=venue), wanted]


def say_trainer_unqualified(telling: Telling) -> list[str]:
    kind, level = telling.text("kind"), telling.text("level")
    day = say_day(telling.day("day"), telling.language) if kind == "expired" else ""
    wanted = f"{telling.text('field')}, {level}" if level else telling.text("field")
    if kind == "nobody":
        regency = telling.text("regency")
        where = telling.regencies.get(regency, regency)
        key = f"trainer_unqualified.nobody{'.field' if wanted else ''}"
        whom = telling.say(f"{key}.from" if where else key, wanted=wanted, regency=where)
        return [whom]
    return [telling.say(f"trainer_unqualified.{kind}", wanted=wanted, day=day)]


def say_trainer_unconfirmed(telling: Telling) -> list[str]:
    return [
        telling.say(f"trainer_unconfirmed.{telling.text('kind')}", when=telling.within("wanted"))
    ]


def say_trainer_no_spt(telling: Telling) -> list[str]:
    return [telling.say("trainer_no_spt", when=telling.within("wanted"))]
