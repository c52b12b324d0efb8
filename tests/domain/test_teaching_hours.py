"""Working and teaching time in Indonesia."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from lintas.domain.teaching_hours import (
    Hours,
    RamadanWindow,
    RamadanWindowId,
    add_up,
    count_jp,
    count_oj,
    count_teaching,
    friday_prayer,
    is_ramadan,
)
from lintas.domain.timespan import TimeSpan
from tests.builders import MONDAY, WIB, WIT, hours

FRIDAY = date(2030, 1, 11)
FASTING = RamadanWindow(
    RamadanWindowId(UUID(int=1)), 1451, date(2030, 1, 6), date(2030, 2, 4), official=True
)


@pytest.mark.parametrize(
    ("span", "jp"),
    [
        (hours(8, 9.5), 2),
        (hours(9.75, 12), 3),
        (hours(8, 12), 5),
        (hours(13, 15.25), 3),
        (hours(8, 15.25), 8),
        (hours(8, 16), 8),
        (hours(8, 16, zone=WIT), 8),
        (hours(8, 15.25, day=FRIDAY), 7),
        (hours(12, 13), 0),
        (hours(23, 25.5), 3),
    ],
)
def test_lessons_of_a_meeting_are_those_of_the_usual_grid(span: TimeSpan, jp: int) -> None:
    zone = WIT if span == hours(8, 16, zone=WIT) else WIB

    assert count_jp(count_teaching(span, zone)) == jp


def test_ramadan_has_a_short_break_and_seven_lessons() -> None:
    assert count_jp(count_teaching(hours(8, 14), WIB, [FASTING])) == 7


def test_an_oj_is_a_clock_hour() -> None:
    assert count_oj(timedelta(minutes=90)) == 1.5


def test_meetings_add_up_to_whole_lessons_of_each_and_clock_hours_of_all() -> None:
    meetings = [(hours(9, 12), WIB), (hours(9, 12, zone=WIT), WIT), (hours(13, 14), WIB)]

    assert add_up(meetings, 45) == Hours(jp=3 + 3 + 1, oj=6.5)
    assert add_up(meetings, 60) == Hours(jp=2 + 2 + 1, oj=6.5)
    assert add_up([], 45) == Hours()


def test_friday_prayer_is_shorter_in_ramadan() -> None:
    assert friday_prayer(FRIDAY, WIB) == hours(11.5, 13, day=FRIDAY)
    assert friday_prayer(FRIDAY, WIB, ramadan=True) == hours(11.5, 12.5, day=FRIDAY)
    assert friday_prayer(MONDAY, WIB) is None


def test_both_days_of_a_window_are_in_it() -> None:
    days = [date(2030, 1, 5), date(2030, 1, 6), date(2030, 2, 4), date(2030, 2, 5)]

    assert [is_ramadan(day, [FASTING]) for day in days] == [False, True, True, False]
