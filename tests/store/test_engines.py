"""What both databases answer, and what they are not asked."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import asyncpg
import pytest

from lintas.store import engines
from lintas.store.engines import (
    BadAddress,
    NaiveTime,
    Postgres,
    SQLite,
    fetch,
    open_engine,
    read_day,
    read_id,
    read_moment,
)
from lintas.store.engines import sqlite as sqlite_engine
from lintas.store.engines.raw import wal_is_sound
from lintas.store.tables import AuditEntryRow
from lintas.store.transaction import writing
from lintas.store.trouble import StoreUnavailable, as_trouble
from tests.conftest import Database

NOON_IN_WIB = datetime(2026, 12, 1, 12, 30, 15, 250, tzinfo=timezone(timedelta(hours=7)))
NAIVE = datetime(2026, 12, 1, 12, 30)  # noqa: DTZ001 -- what must be refused


@pytest.mark.parametrize(
    "url",
    [
        "",
        "lintas.sqlite",
        "sqlite://lintas.sqlite",
        "sqlite:///:memory:",
        "sqlite:///a?mode=ro",
        "mysql://host/lintas",
    ],
)
def test_an_address_of_no_database_is_refused(url: str) -> None:
    with pytest.raises(BadAddress) as caught:
        open_engine(url)

    assert caught.value.shown == url


def test_a_refused_address_keeps_its_password_to_itself() -> None:
    with pytest.raises(BadAddress) as caught:
        open_engine("mysql://me:secret@host/lintas")

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///lintas.sqlite", "lintas.sqlite"),
        ("sqlite:////srv/lintas/a b.db", "/srv/lintas/a b.db"),
    ],
    ids=["relative", "absolute"],
)
def test_a_file_is_found_by_its_address(url: str, path: str) -> None:
    assert open_engine(url).path == path  # type: ignore[union-attr]  # a file's engine has one


def test_a_server_need_not_be_there_when_the_process_starts() -> None:
    engine = open_engine("postgresql://me:secret@127.0.0.1:9,127.0.0.1:10/lintas")

    assert isinstance(engine, Postgres)


async def test_moments_days_and_ids_come_back_as_they_went(database: Database) -> None:
    entry, day = uuid4(), date(2026, 12, 1)
    await fetch("CREATE TABLE memory (id uuid, day date, at timestamptz)")

    await fetch("INSERT INTO memory (id, day, at) VALUES ($1, $2, $3)", entry, day, NOON_IN_WIB)

    (row,) = await fetch(
        "SELECT id, day, at FROM memory WHERE id = $1 AND at = $2", entry, NOON_IN_WIB
    )
    (summed,) = await fetch("SELECT max(at) AS at, max(day) AS day FROM memory")
    assert (read_id(row["id"]), read_day(row["day"]), read_moment(row["at"])) == (
        entry,
        day,
        NOON_IN_WIB,
    )
    assert (read_day(summed["day"]), read_moment(summed["at"])) == (day, NOON_IN_WIB)
    assert type(read_id(row["id"])) is UUID
    assert read_moment(row["at"]).tzinfo is UTC


async def test_piccolo_reads_what_was_written_by_hand(database: Database) -> None:
    await fetch("INSERT INTO audit_entry (id, at) VALUES ($1, $2)", uuid4(), NOON_IN_WIB)

    assert await AuditEntryRow.select(AuditEntryRow.at).where(AuditEntryRow.at == NOON_IN_WIB) == [
        {"at": NOON_IN_WIB}
    ]


async def test_a_time_without_a_zone_is_refused_by_hand(database: Database) -> None:
    with pytest.raises(NaiveTime):
        await fetch("INSERT INTO audit_entry (id, at) VALUES ($1, $2)", uuid4(), NAIVE)

    assert await fetch("SELECT id FROM audit_entry") == []


async def test_a_time_without_a_zone_is_refused_through_piccolo(database: Database) -> None:
    with pytest.raises(NaiveTime):
        await AuditEntryRow.insert(AuditEntryRow(id=uuid4(), at=NAIVE))
    with pytest.raises(NaiveTime):
        await AuditEntryRow.select().where(AuditEntryRow.at > NAIVE)

    assert await fetch("SELECT id FROM audit_entry") == []


def test_placeholders_are_numbered_behind_others() -> None:
    assert engines.marks(3) == "$1, $2, $3"
    assert engines.marks(2, after=4) == "$5, $6"


async def test_hundreds_may_ask_at_once(database: Database) -> None:
    answers = await asyncio.gather(*(fetch("SELECT $1 AS n", "x") for _ in range(300)))

    assert answers == [[{"n": "x"}]] * 300


# SQLite


@pytest.mark.parametrize(
    ("version", "is_sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_only_a_mended_sqlite_is_trusted_with_wal(
    version: tuple[int, ...], *, is_sound: bool
) -> None:
    assert wal_is_sound(version) == is_sound


async def ask_pragmas(*names: str) -> list[object]:
    return [next(iter((await fetch(f"PRAGMA {name}"))[0].values())) for name in names]


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_a_commit_survives_a_power_cut(database: Database) -> None:
    engine = engines.current()

    assert isinstance(engine, SQLite)
    journal, full = ("wal", 2) if engine.is_wal else ("delete", 3)
    assert await ask_pragmas("journal_mode", "synchronous", "foreign_keys") == [journal, full, 1]


async def test_an_older_sqlite_leaves_wal_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'one'}"
    async with used(url):
        await fetch("CREATE TABLE memory (n integer)")
    monkeypatch.setattr(sqlite_engine, "wal_is_sound", lambda _: False)

    async with used(url) as engine:
        found = await ask_pragmas("journal_mode", "synchronous")

    assert found == ["delete", 3]
    assert "rollback journal" in (engine.journal_note or "")


@asynccontextmanager
async def used(url: str) -> AsyncIterator[engines.Engine]:
    engine = open_engine(url)
    engines.use(engine)
    yield engine
    await engines.close(engine)


@pytest.mark.parametrize("engine_kind", ["sqlite"])
async def test_a_row_can_not_be_replaced_behind_the_guards_back(database: Database) -> None:
    # SQLite runs no delete triggers for REPLACE unless it is told to.
    entry = uuid4()
    await fetch(
        "INSERT INTO audit_entry (id, at, verb) VALUES ($1, $2, 'made')", entry, NOON_IN_WIB
    )

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        await fetch(
            "INSERT OR REPLACE INTO audit_entry (id, at, verb) VALUES ($1, $2, 'forged')",
            entry,
            NOON_IN_WIB,
        )


# A server that goes away and comes back


@dataclass
class Relay:
    """A door in front of a server; shut, it is what a stopped server is."""

    target: tuple[str, int]
    port: int = 0
    server: asyncio.Server | None = None

    def __post_init__(self) -> None:
        self.writers: set[asyncio.StreamWriter] = set()

    async def open(self) -> None:
        self.server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    async def shut(self) -> None:
        assert self.server
        self.server.close()
        for writer in self.writers:
            writer.transport.abort()
        await self.server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(*self.target)
        self.writers |= {writer, far_writer}
        await asyncio.gather(_pump(reader, far_writer), _pump(far_reader, writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while piece := await reader.read(65536):
            writer.write(piece)
    except OSError:
        pass
    writer.close()


@pytest.mark.parametrize("engine_kind", ["postgres"])
async def test_a_server_that_comes_back_is_served_without_a_restart(database: Database) -> None:
    parts = urlsplit(database.url)
    relay = Relay((parts.hostname or "", parts.port or 0))
    await relay.open()
    await relay.shut()
    through = parts._replace(netloc=f"{parts.username}:{parts.password}@127.0.0.1:{relay.port}")
    outages = []

    async def ask() -> str:
        try:
            async with writing():
                await fetch("SELECT 1")
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, StoreUnavailable) as error:
            outages.append(as_trouble(error))
            return "away"
        return "there"

    async with used(through.geturl()):
        answers = [await ask()]
        await relay.open()
        answers += [await ask() for _ in range(3)]
        await relay.shut()
        answers += [await ask() for _ in range(12)]
        await relay.open()
        answers += [await ask() for _ in range(3)]
        await relay.shut()

    assert answers == ["away"] + ["there"] * 3 + ["away"] * 12 + ["there"] * 3
    assert {outage and outage.retry_after for outage in outages} == {5}
