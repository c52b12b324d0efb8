"""Full batches: who waits, in which order they move up, and what they hear until then."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta

import pytest

from lintas.actions.approvals.queue import join_queue, offer_slots
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.decline_booking import decline_booking
from lintas.actions.bookings.expire_requests import expire_requests
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.postpone_sessions import OfBatch, postpone_sessions
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.feeds.open_feed import open_own_feed
from lintas.actions.people.facts import PersonFacts
from lintas.actions.people.register_person import register_person
from lintas.actions.programs.acknowledge_session import acknowledge_session
from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.coinciding import SeatedElsewhere
from lintas.actions.programs.enrol_people import enrol_people
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.enrolled import Enrolled
from lintas.actions.programs.facts import BatchFacts, ProgramChange, ProgramFacts
from lintas.actions.programs.fill_seats import fill_seats
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.programs.pasting import parse_roster
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.sharing.reserve_seats import (
    ReservationChange,
    ReservationFacts,
    change_reservation,
    end_reservation,
    reserve_seats,
)
from lintas.domain.bookings import Session
from lintas.domain.feeds import FeedScope, FeedStyle, FeedWindow
from lintas.domain.people import Actor
from lintas.domain.programs import Batch
from lintas.domain.refusal import NotFound
from lintas.render.refusals import say_fault
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.bookings.sessions import list_sessions_of_batch
from lintas.store.engines import fetch
from lintas.store.feeds.contents import find_contents
from lintas.store.outbox import list_attending
from lintas.store.programs.enrolments import find_enrolment, list_reserve, list_seated
from lintas.store.programs.reading import count_reach, outline_batches
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    BANDUNG_MANAGER,
    HOLD,
    NOW,
    OPERATOR,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.conftest import Database

LATER = NOW + timedelta(hours=1)
UNTIL = date(2027, 1, 20)
ALL_TIME = FeedWindow.around(NOW, FeedScope.PERSON)


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


async def batch_of(world: World, *, most: int = 2, **more: object) -> Batch:
    facts = ProgramFacts(world.serang_dinas, "Kemasan", max_participants=most, **more)  # type: ignore[arg-type]  # facts by name
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    return await register_batch(BatchFacts(program.id, 1), actor=SERANG_COORDINATOR, now=NOW)


async def paste(batch: Batch, *names: str) -> dict[str, Enrolled]:
    """By name; each has a phone of the own, and an e-mail is nobody's."""
    text = "\n".join(f"{name}, 0812{sum(map(ord, name)):08}" for name in names)
    enrolled = await enrol_people(batch.id, parse_roster(text), actor=SERANG_COORDINATOR, now=NOW)
    return {each.enrolment.person.name: each for each in enrolled}


async def enrol(batch: Batch, name: str, by: Actor) -> Enrolled:
    facts = PersonFacts(name, email=f"{name.lower()}@example.test")
    person = await register_person(facts, actor=by, now=NOW)
    return await enrol_person(batch.id, person.id, actor=by, now=NOW)


async def leave(enrolled: Enrolled) -> None:
    await leave_batch(enrolled.enrolment.id, actor=SERANG_COORDINATOR, now=LATER)


async def standing(batch: Batch) -> tuple[list[str], list[str]]:
    """Who has a seat, and who waits, in order."""
    seated = await list_seated(batch.id, seen_by=OPERATOR)
    waiting = await list_reserve(batch.id)
    assert [each.reserve_number for each in waiting] == list(range(1, len(waiting) + 1))
    return sorted(each.person.name for each in seated), [each.person.name for each in waiting]


async def told(kind: str) -> list[str]:
    """Names or titles that were told of, in the order of telling."""
    rows = await fetch("SELECT kind, channel, facts FROM message WHERE kind = $1 ORDER BY id", kind)
    return [str(row["facts"]) for row in rows]


async def test_who_finds_no_seat_waits_in_the_order_of_enrolling(world: World) -> None:
    batch = await batch_of(world)

    enrolled = await paste(batch, "Ani", "Budi", "Citra", "Dedi")
    more = await paste(batch, "Euis")

    numbers = [each.enrolment.reserve_number for each in (*enrolled.values(), *more.values())]
    assert numbers == [None, None, 1, 2, 3]
    assert await standing(batch) == (["Ani", "Budi"], ["Citra", "Dedi", "Euis"])
    citra = enrolled["Citra"].enrolment
    assert await find_enrolment(citra.id, seen_by=SERANG_COORDINATOR) == citra


