"""Hypothesis fills and empties two batches that share people, alone and several steps at once."""

import asyncio
from collections.abc import Awaitable, Callable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import permutations
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.programs.change_program import change_program
from lintas.actions.programs.enrol_person import enrol_person
from lintas.actions.programs.facts import BatchFacts, ProgramChange, ProgramFacts
from lintas.actions.programs.fill_seats import fill_seats
from lintas.actions.programs.leave_batch import leave_batch
from lintas.actions.programs.register_batch import register_batch
from lintas.actions.programs.register_program import register_program
from lintas.actions.sharing.reserve_seats import ReservationFacts, end_reservation, reserve_seats
from lintas.domain.people import Person, PersonId
from lintas.domain.programs import Batch
from lintas.domain.refusal import NotFound, Refusal
from lintas.store.bookings.conflicts import ConflictState, list_conflicts
from lintas.store.bookings.sessions import list_sessions_of_batch
from lintas.store.engines import fetch, read_id
from lintas.store.people import add_people
from lintas.store.programs.templates import find_any_program
from lintas.store.transaction import writing
from tests.actions.world import (
    BANDUNG,
    HOLD,
    JAKARTA,
    MONDAY,
    NOW,
    OPERATOR,
    SERANG,
    hours,
    named,
)
from tests.proofs.ground import Ground, sweep
from tests.proofs.machine import Run, running
from tests.proofs.rollbook import BATCHES, OK, SIDES, Page, Rollbook

Step = tuple[str, tuple[Any, ...]]
# By batch its page; who sits there in the order of the alphabet, for seats have none.
Sight = dict[str, Page]
MOST, MOST_AT_ONCE = 2, 3
ROOMS = {"one": "open_room", "other": "part_a"}
HOURS = (9, 13)


_PEOPLE = """
    SELECT p.name, e.is_reserve FROM enrolment e JOIN person p ON p.id = e.person
    WHERE e.batch = $1 AND e.left_at IS NULL ORDER BY e.turn
"""
_KEPT = "SELECT seats FROM batch_reservation WHERE batch = $1 AND ended_at IS NULL"


@dataclass
class Hall:
    """Two batches in one database, of a program each, and five people.

    `taken` counts the steps of all stories.
    """

    ground: Ground
    batches: dict[str, Batch] = field(default_factory=dict)
    people: dict[str, PersonId] = field(default_factory=dict)
    bookings: dict[tuple[str, int], UUID] = field(default_factory=dict)
    taken: int = 0

    async def settle(self) -> None:
        people = [
            Person(PersonId(named(name)), name, None, SERANG if side == "serang" else BANDUNG)
            for name, side in SIDES.items()
        ]
        async with writing():
            await add_people(people)
        self.people = {person.name: person.id for person in people}
        for number, name in enumerate(BATCHES):
            # One after the other: seats are filled in the order in which batches were made.
            now = NOW + timedelta(seconds=number)
            facts = ProgramFacts(self.ground.serang_dinas, name, max_participants=MOST)
            program = await register_program(facts, actor=OPERATOR, now=NOW)
            batch = BatchFacts(program.id, 1)
            self.batches[name] = await register_batch(batch, actor=OPERATOR, now=now)

    async def clear(self) -> None:
        await sweep()
        self.bookings.clear()
        async with writing():
            for table in ("enrolment", "batch_reservation"):
                await fetch(f"DELETE FROM {table}")  # noqa: S608 -- names of our own
        for batch in self.batches:
            await self._limit(batch, MOST)

    async def take(self, step: Step) -> str:
        self.taken += 1
        verb, args = step
        doing: Callable[..., Awaitable[None]] = getattr(self, f"_{verb}")
        try:
            await doing(*args)
        except Refusal as refusal:
            return type(refusal).__name__
        return OK

    async def look(self) -> Sight:
        """What there is now: who waits stands in the order of turns."""
        pages = {}
        for name, batch in self.batches.items():
            people = await fetch(_PEOPLE, batch.id)
            kept = await fetch(_KEPT, batch.id)
            pages[name] = Page(
                most=(await find_any_program(batch.program_id)).max_participants or 0,
                kept=sum(row["seats"] for row in kept),
                seated=sorted(row["name"] for row in people if not row["is_reserve"]),
                waiting=[row["name"] for row in people if row["is_reserve"]],
                hours={
                    each.span.start.astimezone(JAKARTA).hour
                    for each in await list_sessions_of_batch(batch.id)
                    if each.decision.holds
                },
            )
        return pages

    async def _enrol(self, batch: str, name: str) -> None:
        batch_id, person = self.batches[batch].id, self.people[name]
        await enrol_person(batch_id, person, actor=OPERATOR, now=NOW)

    async def _leave(self, batch: str, name: str) -> None:
        sql = "SELECT id FROM enrolment WHERE batch = $1 AND person = $2 AND left_at IS NULL"
        rows = await fetch(sql, self.batches[batch].id, self.people[name])
        enrolment = read_id(rows[0]["id"]) if rows else UUID(int=0)
        await leave_batch(enrolment, actor=OPERATOR, now=NOW)

    async def _limit(self, batch: str, most: int) -> None:
        change = ProgramChange(max_participants=most)
        await change_program(self.batches[batch].program_id, change, actor=OPERATOR, now=NOW)

    async def _reserve(self, batch: str, seats: int) -> None:
        facts = ReservationFacts(BANDUNG, seats, 0, MONDAY)
        await reserve_seats(self.batches[batch].id, facts, actor=OPERATOR, now=NOW)

    async def _release(self, batch: str) -> None:
        sql = "SELECT id FROM batch_reservation WHERE batch = $1 AND ended_at IS NULL"
        rows = await fetch(sql, self.batches[batch].id)
        kept = read_id(rows[0]["id"]) if rows else UUID(int=0)
        await end_reservation(kept, actor=OPERATOR, now=NOW)

    async def _meet(self, batch: str, hour: int) -> None:
        room, span = getattr(self.ground, ROOMS[batch]), hours(hour, hour + 2)
        wish = self.ground.ask(
            room, span, batch_id=self.batches[batch].id, reasons={"*": "Sepakat"}
        )
        made = await ask_for_room(wish, actor=OPERATOR, hold_for=HOLD, now=NOW)
        self.bookings[batch, hour] = made.booking.id

    async def _part(self, batch: str, hour: int) -> None:
        if (batch, hour) not in self.bookings:
            raise NotFound("booking_id", hour)
        await cancel_booking(self.bookings.pop((batch, hour)), actor=OPERATOR, now=NOW)

    async def _fill(self) -> None:
        await fill_seats(now=NOW)


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """Mostly people who come and go."""
    batch, name = draw(st.sampled_from(BATCHES)), draw(st.sampled_from(sorted(SIDES)))
    hour, seats = draw(st.sampled_from(HOURS)), draw(st.integers(1, MOST + 1))
    verbs = ["enrol", "enrol", "enrol", "leave", "leave", "limit", "reserve", "release", "meet"]
    verb = draw(st.sampled_from([*verbs, "part"]))
    given = {"enrol": name, "leave": name, "limit": seats, "reserve": seats}
    if verb == "release":
        return verb, (batch,)
    return verb, (batch, given.get(verb, hour))


