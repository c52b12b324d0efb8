"""How much laws weigh: by themselves, by agreement, by agency."""

from typing import Any

import pytest

from lintas.domain.plans import Plan
from lintas.rules import Clash, Rule, Severity
from lintas.rules.calendar import holiday
from lintas.rules.severities import severity_of, weakens
from lintas.rules.venues import capacity, venue_clash
from tests.builders import SERANG, agency, agreement, plan

BLOCKS, WARNS, INFORMS = Severity.BLOCKS, Severity.WARNS, Severity.INFORMS


def at_home(**severities: str) -> Plan:
    return plan(agency=agency(SERANG, severities=severities))


def abroad(**severities: str) -> Plan:
    return plan(agency=agency(severities=severities))


@pytest.mark.parametrize(
    ("rule", "own", "wanted", "agreed", "weighs"),
    [
        (capacity, None, abroad(), {}, BLOCKS),
        (capacity, None, abroad(), {"capacity": "warns"}, WARNS),
        (holiday, None, abroad(), {"holiday": "blocks"}, BLOCKS),
        (capacity, None, at_home(capacity="informs"), {}, INFORMS),
        (holiday, None, at_home(holiday="blocks"), {}, BLOCKS),
        (capacity, None, abroad(capacity="informs"), {}, BLOCKS),
        (holiday, None, abroad(holiday="blocks"), {}, BLOCKS),
        (holiday, None, abroad(holiday="blocks"), {"holiday": "informs"}, INFORMS),
        (venue_clash, None, at_home(venue_clash="informs"), {}, BLOCKS),
        (capacity, INFORMS, abroad(), {"capacity": "warns"}, INFORMS),
        (capacity, WARNS, abroad(), {"capacity": "informs"}, INFORMS),
        (holiday, BLOCKS, abroad(), {"holiday": "informs"}, BLOCKS),
        (holiday, BLOCKS, abroad(), {"holiday": "blocks"}, BLOCKS),
        (holiday, WARNS, abroad(), {"holiday": "blocks"}, BLOCKS),
    ],
    ids=[
        "by itself",
        "an agreement makes it lighter",
        "or heavier",
        "at home an agency makes it lighter",
        "or heavier",
        "across a border not lighter",
        "but heavier",
        "unless the agreement says otherwise",
        "never what the database keeps",
        "a mild clash is not made heavier",
        "but milder still",
        "a grave clash is not made lighter",
        "and stays as grave",
        "a clash as grave as its law is the law's",
    ],
)
def test_a_law_weighs_what_they_say(
    rule: Rule, own: Severity | None, wanted: Plan, agreed: dict[str, str], weighs: Severity
) -> None:
    known = agreement(severities=agreed) if wanted.crosses else None

    assert severity_of(rule, Clash(severity=own), wanted, known) is weighs


@pytest.mark.parametrize(
    ("before", "after", "weaker"),
    [
        ({}, {}, False),
        ({}, {"capacity": "warns"}, True),
        ({}, {"holiday": "blocks"}, False),
        ({"holiday": "blocks"}, {}, True),
        ({"capacity": "warns"}, {}, False),
        ({"capacity": "warns"}, {"capacity": "informs"}, True),
        ({"capacity": "warns", "holiday": "blocks"}, {"holiday": "informs"}, True),
    ],
    ids=str,
)
def test_weaker_is_any_law_that_weighs_less(
    before: dict[str, str], after: dict[str, str], *, weaker: bool
) -> None:
    defaults: dict[str, Any] = {"capacity": BLOCKS, "holiday": WARNS}

    assert weakens(after, before, defaults) is weaker
