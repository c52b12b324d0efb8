"""What offices and rooms allow is set by who keeps them, and judged from then on."""

from datetime import timedelta
from typing import Any

import pytest

from lintas.actions.agencies.change_agency import change_agency
from lintas.actions.agencies.facts import AgencyChange, AgencyFacts
from lintas.actions.agencies.register_agency import register_agency
from lintas.actions.bookings.approve_booking import approve_booking
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.record_use import PhonedUse, record_use
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.venues.add_room import add_room
from lintas.actions.venues.change_room import RoomChange, change_room
from lintas.actions.venues.facts import RoomFacts
from lintas.domain.bookings import Booking, Decision
from lintas.domain.refusal import Invalid
from lintas.store.agencies import find_agency
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.engines import fetch
from lintas.store.venues.rooms import find_room
from tests.actions.world import (
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
    settle_world,
)
from tests.conftest import Database

LONG = timedelta(days=60)
AFTERNOONS = {"mon": [["13:00", "16:00"]]}


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def book(world: World, **more: Any) -> Booking:
    asked = world.ask(**{"reasons": {}, **more})
    return (await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=LONG, now=NOW)).booking


async def open_codes() -> list[str]:
    conflicts = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
    return sorted(each.finding.code for each in conflicts)


async def change(world: World, **facts: Any) -> None:
    await change_agency(
        world.serang_dinas, AgencyChange(**facts), actor=SERANG_COORDINATOR, now=NOW
    )


@pytest.mark.parametrize(
    ("facts", "relief", "code"),
    [
        (
            {"working_hours": AFTERNOONS},
            {"working_hours": {"mon": [["09:00", "12:00"]]}},
            "workhours",
        ),
        ({"budget_cutoff": "01-31"}, {"budget_cutoff": "02-01"}, "budget_year"),
        ({"weekly_jp": 2}, {"weekly_jp": None}, "trainer_load"),
    ],
    ids=["hours", "budget", "load"],
)
async def test_what_an_office_allows_is_judged_again_in_what_it_asked_for(
    world: World, facts: dict[str, Any], relief: dict[str, Any], code: str
) -> None:
    await book(world, trainer_ids=(world.trainer,))
    theirs = world.ask(world.part_a, agency_id=world.bandung_dinas, reasons={})
    await ask_for_room(theirs, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW)

    await change(world, **facts)
    opened = await open_codes()
    await change(world, **relief)

    assert opened == [code]
    assert await open_codes() == []


async def test_what_an_office_states_is_kept_and_can_be_cleared(world: World) -> None:
    stated = AgencyFacts(
        "Diskop", SERANG, working_hours=AFTERNOONS, weekly_jp=30, budget_cutoff="12-15"
    )
    made = await register_agency(stated, actor=SERANG_COORDINATOR, now=NOW)
    kept = await find_agency(made.id)
    cleared = AgencyChange(working_hours=None, weekly_jp=None, budget_cutoff="")
    await change_agency(made.id, cleared, actor=SERANG_COORDINATOR, now=NOW)
    after = await find_agency(made.id)

    assert kept == made
    assert (kept.weekly_jp, kept.budget_cutoff) == (30, "12-15")
    assert kept.working_hours is not None
    assert kept.working_hours.render() == AFTERNOONS
    assert (after.working_hours, after.weekly_jp, after.budget_cutoff) == (None, None, "")
    assert await find_agency(world.serang_dinas) != after


async def test_the_trail_says_what_an_office_stated(world: World) -> None:
    await change(world, budget_cutoff="12-15")

    [row] = await fetch("SELECT before, after FROM audit_entry")
    assert '"budget_cutoff": ""' in row["before"]
    assert '"budget_cutoff": "12-15"' in row["after"]


@pytest.mark.parametrize("cutoff", ["02-29", "13-01", "00-10", "1-5", "15 Desember"])
async def test_a_budget_year_ends_on_a_day_of_every_year(world: World, cutoff: str) -> None:
    nonsense = AgencyChange(
        working_hours={"mon": [["16:00", "08:00"]], "sen": []}, weekly_jp=0, budget_cutoff=cutoff
    )

    with pytest.raises(Invalid) as refusal:
        await change_agency(world.serang_dinas, nonsense, actor=SERANG_COORDINATOR, now=NOW)

    assert [(f.field, f.expected) for f in refusal.value.faults] == [
        ("working_hours.sen", "weekday"),
        ("working_hours.mon", "opening_times"),
        ("weekly_jp", "between"),
        ("budget_cutoff", "month_day"),
    ]


