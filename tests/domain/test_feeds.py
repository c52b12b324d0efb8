"""How a calendar is told, and which sessions it holds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.domain.feeds import FOR_EVER, FeedScope, FeedStyle, FeedWindow
from lintas.domain.refusal import Fault
from tests.builders import WIB

TODAY = datetime(2030, 1, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "style",
    [
        FeedStyle("Ponsel"),
        FeedStyle("P" * 200, "en", 0),
        FeedStyle("Ponsel", alarm_minutes=7 * 24 * 60),
    ],
    ids=["as most are", "at its shortest and longest", "a week ahead"],
)
def test_a_style_that_can_be_meant_passes(style: FeedStyle) -> None:
    assert style.faults() == []


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"label": " "}, Fault("label", "", "required")),
        ({"label": "P" * 201}, Fault("label", "P" * 201, "longest", 200)),
        ({"language": "su"}, Fault("language", "su", "one_of", "id, en")),
        ({"alarm_minutes": -1}, Fault("alarm_minutes", -1, "between", "0-10080")),
        ({"alarm_minutes": 10_081}, Fault("alarm_minutes", 10_081, "between", "0-10080")),
    ],
    ids=["no label", "too long a label", "another language", "after the start", "too early"],
)
def test_a_style_that_cannot_be_meant_says_why(facts: dict[str, Any], fault: Fault) -> None:
    assert FeedStyle(**{"label": "Ponsel", **facts}).faults() == [fault]


@given(st.timedeltas(timedelta(), timedelta(hours=23, minutes=59)), st.sampled_from(FeedScope))
def test_a_window_is_the_same_all_day(later: timedelta, scope: FeedScope) -> None:
    now = (TODAY + later).astimezone(WIB)

    assert FeedWindow.around(now, scope) == FeedWindow.around(TODAY, scope)


def test_people_keep_a_quarter_behind_them_and_all_that_is_to_come() -> None:
    assert FeedWindow.around(TODAY, FeedScope.PERSON) == FeedWindow(
        since=TODAY - timedelta(days=90),
        until=FOR_EVER,
        cancelled_since=TODAY - timedelta(days=30),
    )


@pytest.mark.parametrize("scope", ["room", "venue", "program", "regency"])
def test_a_place_keeps_a_month_behind_it_and_a_year_ahead(scope: str) -> None:
    assert FeedWindow.around(TODAY, FeedScope(scope)) == FeedWindow(
        since=TODAY - timedelta(days=30),
        until=TODAY + timedelta(days=365),
        cancelled_since=TODAY - timedelta(days=30),
    )
