"""Judging again after one closure: grows with the sessions it meets, not with the table."""

import time
from datetime import UTC, date, datetime, timedelta

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.venues.close_room import Closing, close_room, lift_closure
from lintas.domain.plans import PlannedSession
from lintas.domain.timespan import TimeSpan
from lintas.store import engines
from lintas.store.migrations import migrate
from tests.actions.world import (
    BANDUNG_MANAGER,
    HOLD,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.bench.databases import Maker
from tests.bench.filling import fill_with_copies

SIZES, TOUCHED, ROUNDS = (1_000, 10_000, 100_000), (10, 40), 7
FIRST_DAY = date(2061, 3, 1)


async def measure_closures(kind: str, make: Maker) -> list[str]:
    """Rounds over all sizes, so that whatever else the machine does befalls each of them."""
    worlds: dict[int, engines.Engine] = {}
    taken: dict[tuple[int, int], float] = {}
    for size in SIZES:
        worlds[size] = engines.open_engine(await make(f"closures_{size}"))
        engines.use(worlds[size])
        await _fill(size)
    for _ in range(ROUNDS):
        for size, engine in worlds.items():
            engines.use(engine)
            for touched in TOUCHED:
                seconds = await _close(touched)
                taken[size, touched] = min(seconds, taken.get((size, touched), seconds))
    for engine in worlds.values():
        await engines.close(engine)
    least, most = SIZES[0], SIZES[-1]
    few, many = TOUCHED
    return [
        f"{kind}: a closure that meets {few} of {size:,} sessions"
        f"   {taken[size, few] * 1000:7.1f} ms   {taken[size, few] / taken[least, few]:5.2f} x"
        f" that of {least:,}"
        for size in SIZES
    ] + [
        f"{kind}: a closure that meets {many} of {most:,} sessions"
        f"   {taken[most, many] * 1000:7.1f} ms   {taken[most, many] / taken[most, few]:5.2f} x"
        f" one that meets {few}"
    ]


async def _fill(size: int) -> None:
    """So many sessions, of which one room has as many as any closure meets, one a day."""
    await migrate()
    world = await settle_world()
    days = [FIRST_DAY + timedelta(days=number) for number in range(max(TOUCHED))]
    now = datetime.now(UTC)
    for start in range(0, len(days), 10):
        ask = world.ask(
            sessions=tuple(
                PlannedSession(hours(9, 10, on=day)) for day in days[start : start + 10]
            ),
            reasons={"*": "bench"},
        )
        made = await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=now)
    await fill_with_copies(world, made.booking.id, size - len(days), now=now)


async def _close(touched: int) -> float:
    """Seconds for the whole action; it is lifted again, which is not counted."""
    span = hours(0, 1, on=FIRST_DAY)
    closing = Closing(
        TimeSpan(span.start, span.start + timedelta(days=touched)), "Bench", room_id=World.open_room
    )
    now = datetime.now(UTC)
    begun = time.perf_counter()
    closed = await close_room(closing, actor=BANDUNG_MANAGER, now=now)
    seconds = time.perf_counter() - begun
    if len(closed.opened) != touched:
        raise RuntimeError(f"{len(closed.opened)} conflicts, not {touched}")
    await lift_closure(closed.closure.id, actor=BANDUNG_MANAGER, now=now)
    return seconds
