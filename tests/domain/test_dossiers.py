"""What an inspector is told of journeys and of people in two places."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from lintas.domain.attendance import Mark
from lintas.domain.bookings import Decision, SessionId
from lintas.domain.dossiers import Assigned, Journey, Meeting, Part, list_journeys, list_overlaps
from lintas.domain.people import PersonId
from lintas.domain.timespan import TimeSpan

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
RINA, BUDI = PersonId(UUID(int=1)), PersonId(UUID(int=2))
HERE, THERE = UUID(int=100), UUID(int=101)


def span(day: int, start: int, end: int, zone: ZoneInfo = WIB) -> TimeSpan:
    return TimeSpan(
        datetime(2027, 2, day, start, tzinfo=zone), datetime(2027, 2, day, end, tzinfo=zone)
    )


def meeting(number: int, when: TimeSpan, *, present: int = 0, zone: ZoneInfo = WIB) -> Meeting:
    marks = {Mark.PRESENT: present, Mark.EXCUSED: 0, Mark.ABSENT: 1}
    return Meeting(
        SessionId(UUID(int=number)), when, zone, "Kemasan", "Aula", (), Decision.APPROVED, (), marks
    )


def assigned(number: int, letter: str = "090/12", name: str = "Rina") -> Assigned:
    return Assigned(RINA, name, SessionId(UUID(int=number)), letter)


def test_days_that_a_letter_names_are_held_against_lists() -> None:
    meetings = [
        meeting(1, span(1, 8, 11), present=3),
        meeting(2, span(1, 13, 15)),
        meeting(3, span(2, 8, 11)),
        meeting(4, span(3, 8, 11), present=1),
    ]
    letters = [assigned(1), assigned(2), assigned(3), assigned(4, "090/13")]

    assert list(list_journeys(letters, meetings)) == [
        Journey("Rina", "090/12", (date(2027, 2, 1), date(2027, 2, 2)), (date(2027, 2, 1),)),
        Journey("Rina", "090/13", (date(2027, 2, 3),), (date(2027, 2, 3),)),
    ]
    assert next(list_journeys(letters, meetings)).unproven == (date(2027, 2, 2),)


def test_a_day_is_the_venues_own() -> None:
    # Two o'clock on the second in Jayapura is still the first in Serang.
    early = meeting(1, span(2, 1, 3, WIT), present=1, zone=WIT)

    (journey,) = list_journeys([assigned(1)], [early])

    assert journey.held == (date(2027, 2, 2),)


def part(
    number: int, when: TimeSpan, *, batch: UUID | None = HERE, person: PersonId = RINA
) -> Part:
    return Part(
        person_id=person,
        name="Rina",
        session_id=SessionId(UUID(int=number)),
        batch_id=batch,
        span=when,
        zone=WIB,
        title="Kemasan",
        place="Aula",
        teaches=True,
    )


@pytest.mark.parametrize(
    ("other", "clashes"),
    [
        (part(2, span(1, 10, 12), batch=THERE), True),
        (part(2, span(1, 10, 12), batch=None), True),
        (part(2, span(1, 10, 12)), True),
        (part(2, span(1, 11, 12), batch=THERE), False),
        (part(2, span(1, 10, 12), person=BUDI, batch=THERE), False),
        (part(1, span(1, 8, 11)), False),
        (part(2, span(1, 12, 15, WIT), batch=THERE), True),
        (part(2, span(1, 13, 15, WIT), batch=THERE), False),
    ],
    ids=[
        "another batch", "no batch", "the same batch", "right after", "somebody else",
        "teaches and attends", "across zones", "right after, across zones",
    ],
)  # fmt: skip
def test_one_person_in_two_places(other: Part, *, clashes: bool) -> None:
    one = part(1, span(1, 8, 11))

    assert bool(list(list_overlaps([other, one], HERE))) is clashes


def test_two_sessions_of_others_are_not_this_batchs_business() -> None:
    parts = [part(1, span(1, 8, 11), batch=THERE), part(2, span(1, 8, 11), batch=None)]

    assert list(list_overlaps(parts, HERE)) == []
