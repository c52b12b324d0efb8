"""Agreements as time goes by: warnings ahead of their end, umbrellas, what tariffs say."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.agreements.offer_addendum import AddendumFacts, offer_addendum
from lintas.actions.agreements.offer_agreement import offer_agreement
from lintas.actions.agreements.warn_of_ends import warn_of_ends
from lintas.domain.agencies import AgreementKind, RegencyCode
from lintas.domain.ledger import settle_accounts
from lintas.domain.people import Role
from lintas.domain.refusal import IllegalState, Invalid, NotFound
from lintas.domain.tariffs import Basis, Per, Tariff, TariffId
from lintas.store.engines import fetch
from tests.actions.test_agreements_nouns import FACTS
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    World,
    actor,
    named,
    settle_world,
)
from tests.builders import BANDUNG, hours, quota_use
from tests.conftest import Database

END = date(2028, 1, 1)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


def ahead(days: int) -> datetime:
    """So many days before the end."""
    return NOW.replace(year=2028, month=1, day=1) - timedelta(days=days)


async def count_told() -> int:
    sql = "SELECT count(*) AS n FROM message WHERE kind = 'agreement_ending'"
    return int((await fetch(sql))[0]["n"])


async def end_on(world: World, day: date) -> None:
    change = AgreementChange(valid_until=day)
    await change_agreement(world.agreement, change, actor=OPERATOR, now=NOW)


async def test_an_end_is_told_180_90_and_30_days_ahead_once_each(world: World) -> None:
    await end_on(world, END)

    days_ahead = (181, 180, 179, 91, 90, 31, 30, 1, 0, -1)
    told = [days for days in days_ahead if await warn_of_ends(now=ahead(days))]

    assert told == [180, 90, 30]
    # Both coordinators, in their inboxes and by e-mail.
    assert await count_told() == 3 * 4


async def test_what_ends_soon_already_is_told_once(world: World) -> None:
    await end_on(world, END)

    assert [await warn_of_ends(now=ahead(days)) for days in (20, 19, 2)] == [1, 0, 0]


async def test_an_extended_agreement_is_told_of_anew(world: World) -> None:
    await end_on(world, END)
    await warn_of_ends(now=ahead(30))
    await end_on(world, END + timedelta(days=365))

    assert await warn_of_ends(now=ahead(29)) == 0
    assert await warn_of_ends(now=ahead(29) + timedelta(days=365)) == 1


async def test_an_umbrella_is_a_memorandum_of_the_same_parties(world: World) -> None:
    kb = await offer_agreement(
        replace(FACTS, kind=AgreementKind.KB), actor=SERANG_COORDINATOR, now=NOW
    )
    under = replace(FACTS, umbrella_id=kb.id)

    pks = await offer_agreement(under, actor=SERANG_COORDINATOR, now=NOW)

    assert pks.umbrella_id == kb.id
    for wrong, refusal in (
        (replace(FACTS, umbrella_id=pks.id), Invalid),
        (replace(FACTS, umbrella_id=named("nobody's")), NotFound),
        (replace(under, kind=AgreementKind.KB), Invalid),
    ):
        with pytest.raises(refusal) as refused:
            await offer_agreement(wrong, actor=SERANG_COORDINATOR, now=NOW)
        assert refused.value.faults[0].field == "umbrella_id"


async def test_only_what_is_in_force_is_amended(world: World) -> None:
    offered = await offer_agreement(FACTS, actor=SERANG_COORDINATOR, now=NOW)
    facts = AddendumFacts(dated=date(2027, 1, 4), summary="Lain")
    stranger = actor(Role.AGREEMENT_OFFICER, RegencyCode("32.05"))

    with pytest.raises(IllegalState):
        await offer_addendum(offered.id, facts, actor=SERANG_COORDINATOR, now=NOW)
    with pytest.raises(NotFound):
        await offer_addendum(world.agreement, facts, actor=stranger, now=NOW)


async def test_an_operators_addendum_counts_at_once(world: World) -> None:
    facts = AddendumFacts(dated=date(2027, 1, 4), summary="Akhir", valid_until=date(2027, 6, 1))

    await offer_addendum(world.agreement, facts, actor=OPERATOR, now=NOW)

    (row,) = await fetch("SELECT valid_until FROM agreement")
    assert str(row["valid_until"])[:10] == "2027-06-01"
    told = await fetch("SELECT DISTINCT kind FROM message WHERE subject_kind = 'agreement'")
    assert [each["kind"] for each in told] == ["addendum_accepted"]
    assert BANDUNG_COORDINATOR.email


def test_the_ledger_adds_up_what_tariffs_say() -> None:
    use = quota_use(hours(9, 12))
    other = quota_use(hours(9, 12), name="other")
    tariff = Tariff(TariffId(named("tariff")), use.room_id, BANDUNG, Basis.RENT, 50_000, Per.HOUR)
    rooms = {use.room_id: [tariff]}

    before = settle_accounts(SERANG, BANDUNG, [use, other], rooms, year=2030, now=use.span.start)
    after = settle_accounts(SERANG, BANDUNG, [use, other], rooms, year=2030, now=use.span.end)

    assert (before.used.rupiah, before.held.rupiah, before.held.room_days) == (0, 150_000, 2)
    assert (after.used.rupiah, after.held.rupiah, after.used.hours) == (150_000, 0, 6)
