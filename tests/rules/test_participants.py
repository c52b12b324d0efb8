"""The laws about the people of a batch, and about what it is taught."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from lintas.domain.attending import Attendee, Elsewhere, Lesson, Presence
from lintas.domain.bookings import SessionId
from lintas.domain.people import PersonId
from lintas.domain.plans import Plan
from lintas.domain.programs import Batch, BatchId, Program, ProgramId
from lintas.domain.timespan import TimeSpan
from lintas.rules import Clash, Severity, Situation
from lintas.rules.participants import double_enrol, min_participants, participant_elig, program_jp
from tests.builders import (
    BANDUNG,
    MONDAY,
    SERANG,
    WIB,
    WIT,
    agency,
    hour,
    hours,
    meeting,
    named,
    plan,
    situation,
)

PROGRAM = Program(ProgramId(named("program")), agency().id, BANDUNG, "Menjahit", field="menjahit")
BATCH = Batch(BatchId(named("batch")), PROGRAM.id, BANDUNG, 1, "Menjahit Angkatan 1")
SITI = PersonId(named("Siti"))


def taught(*sessions: object, **facts: object) -> Plan:
    """For that batch, of a program with these facts."""
    made = plan(*sessions)  # type: ignore[arg-type]  # spans and meetings alike
    return replace(made, batch=BATCH, program=replace(PROGRAM, **facts))  # type: ignore[arg-type]  # as above


def known(**facts: object) -> Situation:
    return situation(people=Presence(**facts))  # type: ignore[arg-type]  # by name


def evidence(found: list[Clash]) -> list[object]:
    return [clash.evidence.get("kind") for clash in found]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (hours(9, 12), 1),
        (hours(12, 15), 0),
        (hours(12 - 1 / 60, 15), 1),
        (hours(7, 9), 0),
        (hours(14, 17, zone=WIT), 0),
        (hours(13, 17, zone=WIT), 1),
    ],
    ids=["same", "after", "a minute", "before", "after, in another zone", "in another zone"],
)
def test_nobody_has_a_seat_in_two_sessions_at_once(wanted: TimeSpan, count: int) -> None:
    other = Elsewhere(SITI, named("other"), hours(9, 12), "Tata boga")

    found = list(double_enrol.find(taught(wanted), known(elsewhere=(other,))))

    assert evidence(found) == ["overlap"] * count
    assert [clash.severity for clash in found] == [None] * count


def test_everybody_who_meets_the_same_session_is_told_of_once() -> None:
    others = [Elsewhere(PersonId(named(n)), named("o"), hours(9, 12), "") for n in ("a", "b")]

    (found,) = double_enrol.find(taught(), known(elsewhere=tuple(others)))

    assert found.evidence["people"] == 2


def test_a_topic_again_in_one_year_only_warns() -> None:
    (found,) = double_enrol.find(taught(), known(repeating={MONDAY.year: frozenset({SITI})}))

    assert (found.evidence["kind"], found.severity) == ("repeat", Severity.WARNS)


def test_a_topic_again_in_any_year_that_the_batch_touches_warns_once() -> None:
    ani = PersonId(named("Ani"))
    after_new_year = hours(9, 12, day=date(MONDAY.year + 1, 1, 3))
    repeating = {MONDAY.year: frozenset({SITI}), MONDAY.year + 1: frozenset({SITI, ani})}

    (found,) = double_enrol.find(taught(hours(9, 12), after_new_year), known(repeating=repeating))
    late = double_enrol.find(
        taught(hours(9, 12), after_new_year),
        known(repeating={MONDAY.year + 1: frozenset({SITI})}),
    )

    assert (found.evidence["people"], len(list(late))) == (2, 1)


def test_a_topic_again_in_another_year_is_none_of_its_business() -> None:
    assert (
        list(double_enrol.find(taught(), known(repeating={MONDAY.year + 1: frozenset({SITI})})))
        == []
    )


@pytest.mark.parametrize(
    ("asked", "attendee", "lacking"),
    [
        ({}, Attendee(SITI), []),
        ({"needs_nib": True}, Attendee(SITI), ["nib"]),
        ({"needs_nib": True}, Attendee(SITI, nib="1" * 13), []),
        ({"min_age": 17}, Attendee(SITI), ["age"]),
        ({"min_age": 17}, Attendee(SITI, born_on=date(2013, 1, 7)), []),
        ({"min_age": 17}, Attendee(SITI, born_on=date(2013, 1, 8)), ["age"]),
        ({"only_regency": SERANG}, Attendee(SITI, regency=BANDUNG), ["regency"]),
        ({"only_regency": SERANG}, Attendee(SITI, regency=SERANG), []),
    ],
    ids=[
        "nothing is asked",
        "no NIB",
        "an NIB",
        "nobody knows the age",
        "seventeen that day",
        "seventeen the day after",
        "lives elsewhere",
        "lives there",
    ],
)
def test_participants_meet_what_the_program_asks(
    asked: dict[str, object], attendee: Attendee, lacking: list[str]
) -> None:
    found = list(participant_elig.find(taught(**asked), known(attendees=(attendee,))))

    assert evidence(found) == lacking


def test_the_age_is_that_of_the_day_where_it_takes_place() -> None:
    born = Attendee(SITI, born_on=date(2013, 1, 8))
    late = hours(23, 25, MONDAY, WIT)
    asked = taught(late, min_age=17)

    assert evidence(list(participant_elig.find(asked, known(attendees=(born,))))) == ["age"]


@pytest.mark.parametrize(
    ("days_before", "seated", "count"),
    [(7, 1, 1), (8, 1, 0), (0, 1, 1), (7, 2, 0)],
    ids=["a week before", "earlier", "on the day", "enough"],
)
def test_a_batch_is_full_enough_a_week_before(days_before: int, seated: int, count: int) -> None:
    people = tuple(Attendee(PersonId(named(str(n)))) for n in range(seated))
    around = replace(known(attendees=people), now=hour(9) - timedelta(days=days_before))
    kept = replace(taught(hours(9, 12), min_participants=2), stands=True)

    assert len(list(min_participants.find(kept, around))) == count


def test_what_is_only_wished_for_may_still_fill() -> None:
    near = replace(known(), now=hour(8))

    assert list(min_participants.find(taught(hours(9, 12), min_participants=2), near)) == []


@pytest.mark.parametrize(
    ("total", "stands", "days_before", "kinds"),
    [
        (8, True, 1, []),
        (6, True, 1, []),
        (5, False, 30, ["over"]),
        (9, False, 1, []),
        (9, True, 8, []),
        (9, True, 7, ["short"]),
    ],
    ids=[
        "as many without breaks",
        "as many with breaks",
        "more",
        "fewer, only wished for",
        "fewer, early",
        "fewer, a week before",
    ],
)
def test_a_batch_is_taught_as_many_hours_as_its_program(
    total: int, days_before: int, kinds: list[str], *, stands: bool
) -> None:
    # Four JP of 45 minutes each, three if there is a break.
    other = Lesson(named("earlier"), hours(5, 8), WIB)
    asked = replace(taught(hours(9, 12), jp_total=total), stands=stands)
    around = replace(known(lessons=(other,)), now=hour(9) - timedelta(days=days_before))

    assert evidence(list(program_jp.find(asked, around))) == kinds


# Twenty of forty ask for what is four JP, three if there is a break.
@pytest.mark.parametrize(
    ("other", "headcount", "seated", "kinds"),
    [
        (hours(9, 12), 20, 0, []),
        (hours(10, 13), 20, 0, []),
        (hours(13, 16), 20, 0, ["over"]),
        (hours(13, 16), 20, 40, []),
        (hours(13, 16), 40, 40, ["over"]),
        (hours(13, 16), 20, 20, ["over"]),
    ],
    ids=[
        "at the same time",
        "partly at the same time",
        "later, nobody has a seat yet",
        "later, others of the seated",
        "later, everybody",
        "later, the same",
    ],
)
def test_each_group_of_a_batch_is_taught_the_hours(
    other: TimeSpan, headcount: int, seated: int, kinds: list[str]
) -> None:
    beside = Lesson(named("other"), other, WIB, "", named("booking"), headcount)
    people = tuple(Attendee(PersonId(named(str(n)))) for n in range(seated))

    found = program_jp.find(
        taught(hours(9, 12), jp_total=4), known(lessons=(beside,), attendees=people)
    )

    assert evidence(list(found)) == kinds


def test_a_later_session_may_still_bring_the_rest() -> None:
    later = Lesson(named("later"), hours(13, 14), WIB)
    asked = replace(taught(hours(9, 12), jp_total=20), stands=True)

    assert list(program_jp.find(asked, replace(known(lessons=(later,)), now=hour(8)))) == []


def test_what_is_replaced_is_counted_once() -> None:
    mine = Lesson(named("mine"), hours(9, 12), WIB)
    asked = replace(
        taught(hours(13, 16), jp_total=4), replaces=frozenset({SessionId(named("mine"))})
    )

    assert list(program_jp.find(asked, known(lessons=(mine,)))) == []


@pytest.mark.parametrize(
    ("theory", "kinds"),
    [(hours(13, 14), ["order"]), (hours(7, 8), []), (None, [])],
    ids=["after it", "before it", "none at all"],
)
def test_practice_comes_after_its_theory(theory: TimeSpan | None, kinds: list[str]) -> None:
    lessons = (Lesson(named("theory"), theory, WIB, "theory"),) if theory else ()
    asked = taught(meeting(hours(9, 12), kind="practice"))

    assert evidence(list(program_jp.find(asked, known(lessons=lessons)))) == kinds
