"""Bookings and feeds through HTTP, eight clients at once."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lintas.actions.accounts.issue_token import issue_token
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.feeds.open_feed import open_feed
from lintas.domain.accounts import SHELL
from lintas.domain.feeds import FeedScope, FeedStyle
from lintas.domain.plans import PlannedSession
from lintas.store import engines
from lintas.store.migrations import migrate
from tests.actions.world import (
    BANDUNG_COORDINATOR,
    HOLD,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.bench.asking import Run, ask_all, ask_once, compose
from tests.bench.databases import Maker
from tests.bench.raw import Statement, known_ids, taking_down, vary, write_raw
from tests.bench.serving import serving

BOOKINGS, LOSERS, READS = 400, 400, 4000
FEED_SESSIONS = 1000
# Bookings lie far ahead, one an hour; the raw ones years behind them.
FIRST_DAY, RAW_HOURS = date(2060, 1, 5), 24 * 365 * 5


@dataclass(frozen=True, slots=True)
class Line:
    what: str
    rate: float
    baseline: str
    base_rate: float

    def __str__(self) -> str:
        ratio = self.rate / self.base_rate
        return (
            f"{self.what:<46} {self.rate:9.0f}/s   {ratio:6.3f} of "
            f"{self.baseline} ({self.base_rate:.0f}/s)"
        )


async def measure_requests(kind: str, make: Maker) -> list[Line]:
    url = await make("requests")
    engines.use(engines.open_engine(url))
    await migrate()
    world = await settle_world()
    now = datetime.now(UTC)
    token = await issue_token(
        email=SERANG_TRAINER.email,
        acts_as=SERANG_TRAINER.memberships[0],
        label="bench",
        by=SHELL,
        now=now,
    )
    written = await _write_one(world)
    feed_path = await _fill_feed(world, now)
    raw = [vary(written, known_ids(world), RAW_HOURS + number) for number in range(BOOKINGS)]
    await engines.close(engines.current())

    base = await write_raw(url, raw)
    with serving(url) as port:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        booked = await ask_all(port, [_book(world, headers, n) for n in range(BOOKINGS)])
        _expect(booked, 201)
        lost = await ask_all(port, [_book(world, headers, 0)] * LOSERS)
        _expect(lost, 409)
        lines = [
            Line(f"{kind}: bookings through HTTP, 8 clients", booked.rate, "raw inserts", base),
            Line(f"{kind}: losers of a hot slot", lost.rate, "bookings", booked.rate),
        ]
        return lines + await _measure_feed(kind, port, feed_path)


async def _measure_feed(kind: str, port: int, path: str) -> list[Line]:
    hello = await ask_all(port, [compose("GET", "/health/hello", {})] * READS)
    _expect(hello, 200)
    _, told, body = await ask_once(port, compose("GET", path, {}))
    if body.count(b"BEGIN:VEVENT") != FEED_SESSIONS:
        raise RuntimeError(f"the feed holds {body.count(b'BEGIN:VEVENT')} sessions")
    whole = await ask_all(port, [compose("GET", path, {})] * (READS // 4))
    _expect(whole, 200)
    same = await ask_all(port, [compose("GET", path, {"If-None-Match": told["etag"]})] * READS)
    _expect(same, 304)
    size = f"{len(body) // 1024} KB"
    return [
        Line(f"{kind}: feed of 1,000 sessions, 200 ({size})", whole.rate, "hello", hello.rate),
        Line(f"{kind}: the same, 304", same.rate, "hello", hello.rate),
    ]


async def _write_one(world: World) -> list[Statement]:
    """What one booking writes; the booking stays."""
    written: list[Statement] = []
    ask = world.ask(during=hours(9, 10, on=FIRST_DAY - timedelta(days=30)), reasons={"*": "bench"})
    with taking_down(written):
        await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=datetime.now(UTC))
    return written


async def _fill_feed(world: World, now: datetime) -> str:
    """A room's calendar of 1,000 sessions within its window; its path."""
    first = now.date() + timedelta(days=2)
    spans = [
        hours(7 + number % 4, 8 + number % 4, on=first + timedelta(days=number // 4))
        for number in range(FEED_SESSIONS)
    ]
    for start in range(0, FEED_SESSIONS, 250):
        ask = world.ask(
            world.part_a,
            agency_id=world.bandung_dinas,
            sessions=tuple(map(PlannedSession, spans[start : start + 250])),
            reasons={"*": "bench"},
        )
        await ask_for_room(ask, actor=BANDUNG_COORDINATOR, hold_for=HOLD, now=now)
    style = FeedStyle("bench")
    opened = await open_feed(
        FeedScope.ROOM, world.part_a, style, actor=BANDUNG_COORDINATOR, now=now
    )
    return f"/k/{opened.secret}.ics"


def _book(world: World, headers: dict[str, str], number: int) -> bytes:
    span = hours(0, 1, on=FIRST_DAY)
    start = span.start + timedelta(hours=number)
    body = {
        "room_id": str(world.open_room),
        "agency_id": str(world.serang_dinas),
        "purpose": "Bench",
        "headcount": 20,
        "sessions": [
            {
                "starts_at": start.isoformat(),
                "ends_at": (start + timedelta(hours=1)).isoformat(),
            }
        ],
        "reasons": {"*": "bench"},
    }
    return compose("POST", "/api/v1/bookings", headers, json.dumps(body).encode())


def _expect(run: Run, status: int) -> None:
    if set(run.statuses) != {status}:
        raise RuntimeError(f"expected {status} only: {dict(run.statuses)}")
