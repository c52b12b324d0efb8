"""Bookings through HTTP, eight clients at once."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from lintas.actions.accounts.issue_token import issue_token
from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.domain.accounts import SHELL
from lintas.store import engines
from lintas.store.migrations import migrate
from tests.actions.world import (
    HOLD,
    SERANG_TRAINER,
    World,
    hours,
    settle_world,
)
from tests.bench.asking import Run, ask_all, compose
from tests.bench.databases import Maker
from tests.bench.raw import Statement, known_ids, taking_down, vary, write_raw
from tests.bench.serving import serving

BOOKINGS, LOSERS = 400, 400
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
    raw = [vary(written, known_ids(world), RAW_HOURS + number) for number in range(BOOKINGS)]
    await engines.close(engines.current())

    base = await write_raw(url, raw)
    with serving(url) as port:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        booked = await ask_all(port, [_book(world, headers, n) for n in range(BOOKINGS)])
        expect(booked, 201)
        lost = await ask_all(port, [_book(world, headers, 0)] * LOSERS)
        expect(lost, 409)
        return [
            Line(f"{kind}: bookings through HTTP, 8 clients", booked.rate, "raw inserts", base),
            Line(f"{kind}: losers of a hot slot", lost.rate, "bookings", booked.rate),
        ]


async def _write_one(world: World) -> list[Statement]:
    """What one booking writes; the booking stays."""
    written: list[Statement] = []
    ask = world.ask(during=hours(9, 10, on=FIRST_DAY - timedelta(days=30)), reasons={"*": "bench"})
    with taking_down(written):
        await ask_for_room(ask, actor=SERANG_TRAINER, hold_for=HOLD, now=datetime.now(UTC))
    return written


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


def expect(run: Run, status: int) -> None:
    if set(run.statuses) != {status}:
        raise RuntimeError(f"expected {status} only: {dict(run.statuses)}")
