"""Free slots: a whole request against the bare pass over the bits, and against plain SQL."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np

from lintas.actions.accounts.issue_token import issue_token
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.domain.accounts import SHELL
from lintas.store import engines
from lintas.store.migrations import migrate
from tests.actions.world import HOLD, NOW, SERANG_TRAINER, World, settle_world
from tests.bench.asking import ask_once, compose
from tests.bench.databases import Maker
from tests.bench.rooms import DAYS, FIRST, ROOMS, draw, fill
from tests.bench.serving import serving

# Searched from about two months ahead.
SEARCHED, SPAN = date.today() + timedelta(days=60), 70  # noqa: DTZ011 -- any day will do
ROUNDS = 15


async def measure_slots(kind: str, make: Maker) -> list[str]:
    """One request at a time over 10,000 and 1,000,000 holds, the bare pass and SQL, by turns."""
    few, many = [(await make("few"), 5), (await make("many"), 500)]
    asked = [await _prepare(*each) for each in (few, many)]
    search, database = bare_search(500), engines.open_engine(many[0])
    best: dict[str, float] = {}

    def note(what: str, begun: float) -> None:
        seconds = time.perf_counter() - begun
        best[what] = min(seconds, best.get(what, seconds))

    with serving(few[0]) as few_port, serving(many[0]) as many_port:
        begun = time.perf_counter()
        await _ask(many_port, asked[1])
        first = time.perf_counter() - begun
        await _ask(few_port, asked[0])
        for _ in range(ROUNDS):
            for what, port, request in (
                ("few", few_port, asked[0]),
                ("many", many_port, asked[1]),
            ):
                begun = time.perf_counter()
                await _ask(port, request)
                note(what, begun)
            for _ in range(10):
                begun = time.perf_counter()
                search()
                note("bare", begun)
            begun = time.perf_counter()
            await database.fetch(PLAIN_SQL[kind], _arguments())
            note("sql", begun)
    await engines.close(database)
    many_ms = best["many"] * 1000
    return [
        f"{kind}: free slots, a request over 1,000,000 holds   {many_ms:.1f} ms"
        f"   {best['many'] / best['bare']:5.1f} x the bare pass ({best['bare'] * 1000:.2f} ms)",
        f"{kind}: the same days by plain SQL   {best['sql'] * 1000:.1f} ms"
        f"   {best['sql'] / best['many']:5.1f} x a request",
        f"{kind}: free slots, from 10,000 to 1,000,000 holds   {best['many'] / best['few']:5.2f} x",
        f"{kind}: the first search of a process over 1,000,000 holds   {first:.1f} s",
    ]


async def _ask(port: int, request: bytes) -> None:
    status, _, _ = await ask_once(port, request)
    if status != 200:
        raise RuntimeError(f"a search was answered by {status}")


async def _prepare(url: str, per_room: int) -> bytes:
    """Fill a database; answers the request that is to be asked of it."""
    engines.use(engines.open_engine(url))
    await migrate()
    world = await settle_world()
    # What every hold is for; that it is one session is of no matter here.
    ask = world.ask(reasons={"*": "bench"})
    await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    token = await issue_token(
        email=SERANG_TRAINER.email,
        acts_as=SERANG_TRAINER.memberships[0],
        label="bench",
        by=SHELL,
        now=datetime.now(UTC),
    )
    await engines.close(engines.current())
    await fill(url, world, per_room)
    return compose("GET", path(world), {"Authorization": f"Bearer {token}"})


def path(world: World) -> str:
    """Ten sessions of four hours, any days of seventy, 40 people, a tool and a trainer."""
    until = SEARCHED + timedelta(days=SPAN)
    return (
        f"/api/v1/slots?from={SEARCHED}&until={until}&headcount=40&sessions=10&minutes=240"
        f"&pattern=any&earliest=06:00&latest=22:00&equipment=sealer&trainer_ids={world.trainer}"
        f"&near={world.plut}"
    )


def bare_search(per_room: int) -> Callable[[], Any]:
    """The search on an array of one word for each room and day: all rooms, no law, no answer."""
    room, day, minute = draw(per_room)
    busy = np.zeros((ROOMS, DAYS), np.uint64)
    mask = np.uint64((1 << 14) - 1) << ((minute - 360) // 15).astype(np.uint64)
    np.bitwise_or.at(busy, (room, day), mask)
    # Sixty-four quarters: what lies behind the last is not free.
    first = (SEARCHED - FIRST).days

    def search() -> Any:
        found = ~busy[:, first : first + SPAN]
        for shift in (1, 2, 4, 8):
            found &= found >> np.uint64(shift)
        return np.argsort(-(found != 0).sum(axis=1), kind="stable")[:20]

    return search


# Of every room that seats the persons and has the tool, the days with four hours free from 06.00 to
# 22.00: without trainer, opening hours, closures, agreements and laws. Holds lie within one day.
PLAIN_SQL = {}
PLAIN_SQL["SQLite"] = """
    WITH fitting AS MATERIALIZED (
        SELECT id FROM room
        WHERE iif(json_valid(equipment), json_extract(equipment, '$.sealer'), 0) > 0
            AND json_extract(capacities, '$.classroom') >= 40
    ), used AS (
        SELECT h.resource, unixepoch(h.starts_at, '+7 hours') / 86400 AS day,
            (substr(h.starts_at, 12, 2) * 60 + substr(h.starts_at, 15, 2) + 420) % 1440 AS begun,
            (substr(h.ends_at, 12, 2) * 60 + substr(h.ends_at, 15, 2) + 420) % 1440 AS over
        FROM fitting CROSS JOIN hold h ON h.resource = fitting.id
        WHERE h.starts_at >= $1 AND h.starts_at < $2
    ), gaps AS (
        SELECT resource, day, begun - lag(over, 1, 360) OVER same_day AS before,
            lead(begun, 1, 1320) OVER same_day - over AS after
        FROM used WINDOW same_day AS (PARTITION BY resource, day ORDER BY begun)
    ), full AS (
        SELECT resource FROM gaps GROUP BY resource, day HAVING max(max(before, after)) < 240
    )
    SELECT resource, $3 - count(*) FROM full GROUP BY resource ORDER BY 2 DESC LIMIT 20