class Seating(RuleBasedStateMachine):
    """Every rule is one step, or several at once, taken by the rollbook and by the real thing."""

    def __init__(self, hall: Hall, run: Run) -> None:
        super().__init__()
        self.hall, self.run = hall, run
        self.run(hall.clear())
        self.rollbook = Rollbook({batch: Page(MOST) for batch in BATCHES})

    @rule(step=steps())
    def one(self, step: Step) -> None:
        outcome, expected = self.run(self.hall.take(step)), self.rollbook.take(step)
        assert outcome == expected, f"{step} came to {outcome}, not {expected}"

    @rule()
    def worker(self) -> None:
        self.one(("fill", ()))

    @rule(made=st.lists(steps(), min_size=2, max_size=MOST_AT_ONCE))
    def several_at_once(self, made: list[Step]) -> None:
        """What came of them is what comes of them in some order, one after the other."""
        # What is only just being booked can't be called off yet.
        made = [step for step in made if step[0] != "part"]
        outcomes = self.run(self._take_at_once(made))
        sight = self.run(self.hall.look())
        for order in permutations(range(len(made))):
            rollbook = deepcopy(self.rollbook)
            expected = {number: rollbook.take(made[number]) for number in order}
            if outcomes == [expected[n] for n in range(len(made))] and sight == said(rollbook):
                self.rollbook = rollbook
                return
        raise AssertionError(f"no order explains {made}: {outcomes}, {sight}")

    @invariant()
    def the_database_is_what_the_rollbook_says(self) -> None:
        sight, expected = self.run(self.hall.look()), said(self.rollbook)
        assert sight == expected, f"{sight} is not {expected}"
        assert self.run(list_conflicts(seen_by=OPERATOR, state=ConflictState.OPEN)) == ()

    async def _take_at_once(self, made: list[Step]) -> list[str]:
        return list(await asyncio.gather(*map(self.hall.take, made)))


def said(rollbook: Rollbook) -> Sight:
    return {
        name: replace(page, seated=sorted(page.seated)) for name, page in rollbook.pages.items()
    }


def prove(ground: Ground, *, examples: int, steps: int, **more: Any) -> int:
    """How many steps were taken; raises what the first that differed raised."""
    more.setdefault("phases", (Phase.reuse, Phase.generate))
    chosen = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    hall = Hall(ground)
    with running() as run:
        run(hall.settle())
        run_state_machine_as_test(lambda: Seating(hall, run), settings=chosen)
    return hall.taken
