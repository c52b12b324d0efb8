"""The laws about who may use what."""

from datetime import date
from typing import Any

import pytest

from lintas.domain.agencies import Agreement, AgreementState, RegencyCode
from lintas.domain.things import Asset, AssetId, AssetNeed
from lintas.domain.timespan import TimeSpan
from lintas.rules import Clash, Party, choose_agreement
from lintas.rules.agencies import agreement_expired, agreement_none
from tests.builders import (
    BANDUNG,
    MONDAY,
    SERANG,
    TUESDAY,
    WITA,
    agency,
    agreement,
    hours,
    meeting,
    named,
    plan,
    situation,
    venue,
)

GARUT = RegencyCode("32.05")
OFFERED = agreement(state=AgreementState.OFFERED)
WITH_ANOTHER = agreement(parties=(SERANG, GARUT))
OF_ANOTHER_VENUE = agreement(venue_ids=(venue("Balai").id,))
MONDAY_ONLY = agreement("PKS Senin", valid_from=MONDAY, valid_until=TUESDAY)
ENDED = agreement("PKS lama", valid_from=date(2029, 1, 1), valid_until=MONDAY)
YET_TO_COME = agreement("PKS baru", valid_from=TUESDAY, valid_until=date(2031, 1, 8))


# An agreement in force


@pytest.mark.parametrize(
    ("facts", "agreements", "missing"),
    [
        ({}, (agreement(),), False),
        ({}, (), True),
        ({}, (OFFERED,), True),
        ({}, (WITH_ANOTHER,), True),
        ({}, (OF_ANOTHER_VENUE,), True),
        ({}, (OFFERED, agreement("PKS 2")), False),
        ({}, (ENDED,), False),
        ({"agreement_id": agreement().id}, (agreement(), agreement("PKS 2")), False),
        ({"agreement_id": agreement("PKS 3").id}, (agreement(), agreement("PKS 2")), True),
        ({"agency": agency(SERANG)}, (), False),
        ({"agency": agency(None)}, (), False),
        ({"venue": venue(lender=None)}, (), False),
    ],
    ids=[
        "there is one",
        "there is none",
        "it is only offered",
        "it is with another government",
        "it covers another venue",
        "one of two will do",
        "one that has ended is another law's",
        "the one that was asked for",
        "not the one that was asked for",
        "a government's own room",
        "a private body asks",
        "a private owner lends",
    ],
)
def test_crossing_a_border_needs_an_agreement(
    facts: dict[str, Any], agreements: tuple[Agreement, ...], *, missing: bool
) -> None:
    wanted = plan(**facts)

    expected = Clash(
        None,
        Party("venue", wanted.venue.id, "Gedung"),
        {"lender": SERANG, "borrower": BANDUNG, "venue": "Gedung"},
    )
    found = list(agreement_none.find(wanted, situation(agreements=agreements)))
    assert found == [expected] * missing


# The serang agency holds the machines; who has which room, and what is agreed.
TOOL = AssetId(named("Mesin jahit"))
OF_SERANG = Asset(TOOL, agency(SERANG).id, SERANG, "Mesin jahit", 16, movable=True)


@pytest.mark.parametrize(
    ("facts", "agreements", "missing"),
    [
        ({}, (agreement(),), False),
        ({}, (), True),
        ({}, (WITH_ANOTHER,), True),
        ({}, (ENDED,), True),
        ({}, (MONDAY_ONLY,), False),
        ({"sessions": (hours(22, 26),)}, (MONDAY_ONLY,), True),
        ({"sessions": (hours(22, 24),)}, (MONDAY_ONLY,), False),
        ({"sessions": (hours(23, 25, zone=WITA),)}, (MONDAY_ONLY,), False),
        ({}, (OF_ANOTHER_VENUE,), False),
        (
            {"agency": agency(SERANG), "venue": venue(lender=SERANG, keeper=BANDUNG)},
            (),
            False,
        ),
        ({"agency": agency(None)}, (), False),
        ({"venue": venue(lender=BANDUNG, keeper=SERANG)}, (), False),
    ],
    ids=[
        "there is one",
        "there is none",
        "it is with another government",
        "it has ended",
        "on its only day",
        "past midnight of its last day",
        "up to that midnight",
        "past midnight there, not in the venue's zone",
        "venues it names are about rooms",
        "the owner's own people",
        "a private body asks",
        "it is at home in that place",
    ],
)
def test_another_governments_tools_need_an_agreement(
    facts: dict[str, Any], agreements: tuple[Agreement, ...], *, missing: bool
) -> None:
    """In a room of one's own, so that only the tool crosses a border."""
    spans = facts.pop("sessions", (hours(9, 12),))
    sessions = tuple(meeting(span, assets=(AssetNeed(TOOL, 4),)) for span in spans)
    at_home = {"venue": venue(lender=BANDUNG, keeper=BANDUNG), **facts}
    wanted = plan(**{**at_home, "sessions": sessions})
    known = situation(agreements=agreements, assets={TOOL: OF_SERANG}, tool_lenders={TOOL: SERANG})

    expected = Clash(
        0,
        Party("asset", TOOL, "Mesin jahit"),
        {"kind": "tool", "lender": SERANG, "borrower": BANDUNG, "wanted": spans[0]},
    )
    assert list(agreement_none.find(wanted, known)) == [expected] * missing