async def limit(world: World, **bounds: Any) -> None:
    for room_id in (world.open_room, world.decided_room):
        await change_room(room_id, RoomChange(**bounds), actor=BANDUNG_MANAGER, now=NOW)


async def refused(world: World, **more: Any) -> list[str]:
    with pytest.raises(PlanClashes) as refusal:
        await book(world, **more)
    return [each.code for each in refusal.value.findings if each.severity == "blocks"]


async def test_a_room_is_asked_for_as_its_keeper_allows(world: World) -> None:
    await limit(world, notice_days=29)
    late = await refused(world)
    await limit(world, notice_days=None, horizon_days=27)
    early = await refused(world)
    await limit(world, notice_days=28, horizon_days=28, longest_minutes=179)
    long = await refused(world)
    await limit(world, longest_minutes=180)

    assert [late, early, long] == [["booking_window"], ["booking_window"], ["longest_use"]]
    assert (await book(world)).state is Decision.APPROVED


async def test_what_stands_longer_than_a_room_now_allows_is_told_of(world: World) -> None:
    await book(world)

    await limit(world, notice_days=60, longest_minutes=60)
    opened = await open_codes()
    await limit(world, longest_minutes=None)

    assert opened == ["longest_use"]
    assert await open_codes() == []


async def test_what_was_asked_in_time_is_approved_later(world: World) -> None:
    asked = await book(world, room=world.decided_room)
    await limit(world, notice_days=7)
    eve = hours(8, 9).start - timedelta(days=1)

    approved = await approve_booking(asked.id, actor=BANDUNG_MANAGER, now=eve)

    assert approved.state is Decision.APPROVED


async def test_another_time_is_asked_for_anew_and_another_title_is_not(world: World) -> None:
    [session] = (await book(world)).sessions
    await limit(world, notice_days=7)
    eve = hours(8, 9).start - timedelta(days=1)
    later = hours(13, 16)

    renamed = await move_session(
        session.id, Change(title="Kemasan"), actor=SERANG_TRAINER, hold_for=HOLD, now=eve
    )
    with pytest.raises(PlanClashes) as refusal:
        await move_session(
            session.id,
            Change(starts_at=later.start, ends_at=later.end),
            actor=SERANG_TRAINER,
            hold_for=HOLD,
            now=eve,
        )

    assert renamed.session.title == "Kemasan"
    assert "booking_window" in [each.code for each in refusal.value.findings]


async def test_the_keeper_writes_down_what_is_agreed_at_the_last_moment(world: World) -> None:
    await limit(world, notice_days=60)
    use = PhonedUse(world.ask(agency_id=world.bandung_dinas), "Ibu Sari")

    made = await record_use(use, actor=BANDUNG_MANAGER, now=NOW)

    assert made.booking.state is Decision.APPROVED


async def test_a_room_is_added_with_its_limits(world: World) -> None:
    facts = RoomFacts(world.plut, "Lab", notice_days=3, horizon_days=90, longest_minutes=240)

    room = await add_room(facts, actor=BANDUNG_MANAGER, now=NOW)

    assert await find_room(room.id) == room
    assert (room.notice_days, room.horizon_days, room.longest_minutes) == (3, 90, 240)


async def test_a_window_in_which_nobody_could_ask_is_refused(world: World) -> None:
    await limit(world, notice_days=30)
    facts = RoomFacts(world.plut, "Lab", notice_days=-1, horizon_days=5000, longest_minutes=0)

    with pytest.raises(Invalid) as added:
        await add_room(facts, actor=BANDUNG_MANAGER, now=NOW)
    with pytest.raises(Invalid) as changed:
        await limit(world, horizon_days=29)

    assert [(f.field, f.expected) for f in added.value.faults] == [
        ("notice_days", "between"),
        ("horizon_days", "between"),
        ("longest_minutes", "at_least"),
    ]
    assert [(f.field, f.limit) for f in changed.value.faults] == [("horizon_days", 30)]
