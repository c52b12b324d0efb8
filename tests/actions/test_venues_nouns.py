"""Registering venues, changing them, and adding rooms."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from lintas.actions.agencies.facts import RegencyFacts
from lintas.actions.agencies.register_regency import register_regency
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.venues.add_room import DEEPEST, add_room
from lintas.actions.venues.change_venue import change_venue
from lintas.actions.venues.facts import RoomFacts, VenueChange, VenueFacts
from lintas.actions.venues.register_venue import register_venue
from lintas.actions.venues.regroup_room import regroup_room
from lintas.domain.agencies import Agency, AgencyKind
from lintas.domain.bookings import Booking
from lintas.domain.people import Actor
from lintas.domain.refusal import IllegalState, Invalid, NotFound, VersionPassed
from lintas.domain.venues import Approval
from lintas.rules.access import NotAllowed
from lintas.store.agencies import add_agency
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.bookings.sessions import find_session
from lintas.store.engines import fetch
from lintas.store.transaction import writing
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room
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
    hours,
    named,
    settle_world,
)
from tests.conftest import Database

LATER = NOW + timedelta(hours=1)
WORKDAYS = ("mon", "tue", "wed", "thu", "fri")


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


def hall_facts(world: World, **more: Any) -> VenueFacts:
    facts = VenueFacts(
        regency=BANDUNG, name="Gedung Moh. Toha", owner_agency_id=world.bandung_dinas
    )
    return replace(facts, **more)


async def book(world: World, *args: Any, by: Actor = SERANG_TRAINER, **more: Any) -> Booking:
    asked = world.ask(*args, **more)
    return (await ask_for_room(asked, actor=by, hold_for=HOLD, now=NOW)).booking


async def faults_of(call: Any) -> list[tuple[str, object]]:
    with pytest.raises(Invalid) as refusal:
        await call
    return [(fault.field, fault.expected) for fault in refusal.value.faults]


async def test_a_venue_is_kept_as_it_was_given(world: World) -> None:
    facts = hall_facts(
        world,
        name="  Gedung Moh. Toha ",
        operator_agency_id=world.serang_dinas,
        district="32.04.37",
        address="Jl. Raya Soreang\r\nKm. 17",
        latitude=-7.025253,
        longitude=107.519760,
        opening_hours={"mon": [["08:00", "16:00"]]},
        aliases="GMT",
        contact="Bagian Umum",
        evidence="contoh",
    )

    made = await register_venue(facts, actor=BANDUNG_MANAGER, now=NOW)

    assert await find_venue(made.id) == made
    assert VenueFacts.of(made) == replace(
        facts, name="Gedung Moh. Toha", address="Jl. Raya Soreang\nKm. 17"
    )
    assert (made.keeper, made.lender, made.version) == (BANDUNG, BANDUNG, 1)


async def test_a_venue_stands_where_it_stands_and_is_kept_by_its_owner(world: World) -> None:
    elsewhere = hall_facts(world, regency=SERANG)

    made = await register_venue(elsewhere, actor=BANDUNG_MANAGER, now=NOW)

    assert (made.regency, made.keeper) == (SERANG, BANDUNG)


async def test_a_private_venue_is_lent_by_no_government(world: World) -> None:
    hotel = Agency(named("hotel"), "Hotel", "", AgencyKind.SWASTA, None, BANDUNG)  # type: ignore[arg-type]  # any id will do
    async with writing():
        await add_agency(hotel)

    made = await register_venue(
        hall_facts(world, owner_agency_id=hotel.id), actor=BANDUNG_MANAGER, now=NOW
    )

    assert (made.keeper, made.lender) == (BANDUNG, None)


async def test_everything_wrong_with_a_venue_is_named_at_once(world: World) -> None:
    nonsense = hall_facts(
        world,
        name="",
        district="36.04.01",
        address="a\x00b",
        latitude=91.0,
        opening_hours={"senin": [], "tue": [["16:00", "08:00"]]},
        contact="x" * 2001,
    )

    found = await faults_of(register_venue(nonsense, actor=BANDUNG_MANAGER, now=NOW))

    assert found == [
        ("name", "required"),
        ("address", "plain_text"),
        ("contact", "longest"),
        ("latitude", "between"),
        ("longitude", "required"),
        ("district", "district"),
        ("opening_hours.senin", "weekday"),
        ("opening_hours.tue", "opening_times"),
    ]


async def test_a_district_that_no_register_knows_begins_with_its_regency(world: World) -> None:
    cianjur = RegencyFacts("32.03", "Kabupaten Cianjur", "Jawa Barat")
    await register_regency(cianjur, actor=OPERATOR, now=NOW)
    there = hall_facts(world, regency="32.03", district="32.03.01")

    made = await register_venue(there, actor=BANDUNG_MANAGER, now=NOW)

    assert made.district == "32.03.01"
    for district in ("32.04.05", "32.03", "32.03.1"):
        elsewhere = replace(there, district=district)
        assert await faults_of(register_venue(elsewhere, actor=BANDUNG_MANAGER, now=NOW)) == [
            ("district", "district")
        ]


async def test_no_number_is_no_latitude(world: World) -> None:
    nowhere = hall_facts(world, latitude=float("nan"), longitude=float("inf"))

    assert await faults_of(register_venue(nowhere, actor=BANDUNG_MANAGER, now=NOW)) == [
        ("latitude", "between"),
        ("longitude", "between"),
    ]


async def test_opening_hours_of_no_days_mean_always_open(world: World) -> None:
    made = await register_venue(hall_facts(world, opening_hours={}), actor=BANDUNG_MANAGER, now=NOW)

    assert made.opening_hours is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("regency", "99.99"),
        ("owner_agency_id", named("nobody")),
        ("operator_agency_id", named("nobody")),
        # The Dinas of Serang, whose venues a manager of Bandung doesn't keep.
        ("owner_agency_id", World().serang_dinas),
    ],
)
async def test_what_a_venue_names_must_be_known_to_who_registers_it(
    world: World, field: str, value: object
) -> None:
    with pytest.raises(NotFound) as refusal:
        await register_venue(hall_facts(world, **{field: value}), actor=BANDUNG_MANAGER, now=NOW)

    assert [(f.field, f.value) for f in refusal.value.faults] == [(field, value)]


async def test_a_trainer_keeps_no_venues(world: World) -> None:
    facts = hall_facts(world, owner_agency_id=world.serang_dinas)

    with pytest.raises(NotAllowed):
        await register_venue(facts, actor=SERANG_TRAINER, now=NOW)
    with pytest.raises(NotAllowed):
        await change_venue(world.plut, VenueChange(name="x"), actor=SERANG_TRAINER, now=NOW)


async def test_a_change_of_a_venue_leaves_what_it_does_not_name(world: World) -> None:
    before = await find_venue(world.plut)

    change = VenueChange(name="PLUT Soreang", latitude=-7.03, longitude=107.52)
    after = await change_venue(world.plut, change, actor=BANDUNG_MANAGER, now=NOW, version=1)

    assert after == replace(
        before, name="PLUT Soreang", latitude=-7.03, longitude=107.52, version=2
    )
    assert await find_venue(world.plut) == after


async def test_what_may_be_missing_can_be_cleared(world: World) -> None:
    point = VenueChange(latitude=-7.03, longitude=107.52)
    await change_venue(world.plut, point, actor=BANDUNG_MANAGER, now=NOW)

    nowhere = VenueChange(latitude=None, longitude=None)
    after = await change_venue(world.plut, nowhere, actor=BANDUNG_MANAGER, now=NOW)

    assert (after.latitude, after.longitude) == (None, None)


async def test_a_change_of_what_was_not_seen_is_refused(world: World) -> None:
    await change_venue(world.plut, VenueChange(name="PLUT 2"), actor=BANDUNG_MANAGER, now=NOW)

    with pytest.raises(VersionPassed):
        await change_venue(
            world.plut, VenueChange(name="PLUT 3"), actor=BANDUNG_MANAGER, now=NOW, version=1
        )
    assert (await find_venue(world.plut)).name == "PLUT 2"


async def test_a_foreign_venue_can_not_be_changed(world: World) -> None:
    with pytest.raises(NotFound) as refusal:
        await change_venue(
            world.plut, VenueChange(name="Rebutan"), actor=SERANG_COORDINATOR, now=NOW
        )

    assert [f.field for f in refusal.value.faults] == ["venue_id"]


async def test_shorter_hours_open_conflicts_and_longer_ones_close_them(world: World) -> None:
    booking = await book(world, during=hours(9, 12))

    short = VenueChange(opening_hours={day: [["10:00", "16:00"]] for day in WORKDAYS})
    await change_venue(world.plut, short, actor=BANDUNG_MANAGER, now=LATER)

    opened = await list_conflicts(seen_by=SERANG_COORDINATOR)
    assert [(c.session_id, c.finding.code, c.state) for c in opened] == [
        (booking.sessions[0].id, "venue_closed", ConflictState.OPEN)
    ]

    await change_venue(
        world.plut, VenueChange(opening_hours=None), actor=BANDUNG_MANAGER, now=LATER
    )

    closed = await list_conflicts(seen_by=SERANG_COORDINATOR)
    assert [conflict.state for conflict in closed] == [ConflictState.SOLVED]


async def test_another_name_is_shown_in_calendars_without_a_new_sequence(world: World) -> None:
    session = (await book(world)).sessions[0]

    await change_venue(world.plut, VenueChange(name="PLUT 2"), actor=BANDUNG_MANAGER, now=LATER)

    revised = await find_session(session.id, seen_by=OPERATOR)
    assert revised == replace(session, revised_at=LATER)


async def test_a_hall_handed_over_needs_an_agreement_with_its_new_owner(world: World) -> None:
    own = await book(
        world,
        agency_id=world.bandung_dinas,
        by=BANDUNG_COORDINATOR,
    )
    await fetch("DELETE FROM agreement_party WHERE regency = $1", BANDUNG)

    handed_over = VenueChange(owner_agency_id=world.serang_dinas)
    after = await change_venue(world.plut, handed_over, actor=OPERATOR, now=LATER)

    assert (after.keeper, after.lender) == (SERANG, SERANG)
    session = await find_session(own.sessions[0].id, seen_by=SERANG_COORDINATOR)
    assert (session.lender, session.lender_keeper, session.sequence) == (SERANG, SERANG, 0)
    conflicts = await list_conflicts(seen_by=SERANG_COORDINATOR)
    assert [conflict.finding.code for conflict in conflicts] == ["agreement_none"]


async def test_nobody_hands_a_hall_over_alone(world: World) -> None:
    handed_over = VenueChange(owner_agency_id=world.serang_dinas)

    with pytest.raises(NotFound) as refusal:
        await change_venue(world.plut, handed_over, actor=BANDUNG_MANAGER, now=NOW)

    assert [f.field for f in refusal.value.faults] == ["owner_agency_id"]


async def test_a_room_is_kept_as_it_was_given(world: World) -> None:
    facts = RoomFacts(
        venue_id=world.plut,
        name=" Ruang Rapat ",
        capacities={"classroom": 30, "u-shape": 20},
        turnaround_minutes=30,
        approval=Approval.MANAGER,
    )

    room = await add_room(facts, actor=BANDUNG_MANAGER, now=NOW)

    assert await find_room(room.id) == room
    assert (room.name, room.root, room.leaves, room.part_of) == (
        "Ruang Rapat",
        room.id,
        (room.id,),
        None,
    )
    assert room.capacities == {"classroom": 30, "u-shape": 20}
    assert (room.turnaround, room.approval) == (timedelta(minutes=30), Approval.MANAGER)


async def test_a_part_becomes_a_leaf_of_every_hall_above_it(world: World) -> None:
    half = await add_room(
        RoomFacts(world.plut, "A1", part_of=world.part_a), actor=BANDUNG_MANAGER, now=NOW
    )
    other_half = await add_room(
        RoomFacts(world.plut, "A2", part_of=world.part_a), actor=BANDUNG_MANAGER, now=NOW
    )

    hall = await find_room(world.hall)
    assert half.root == world.hall
    assert sorted(hall.leaves) == sorted([half.id, other_half.id, world.part_b])
    assert sorted((await find_room(world.part_a)).leaves) == sorted([half.id, other_half.id])


@pytest.mark.parametrize("booked", ["hall", "part_a", "part_b"])
async def test_a_hall_in_use_is_not_divided(world: World, booked: str) -> None:
    booking = await book(world, getattr(world, booked))
    part = RoomFacts(world.plut, "Aula C", part_of=world.hall)

    with pytest.raises(IllegalState):
        await add_room(part, actor=BANDUNG_MANAGER, now=NOW)

    await cancel_booking(booking.id, actor=SERANG_TRAINER, now=NOW)
    await add_room(part, actor=BANDUNG_MANAGER, now=NOW)


async def test_a_request_that_ran_out_keeps_no_hall_whole(world: World) -> None:
    await book(world, world.decided_room)
    part = RoomFacts(world.plut, "Pojok", part_of=world.decided_room)

    with pytest.raises(IllegalState):
        await add_room(part, actor=BANDUNG_MANAGER, now=NOW)
    await add_room(part, actor=BANDUNG_MANAGER, now=NOW + HOLD)


async def test_a_hall_that_is_regrouped_meanwhile_takes_its_new_part_along(world: World) -> None:
    part = RoomFacts(world.plut, "Aula C", part_of=world.hall)

    _, room = await asyncio.gather(
        regroup_room(world.hall, world.open_room, actor=BANDUNG_MANAGER, now=NOW),
        add_room(part, actor=BANDUNG_MANAGER, now=NOW),
    )

    assert (await find_room(room.id)).root == world.open_room
    assert room.id in (await find_room(world.open_room)).leaves


async def test_a_room_added_meanwhile_does_not_stop_a_change(world: World) -> None:
    _, after = await asyncio.gather(
        add_room(RoomFacts(world.plut, "Gudang"), actor=BANDUNG_MANAGER, now=NOW),
        change_venue(world.plut, VenueChange(name="PLUT 2"), actor=BANDUNG_MANAGER, now=NOW),
    )

    assert await find_venue(world.plut) == after


async def test_a_part_lies_in_the_venue_of_its_hall(world: World) -> None:
    other = await register_venue(hall_facts(world), actor=BANDUNG_MANAGER, now=NOW)

    for hall in (world.hall, named("nothing")):
        with pytest.raises(NotFound) as refusal:
            await add_room(
                RoomFacts(other.id, "Aula C", part_of=hall), actor=BANDUNG_MANAGER, now=NOW
            )
        assert [f.field for f in refusal.value.faults] == ["part_of"]


async def test_a_hall_is_divided_only_so_deep(world: World) -> None:
    room: UUID = world.open_room
    for depth in range(1, DEEPEST):
        part = RoomFacts(world.plut, f"Bagian {depth}", part_of=room)
        room = (await add_room(part, actor=BANDUNG_MANAGER, now=NOW)).id

    with pytest.raises(IllegalState):
        await add_room(
            RoomFacts(world.plut, "Bagian terdalam", part_of=room), actor=BANDUNG_MANAGER, now=NOW
        )


async def test_everything_wrong_with_a_room_is_named_at_once(world: World) -> None:
    nonsense = RoomFacts(
        world.plut,
        "Ruang\nRapat",
        capacities={"Kelas Besar": 10, "theatre": 0, "u": -1},
        turnaround_minutes=1441,
    )

    assert await faults_of(add_room(nonsense, actor=BANDUNG_MANAGER, now=NOW)) == [
        ("name", "plain_text"),
        ("capacities", "layout"),
        ("capacities.theatre", "at_least"),
        ("capacities.u", "at_least"),
        ("turnaround_minutes", "between"),
    ]


async def test_a_foreign_venue_gets_no_room(world: World) -> None:
    for venue in (world.plut, named("nothing")):
        with pytest.raises(NotFound) as refusal:
            await add_room(RoomFacts(venue, "Gudang"), actor=SERANG_COORDINATOR, now=NOW)
        assert [f.field for f in refusal.value.faults] == ["venue_id"]
    with pytest.raises(NotAllowed):
        await add_room(RoomFacts(world.plut, "Gudang"), actor=SERANG_TRAINER, now=NOW)


async def test_the_trail_holds_no_names(world: World) -> None:
    await register_venue(
        hall_facts(world, name="Nama Rahasia", contact="0812 3456"), actor=BANDUNG_MANAGER, now=NOW
    )
    await change_venue(
        world.plut, VenueChange(name="Nama Rahasia"), actor=BANDUNG_MANAGER, now=LATER
    )

    rows = await fetch("SELECT verb, subject_kind, before, after FROM audit_entry ORDER BY id")
    assert [(row["verb"], row["subject_kind"]) for row in rows] == [
        ("register", "venue"),
        ("change", "venue"),
    ]
    assert not any(text in str(row) for row in rows for text in ("Rahasia", "0812"))
