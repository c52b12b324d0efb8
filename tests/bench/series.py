"""A series of thirty sessions, judged by every law, against its rows written by the bare driver."""

import time
from datetime import UTC, date, datetime, timedelta

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.domain.plans import Ask, PlannedSession
from lintas.store import engines
from lintas.store.migrations import migrate
from tests.actions.world import HOLD, SERANG_TRAINER, World, hours, settle_world
from tests.bench.databases import Maker
from tests.bench.raw import Statement, known_ids, taking_down, vary, writing_one

SESSIONS, ROUNDS = 30, 20
FIRST_DAY = date(2061, 3, 1)
# The raw ones lie years behind the booked ones.
APART, RAW_HOURS = timedelta(days=7 * SESSIONS), 24 * 7 * SESSIONS * (ROUNDS + 2)


async def measure_series(kind: str, make: Maker) -> list[str]:
    """One after the other, by turns; the best of each."""
    url = await make("series")
    engines.use(engines.open_engine(url))
    await migrate()
    world = await settle_world()
    written: list[Statement] = []
    with taking_down(written):
        await _book(world, 0)
    booked = bare = float("inf")
    async with writing_one(url) as write:
        for number in range(1, ROUNDS + 1):
            begun = time.perf_counter()
            await _book(world, number)
            booked = min(booked, time.perf_counter() - begun)
            raw = vary(written, known_ids(world), RAW_HOURS + 24 * 7 * SESSIONS * number)
            begun = time.perf_counter()
            await write(raw)
            bare = min(bare, time.perf_counter() - begun)
    await engines.close(engines.current())
    return [
        f"{kind}: a series of {SESSIONS} with all laws   {booked * 1000:7.1f} ms"
        f"   {booked / bare:5.1f} x its {len(written)} statements, bare ({bare * 1000:.1f} ms)"
    ]


async def _book(world: World, number: int) -> None:
    await ask_for_room(
        _ask(world, FIRST_DAY + APART * number),
        actor=SERANG_TRAINER,
        hold_for=HOLD,
        now=datetime.now(UTC),
    )


def _ask(world: World, first: date) -> Ask:
    """Weekly, across the border, with a trainer."""
    return world.ask(
        sessions=tuple(
            PlannedSession(
                hours(9, 12, on=first + timedelta(days=7 * week)), trainer_ids=(world.trainer,)
            )
            for week in range(SESSIONS)
        ),
        reasons={"*": "bench"},
    )
