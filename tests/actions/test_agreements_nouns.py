"""Offering agreements and accepting them."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from lintas.actions.agreements.accept_agreement import accept_agreement
from lintas.actions.agreements.change_agreement import AgreementChange, change_agreement
from lintas.actions.agreements.facts import AgreementFacts
from lintas.actions.agreements.offer_agreement import offer_agreement
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.domain.agencies import (
    Agreement,
    AgreementKind,
    AgreementState,
    Quota,
    QuotaPeriod,
    QuotaUnit,
)
from lintas.domain.people import Role
from lintas.domain.refusal import Fault, IllegalState, Invalid, NotFound
from lintas.rules.access import NotAllowed
from lintas.store.agreements import find_agreement
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    HOLD,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    actor,
    named,
    settle_world,
)
from tests.conftest import Database

FACTS = AgreementFacts(
    kind=AgreementKind.PKS,
    title="Pemakaian tempat pelatihan",
    parties=(SERANG, BANDUNG),
    valid_from=date(2027, 1, 30),
    valid_until=date(2030, 1, 30),
)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def offer(by: Any = SERANG_COORDINATOR, **more: Any) -> Agreement:
    return await offer_agreement(replace(FACTS, **more), actor=by, now=NOW)


async def told() -> set[tuple[str, str]]:
    rows = await fetch(
        "SELECT m.kind, a.email FROM message m JOIN account a ON a.id = m.account"
        " WHERE m.subject_kind = 'agreement' AND m.channel = 'inapp'"
    )
    return {(row["kind"], row["email"]) for row in rows}


async def test_an_agreement_is_kept_as_it_was_given(world: World) -> None:
    quota = Quota(BANDUNG, SERANG, QuotaUnit.ROOM_DAYS, 24, QuotaPeriod.YEAR)

    made = await offer(
        number="001/contoh",
        scope="Aula\nPLUT",
        venue_ids=(world.plut, world.plut),
        quotas=(quota,),
    )

    assert made == Agreement(
        id=made.id,
        kind=AgreementKind.PKS,
        number="001/contoh",
        title="Pemakaian tempat pelatihan",
        parties=(BANDUNG, SERANG),
        valid_from=date(2027, 1, 30),
        valid_until=date(2030, 1, 30),
        state=AgreementState.OFFERED,
        scope="Aula\nPLUT",
        venue_ids=(world.plut,),
        quotas=(quota,),
        offered_by=SERANG,
    )
    assert await find_agreement(made.id, seen_by=BANDUNG_COORDINATOR) == made


async def test_an_offer_is_told_to_the_other_side_and_its_acceptance_to_both(
    world: World,
) -> None:
    made = await offer()
    assert await told() == {("agreement_offered", BANDUNG_COORDINATOR.email)}

    after = await accept_agreement(made.id, actor=BANDUNG_COORDINATOR, now=NOW)

    assert after == replace(made, state=AgreementState.IN_FORCE, version=2)
    assert await find_agreement(made.id, seen_by=SERANG_COORDINATOR) == after
    assert await told() == {
        ("agreement_offered", BANDUNG_COORDINATOR.email),
        ("agreement_accepted", BANDUNG_COORDINATOR.email),
        ("agreement_accepted", SERANG_COORDINATOR.email),
    }
    rows = await fetch("SELECT verb, subject_kind FROM audit_entry ORDER BY verb")
    assert [tuple(row.values()) for row in rows] == [
        ("accept", "agreement"),
        ("offer", "agreement"),
    ]


async def test_an_operators_agreement_is_in_force_at_once(world: World) -> None:
    made = await offer(by=OPERATOR)

    assert (made.state, made.offered_by) == (AgreementState.IN_FORCE, None)
    assert {kind for kind, _ in await told()} == {"agreement_accepted"}


async def test_an_agreement_officer_offers_and_accepts(world: World) -> None:
    made = await offer(by=actor(Role.AGREEMENT_OFFICER, SERANG))

    officer = actor(Role.AGREEMENT_OFFICER, BANDUNG)
    assert (await accept_agreement(made.id, actor=officer, now=NOW)).state is (
        AgreementState.IN_FORCE
    )


async def test_nobody_accepts_what_the_own_side_offered(world: World) -> None:
    made = await offer()

    with pytest.raises(NotAllowed):
        await accept_agreement(made.id, actor=SERANG_COORDINATOR, now=NOW)
    assert (await find_agreement(made.id, seen_by=OPERATOR)).state is AgreementState.OFFERED


async def test_an_agreement_is_accepted_once(world: World) -> None:
    made = await offer()
    await accept_agreement(made.id, actor=BANDUNG_COORDINATOR, now=NOW)

    with pytest.raises(IllegalState):
        await accept_agreement(made.id, actor=BANDUNG_COORDINATOR, now=NOW)


async def test_who_is_no_party_sees_and_accepts_nothing(world: World) -> None:
    made = await offer()
    outsider = actor(Role.COORDINATOR, "36.73")  # type: ignore[arg-type]  # any code will do

    with pytest.raises(NotFound):
        await accept_agreement(made.id, actor=outsider, now=NOW)
    with pytest.raises(NotFound) as refusal:
        await offer(by=outsider)
    assert [fault.field for fault in refusal.value.faults] == ["parties"]


async def test_a_trainer_keeps_no_agreements(world: World) -> None:
    made = await offer()

    with pytest.raises(NotAllowed):
        await offer(by=SERANG_TRAINER)
    with pytest.raises(NotAllowed):
        await accept_agreement(made.id, actor=SERANG_TRAINER, now=NOW)


async def test_everything_wrong_with_an_agreement_is_named_at_once(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        await offer(
            title="",
            number="x" * 201,
            parties=(SERANG, SERANG),
            valid_from=date(2027, 1, 30),
            valid_until=date(2027, 1, 30),
            quotas=(Quota(BANDUNG, BANDUNG, QuotaUnit.HOURS, 0, QuotaPeriod.TERM),),
        )

    assert [(fault.field, fault.expected) for fault in refusal.value.faults] == [
        ("title", "required"),
        ("number", "longest"),
        ("parties", "distinct"),
        ("parties", "count"),
        ("valid_until", "after"),
        ("quotas[0].lender", "one_of"),
        ("quotas[0].borrower", "one_of"),
        ("quotas[0].borrower", "distinct"),
        ("quotas[0].amount", "at_least"),
    ]


async def test_an_agreement_has_so_many_venues_and_quotas_at_most(world: World) -> None:
    quota = Quota(BANDUNG, SERANG, QuotaUnit.HOURS, 1, QuotaPeriod.TERM)

    with pytest.raises(Invalid) as refusal:
        await offer(venue_ids=(world.plut,) * 1001, quotas=(quota,) * 101)

    assert refusal.value.faults == (
        Fault("venue_ids", 1001, "most_items", 1000),
        Fault("quotas", 101, "most_items", 100),
    )


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1999, 12, 31), date(2102, 1, 1)])
async def test_a_term_lies_in_the_years_that_can_be_booked(world: World, day: date) -> None:
    with pytest.raises(Invalid) as refusal:
        await offer(valid_from=min(day, FACTS.valid_from), valid_until=max(day, FACTS.valid_until))

    assert [fault.expected for fault in refusal.value.faults] == ["year"]


async def test_every_party_and_venue_that_is_unknown_is_named(world: World) -> None:
    nothing = named("nothing")

    with pytest.raises(NotFound) as refusal:
        await offer(parties=(SERANG, "99.99"), venue_ids=(world.plut, nothing))

    assert refusal.value.faults == (
        Fault("parties[1]", "99.99", "known"),
        Fault("venue_ids[1]", nothing, "known"),
    )


async def test_an_offer_carries_nothing_until_it_is_accepted(world: World) -> None:
    asked = world.ask()
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    ended = AgreementChange(valid_until=date(2027, 1, 31))
    await change_agreement(world.agreement, ended, actor=OPERATOR, now=NOW)
    opened = await list_conflicts(seen_by=OPERATOR)
    assert [(each.session_id, each.finding.code) for each in opened] == [
        (made.booking.sessions[0].id, "agreement_expired")
    ]

    offered = await offer()
    assert [c.state for c in await list_conflicts(seen_by=OPERATOR)] == [ConflictState.OPEN]

    await accept_agreement(offered.id, actor=BANDUNG_COORDINATOR, now=NOW)
    assert [c.state for c in await list_conflicts(seen_by=OPERATOR)] == [ConflictState.SOLVED]