async def test_who_waits_longest_has_the_seat_that_somebody_leaves(world: World) -> None:
    batch = await batch_of(world)
    enrolled = await paste(batch, "Ani", "Budi", "Citra", "Dedi")

    await leave(enrolled["Ani"])

    assert await standing(batch) == (["Budi", "Citra"], ["Dedi"])
    # One coordinator of Serang has an inbox and a mailbox; nobody else is told.
    assert [("Citra" in each, "Dedi" in each) for each in await told("moved_up")] == [
        (True, False)
    ] * 2
    rows = await fetch("SELECT before, after, reason FROM audit_entry WHERE verb = 'move_up'")
    assert len(rows) == 1
    assert "Citra" not in str(rows)


async def test_whoever_moves_up_is_told(world: World) -> None:
    batch = await batch_of(world, most=1)
    first = await enrol(batch, "Ani", SERANG_COORDINATOR)
    second = await enrol(batch, "Budi", SERANG_COORDINATOR)

    await leave(first)

    rows = await fetch("SELECT person, channel FROM message WHERE kind = 'seat_given'")
    told_of = [(str(row["person"]), row["channel"]) for row in rows]
    assert told_of == [(str(second.enrolment.person.id), "email")]


async def test_who_waited_and_leaves_takes_no_seat_along(world: World) -> None:
    batch = await batch_of(world)
    enrolled = await paste(batch, "Ani", "Budi", "Citra", "Dedi")

    await leave(enrolled["Citra"])
    back = await paste(batch, "Citra")

    assert back["Citra"].enrolment.id == enrolled["Citra"].enrolment.id
    assert await standing(batch) == (["Ani", "Budi"], ["Dedi", "Citra"])
    assert await told("moved_up") == []


@pytest.mark.parametrize(
    ("most", "seated", "waiting"),
    [
        pytest.param(3, ["Ani", "Budi", "Citra"], ["Dedi"], id="one more"),
        pytest.param(None, ["Ani", "Budi", "Citra", "Dedi"], [], id="as many as come"),
        pytest.param(1, ["Ani", "Budi"], ["Citra", "Dedi"], id="fewer: nobody loses a seat"),
    ],
)
async def test_a_program_that_takes_more_people_fills_its_batches(
    world: World, most: int | None, seated: list[str], waiting: list[str]
) -> None:
    batch = await batch_of(world)
    await paste(batch, "Ani", "Budi", "Citra", "Dedi")

    change = ProgramChange(max_participants=most)
    await change_program(batch.program_id, change, actor=SERANG_COORDINATOR, now=LATER)

    assert await standing(batch) == (seated, waiting)


async def test_seats_that_another_government_keeps_are_its_peoples(world: World) -> None:
    batch = await batch_of(world)
    facts = ReservationFacts(BANDUNG, 1, 0, UNTIL)
    await reserve_seats(batch.id, facts, actor=SERANG_COORDINATOR, now=NOW)

    await paste(batch, "Ani", "Budi")
    dadang = await enrol(batch, "Dadang", BANDUNG_COORDINATOR)
    await enrol(batch, "Euis", BANDUNG_COORDINATOR)
    before = await standing(batch)
    await leave_batch(dadang.enrolment.id, actor=SERANG_COORDINATOR, now=LATER)

    # Budi waits longer, but the seat is kept for Bandung.
    assert before == (["Ani", "Dadang"], ["Budi", "Euis"])
    assert await standing(batch) == (["Ani", "Euis"], ["Budi"])
    # Both sides' coordinators hear of it.
    accounts = await fetch("SELECT DISTINCT account FROM message WHERE kind = 'moved_up'")
    assert {str(row["account"]) for row in accounts} == {
        str(SERANG_COORDINATOR.id),
        str(BANDUNG_COORDINATOR.id),
    }


@pytest.mark.parametrize("way", ["ended", "made fewer", "run out"])
async def test_seats_no_longer_kept_go_to_who_waits(world: World, way: str) -> None:
    batch = await batch_of(world)
    facts = ReservationFacts(BANDUNG, 1, 1, UNTIL)
    kept = await reserve_seats(batch.id, facts, actor=SERANG_COORDINATOR, now=NOW)
    await paste(batch, "Ani", "Budi", "Citra")
    assert await fill_seats(now=LATER) == 0

    if way == "ended":
        await end_reservation(kept.id, actor=SERANG_COORDINATOR, now=LATER)
    elif way == "made fewer":
        fewer = ReservationChange(seats=0)
        await change_reservation(kept.id, fewer, actor=SERANG_COORDINATOR, now=LATER)
    else:
        assert await fill_seats(now=NOW + timedelta(days=20)) == 1

    assert await standing(batch) == (["Ani", "Budi"], ["Citra"])


