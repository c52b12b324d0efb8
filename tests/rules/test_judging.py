"""Every law at once, and which findings keep a plan from going ahead."""

from collections.abc import Iterator

import pytest

from lintas.domain.plans import Plan
from lintas.domain.venues import HolidayKind
from lintas.rules import RULES, Clash, Finding, Severity, Situation, judge, refusing
from lintas.rules.rule import blocks, informs, warns
from tests.builders import (
    MONDAY,
    claimed,
    closure,
    holiday,
    hours,
    meeting,
    plan,
    room,
    situation,
    use,
)


def finding(code: str, severity: Severity) -> Finding:
    return Finding(code, "A law.", severity, None, None, {})


CLASH = finding("venue_clash", Severity.BLOCKS)
REST = finding("holiday", Severity.WARNS)
LEAVE = finding("cuti_bersama", Severity.WARNS)
NOTE = finding("capacity", Severity.INFORMS)


def test_an_ordinary_plan_breaks_no_law() -> None:
    assert judge(plan(), situation()) == ()


def test_every_law_is_heard_at_once_in_the_order_of_the_catalogue() -> None:
    everything = situation(
        use(),
        use("Pengajar"),
        closures=(closure(),),
        claims=(claimed(),),
        agreements=(),
        holidays={MONDAY: holiday()},
    )
    wanted = plan(meeting(taught_by=["Pengajar"]), headcount=41)

    found = judge(wanted, everything)

    assert [each.code for each in found] == [
        "venue_clash",
        "venue_closed",
        "venue_bumped",
        "capacity",
        "trainer_clash",
        "agreement_none",
        "holiday",
    ]


def test_a_finding_bears_its_law_and_how_much_it_weighs_here() -> None:
    almost_full = judge(plan(headcount=40), situation())
    too_full = judge(plan(headcount=41), situation())

    law = "A room seats everyone who is expected, in the layout that was asked for."
    assert [(each.code, each.law, each.severity) for each in almost_full + too_full] == [
        ("capacity", law, Severity.WARNS),
        ("capacity", law, Severity.BLOCKS),
    ]


def test_joint_leave_is_judged_too() -> None:
    leave = situation(holidays={MONDAY: holiday(kind=HolidayKind.JOINT_LEAVE)})

    assert [each.code for each in judge(plan(), leave)] == ["cuti_bersama"]


def test_findings_name_the_session_they_are_about() -> None:
    wanted = plan(hours(9, 12), hours(13, 15), hours(16, 18), room=room())
    taken = situation(use(during=hours(14, 17)))

    assert [each.session for each in judge(wanted, taken)] == [1, 2]


@pytest.mark.parametrize(
    ("reasons", "kept"),
    [
        ({}, (CLASH, REST, LEAVE)),
        ({"holiday": "panen raya"}, (CLASH, LEAVE)),
        ({"*": "sudah disepakati"}, (CLASH,)),
        ({"*": "sudah disepakati", "holiday": ""}, (CLASH,)),
        ({"venue_clash": "sudah disepakati"}, (CLASH, REST, LEAVE)),
        ({"holiday": "  ", "*": "\n"}, (CLASH, REST, LEAVE)),
        ({"lead_time": "tidak perlu"}, (CLASH, REST, LEAVE)),
    ],
    ids=[
        "no reasons",
        "a reason for one warning",
        "one reason for all warnings",
        "a star stands in for what is blank",
        "a reason answers no block",
        "blanks are no reason",
        "reasons that are not needed are let be",
    ],
)
def test_what_keeps_a_plan_from_going_ahead(
    reasons: dict[str, str], kept: tuple[Finding, ...]
) -> None:
    assert refusing((CLASH, REST, NOTE, LEAVE), reasons) == kept


def test_a_rule_is_its_function_s_name_and_sentence() -> None:
    def too_early(asked: Plan, known: Situation) -> Iterator[Clash]:
        """Nobody trains before dawn."""
        yield Clash(0)

    made = [decorate(too_early) for decorate in (blocks, warns, informs)]

    assert [(rule.code, rule.law, rule.severity) for rule in made] == [
        ("too_early", "Nobody trains before dawn.", severity) for severity in Severity
    ]
    assert list(made[0].find(plan(), situation())) == [Clash(0)]


def test_a_rule_without_a_sentence_is_no_rule() -> None:
    def silent(asked: Plan, known: Situation) -> Iterator[Clash]:
        yield Clash(0)

    with pytest.raises(TypeError, match="states its law"):
        blocks(silent)


def test_codes_are_told_apart() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
