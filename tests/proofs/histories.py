"""What clients in several processes call and are answered, with the times, for the checker."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from uuid import UUID

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.bookings.move_session import Change, move_session
from lintas.actions.bookings.withdraw_booking import cancel_booking
from lintas.actions.steps.judging import PlanClashes
from lintas.domain.plans import PlannedSession
from lintas.domain.refusal import IllegalState
from lintas.store.bookings.sessions import list_sessions_in_rooms
from tests.actions.world import HOLD, NOW, SERANG_TRAINER
from tests.proofs.breaking import Patch, broken
from tests.proofs.ground import Ground
from tests.proofs.linearizing import CLASH, GONE, OK, Cells, Operation
from tests.proofs.looking import PLACES
from tests.proofs.racing import PATIENCE_SECONDS, Crew
from tests.proofs.stage import Stage

# What shares no room with anything else has a history of its own.
OBJECTS = {
    "open": ("open_room",),
    "gap": ("gap_room",),
    "hall": ("hall", "part_a", "part_b"),
}
CLIENTS = 3
QUARTERS = range(32, 44)
# How many of a hundred calls are broken off, and after how many seconds at the most.
BROKEN_OFF, PATIENCE = 12, 0.012

Histories = dict[str, list[Operation]]


def record(
    crew: Crew, url: str, *, calls: int, seed: int, breaks: Sequence[Callable[[Patch], None]] = ()
) -> Histories:
    """The history of each object, from all processes together; `calls` of each client."""
    jobs = [partial(_work, f"{seed}.{number}", calls, tuple(breaks)) for number in range(crew.size)]
    histories: Histories = {name: [] for name in OBJECTS}
    for worked in crew.run(url, jobs):
        for name, operations in worked.items():
            histories[name] += operations
    return histories


async def _work(seed: str, calls: int, breaks: Sequence[Callable[[Patch], None]]) -> Histories:
    clients = [Client(f"{seed}.{number}") for number in range(CLIENTS)]
    with broken(*breaks):
        await asyncio.gather(*(client.work(calls) for client in clients))
    return {name: [op for each in clients for op in each.histories[name]] for name in OBJECTS}


@dataclass
class Client:
    """Asks, moves, cancels and looks; it knows only what it was told itself."""

    name: str
    histories: Histories = field(default_factory=lambda: {name: [] for name in OBJECTS})
    # What it got, cancelled or not: booking, session and room, by label.
    had: dict[str, tuple[UUID, UUID, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.name)  # noqa: S311 -- a repeatable story, no secret
        self.stage = Stage(Ground())

    async def work(self, calls: int) -> None:
        for number in range(calls):
            kind = self.random.choice(["ask", "ask", "ask", "list", "list", "move", "cancel"])
            label = self.random.choice(sorted(self.had) or [""])
            if kind == "list":
                await self._list(self.random.choice(sorted(OBJECTS)))
            elif kind == "ask" or not label:
                await self._ask(f"{self.name}.{number}", self.random.choice(sorted(PLACES)))
            elif kind == "move":
                await self._move(label)
            else:
                await self._cancel(label)

    async def _ask(self, label: str, room: str) -> None:
        name = _object_of(room)
        if name is None:
            return
        start, end = self._span()
        planned = PlannedSession(self.stage.span(start, end), title=label)
        asked = self.stage.ground.ask(self.stage.room(room), sessions=(planned,))

        async def ask() -> str:
            made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
            self.had[label] = made.booking.id, made.booking.sessions[0].id, room
            return OK

        await self._call(name, Operation("ask", 0, 0, label, _cells(room, start, end)), ask)

    async def _move(self, label: str) -> None:
        _, session_id, room = self.had[label]
        start, end = self._span()
        span = self.stage.span(start, end)
        change = Change(starts_at=span.start, ends_at=span.end)

        async def move() -> str:
            await move_session(session_id, change, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
            return OK

        operation = Operation("move", 0, 0, label, _cells(room, start, end))
        await self._call(_object_of(room) or "", operation, move)

    async def _cancel(self, label: str) -> None:
        booking_id, _, room = self.had[label]

        async def cancel() -> str:
            await cancel_booking(booking_id, actor=SERANG_TRAINER, now=NOW)
            return OK

        await self._call(_object_of(room) or "", Operation("cancel", 0, 0, label), cancel)

    async def _list(self, name: str) -> None:
        rooms = [self.stage.room(room) for room in OBJECTS[name]]
        day = self.stage.span(0, 96)

        async def look() -> frozenset[str]:
            found = await list_sessions_in_rooms(rooms, since=day.start, until=day.end)
            return frozenset(session.title for session in found)

        await self._call(name, Operation("list", 0, 0), look)

    async def _call(
        self, name: str, operation: Operation, do: Callable[[], Awaitable[str | frozenset[str]]]
    ) -> None:
        is_broken_off = self.random.randrange(100) < BROKEN_OFF
        patience = self.random.uniform(0, PATIENCE) if is_broken_off else PATIENCE_SECONDS
        called = time.monotonic()
        noted = replace(operation, called=called, answered=float("inf"))
        with suppress(TimeoutError):
            async with asyncio.timeout(patience):
                answer = await _answer(do)
            noted = replace(noted, answered=time.monotonic(), answer=answer)
        self.histories[name].append(noted)

    def _span(self) -> tuple[int, int]:
        start = self.random.choice(QUARTERS)
        return start, start + self.random.randint(1, 4)


async def _answer(do: Callable[[], Awaitable[str | frozenset[str]]]) -> str | frozenset[str]:
    try:
        return await do()
    except PlanClashes:
        return CLASH
    except IllegalState:
        return GONE


def _object_of(room: str) -> str | None:
    return next((name for name, rooms in OBJECTS.items() if room in rooms), None)


def _cells(room: str, start: int, end: int) -> Cells:
    place = PLACES[room]
    quarters = range(start, end + place.gap)
    return frozenset((leaf, quarter) for leaf in place.leaves for quarter in quarters)
