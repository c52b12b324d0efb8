"""Quotas of agreements, and the balance between two governments."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from lintas.domain.agencies import (
    Agreement,
    AgreementId,
    Balance,
    Quota,
    QuotaPeriod,
    QuotaUnit,
)
from lintas.domain.bookings import Mode, SessionId
from lintas.domain.plans import Plan
from lintas.domain.quotas import QuotaUse, count_uses
from lintas.rules import Severity, choose_agreement, judge
from lintas.rules.agencies import quota_exceeded, reciprocity
from tests.builders import (
    BANDUNG,
    NOW,
    SERANG,
    TUESDAY,
    WIB,
    WITA,
    agency,
    agreement,
    hours,
    meeting,
    named,
    plan,
    quota_use,
    room,
    situation,
    venue,
)

NEW_YEAR = date(2030, 12, 31)
DAYS, HOURS, BOOKINGS = QuotaUnit.ROOM_DAYS, QuotaUnit.HOURS, QuotaUnit.BOOKINGS
SAME_ROOM = {"room_id": room().id}


def limited(amount: int, unit: QuotaUnit = DAYS, *, name: str = "PKS 1", **more: Any) -> Agreement:
    period = more.pop("period", QuotaPeriod.YEAR)
    terms = {"valid_until": date(2032, 1, 1), **more}
    return agreement(name, quotas=(Quota(SERANG, BANDUNG, unit, amount, period),), **terms)


def exceeding(wanted: Plan, agreed: Agreement, uses: Iterable[QuotaUse]) -> list[Any]:
    """(session, used, asked, year) of each clash."""
    known = situation(agreements=(agreed,), quota_uses=tuple(uses))
    return [
        (clash.session, clash.evidence["used"], clash.evidence["asked"], clash.evidence["year"])
        for clash in quota_exceeded.find(wanted, known)
    ]


@pytest.mark.parametrize(
    ("wanted", "agreed", "uses", "found"),
    [
        (plan(), limited(1), [], []),
        (plan(), agreement(), [quota_use()] * 9, []),
        (plan(), limited(2), [quota_use()], []),
        (plan(), limited(1), [quota_use()], [(0, 1, 1, 2030)]),
        (plan(hours(9, 12), hours(13, 15)), limited(1), [], []),
        (plan(), limited(1), [quota_use(hours(13, 15), **SAME_ROOM)], []),
        (plan(hours(9, 12), hours(9, 12, TUESDAY)), limited(1), [], [(1, 1, 1, 2030)]),
        (plan(hours(9, 12, TUESDAY), hours(9, 12)), limited(1), [], [(0, 1, 1, 2030)]),
        (plan(hours(22, 25)), limited(1), [], [(0, 0, 2, 2030)]),
        (plan(hours(22, 24)), limited(1), [], []),
        (plan(hours(22, 24), venue=venue(zone=WITA)), limited(1), [], [(0, 0, 2, 2030)]),
        (plan(hours(22, 26, NEW_YEAR)), limited(1), [], []),
        (
            plan(hours(22, 26, NEW_YEAR)),
            limited(1),
            [quota_use(hours(9, 10, NEW_YEAR))],
            [(0, 1, 1, 2030)],
        ),
        (
            plan(hours(22, 26, NEW_YEAR)),
            limited(1, period=QuotaPeriod.TERM),
            [],
            [(0, 0, 2, 0)],
        ),
        (plan(), limited(1), [quota_use(hours(9, 12, date(2031, 1, 1)))], []),
        (
            plan(),
            limited(1, period=QuotaPeriod.TERM),
            [quota_use(hours(9, 12, date(2031, 1, 1)))],
            [(0, 1, 1, 0)],
        ),
        (plan(), limited(6, HOURS), [quota_use()], []),
        (plan(), limited(5, HOURS), [quota_use()], [(0, 3, 3, 2030)]),
        (plan(hours(9, 12.5)), limited(3, HOURS), [], [(0, 0, 3.5, 2030)]),
        (plan(hours(22, 26, NEW_YEAR)), limited(2, HOURS), [], []),
        (plan(hours(9, 12), hours(9, 12, TUESDAY)), limited(1, BOOKINGS), [], []),
        (plan(), limited(1, BOOKINGS), [quota_use()], [(0, 1, 1, 2030)]),
        (plan(), limited(1), [quota_use(lender=BANDUNG, borrower=SERANG)], []),
        (plan(), limited(1), [quota_use(agreement_id=AgreementId(named("PKS 2")))], []),
        (plan(agency=agency(SERANG)), limited(1), [quota_use()], []),
        (plan(meeting(mode=Mode.ONLINE)), limited(1), [quota_use()], []),
        (plan(replaces=frozenset({SessionId(named("another"))})), limited(1), [quota_use()], []),
    ],
    ids=[
        "the only day",
        "no quota",
        "the last day",
        "one day too many",
        "one room on one day counts once",
        "a day that is counted already",
        "a second day is one too many",
        "whichever is later is too many",
        "over midnight takes two days",
        "up to midnight takes one",
        "midnight is the venue's",
        "over New Year takes a day of each year",
        "of which one was left",
        "over the term both count",
        "another year's is not counted",
        "but over the term it is",
        "hours that just fit",
        "hours that don't",
        "half an hour too many",
        "only the hours of each year",
        "one booking of two days",
        "a second booking",
        "the other way counts by itself",
        "under another agreement",
        "at home nothing counts",
        "online nothing counts",
        "a move gives up what it had",
    ],
)
def test_a_quota_is_kept(
    wanted: Plan, agreed: Agreement, uses: list[QuotaUse], found: list[Any]
) -> None:
    assert exceeding(wanted, agreed, uses) == found


@pytest.mark.parametrize(
    ("mine", "amount", "found"),
    [
        ("first", 1, []),
        ("second", 1, [(0, 1, 1, 2030)]),
        ("second", 2, []),
        ("third", 2, [(0, 2, 1, 2030)]),
        ("third", 3, []),
    ],
)
def test_who_asked_first_keeps_a_quota_that_became_too_small(
    mine: str, amount: int, found: list[Any]
) -> None:
    uses = [
        quota_use(name=name, asked_at=NOW - timedelta(days=3 - number))
        for number, name in enumerate(("first", "second", "third"))
    ]
    stands = plan(stands=True, replaces=frozenset({SessionId(named(mine))}))

    assert exceeding(stands, limited(amount), uses[::-1]) == found


def test_what_is_over_a_quota_takes_nothing_from_those_behind_it() -> None:
    uses = [
        quota_use(name="long", during=hours(8, 14), asked_at=NOW - timedelta(days=2)),
        quota_use(name="short", during=hours(9, 11), asked_at=NOW - timedelta(days=1)),
    ]
    short = plan(hours(9, 11), stands=True, replaces=frozenset({SessionId(named("short"))}))

    assert exceeding(short, limited(5, HOURS), uses) == []


# Which agreement


SOON = limited(1, name="PKS 2", valid_until=date(2030, 6, 1))


@pytest.mark.parametrize(
    ("facts", "uses", "chosen"),
    [
        ({}, [], "PKS 2"),
        ({}, [quota_use(agreement_id=SOON.id)], "PKS 1"),
        ({"agreement_id": SOON.id}, [quota_use(agreement_id=SOON.id)], "PKS 2"),
        ({"stands": True, "replaces": frozenset({SessionId(named("mine"))})}, [], "PKS 1"),
        ({"replaces": frozenset({SessionId(named("mine"))})}, [], "PKS 2"),
    ],
    ids=[
        "the one that ends first",
        "with quota left",
        "the one that was asked for, come what may",
        "what stands stays where it is",
        "what is moved is looked at anew",
    ],
)
def test_a_plan_stands_where_quota_is_left(
    facts: dict[str, Any], uses: list[QuotaUse], chosen: str
) -> None:
    known = situation(
        agreements=(limited(5), SOON), quota_uses=(*uses, quota_use(name="mine", **SAME_ROOM))
    )

    found = choose_agreement(plan(**facts), known)

    assert found
    assert found.number == chosen


# Balance


@pytest.mark.parametrize(
    ("ours", "theirs", "balance", "facts", "found"),
    [
        (9, 0, None, {}, False),
        (4, 0, Balance(2, 5), {}, False),
        (5, 0, Balance(2, 5), {}, True),
        (5, 3, Balance(2, 5), {}, False),
        (6, 3, Balance(2, 5), {}, True),
        (9, 0, Balance(2, 5), {"stands": True}, False),
        (9, 0, Balance(2, 5), {"agency": agency(SERANG)}, False),
    ],
    ids=[
        "nobody agreed on one",
        "up to so many days nobody minds",
        "one more without anything in return",
        "twice as much is agreed",
        "more than twice isn't",
        "what stands is not asked again",
        "not at home",
    ],
)
def test_two_governments_keep_the_balance(
    ours: int, theirs: int, balance: Balance | None, facts: dict[str, Any], *, found: bool
) -> None:
    uses = [quota_use(name=f"ours {n}") for n in range(ours)]
    uses += [quota_use(name=f"theirs {n}", lender=BANDUNG, borrower=SERANG) for n in range(theirs)]
    known = situation(agreements=(agreement(balance=balance),), quota_uses=tuple(uses))

    clashes = list(reciprocity.find(plan(**facts), known))

    assert bool(clashes) == found
    if found:
        assert (clashes[0].evidence["ours"], clashes[0].evidence["theirs"]) == (ours + 1, theirs)


def test_last_years_use_is_balanced_already() -> None:
    uses = tuple(quota_use(hours(9, 12, date(2029, 12, day)), name=f"{day}") for day in range(1, 9))
    known = situation(agreements=(agreement(balance=Balance(1, 1)),), quota_uses=uses)

    assert list(reciprocity.find(plan(), known)) == []


# Counting


def test_things_that_several_take_count_once() -> None:
    uses = [
        quota_use(hours(8, 10), name="one"),
        quota_use(hours(11, 12), name="one"),
        quota_use(hours(8, 10), name="two", zone=WIB),
    ]

    assert [count_uses(uses, unit, 2030) for unit in QuotaUnit] == [2, 5, 2]
    assert [count_uses(uses, unit, 2031) for unit in QuotaUnit] == [0, 0, 0]


# Severities


def test_an_agreement_that_says_so_only_warns_of_its_quota() -> None:
    agreed = replace(limited(1), severities={"quota_exceeded": "warns"})
    known = situation(agreements=(agreed,), quota_uses=(quota_use(),))

    assert [(each.code, each.severity) for each in judge(plan(), known)] == [
        ("quota_exceeded", Severity.WARNS)
    ]