# On every date


def outside(number: Agreement, index: int, wanted: TimeSpan) -> Clash:
    return Clash(
        index,
        Party("agreement", number.id, number.number),
        {
            "valid_from": number.valid_from,
            "valid_until": number.valid_until,
            "number": number.number,
            "agreement": "PKS",
            "wanted": wanted,
        },
    )


@pytest.mark.parametrize(
    ("sessions", "agreements", "found"),
    [
        ((hours(9, 12),), (MONDAY_ONLY,), []),
        ((hours(0, 24),), (MONDAY_ONLY,), []),
        ((hours(9, 12),), (), []),
        (
            (hours(9, 12), hours(9, 12, day=TUESDAY)),
            (MONDAY_ONLY,),
            [outside(MONDAY_ONLY, 1, hours(9, 12, day=TUESDAY))],
        ),
        (
            (hours(22, 25),),
            (MONDAY_ONLY,),
            [outside(MONDAY_ONLY, 0, hours(22, 25))],
        ),
        ((hours(9, 12),), (ENDED,), [outside(ENDED, 0, hours(9, 12))]),
        ((hours(9, 12),), (YET_TO_COME,), [outside(YET_TO_COME, 0, hours(9, 12))]),
        (
            (hours(9, 12), hours(9, 12, day=TUESDAY)),
            (MONDAY_ONLY, YET_TO_COME),
            [outside(YET_TO_COME, 0, hours(9, 12))],
        ),
        ((hours(9, 12),), (ENDED, MONDAY_ONLY), []),
    ],
    ids=[
        "on its only day",
        "all of its only day",
        "without any, the other law speaks",
        "the second session is a day too late",
        "an evening runs past its end",
        "the day on which it has ended",
        "a day before it begins",
        "two that only together cover every date",
        "one of two covers every date",
    ],
)
def test_one_agreement_holds_on_every_date(
    sessions: tuple[TimeSpan, ...], agreements: tuple[Agreement, ...], found: list[Clash]
) -> None:
    known = situation(agreements=agreements)

    assert list(agreement_expired.find(plan(*sessions), known)) == found


def test_the_dates_are_those_of_the_venue() -> None:
    evening = plan(hours(22, 24), venue=venue(zone=WITA))

    found = list(agreement_expired.find(evening, situation(agreements=(MONDAY_ONLY,))))

    assert found == [outside(MONDAY_ONLY, 0, hours(22, 24))]


def test_an_agreement_without_a_number_goes_by_its_title() -> None:
    unnumbered = agreement(number="", valid_until=MONDAY)

    (found,) = agreement_expired.find(plan(), situation(agreements=(unnumbered,)))

    assert found.party == Party("agreement", unnumbered.id, "Pemakaian tempat pelatihan")


def test_without_a_border_no_agreement_runs_out() -> None:
    at_home = plan(agency=agency(SERANG))

    assert list(agreement_expired.find(at_home, situation(agreements=(ENDED,)))) == []


# Which one


@pytest.mark.parametrize(
    ("facts", "agreements", "chosen"),
    [
        ({}, (agreement(),), agreement()),
        ({}, (agreement(), MONDAY_ONLY), MONDAY_ONLY),
        ({}, (ENDED, agreement()), agreement()),
        ({}, (ENDED,), None),
        ({"agreement_id": agreement().id}, (agreement(), MONDAY_ONLY), agreement()),
        ({"agreement_id": ENDED.id}, (ENDED, agreement()), None),
        ({"agency": agency(SERANG)}, (agreement(),), None),
    ],
    ids=[
        "the only one",
        "the one that ends first",
        "the one that covers every date",
        "none that does",
        "the one that was asked for",
        "not another than the one that was asked for",
        "none at home",
    ],
)
def test_a_plan_stands_on_one_agreement(
    facts: dict[str, Any], agreements: tuple[Agreement, ...], chosen: Agreement | None
) -> None:
    assert choose_agreement(plan(**facts), situation(agreements=agreements)) == chosen
