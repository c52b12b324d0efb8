"""What is left of a day between what is taken."""

from datetime import UTC, datetime

import pytest

from lintas.domain.timespan import TimeSpan
from lintas.web.pages.rooms.blocks import free_between
from tests.actions.world import hours

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ([], [hours(8, 16)]),
        ([hours(9, 10)], [hours(8, 9), hours(10, 16)]),
        ([hours(9, 12), hours(10, 11)], [hours(8, 9), hours(12, 16)]),
        ([hours(7, 9), hours(15, 18)], [hours(9, 15)]),
        ([hours(8.25, 15.75)], []),
        ([hours(6, 7), hours(17, 18)], [hours(8, 16)]),
        ([hours(0, 24)], []),
    ],
)
def test_what_is_not_taken_is_free(taken: list[TimeSpan], free: list[TimeSpan]) -> None:
    assert free_between([hours(8, 16)], taken, now=LONG_AGO) == free


def test_a_break_at_noon_is_not_free() -> None:
    assert free_between([hours(8, 12), hours(13, 16)], [hours(11, 14)], now=LONG_AGO) == [
        hours(8, 11),
        hours(14, 16),
    ]


@pytest.mark.parametrize(
    ("now", "free"),
    [
        (hours(9.1, 10).start, [hours(9.5, 16)]),
        (hours(9, 10).start, [hours(9, 16)]),
        (hours(9.6, 10).start, [hours(10, 16)]),
        (hours(15.9, 16).start, []),
        (hours(20, 21).start, []),
    ],
)
def test_what_is_over_is_not_free(now: datetime, free: list[TimeSpan]) -> None:
    assert free_between([hours(8, 16)], [], now=now) == free
