"""What laws about the person in front of the class find."""

from lintas.render.findings.telling import Telling, say_siblings


def say_trainer_clash(telling: Telling) -> list[str]:
    if telling.text("kind") == "sibling":
        return say_siblings(telling, "trainer_clash.sibling")
    taken, venue = telling.within("taken"), telling.text("venue")
    return [
        telling.say("trainer_clash.use", taken=taken, venue=venue),
        telling.wanted(telling.span("taken").days(telling.zone)),
    ]
