"""The laws that a room's keeper sets for it."""

from datetime import date

import pytest

from lintas.domain.timespan import TimeSpan
from lintas.rules.bounds import booking_window, longest_use
from tests.builders import NOW, hours, plan, room, situation


@pytest.mark.parametrize(
    ("wanted", "meets"),
    [
        (hours(8, 10), False),
        (hours(8, 12), False),
        (hours(8, 12 + 1 / 60), True),
        (hours(22, 26), False),
        (hours(22, 26 + 1 / 60), True),
    ],
    ids=["short", "to the minute", "a minute more", "across midnight", "too long across midnight"],
)
def test_a_room_is_used_no_longer_than_allowed(wanted: TimeSpan, *, meets: bool) -> None:
    planned = plan(wanted, room=room(longest_minutes=240))

    assert bool(list(longest_use.find(planned, situation()))) is meets


@pytest.mark.parametrize(
    ("day", "kinds"),
    [
        (date(2030, 1, 4), ["late"]),
        (date(2030, 1, 5), []),
        (date(2030, 1, 12), []),
        (date(2030, 1, 13), ["early"]),
    ],
    ids=["a day too late", "just in time", "the last day", "a day too early"],
)
def test_a_room_is_asked_for_in_its_window(day: date, kinds: list[str]) -> None:
    planned = plan(hours(8, 10, day=day), room=room(notice_days=3, horizon_days=10))

    found = booking_window.find(planned, situation(now=NOW))

    assert [clash.evidence["kind"] for clash in found] == kinds
