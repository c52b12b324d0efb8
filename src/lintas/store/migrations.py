"""The schema, moved forwards and backwards: all of the way or not at all.

Piccolo's own runner is for one process at a time, prints, and records each step outside of the
step's transaction. Here a whole move is one transaction, and whoever comes second finds it done.
"""

import asyncio
import importlib
import io
import pkgutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, redirect_stdout
from typing import Protocol

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.apps.migrations.tables import Migration

from lintas.domain.refusal import Refusal
from lintas.store import piccolo_migrations
from lintas.store.engines import Postgres, current, fetch
from lintas.store.transaction import writing
from lintas.store.trouble import may_pass

# Seconds to wait for another process that is migrating, and for one step.
OTHERS_PATIENCE = 120.0
STEP_PATIENCE = 3600.0

_APP = "lintas"
_LOCK = 0x4C4E5453
_NOW = {
    # Each row later than the one before, though all are of one transaction: Piccolo's own
    # commands go by it.
    "postgres": "clock_timestamp()",
    "sqlite": "strftime('%Y-%m-%d %H:%M:%f', 'now')",
}


class SchemaTooNew(Refusal):
    """A newer Lintas has changed this database; this older one must not touch it."""

    def __init__(self, unknown: str) -> None:
        super().__init__(f"the database is at {unknown}, which this version doesn't know")
        self.unknown = unknown


class SchemaBehind(Refusal):
    """The database lacks steps that this version needs: `lintas migrate` makes them."""

    def __init__(self, missing: Sequence[str]) -> None:
        super().__init__(f"the database lacks {', '.join(missing)}: run `lintas migrate`")
        self.missing = tuple(missing)


class UnknownStep(Refusal):
    """There is no migration of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"{name!r} is none of {', '.join(known)}")
        self.name, self.known = name, tuple(known)


class Step(Protocol):
    """A module of piccolo_migrations."""

    ID: str

    async def forwards(self) -> MigrationManager: ...


async def migrate(to: str = "all") -> tuple[str, ...]:
    """Make every step up to and including `to`, oldest first, and say which were made.

    Raises:
        SchemaTooNew, UnknownStep, StoreUnavailable.
    """
    steps = list_steps()
    wanted = list(steps) if to == "all" else _up_to(to, list(steps))
    return await _persist(steps, wanted)


async def revert(to: str) -> tuple[str, ...]:
    """Undo every step after `to`, newest first, and say which were undone; "nothing" undoes all.

    Rows go with their tables.

    Raises:
        SchemaTooNew, UnknownStep, StoreUnavailable.
    """
    steps = list_steps()
    kept = [] if to == "nothing" else _up_to(to, list(steps))
    async with _alone():
        made = await _list_made(list(steps))
        undone = [name for name in reversed(made) if name not in kept]
        for name in undone:
            await _walk(steps[name], backwards=True)
            await fetch("DELETE FROM migration WHERE app_name = $1 AND name = $2", _APP, name)
    return tuple(undone)


async def schema_version() -> str | None:
    """The newest step that the database has made; None for an empty one."""
    made = await _read_made()
    return made[-1] if made else None


async def check_schema() -> None:
    """Refuse a database that this version can't serve.

    Raises:
        SchemaTooNew, SchemaBehind.
    """
    steps = list(list_steps())
    made = _known(await _read_made(), steps)
    if missing := [name for name in steps if name not in made]:
        raise SchemaBehind(missing)


def list_steps() -> dict[str, Step]:
    """Every step that this version knows, by ID, oldest first."""
    names = [module.name for module in pkgutil.iter_modules(piccolo_migrations.__path__)]
    modules = [importlib.import_module(f"{piccolo_migrations.__name__}.{name}") for name in names]
    return {module.ID: module for module in sorted(modules, key=lambda module: str(module.ID))}


def _up_to(name: str, known: list[str]) -> list[str]:
    if name not in known:
        raise UnknownStep(name, known)
    return known[: known.index(name) + 1]


async def _persist(steps: dict[str, Step], wanted: Sequence[str]) -> tuple[str, ...]:
    """Make the steps; while another process makes them, wait."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + OTHERS_PATIENCE
    while True:
        try:
            return await _make(steps, wanted)
        except Exception as error:
            if not may_pass(error) or loop.time() > deadline:
                raise
        await asyncio.sleep(0.1)


async def _make(steps: dict[str, Step], wanted: Sequence[str]) -> tuple[str, ...]:
    # Most starts find everything made: those need no lock.
    if set(wanted) <= set(_known(await _read_made(), list(steps))):
        return ()
    async with _alone():
        await Migration.create_table(if_not_exists=True)
        made = await _list_made(list(steps))
        missing = [name for name in wanted if name not in made]
        for name in missing:
            await _walk(steps[name], backwards=False)
            now = _NOW[current().engine_type]
            await fetch(
                f"INSERT INTO migration (name, app_name, ran_on) VALUES ($1, $2, {now})",
                name,
                _APP,
            )
    return tuple(missing)


@asynccontextmanager
async def _alone() -> AsyncIterator[None]:
    """A transaction that no other migrating process shares. SQLite's has one writer anyway."""
    engine = current()
    Migration._meta._db = engine  # noqa: SLF001 -- Piccolo offers no public name for it
    async with writing() as tx:
        if isinstance(engine, Postgres):
            tx.patience = STEP_PATIENCE
            await fetch("SET LOCAL statement_timeout = 0")
            await fetch("SET LOCAL lock_timeout = 0")
            await fetch("SELECT pg_advisory_xact_lock($1)", _LOCK)
            # The tables' own locks: those who serve meanwhile must not be kept out for long.
            await fetch("SET LOCAL lock_timeout = '10s'")
        yield


async def _read_made() -> list[str]:
    Migration._meta._db = current()  # noqa: SLF001 -- as above
    if not await Migration.table_exists():
        return []
    rows = await fetch("SELECT name FROM migration WHERE app_name = $1 ORDER BY name", _APP)
    return [str(row["name"]) for row in rows]


async def _list_made(steps: Sequence[str]) -> list[str]:
    return _known(await _read_made(), steps)


def _known(made: list[str], steps: Sequence[str]) -> list[str]:
    unknown = [name for name in made if name not in steps]
    if unknown:
        raise SchemaTooNew(unknown[-1])
    return made


async def _walk(step: Step, *, backwards: bool) -> None:
    manager = await step.forwards()
    with redirect_stdout(io.StringIO()):
        await manager.run(backwards=backwards)
