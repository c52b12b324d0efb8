"""A calendar of 1,000 sessions: as a whole, unchanged, and after one of them has changed."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.feeds.open_feed import OpenedFeed, open_feed
from lintas.domain.feeds import Feed, FeedScope, FeedStyle
from lintas.domain.plans import PlannedSession
from lintas.feeds.press import Press
from lintas.feeds.watching import Watch
from lintas.store import engines
from lintas.store.engines import fetch
from lintas.store.migrations import migrate
from tests.actions.world import BANDUNG_COORDINATOR, HOLD, World, hours, settle_world
from tests.bench.asking import ask_all, ask_once, compose
from tests.bench.databases import Maker
from tests.bench.radicale import radicale
from tests.bench.requests import Line, expect
from tests.bench.serving import serving

SESSIONS, READS = 1000, 4000
# Rounds of which the middle one counts: others work on the same cores.
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What one change of a calendar costs."""

    kind: str
    renderings: int
    first: float
    again: float

    def __str__(self) -> str:
        return (
            f"{self.kind}: one of {SESSIONS} sessions changed: {self.renderings} rendering,"
            f" {self.again * 1000:.0f} ms, {self.again / self.first:.3f} of rendering all"
        )


async def measure_feeds(kind: str, make: Maker) -> list[object]:
    url = await make("feeds")
    engines.use(engines.open_engine(url))
    await migrate()
    world, now = await settle_world(), datetime.now(UTC)
    opened = await _fill(world, now)
    rebuilt = await _rebuild(kind, opened.feed, now)
    await engines.close(engines.current())
    with serving(url) as port:
        return [*await _ask(kind, port, f"/k/{opened.secret}.ics"), rebuilt]


async def _ask(kind: str, port: int, path: str) -> list[Line]:
    _, told, body = await ask_once(port, compose("GET", path, {}))
    if body.count(b"BEGIN:VEVENT") != SESSIONS:
        raise RuntimeError(f"the feed holds {body.count(b'BEGIN:VEVENT')} sessions")
    known = {"If-None-Match": told["etag"]}
    gzip = {"Accept-Encoding": "gzip"}
    async with radicale(body) as theirs:
        rounds = [
            {
                "hello": await _rate(port, compose("GET", "/health/hello", {}), 200, READS),
                "same": await _rate(port, compose("GET", path, known), 304, READS),
                "whole": await _rate(port, compose("GET", path, {}), 200, READS // 4),
                "static": await _rate(
                    port, compose("GET", f"/health/static/{len(body)}", {}), 200, READS // 4
                ),
                "packed": await _rate(port, compose("GET", path, gzip), 200, READS),
                "Radicale": await theirs.rate(),
            }
            for _ in range(ROUNDS)
        ]

    def line(what: str, name: str, baseline: str) -> Line:
        best = sorted(rounds, key=lambda each: each[name] / each[baseline])[len(rounds) // 2]
        return Line(f"{kind}: {what}", best[name], baseline, best[baseline])

    size = f"{len(body) // 1024} KB"
    return [
        line(f"feed of {SESSIONS} sessions, 304", "same", "hello"),
        line(f"the same, 200 ({size})", "whole", "static"),
        line("the same, 200 packed", "packed", "hello"),
        line("the same, 200", "whole", "Radicale"),
    ]


async def _rate(port: int, request: bytes, status: int, times: int) -> float:
    run = await ask_all(port, [request] * times)
    expect(run, status)
    return run.rate


async def _rebuild(kind: str, feed: Feed, now: datetime) -> Rebuilt:
    press = Press("https://lintas.example.test", Watch())
    first = await _print(press, feed, now)
    rendered = press.setter.renderings
    [row, *_] = await fetch("SELECT id FROM session ORDER BY starts_at")
    await fetch("UPDATE session SET sequence = sequence + 1 WHERE id = $1", row["id"])
    again = await _print(press, feed, now)
    return Rebuilt(kind, press.setter.renderings - rendered, first, again)


async def _print(press: Press, feed: Feed, now: datetime) -> float:
    begun = time.perf_counter()
    await press.print_edition(feed, await press.find_standing(feed, now=now), now=now)
    return time.perf_counter() - begun


async def _fill(world: World, now: datetime) -> OpenedFeed:
    """A room's calendar of 1,000 sessions within its window."""
    first = now.date() + timedelta(days=2)
    spans: Sequence[PlannedSession] = [
        PlannedSession(
            hours(7 + number % 4, 8 + number % 4, on=first + timedelta(days=number // 4))
        )
        for number in range(SESSIONS)
    ]
    for start in range(0, SESSIONS, 250):
        ask = world.ask(
            world.part_a,
            agency_id=world.bandung_dinas,
            sessions=tuple(spans[start : start + 250]),
            reasons={"*": "bench"},
        )
        await ask_for_room(ask, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=now)
    style = FeedStyle("bench")
    return await open_feed(FeedScope.ROOM, world.part_a, style, actor=BANDUNG_COORDINATOR, now=now)
