"""The laws that a room's keeper sets for it."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from lintas.domain.bookings import Origin
from lintas.domain.timespan import TimeSpan
from lintas.rules.bounds import booking_window, longest_use
from tests.builders import NOW, WIB, WIT, WITA, hour, hours, plan, room, situation, venue


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


@pytest.mark.parametrize(
    ("zone", "kinds"),
    [(WIB, []), (WITA, ["late"]), (WIT, ["late"])],
    ids=["late on Wednesday in WIB", "Thursday already in WITA", "and in WIT"],
)
def test_days_ahead_are_counted_where_the_room_is(zone: ZoneInfo, kinds: list[str]) -> None:
    on_saturday = hours(0.5, 2, day=date(2030, 1, 5))
    planned = plan(on_saturday, room=room(notice_days=3), venue=venue(zone=zone))

    found = booking_window.find(planned, situation(now=hour(23.5, date(2030, 1, 2))))

    assert [clash.evidence["kind"] for clash in found] == kinds


def test_what_was_asked_in_time_stays_in_time() -> None:
    asked = plan(hours(8, 10), room=room(notice_days=3), asked_at=NOW)

    assert list(booking_window.find(asked, situation(now=hour(7)))) == []


def test_the_keeper_s_own_notes_are_no_requests() -> None:
    noted = plan(hours(8, 10), room=room(notice_days=3), origin=Origin.RECORDED)

    assert list(booking_window.find(noted, situation(now=hour(7)))) == []
