"""Registering and changing governments and their agencies."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lintas.actions.agencies.change_agency import change_agency
from lintas.actions.agencies.change_regency import change_regency
from lintas.actions.agencies.facts import (
    AgencyChange,
    AgencyFacts,
    RegencyChange,
    RegencyFacts,
)
from lintas.actions.agencies.register_agency import register_agency
from lintas.actions.agencies.register_regency import register_regency
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.venues.change_venue import change_venue
from lintas.actions.venues.facts import VenueChange
from lintas.domain.agencies import AgencyKind, Regency, RegencyCode, RegencyKind
from lintas.domain.people import Role
from lintas.domain.refusal import AlreadyThere, Invalid, NotFound
from lintas.rules.access import NotAllowed
from lintas.store.agencies import find_agency, find_regency
from lintas.store.bookings.conflicts import list_conflicts
from lintas.store.bookings.sessions import find_session
from lintas.store.engines import fetch
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    actor,
    hours,
    settle_world,
)
from tests.conftest import Database

CIANJUR = RegencyFacts("32.03", "Kabupaten Cianjur", "Jawa Barat")


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def audited() -> list[tuple[Any, ...]]:
    rows = await fetch("SELECT verb, subject_kind, subject_id FROM audit_entry ORDER BY id")
    return [tuple(row.values()) for row in rows]


async def test_the_operator_registers_a_regency(world: World) -> None:
    made = await register_regency(CIANJUR, actor=OPERATOR, now=NOW)

    assert made == Regency(
        RegencyCode("32.03"),
        "Kabupaten Cianjur",
        RegencyKind.KABUPATEN,
        "Jawa Barat",
        "Asia/Jakarta",
    )
    assert await find_regency("32.03") == made
    assert await audited() == [("register", "regency", "32.03")]


async def test_a_province_has_a_code_of_two_digits(world: World) -> None:
    province = RegencyFacts("36", "Banten", "Banten", kind=RegencyKind.PROVINSI)

    assert (await register_regency(province, actor=OPERATOR, now=NOW)).code == "36"


async def test_a_code_is_taken_once(world: World) -> None:
    with pytest.raises(AlreadyThere) as refusal:
        await register_regency(replace(CIANJUR, code="36.04"), actor=OPERATOR, now=NOW)

    assert [fault.field for fault in refusal.value.faults] == ["code"]


async def test_a_retired_regency_keeps_its_code(world: World) -> None:
    await register_regency(CIANJUR, actor=OPERATOR, now=NOW)
    await fetch("UPDATE regency SET retired_at = $1 WHERE code = '32.03'", NOW)

    with pytest.raises(AlreadyThere):
        await register_regency(CIANJUR, actor=OPERATOR, now=NOW)


async def test_everything_wrong_with_a_regency_is_named_at_once(world: World) -> None:
    nonsense = RegencyFacts("3604", " ", "x" * 201, timezone="Asia/Bandung")

    with pytest.raises(Invalid) as refusal:
        await register_regency(nonsense, actor=OPERATOR, now=NOW)

    assert [(fault.field, fault.expected) for fault in refusal.value.faults] == [
        ("code", "regency_code"),
        ("name", "required"),
        ("province", "longest"),
        ("timezone", "timezone"),
    ]
    assert await audited() == []


@pytest.mark.parametrize("who", [SERANG_COORDINATOR, actor(Role.ADMIN, None)], ids=str)
async def test_nobody_but_the_operator_keeps_regencies(world: World, who: Any) -> None:
    with pytest.raises(NotAllowed):
        await register_regency(CIANJUR, actor=who, now=NOW)
    with pytest.raises(NotAllowed):
        await change_regency(SERANG, RegencyChange(name="Serang"), actor=who, now=NOW)


async def test_a_change_of_a_regency_leaves_what_it_does_not_name(world: World) -> None:
    after = await change_regency(
        SERANG, RegencyChange(name=" Kab. Serang "), actor=OPERATOR, now=NOW
    )

    assert after == Regency(SERANG, "Kab. Serang", RegencyKind.KABUPATEN, "Contoh", "Asia/Jakarta")
    assert await find_regency(SERANG) == after


async def test_an_unknown_regency_can_not_be_changed(world: World) -> None:
    with pytest.raises(NotFound):
        await change_regency("99.99", RegencyChange(name="Tiada"), actor=OPERATOR, now=NOW)


async def test_another_time_zone_makes_the_same_hours_clash(world: World) -> None:
    week = {day: [["09:00", "12:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
    hours_of_plut = VenueChange(opening_hours=week)
    await change_venue(world.plut, hours_of_plut, actor=BANDUNG_MANAGER, now=NOW)
    asked = await ask_for_room(
        world.ask(during=hours(9, 12)), actor=SERANG_TRAINER, hold_for=HOLD, now=NOW
    )
    later = NOW + timedelta(hours=1)

    change = RegencyChange(timezone="Asia/Jayapura")
    await change_regency(BANDUNG, change, actor=OPERATOR, now=later)

    opened = await list_conflicts(seen_by=OPERATOR)
    assert [conflict.finding.code for conflict in opened] == ["venue_closed"]
    session = await find_session(asked.booking.sessions[0].id, seen_by=OPERATOR)
    assert (session.sequence, session.revised_at) == (0, later)


async def test_a_coordinator_registers_an_agency_of_the_own_regency(world: World) -> None:
    facts = AgencyFacts("Dinas Koperasi", SERANG, short_name="Diskop")

    made = await register_agency(facts, actor=SERANG_COORDINATOR, now=NOW)

    assert (made.regency, made.keeper) == (SERANG, SERANG)
    assert await find_agency(made.id) == made
    assert await audited() == [("register", "agency", str(made.id))]


@pytest.mark.parametrize("kind", [AgencyKind.VERTIKAL, AgencyKind.SWASTA])
async def test_a_body_outside_all_governments_is_kept_by_who_registers_it(
    world: World, kind: AgencyKind
) -> None:
    facts = AgencyFacts("BBPVP Serang", kind=kind)

    made = await register_agency(facts, actor=SERANG_COORDINATOR, now=NOW)
    by_operator = await register_agency(facts, actor=OPERATOR, now=NOW)

    assert (made.regency, made.keeper) == (None, SERANG)
    assert (by_operator.regency, by_operator.keeper) == (None, None)


async def test_an_agency_has_a_regency_if_and_only_if_it_is_of_a_government(world: World) -> None:
    for facts, expected in (
        (AgencyFacts("Dinas Tanpa Induk"), "required"),
        (AgencyFacts("Hotel", SERANG, kind=AgencyKind.SWASTA), "absent"),
    ):
        with pytest.raises(Invalid) as refusal:
            await register_agency(facts, actor=SERANG_COORDINATOR, now=NOW)

        assert [(f.field, f.expected) for f in refusal.value.faults] == [("regency", expected)]


@pytest.mark.parametrize("code", [BANDUNG, "99.99"], ids=["foreign", "unknown"])
async def test_a_foreign_regency_looks_like_an_unknown_one(world: World, code: str) -> None:
    with pytest.raises(NotFound) as refusal:
        await register_agency(AgencyFacts("Dinas", code), actor=SERANG_COORDINATOR, now=NOW)

    assert [(f.field, f.value) for f in refusal.value.faults] == [("regency", code)]


async def test_a_trainer_registers_no_agency(world: World) -> None:
    with pytest.raises(NotAllowed):
        await register_agency(AgencyFacts("Dinas", SERANG), actor=SERANG_TRAINER, now=NOW)


async def test_an_agency_gets_another_name(world: World) -> None:
    change = AgencyChange(name="Dinas Tenaga Kerja", kind=AgencyKind.DESA)

    after = await change_agency(world.serang_dinas, change, actor=SERANG_COORDINATOR, now=NOW)

    assert (after.name, after.kind, after.keeper) == ("Dinas Tenaga Kerja", AgencyKind.DESA, SERANG)
    assert await find_agency(world.serang_dinas) == after


async def test_an_office_of_a_government_does_not_leave_it(world: World) -> None:
    change = AgencyChange(kind=AgencyKind.SWASTA)

    with pytest.raises(Invalid) as refusal:
        await change_agency(world.serang_dinas, change, actor=SERANG_COORDINATOR, now=NOW)

    assert [(f.field, f.expected) for f in refusal.value.faults] == [("regency", "absent")]


async def test_a_foreign_coordinator_changes_no_agency(world: World) -> None:
    change = AgencyChange(name="Dinas Rebutan")

    with pytest.raises(NotFound):
        await change_agency(world.serang_dinas, change, actor=BANDUNG_COORDINATOR, now=NOW)
    with pytest.raises(NotAllowed):
        await change_agency(world.serang_dinas, change, actor=SERANG_TRAINER, now=NOW)