async def test_who_waits_is_neither_counted_nor_told_of_meetings(world: World) -> None:
    batch = await batch_of(world, most=1)
    await enrol(batch, "Ani", SERANG_COORDINATOR)
    waits = await enrol(batch, "Budi", SERANG_COORDINATOR)
    opened = await open_own_feed(waits.secret, FeedStyle("HP"), now=NOW)
    asked = world.ask(batch_id=batch.id)
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    session = made.booking.sessions[0]

    assert (await count_reach(batch.id, now=NOW)).enrolled == 1
    assert (await outline_batches([batch.id], now=NOW))[batch.id].enrolled == 1
    assert len(await list_attending(batch.id)) == 1
    contents = await find_contents(opened.feed, ALL_TIME)
    assert contents.list_revisions() == ()
    with pytest.raises(NotFound):
        await acknowledge_session(waits.secret, session.id, 0, now=NOW)


async def two_meeting(world: World, most: int = 2) -> tuple[Batch, Batch]:
    """Two batches of one program that meet at the same time, in rooms of their own."""
    one = await batch_of(world, most=most)
    other = await register_batch(BatchFacts(one.program_id, 2), actor=SERANG_COORDINATOR, now=NOW)
    for batch, room, span in (
        (one, world.open_room, hours(9, 12)),
        (other, world.decided_room, hours(11, 14)),
    ):
        asked = world.ask(room, span, batch_id=batch.id)
        await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    return one, other


async def test_nobody_is_enrolled_who_has_a_seat_elsewhere_then(world: World) -> None:
    one, other = await two_meeting(world)
    ani = (await paste(one, "Ani"))["Ani"].enrolment.person

    with pytest.raises(SeatedElsewhere) as pasted:
        await paste(other, "Budi", "Ani")
    with pytest.raises(SeatedElsewhere) as single:
        await enrol_person(other.id, ani.id, actor=SERANG_COORDINATOR, now=NOW)

    assert [(each.field, each.value) for each in pasted.value.faults] == [("people[1]", "Ani")]
    assert [say_fault(each) for each in single.value.faults] == [
        "Orang: Ani sudah punya kursi di Kemasan Angkatan 1, Senin, 1 Februari 2027,"
        " 09.00–12.00 WIB, padahal angkatan ini Senin, 1 Februari 2027, 11.00–14.00 WIB"
    ]
    assert await standing(other) == ([], [])
    # Of what is over nobody is kept away.
    later = NOW + timedelta(days=60)
    await enrol_person(other.id, ani.id, actor=SERANG_COORDINATOR, now=later)


async def test_what_another_government_teaches_then_is_named_by_the_government(
    world: World,
) -> None:
    one, other = await two_meeting(world)
    kept = ReservationFacts(BANDUNG, 1, 0, UNTIL)
    for batch in (one, other):
        await reserve_seats(batch.id, kept, actor=SERANG_COORDINATOR, now=NOW)
    dadang = (await enrol(one, "Dadang", BANDUNG_COORDINATOR)).enrolment.person

    with pytest.raises(SeatedElsewhere) as refusal:
        await enrol_person(other.id, dadang.id, actor=BANDUNG_COORDINATOR, now=NOW)

    said = say_fault(refusal.value.faults[0])
    assert "Kabupaten Serang, Senin" in said
    assert "Kemasan" not in said


async def test_who_waits_may_sit_elsewhere_and_is_then_passed_over(world: World) -> None:
    one, other = await two_meeting(world, most=1)
    first = await paste(one, "Ani", "Budi", "Citra")
    second = await paste(other, "Budi")

    await leave(first["Ani"])
    passed_over = await standing(one)
    await leave(second["Budi"])
    still_full = await standing(one)
    await leave(first["Citra"])

    assert passed_over == still_full == (["Citra"], ["Budi"])
    assert await standing(one) == (["Budi"], [])


async def passed_over(world: World) -> tuple[Batch, Batch]:
    """Budi waits for a seat that is free in the first, and sits in the other at that time."""
    one, other = await two_meeting(world, most=1)
    first = await paste(one, "Ani", "Budi")
    await paste(other, "Budi")
    await leave(first["Ani"])
    assert await standing(one) == ([], ["Budi"])
    return one, other


