"""The laws about what trainers can, what they have answered, and when they are away."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lintas.domain.attending import Presence
from lintas.domain.bookings import SessionId
from lintas.domain.people import PersonId
from lintas.domain.plans import Plan
from lintas.domain.programs import Program, ProgramId
from lintas.domain.teaching import (
    Absence,
    AbsenceId,
    Answer,
    Qualification,
    QualificationId,
    Teaching,
)
from lintas.domain.timespan import TimeSpan
from lintas.rules import Severity, Situation
from lintas.rules.people import (
    trainer_clash,
    trainer_no_spt,
    trainer_unconfirmed,
    trainer_unqualified,
)
from tests.builders import (
    BANDUNG,
    MONDAY,
    SERANG,
    WIT,
    agency,
    hour,
    hours,
    meeting,
    named,
    plan,
    situation,
)

TRAINER, SESSION = PersonId(named("Pengajar")), SessionId(named("session"))
PROGRAM = Program(ProgramId(named("p")), agency().id, BANDUNG, "Menjahit", field="menjahit")


def skill(field: str = "Menjahit", **facts: object) -> Qualification:
    made = Qualification(QualificationId(named(field)), TRAINER, field)
    return replace(made, **facts)  # type: ignore[arg-type]  # by name


def knowing(*skills: Qualification) -> Situation:
    return situation(people=Presence(skills={TRAINER: skills} if skills else {}))


@pytest.mark.parametrize(
    ("level", "skills", "found"),
    [
        ("", [skill()], []),
        ("", [], [("unknown", Severity.INFORMS)]),
        ("", [skill("Tata boga")], [("field", None)]),
        ("", [skill("Tata boga"), skill(" MENJAHIT ")], []),
        ("Muda", [skill()], [("level", None)]),
        ("Muda", [skill(level="muda")], []),
        ("", [skill(valid_until=MONDAY)], []),
        ("", [skill(valid_until=date(2030, 1, 6))], [("expired", None)]),
    ],
    ids=[
        "the field",
        "nothing recorded",
        "another field",
        "spelled otherwise",
        "no level",
        "the level",
        "valid to that day",
        "expired the day before",
    ],
)
def test_who_teaches_has_the_field(
    level: str, skills: list[Qualification], found: list[tuple[str, Severity | None]]
) -> None:
    asked = replace(plan(meeting(taught_by=["Pengajar"])), program=replace(PROGRAM, level=level))

    clashes = list(trainer_unqualified.find(asked, knowing(*skills)))

    assert [(each.evidence["kind"], each.severity) for each in clashes] == found


def test_a_certificate_is_to_hold_until_midnight_where_it_is_taught() -> None:
    over_midnight = meeting(hours(22, 25), taught_by=["Pengajar"])
    asked = replace(plan(over_midnight), program=PROGRAM)

    assert len(list(trainer_unqualified.find(asked, knowing(skill(valid_until=MONDAY))))) == 1


def test_a_program_without_a_field_asks_nothing() -> None:
    asked = replace(plan(meeting(taught_by=["Pengajar"])), program=replace(PROGRAM, field=""))

    assert list(trainer_unqualified.find(asked, knowing())) == []


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (hours(9, 12), 1),
        (hours(12, 15), 0),
        (hours(12 - 1 / 60, 15), 1),
        (hours(14, 17, zone=WIT), 0),
    ],
    ids=["away", "back by then", "a minute too early", "back, in another zone"],
)
def test_who_is_away_teaches_nothing(wanted: TimeSpan, count: int) -> None:
    away = Absence(AbsenceId(named("away")), TRAINER, hours(9, 12), "Cuti")
    around = situation(people=Presence(absences={TRAINER: (away,)}))

    found = list(trainer_clash.find(plan(meeting(wanted, taught_by=["Pengajar"])), around))

    assert [each.evidence["kind"] for each in found] == ["absence"] * count


def kept(**facts: object) -> Plan:
    session = meeting(hours(9, 12), taught_by=["Pengajar"], kept_as=SESSION)
    return replace(plan(session), stands=True, **facts)  # type: ignore[arg-type]  # by name


def asked(days_before: float, **facts: object) -> Situation:
    told = replace(Teaching(SESSION, TRAINER), **facts)  # type: ignore[arg-type]  # by name
    people = Presence(teaching={(SESSION, TRAINER): told})
    return situation(people=people, now=hour(9) - timedelta(days=days_before))


@pytest.mark.parametrize(
    ("days_before", "answer", "count"),
    [
        (7, Answer.ASKED, 1),
        (7.01, Answer.ASKED, 0),
        (7, Answer.ACCEPTED, 0),
        (30, Answer.DECLINED, 1),
    ],
    ids=["a week before", "just before that", "accepted", "declined"],
)
def test_trainers_say_that_they_come(days_before: float, answer: Answer, count: int) -> None:
    around = asked(days_before, answer=answer)

    assert len(list(trainer_unconfirmed.find(kept(), around))) == count
    assert list(trainer_unconfirmed.find(replace(kept(), stands=False), around)) == []


@pytest.mark.parametrize(
    ("days_before", "letter", "count"),
    [(3, "", 1), (3.01, "", 0), (3, "800/1/2030", 0)],
    ids=["three days before", "just before that", "numbered"],
)
def test_across_a_border_the_letter_has_its_number(
    days_before: float, letter: str, count: int
) -> None:
    around = asked(days_before, letter=letter)

    assert len(list(trainer_no_spt.find(kept(), around))) == count
    assert list(trainer_no_spt.find(kept(agency=agency(SERANG)), around)) == []
