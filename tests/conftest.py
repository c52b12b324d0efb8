"""What every test may ask for: an engine, and a migrated, empty database of its own on it."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from lintas.store import engines
from lintas.store.migrations import migrate
from tests.engines.postgres import PostgresServer, postgres_server

pytest_plugins = ["tests.browsers.plugin"]

# How long an example takes says how busy the machine is, not whether the code is right.
settings.register_profile("lintas", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lintas")


@dataclass(frozen=True, slots=True)
class Database:
    """One that nobody else uses. `kind` is "sqlite" or "postgres"."""

    url: str
    kind: str


class Templates:
    """One migrated database for each engine, made when first asked for, and copied ever after."""

    def __init__(self, folder: Path, request: pytest.FixtureRequest) -> None:
        self._folder = folder
        self._request = request
        self._ready: set[str] = set()
        self._numbers = count(1)
        # A server that you named may serve other runs too.
        self._prefix = f"lintas_test_{folder.stat().st_ino:x}"

    @property
    def server(self) -> PostgresServer:
        """Started only when a test on PostgreSQL is the first to run."""
        server: PostgresServer = self._request.getfixturevalue("postgres")
        return server

    async def copy(self, kind: str) -> str:
        """The URL of a new copy."""
        if kind not in self._ready:
            await self._migrate(await self._make(kind))
            self._ready.add(kind)
        number = next(self._numbers)
        if kind == "postgres":
            return await self.server.create_database(
                f"{self._prefix}_{number}", template=f"{self._prefix}_template"
            )
        return f"sqlite:///{shutil.copy(self._folder / 'template', self._folder / f'{number}')}"

    async def remove(self, database: Database) -> None:
        if database.kind == "postgres":
            await self.server.drop_database(database.url.rpartition("/")[2])
        else:
            for file in self._folder.glob(f"{Path(database.url).name}*"):
                file.unlink()

    async def _make(self, kind: str) -> str:
        if kind == "postgres":
            return await self.server.create_database(f"{self._prefix}_template")
        return f"sqlite:///{self._folder / 'template'}"

    async def _migrate(self, url: str) -> None:
        engine = engines.open_engine(url)
        engines.use(engine)
        await migrate()
        await engines.close(engine)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL server: yours, else one that lives as long as this run."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def templates(
    tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Templates:
    return Templates(tmp_path_factory.mktemp("databases"), request)


@pytest.fixture(params=["sqlite", "postgres"])
def engine_kind(request: pytest.FixtureRequest) -> str:
    """A test that asks for this, or for a database, runs once on each engine."""
    kind: str = request.param
    return kind


@pytest.fixture
async def database(engine_kind: str, templates: Templates) -> AsyncIterator[Database]:
    """An empty database with every table, in use by the store until the test ends."""
    database = Database(await templates.copy(engine_kind), engine_kind)
    engine = engines.open_engine(database.url)
    engines.use(engine)
    yield database
    await engines.close(engine)
    await templates.remove(database)
