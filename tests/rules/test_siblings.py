"""Sessions of one plan in each other's way: each is named once, however many there are."""

from lintas.rules import Situation, judge
from lintas.rules.siblings import first_met
from tests.builders import hours, plan


def test_each_meets_the_first_of_those_before_it() -> None:
    spans = [hours(13, 15), hours(9, 12), hours(10, 14), hours(9, 10), hours(15, 16)]

    assert first_met(spans) == {2: 0, 3: 1}


def test_back_to_back_is_apart() -> None:
    assert first_met([hours(12, 15), hours(9, 12), hours(15, 18)]) == {}


def test_a_long_one_is_met_by_all_that_lie_in_it() -> None:
    assert first_met([hours(8, 20), hours(9, 10), hours(11, 12)]) == {1: 0, 2: 0}


def test_a_year_of_equal_sessions_makes_one_finding_for_each() -> None:
    findings = judge(plan(*[hours(9, 12)] * 366), Situation())

    clashes = [finding for finding in findings if finding.code == "venue_clash"]
    assert [finding.session for finding in clashes] == list(range(1, 366))
