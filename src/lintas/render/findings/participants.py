"""What laws about the people of a batch, and about what it is taught, find. Nobody is named."""

from lintas.render.findings.telling import Telling


def say_double_enrol(telling: Telling) -> list[str]:
    people = telling.number("people")
    if telling.text("kind") == "repeat":
        field = telling.text("field")
        return [telling.say("double_enrol.repeat", people=people, field=field)]
    return [
        telling.say(
            "double_enrol.overlap",
            people=people,
            taken=telling.within("taken"),
            title=telling.party,
        ),
        telling.wanted(telling.span("taken").days(telling.zone)),
    ]


def say_participant_elig(telling: Telling) -> list[str]:
    code = telling.text("regency")
    return [
        telling.say(
            f"participant_elig.{telling.text('kind')}",
            people=telling.number("people"),
            age=telling.number("age"),
            regency=telling.regencies.get(code, code),
        )
    ]


def say_min_participants(telling: Telling) -> list[str]:
    return [
        telling.say(
            "min_participants",
            people=telling.number("people"),
            least=telling.number("least"),
            when=telling.within("wanted"),
        )
    ]


def say_program_jp(telling: Telling) -> list[str]:
    kind = telling.text("kind")
    if kind == "order":
        return [telling.say("program_jp.order", when=telling.within("wanted"))]
    planned, total = telling.number("planned"), telling.number("total")
    return [telling.say(f"program_jp.{kind}", planned=planned, total=total)]