"""
PLAIN_SQL["PostgreSQL"] = """
    WITH fitting AS MATERIALIZED (
        SELECT id FROM room
        WHERE CASE WHEN equipment LIKE '{%' THEN (equipment::json ->> 'sealer')::int > 0 END
            AND (capacities::json ->> 'classroom')::int >= 40
    ), used AS (
        SELECT h.resource, extract(epoch FROM h.starts_at)::bigint + 25200 AS start,
            extract(epoch FROM h.ends_at)::bigint + 25200 AS until
        FROM fitting JOIN hold h ON h.resource = fitting.id
        WHERE h.starts_at >= $1 AND h.starts_at < $2
    ), timed AS (
        SELECT resource, start / 86400 AS day, start % 86400 / 60 AS begun,
            until % 86400 / 60 AS over
        FROM used
    ), gaps AS (
        SELECT resource, day, begun - lag(over, 1, 360::bigint) OVER same_day AS before,
            lead(begun, 1, 1320::bigint) OVER same_day - over AS after
        FROM timed WINDOW same_day AS (PARTITION BY resource, day ORDER BY begun)
    ), busy AS (
        SELECT resource FROM gaps GROUP BY resource, day HAVING max(greatest(before, after)) < 240
    )
    SELECT resource, $3::bigint - count(*) FROM busy GROUP BY resource ORDER BY 2 DESC LIMIT 20
"""


def _arguments() -> tuple[datetime, datetime, int]:
    midnight = datetime(SEARCHED.year, SEARCHED.month, SEARCHED.day, tzinfo=UTC)
    since = midnight - timedelta(hours=7)
    return since, since + timedelta(days=SPAN), SPAN
