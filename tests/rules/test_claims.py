"""Whose use of a place goes before whose, and what a claim keeps others out of."""

from typing import Any

import pytest

from lintas.domain.agencies import AgencyKind, RegencyCode
from lintas.domain.bookings import Mode
from lintas.domain.claims import Claim, GivenClaim
from lintas.domain.plans import Plan
from lintas.domain.timespan import TimeSpan
from lintas.rules import judge
from lintas.rules.claims import claim_of
from tests.builders import (
    BANDUNG,
    SERANG,
    TUESDAY,
    WIT,
    agency,
    claimed,
    hours,
    meeting,
    minutes,
    plan,
    room,
    situation,
    venue,
)


def given(level: Claim, by: RegencyCode = SERANG) -> GivenClaim:
    return GivenClaim(level, "Disposisi Sekda 12/2029", by)


@pytest.mark.parametrize(
    ("asks", "claim"),
    [
        (agency(SERANG), Claim.OWNER),
        (agency(BANDUNG), Claim.AGREEMENT),
        (agency(SERANG, "Dinas lain"), Claim.OFFICE),
        (agency(None, "Balai", kind=AgencyKind.VERTIKAL), Claim.OFFICE),
        (agency(None, "Hotel"), Claim.PUBLIC),
        (agency(None, "Hotel pemilik"), Claim.PUBLIC),
    ],
)
def test_a_claim_follows_from_who_asks_whom(asks: Any, claim: Claim) -> None:
    assert claim_of(asks, venue()) is claim
    assert claim_of(asks, venue(), given(Claim.EMERGENCY)) is Claim.EMERGENCY
    assert claim_of(asks, venue(), given(Claim.EMERGENCY, by=BANDUNG)) is claim


def test_only_a_claim_that_weighs_more_displaces() -> None:
    ranks = list(Claim)
    for place, one in enumerate(ranks):
        assert [other for other in ranks if one.displaces(other)] == ranks[place + 1 :]


@pytest.mark.parametrize(
    ("wanted", "during", "is_refused"),
    [
        (plan(), hours(9, 12), True),
        (plan(hours(6, 9)), hours(9, 12), False),
        (plan(meeting(hours(6, 9), cleanup=minutes(1))), hours(9, 12), True),
        (plan(room=room(turnaround=minutes(30)), sessions=(meeting(hours(6, 9)),)), None, True),
        (plan(hours(12, 14)), hours(9, 12), False),
        (plan(hours(22, 26)), hours(0, 1, TUESDAY), True),
        (plan(hours(22, 24)), hours(0, 1, TUESDAY), False),
        # Eleven o'clock in the east is nine in the west.
        (plan(hours(9, 10)), hours(11, 12, zone=WIT), True),
        (plan(room=room("Aula A", part_of="Aula")), hours(9, 12), True),
        (plan(room=room("Ruang lain")), hours(9, 12), False),
        (plan(meeting(mode=Mode.ONLINE)), hours(9, 12), False),
        (plan(agency=agency(SERANG)), hours(9, 12), True),
        (plan(claim=given(Claim.LEADERS)), hours(9, 12), False),
        (plan(claim=given(Claim.EMERGENCY)), hours(9, 12), False),
        (plan(claim=given(Claim.OWNER)), hours(9, 12), True),
        # What another lender gave weighs nothing here.
        (plan(claim=given(Claim.EMERGENCY, by=BANDUNG)), hours(9, 12), True),
    ],
)
def test_a_slot_taken_back_is_lent_only_to_as_high_a_claim(
    wanted: Plan, during: TimeSpan | None, *, is_refused: bool
) -> None:
    found = judge(wanted, situation(claims=(claimed(during=during),)))

    assert ("venue_bumped" in {each.code for each in found}) == is_refused
