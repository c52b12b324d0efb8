"""What an agreement lets two governments do, and when."""

from dataclasses import replace
from datetime import date

import pytest

from lintas.domain.agencies import AgencyKind, AgreementState, RegencyCode, VenueId
from lintas.domain.timespan import TimeSpan
from tests.builders import BANDUNG, SERANG, WIB, WITA, agreement, hours, named, regency

HERE, ELSEWHERE = VenueId(named("Gedung")), VenueId(named("Balai"))
GARUT = RegencyCode("32.05")


def test_a_regency_has_the_zone_it_names() -> None:
    assert regency(timezone="Asia/Makassar").zone == WITA


@pytest.mark.parametrize(
    ("kind", "governs"),
    [
        (AgencyKind.OPD, True),
        (AgencyKind.DESA, True),
        (AgencyKind.VERTIKAL, False),
        (AgencyKind.SWASTA, False),
    ],
)
def test_offices_and_villages_belong_to_a_government(kind: AgencyKind, *, governs: bool) -> None:
    assert kind.governs == governs


@pytest.mark.parametrize(
    ("facts", "binds"),
    [
        ({}, True),
        ({"parties": (BANDUNG, SERANG)}, True),
        ({"parties": (SERANG, BANDUNG, GARUT)}, True),
        ({"parties": (SERANG, GARUT)}, False),
        ({"state": AgreementState.OFFERED}, False),
        ({"venue_ids": (HERE,)}, True),
        ({"venue_ids": (ELSEWHERE,)}, False),
    ],
    ids=[
        "both parties",
        "in either order",
        "among more",
        "with another",
        "only offered",
        "of this venue",
        "of another venue",
    ],
)
def test_an_agreement_binds(facts: dict[str, object], *, binds: bool) -> None:
    assert agreement(**facts).binds(SERANG, BANDUNG, HERE) == binds


def test_an_agreement_holds_from_its_first_day_up_to_its_end() -> None:
    term = agreement(valid_from=date(2030, 1, 7), valid_until=date(2030, 1, 8))

    days = [date(2030, 1, day) for day in (6, 7, 8)]
    assert [term.valid_on(day) for day in days] == [False, True, False]


@pytest.mark.parametrize(
    ("span", "valid"),
    [
        (hours(9, 12), True),
        (hours(0, 24), True),
        (hours(23, 24 + 1 / 60), False),
        (hours(-1 / 60, 1), False),
    ],
    ids=[
        "within its only day",
        "all of its only day",
        "a minute past its end",
        "a minute before it begins",
    ],
)
def test_an_agreement_holds_on_every_local_date_or_not_at_all(
    span: TimeSpan, *, valid: bool
) -> None:
    term = agreement(valid_from=date(2030, 1, 7), valid_until=date(2030, 1, 8))

    assert term.valid_throughout(span, WIB) == valid


def test_the_dates_that_count_are_those_of_the_place() -> None:
    term = agreement(valid_from=date(2030, 1, 7), valid_until=date(2030, 1, 8))
    evening = hours(22, 24)

    assert term.valid_throughout(evening, WIB)
    assert not term.valid_throughout(evening, WITA)


def test_an_offer_that_is_accepted_is_in_force() -> None:
    offered = agreement(state=AgreementState.OFFERED, version=3)

    assert offered.accepted() == replace(offered, state=AgreementState.IN_FORCE, version=4)
