"""From an address to what is kept, through a server on loopback and a process of its own."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from lintas.actions.bookings.ask_for_room import ask_for_room
from lintas.actions.outside_calendars.add_calendar import SealedAddress, add_calendar
from lintas.domain.outside_calendars import OutsideCalendar, Standing
from lintas.domain.sealing import SealingKey
from lintas.domain.timespan import TimeSpan
from lintas.intake.calendars.fetching import open_client
from lintas.intake.calendars.guarding import GuardedTransport
from lintas.intake.calendars.looking import Looking, look_at_due, read_wish
from lintas.store.engines import fetch
from lintas.store.outside_calendars.added import find_any_calendar
from lintas.store.outside_calendars.busy import list_busy_outside
from tests.actions.world import BANDUNG_MANAGER, HOLD, NOW, SERANG_TRAINER, World, settle_world
from tests.conftest import Database
from tests.intake.calendars.writing import calendar, event

KEY = SealingKey("kunci contoh")
EVER = TimeSpan(NOW - timedelta(days=2), NOW + timedelta(days=700))
HOSTS = ("luar.test", "lain.test")
LESSON = event("DTSTART:20270201T020000Z", "DTEND:20270201T040000Z")
# It waits a quarter of an hour, and twice as long after each failure.
MOST_A_DAY = 8
DAILY = event("DTSTART:20270101T010000Z", "DTEND:20270101T013000Z", "RRULE:FREQ=DAILY", uid="dua")


@dataclass
class Server:
    """Answers by path with a status, headers and a body; remembers the heads of requests."""

    port: int = 0
    answers: dict[str, tuple[str, Sequence[str], bytes]] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)

    def says(self, body: bytes, *headers: str, path: str = "/k", status: str = "200 OK") -> None:
        self.answers[path] = (status, headers, body)

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.heads.append(head)
        status, headers, body = self.answers[head.split()[1]]
        said = (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close")
        writer.write("\r\n".join((*said, "", "")).encode() + body)
        writer.close()


@pytest.fixture
async def world(database: Database) -> World:
    return await settle_world()


@asynccontextmanager
async def served() -> AsyncIterator[tuple[Server, Looking]]:
    ours = Server()
    listening = await asyncio.start_server(ours.handle, "127.0.0.1", 0)
    ours.port = listening.sockets[0].getsockname()[1]

    async def resolve(host: str, _: int) -> Sequence[str]:
        return ["127.0.0.1"] if host in HOSTS else ["10.0.0.1"]

    through = GuardedTransport(resolve, lambda it: it == "127.0.0.1", frozenset((ours.port,)))
    async with open_client(through) as client:
        yield ours, Looking(client, KEY, frozenset(("http",)))
    listening.close()


async def add(world: World, server: Server, path: str = "/k", host: str = "luar.test") -> None:
    address = f"http://{host}:{server.port}{path}"
    await add_calendar(
        SealedAddress(host, KEY.fingerprint(address), KEY.seal(address)),
        room_id=world.open_room,
        trainer_id=None,
        actor=BANDUNG_MANAGER,
        now=NOW,
    )


async def look(looking: Looking, now: datetime = NOW) -> list[OutsideCalendar]:
    await fetch("UPDATE outside_calendar SET next_at = $1", now)
    await look_at_due(looking, now=now, stopping=lambda: False)
    rows = await fetch("SELECT id FROM outside_calendar ORDER BY id")
    return [await find_any_calendar(row["id"]) for row in rows]


async def busy(world: World) -> list[TimeSpan]:
    found = await list_busy_outside([world.open_room], [], EVER)
    return [span for each in found for span in each.busy]


async def test_it_is_fetched_read_kept_and_asked_for_again_only_if_it_changed(
    world: World,
) -> None:
    async with served() as (server, looking):
        await add(world, server)
        server.says(calendar(LESSON, event("DTSTART:x", uid="rusak")), 'ETag: "satu"')
        (first,) = await look(looking)
        kept = await busy(world)
        server.says(b"", status="304 Not Modified")
        (second,) = await look(looking, NOW + timedelta(hours=1))

    assert (first.standing(NOW), first.unread, len(kept)) == (Standing.FRESH, 1, 1)
    assert 'If-None-Match: "satu"' in server.heads[1]
    assert (second.read_at, second.failures) == (NOW + timedelta(hours=1), 0)
    assert await busy(world) == kept
    copy = await fetch("SELECT count(*) AS n FROM outside_copy")
    assert copy[0]["n"] == 1


async def test_a_new_day_works_repetitions_out_anew_though_nothing_changed(world: World) -> None:
    async with served() as (server, looking):
        await add(world, server)
        server.says(calendar(DAILY), 'ETag: "satu"')
        await look(looking)
        last = (await busy(world))[-1]
        server.says(b"", status="304 Not Modified")
        (known,) = await look(looking, NOW + timedelta(days=3))
        further = (await busy(world))[-1]
        server.says(b"", status="503 Busy")
        (failed,) = await look(looking, NOW + timedelta(days=5))
        furthest = (await busy(world))[-1]

    assert further.start - last.start == timedelta(days=3)
    assert furthest.start - further.start == timedelta(days=2)
    assert known.standing(NOW + timedelta(days=3)) is Standing.FRESH
    # Worked out anew, it is as old as it was.
    assert (failed.read_at, failed.trouble, failed.status) == (known.read_at, "status", 503)


async def test_one_that_is_broken_costs_the_others_nothing(world: World) -> None:
    async with served() as (server, looking):
        for path, host in (("/a", "luar.test"), ("/b", "luar.test"), ("/c", "lain.test")):
            await add(world, server, path, host)
        server.says(b"<html>Masuk</html>", path="/a")
        server.says(calendar(LESSON), path="/b")
        server.says(b"", "Location: http://127.0.0.1/", path="/c", status="302 Found")
        found = await look(looking)
        stranger = Looking(looking.client, SealingKey("lain"), looking.schemes)
        strange = await look(stranger)

    assert sorted(each.trouble for each in found) == ["", "address", "other"]
    assert {each.trouble for each in found if each.standing(NOW) is Standing.FRESH} == {""}
    assert {each.trouble for each in strange} == {"key"}
    assert len(await busy(world)) == 1


async def test_a_day_of_errors_frees_nothing_and_is_asked_about_ever_more_seldom(
    world: World,
) -> None:
    async with served() as (server, looking):
        await add(world, server)
        server.says(calendar(LESSON))
        (known,) = await look(looking)
        kept = await busy(world)
        server.says(b"", status="500 Internal Server Error")
        asked = [NOW]
        while known.next_at and known.next_at < NOW + timedelta(days=1):
            asked.append(known.next_at)
            (known,) = await look(looking, asked[-1])
        server.says(calendar(LESSON))
        (again,) = await look(looking, NOW + timedelta(days=1))

    waits = [later - earlier for earlier, later in pairwise(asked)]
    assert len(asked) <= MOST_A_DAY
    assert waits[-1] > 8 * waits[0]
    assert (known.standing(asked[-1]), known.failures) == (Standing.STALE, len(waits))
    assert kept
    assert await busy(world) == kept
    assert (again.standing(NOW + timedelta(days=1)), again.failures) == (Standing.FRESH, 0)


async def test_our_own_sessions_in_it_take_nothing(world: World) -> None:
    asked = world.ask(during=TimeSpan(NOW + timedelta(days=28), NOW + timedelta(days=28, hours=2)))
    made = await ask_for_room(asked, actor=SERANG_TRAINER, hold_for=HOLD, now=NOW)
    (session,) = made.booking.sessions
    copied = event("DTSTART:20270201T020000Z", "DTEND:20270201T040000Z", uid=session.uid)
    async with served() as (server, looking):
        await add(world, server)
        server.says(calendar(copied, DAILY))
        await look(looking)

    found = await busy(world)
    assert {span.length for span in found} == {timedelta(minutes=30)}
    assert await fetch("SELECT id FROM conflict") == []


@pytest.mark.parametrize(
    ("line", "seconds"),
    [
        ("REFRESH-INTERVAL;VALUE=DURATION:PT4H", 14_400),
        ("X-PUBLISHED-TTL:P1DT30M", 88_200),
        ("x-published-ttl:p1w", 604_800),
        ("REFRESH-INTERVAL:PT5S", 5),
        ("REFRESH-INTERVAL:P9999W", 1_000_000),
        ("REFRESH-INTERVAL:seing-seing", 0),
        ("X-LAIN:PT4H", 0),
        ("", 0),
    ],
)
def test_how_often_it_wants_to_be_looked_at(line: str, seconds: int) -> None:
    assert read_wish(calendar(line)) == seconds


async def find_place() -> tuple[str, str]:
    """The host and the sealed address that are kept."""
    (row,) = await fetch("SELECT host, address FROM outside_calendar")
    return row["host"], KEY.open(row["address"])


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
async def test_who_moved_for_good_is_followed_after_three_answers(
    world: World, status: str
) -> None:
    async with served() as (server, looking):
        there = f"http://lain.test:{server.port}/baru"
        server.says(b"", f"Location: {there}", status=status)
        server.says(calendar(LESSON), path="/baru")
        await add(world, server)
        places = []
        for hour in range(4):
            await look(looking, NOW + timedelta(days=hour))
            places.append((await find_place())[1])

    assert places == [places[0], places[0], there, there]
    assert (await find_place())[0] == "lain.test"
    rows = await fetch("SELECT after FROM audit_entry WHERE verb = 'follow'")
    assert ["baru" in row["after"] for row in rows] == [False]


async def test_who_moved_for_now_is_not_followed_for_good(world: World) -> None:
    async with served() as (server, looking):
        server.says(b"", "Location: /sementara", status="302 Found")
        server.says(b"", "Location: /baru", path="/sementara", status="301 Moved Permanently")
        server.says(calendar(LESSON), path="/baru")
        await add(world, server)
        for day in range(4):
            await look(looking, NOW + timedelta(days=day))

    assert (await find_place())[1].endswith("/k")


async def test_who_changes_its_mind_is_asked_at_the_old_address(world: World) -> None:
    async with served() as (server, looking):
        await add(world, server)
        for day, place in enumerate(("/satu", "/dua", "/satu", "/dua", "/dua")):
            server.says(b"", f"Location: {place}", status="301 Moved Permanently")
            server.says(calendar(LESSON), path=place)
            await look(looking, NOW + timedelta(days=day))

    assert (await find_place())[1].endswith("/k")
