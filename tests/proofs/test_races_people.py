"""The last seat of a batch, and everybody wants it at once: one has it, the rest wait in turn."""

import asyncio
from functools import partial

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.programs.enrol_people import enrol_people
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.facts import BatchFacts, ProgramFacts
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.programs.pasting import parse_roster
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.domain.agencies import RegencyCode
from lintas.domain.people import Person, PersonId
from lintas.domain.programs import Batch
from lintas.store.engines import fetch
from lintas.store.people import add_people
from lintas.store.programs.enrolments import list_reserve, list_seated
from lintas.store.transaction import writing
from tests.actions.world import (
    BANDUNG,
    BANDUNG_COORDINATOR,
    HOLD,
    NOW,
    OPERATOR,
    SERANG,
    SERANG_COORDINATOR,
    SERANG_TRAINER,
    named,
)
from tests.proofs.ground import Ground, sweep
from tests.proofs.racing import OK, at_once

SIGN_UPS = 30

ask = partial(ask_for_room, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)


async def batch_of(ground: Ground, *, most: int) -> Batch:
    facts = ProgramFacts(ground.serang_dinas, "Kemasan", max_participants=most)
    program = await register_program(facts, actor=SERANG_COORDINATOR, now=NOW)
    return await register_batch(BatchFacts(program.id, 1), actor=SERANG_COORDINATOR, now=NOW)


async def people_of(count: int, keeper: RegencyCode = SERANG) -> list[PersonId]:
    people = [
        Person(PersonId(named(f"peserta {n}")), f"Peserta {n}", None, keeper) for n in range(count)
    ]
    async with writing():
        await add_people(people)
    return [person.id for person in people]


async def check_order(batch: Batch, *, seats: int, waiting: int) -> None:
    """So many have seats, so many wait; every turn was given once, and none was left out."""
    sql = (
        "SELECT turn, is_reserve FROM enrolment WHERE batch = $1 AND left_at IS NULL ORDER BY turn"
    )
    rows = await fetch(sql, batch.id)
    line = await list_reserve(batch.id)
    assert [bool(row["is_reserve"]) for row in rows] == [False] * seats + [True] * waiting
    assert [each.reserve_number for each in line] == list(range(1, waiting + 1))
    assert len(await list_seated(batch.id, seen_by=OPERATOR)) == seats


async def test_the_last_seat_goes_to_one_of_thirty(ground: Ground) -> None:
    batch = await batch_of(ground, most=1)
    people = await people_of(SIGN_UPS)
    enrol = partial(enrol_person, batch.id, actor=SERANG_COORDINATOR, now=NOW)

    answers = await asyncio.gather(*map(enrol, people))

    numbers = sorted(each.enrolment.reserve_number or 0 for each in answers)
    assert numbers == list(range(SIGN_UPS))
    await check_order(batch, seats=1, waiting=SIGN_UPS - 1)
    turns = await fetch("SELECT turn FROM enrolment WHERE batch = $1 ORDER BY turn", batch.id)
    assert [row["turn"] for row in turns] == list(range(1, SIGN_UPS + 1))


async def test_seats_that_are_left_while_others_come_go_to_who_waits_longest(
    ground: Ground,
) -> None:
    batch = await batch_of(ground, most=4)
    people = await people_of(16)
    enrol = partial(enrol_person, batch.id, actor=SERANG_COORDINATOR, now=NOW)
    first = [await enrol(person) for person in people[:8]]
    leaving = [each.enrolment.id for each in (first[0], first[2], first[5])]

    answers = await at_once(
        *(leave_batch(each, actor=SERANG_COORDINATOR, now=NOW) for each in leaving),
        *map(enrol, people[8:]),
    )

    assert answers == {OK: 11}
    # Of the eight who were first, two with seats and one who waited are gone.
    await check_order(batch, seats=4, waiting=9)


async def test_lists_pasted_at_once_stand_one_behind_the_other(ground: Ground) -> None:
    batch = await batch_of(ground, most=3)
    lists = [
        parse_roster("\n".join(f"Peserta {n}, 0812{n:08}" for n in range(start, start + 5)))
        for start in range(0, 20, 5)
    ]
    paste = partial(enrol_people, batch.id, actor=SERANG_COORDINATOR, now=NOW)

    await asyncio.gather(*map(paste, lists))

    await check_order(batch, seats=3, waiting=17)
    names = [int(each.person.name.split()[1]) for each in await list_reserve(batch.id)]
    blocks = [names[:2], *(names[start : start + 5] for start in (2, 7, 12))]
    assert all(block == list(range(block[0], block[0] + len(block))) for block in blocks)


async def test_one_person_wanted_by_two_batches_at_once_has_one_seat(ground: Ground) -> None:
    """They meet at the same time; whichever is later is refused, and so is a booking that comes."""
    one = await batch_of(ground, most=6)
    other = await register_batch(BatchFacts(one.program_id, 2), actor=SERANG_COORDINATOR, now=NOW)
    for batch, room in ((one, ground.open_room), (other, ground.part_a)):
        await ask(ground.ask(room, batch_id=batch.id))
    people = await people_of(6)

    for person in people:
        answers = await at_once(
            *(
                enrol_person(each.id, person, actor=SERANG_COORDINATOR, now=NOW)
                for each in (one, other)
            )
        )
        assert answers == {OK: 1, "SeatedElsewhere": 1}


async def test_a_person_enrolled_while_the_other_batch_is_booked_for_sits_once(
    ground: Ground,
) -> None:
    for n, person in enumerate(await people_of(6)):
        await sweep()
        one, other = await batch_of(ground, most=5), await batch_of(ground, most=5)
        await ask(ground.ask(batch_id=one.id))
        await enrol_person(other.id, person, actor=SERANG_COORDINATOR, now=NOW)
        doings = [
            enrol_person(one.id, person, actor=SERANG_COORDINATOR, now=NOW),
            ask(ground.ask(ground.part_a, batch_id=other.id)),
        ]

        answers = await at_once(*doings[:: 1 if n % 2 else -1])

        assert answers in ({OK: 1, "SeatedElsewhere": 1}, {OK: 1, "PlanClashes": 1})


async def test_two_batches_that_share_somebody_are_not_booked_at_one_time(ground: Ground) -> None:
    """At home, in halls that have nothing to do with each other: only who sits in both does."""
    (person,) = await people_of(1, BANDUNG)
    facts = ProgramFacts(ground.bandung_dinas, "Kemasan")
    for _ in range(6):
        await sweep()
        wishes = []
        for room in (ground.open_room, ground.part_a):
            program = await register_program(facts, actor=BANDUNG_COORDINATOR, now=NOW)
            batch = BatchFacts(program.id, 1)
            made = await register_batch(batch, actor=BANDUNG_COORDINATOR, now=NOW)
            await enrol_person(made.id, person, actor=BANDUNG_COORDINATOR, now=NOW)
            wish = ground.ask(room, agency_id=ground.bandung_dinas, batch_id=made.id)
            wishes.append(ask_for_room(wish, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=NOW))

        answers = await at_once(*wishes)

        assert answers == {OK: 1, "PlanClashes": 1}