async def meeting_of(batch: Batch) -> Session:
    (session,) = await list_sessions_of_batch(batch.id)
    return session


async def cancel(session: Session) -> None:
    await cancel_booking(session.booking_id, actor=SERANG_TRAINER, now=LATER)


async def postpone(session: Session) -> None:
    whose = OfBatch(session.batch_id)
    await postpone_sessions(whose, "Banjir", actor=SERANG_COORDINATOR, now=LATER)


async def decline(session: Session) -> None:
    await decline_booking(session.booking_id, reason="Renovasi", actor=BANDUNG_MANAGER, now=LATER)


async def run_out(session: Session) -> None:
    assert await expire_requests(now=NOW + 2 * HOLD) == 1


async def run_out_before_a_queue(session: Session) -> None:
    """The clock has not let go of it yet when somebody who waits for its room is served."""
    waits = World().ask(World.decided_room, session.span, agency_id=World.bandung_dinas)
    await join_queue(waits, actor=BANDUNG_COORDINATOR, now=LATER)
    assert await offer_slots(now=NOW + 2 * HOLD) == 1


async def move(session: Session) -> None:
    later = Change(starts_at=hours(15, 16).start, ends_at=hours(15, 16).end)
    await move_session(session.id, later, actor=SERANG_TRAINER, hold_for=HOLD, now=LATER)


@pytest.mark.parametrize(
    ("frees", "whose"),
    [
        pytest.param(cancel, "one", id="cancelled where one waits"),
        pytest.param(cancel, "other", id="withdrawn where one sits"),
        pytest.param(decline, "other", id="declined"),
        pytest.param(run_out, "other", id="expired"),
        pytest.param(run_out_before_a_queue, "other", id="expired while a queue is served"),
        pytest.param(postpone, "other", id="put off"),
        pytest.param(move, "one", id="moved"),
    ],
)
async def test_whoever_has_time_again_gets_the_seat_at_once(
    world: World, frees: Callable[[Session], Awaitable[None]], whose: str
) -> None:
    one, other = await passed_over(world)

    await frees(await meeting_of(one if whose == "one" else other))

    assert await standing(one) == (["Budi"], [])
    assert len(await told("moved_up")) == 2
    assert await fill_seats(now=LATER) == 0


async def test_whoever_leaves_one_batch_gets_a_seat_in_another(world: World) -> None:
    one, other = await passed_over(world)
    (sits,) = await list_seated(other.id, seen_by=OPERATOR)

    await leave_batch(sits.id, actor=SERANG_COORDINATOR, now=LATER)

    assert await standing(one) == (["Budi"], [])
    assert await standing(other) == ([], [])


@pytest.mark.parametrize("way", ["left", "called off"])
async def test_who_learns_a_field_again_in_the_year_is_warned_of_in_both_batches(
    world: World, way: str
) -> None:
    one = await batch_of(world, field="Kemasan")
    other = await register_batch(BatchFacts(one.program_id, 2), actor=SERANG_COORDINATOR, now=NOW)
    for batch, room, span in (
        (one, world.open_room, hours(9, 12)),
        (other, world.part_a, hours(13, 15)),
    ):
        asked = world.ask(room, span, batch_id=batch.id)
        await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    await paste(one, "Ani")
    before = await list_conflicts(seen_by=OPERATOR)
    again = await paste(other, "Ani")
    opened = await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)
    if way == "left":
        await leave(again["Ani"])
    else:
        await cancel(await meeting_of(one))

    assert before == ()
    assert [(each.finding.code, each.finding.evidence["kind"]) for each in opened] == [
        ("double_enrol", "repeat")
    ] * 2
    assert await list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN) == ()


async def test_a_seat_taken_or_left_is_judged_at_once(world: World) -> None:
    """The batch needs two, and meets within the week."""
    batch = await batch_of(world, most=2, min_participants=2)
    enrolled = await paste(batch, "Ani", "Budi")
    now = NOW + timedelta(days=25)
    asked = world.ask(batch_id=batch.id)
    await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)

    await leave_batch(enrolled["Ani"].enrolment.id, actor=SERANG_COORDINATOR, now=now)
    opened = [each.finding.code for each in await list_conflicts(seen_by=OPERATOR)]
    await enrol_people(
        batch.id, parse_roster("Citra, 081299990000"), actor=SERANG_COORDINATOR, now=now
    )
    left = {each.state.value for each in await list_conflicts(seen_by=OPERATOR)}

    assert opened == ["min_participants"]
    assert left == {"solved"}
