"""A whole copy of the memory while it is in use, and back again.

SQLite copies by its own means: the copy is of one moment, however much is written meanwhile, and
a copy back is one transaction, which a crash in the middle undoes. PostgreSQL has its own tools.
"""

import asyncio
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from lintas.domain.refusal import Refusal
from lintas.store.engines import Postgres, current
from lintas.store.migrations import list_steps
from lintas.store.tables import TABLES

# "LNTS": what the migrations write into a file of ours.
_APPLICATION_ID = 0x4C4E5453
# Seconds to wait for a transaction that is running.
_PATIENCE = 2.0


class UseServerTools(Refusal):
    """A PostgreSQL database is copied by the tools that come with it: `command` says how."""

    def __init__(self, command: str) -> None:
        super().__init__(f"PostgreSQL brings its own tools: {command}")
        self.command = command


class TargetExists(Refusal):
    """A copy never takes the place of another file."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"{target} is there already")
        self.target = target


class NotWhole(Refusal):
    """A file is no whole database of ours: `wrong` says in what."""

    def __init__(self, file: Path, wrong: str) -> None:
        super().__init__(f"{file}: {wrong}")
        self.file, self.wrong = file, wrong


class InUse(Refusal):
    """A server has the database open: it must be stopped first."""

    def __init__(self, database: Path) -> None:
        super().__init__(f"{database} is open elsewhere: stop the server first")
        self.database = database


async def backup(target: Path) -> None:
    """Write the database as it is at this moment to a new file, readable by its owner alone.

    Others may write meanwhile. The file appears under its name when it is complete, checked and
    on the disk, not before.

    Raises:
        TargetExists, UseServerTools: nothing was written.
        NotWhole: the database itself is damaged.
    """
    engine = current()
    if isinstance(engine, Postgres):
        raise UseServerTools(
            f"pg_dump --format=custom --file={target} '{_without_password(engine.address)}'"
        )
    await asyncio.to_thread(_copy_out, Path(engine.path), target)


async def restore(source: Path) -> Path | None:
    """Put a backup in the place of the whole database, and say where the old one was kept.

    Close the engine first: this needs the file for itself. That others have it open can be seen
    in WAL mode only; in the other they would find the restored rows with their next query.

    Raises:
        NotWhole: the source is something else, damaged, or newer than this version.
        InUse, UseServerTools: nothing was changed.
    """
    engine = current()
    if isinstance(engine, Postgres):
        raise UseServerTools(
            "pg_restore --clean --if-exists --single-transaction"
            f" --dbname='{_without_password(engine.address)}' {source}"
        )
    return await asyncio.to_thread(_copy_in, source, Path(engine.path))


def _copy_out(database: Path, target: Path) -> None:
    if target.exists():
        raise TargetExists(target)
    with _draft_of(target) as draft:
        with _opened(database, mode="ro") as source, _opened(draft) as copy:
            source.backup(copy)
            # A copy is one file: without this it would bring a -wal and a -shm along.
            copy.execute("PRAGMA journal_mode=DELETE")
            _check(copy, target)
        _put(draft, target)


def _copy_in(source: Path, database: Path) -> Path | None:
    if not source.is_file():
        raise NotWhole(source, "there is no such file")
    with _opened(source, mode="ro") as copy:
        _check(copy, source)
        kept = _keep_old(database) if database.exists() else None
        with _opened(database) as target:
            _take_for_oneself(target, database)
            copy.backup(target)
    return kept


def _keep_old(database: Path) -> Path:
    with _opened(database) as old:
        _take_for_oneself(old, database)
    number = 1
    while (kept := database.with_name(f"{database.name}.replaced-{number}")).exists():
        number += 1
    with _draft_of(kept) as draft:
        with _opened(database, mode="ro") as old, _opened(draft) as copy:
            old.backup(copy)
        _put(draft, kept)
    return kept


def _take_for_oneself(raw: sqlite3.Connection, database: Path) -> None:
    """Leaving WAL mode is possible only for one who has the file alone; the lock is then kept."""
    try:
        raw.execute("PRAGMA locking_mode=EXCLUSIVE")
        raw.execute("PRAGMA journal_mode=DELETE")
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if not error.sqlite_errorname.startswith("SQLITE_BUSY"):
            raise
        raise InUse(database) from error


def _check(raw: sqlite3.Connection, file: Path) -> None:
    """Raises NotWhole."""
    try:
        wrong = next(_faults(raw), None)
    except sqlite3.DatabaseError as error:
        wrong = str(error)
    if wrong is not None:
        raise NotWhole(file, wrong)


def _faults(raw: sqlite3.Connection) -> Iterator[str]:
    if raw.execute("PRAGMA application_id").fetchone() != (_APPLICATION_ID,):
        yield "no database of Lintas"
    for (said,) in raw.execute("PRAGMA integrity_check(1)"):
        if said != "ok":
            yield f"damaged: {said}"
    for table, row, parent, _ in raw.execute("PRAGMA foreign_key_check"):
        yield f"damaged: row {row} of {table} names a {parent} that isn't there"
    made = {name for (name,) in raw.execute("SELECT name FROM migration")}
    known = set(list_steps())
    if made - known:
        yield f"of a newer version: {max(made - known)}"
    there = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
    missing = {table._meta.tablename for table in TABLES} - there  # noqa: SLF001 -- Piccolo's only name for it
    # One of an older version lacks what `lintas migrate` will add.
    if missing and made == known:
        yield f"damaged: lacks {', '.join(sorted(missing))}"


@contextmanager
def _opened(file: Path, mode: str = "rwc") -> Iterator[sqlite3.Connection]:
    address = f"{file.absolute().as_uri()}?mode={mode}"
    with closing(
        sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)
    ) as raw:
        yield raw


@contextmanager
def _draft_of(target: Path) -> Iterator[Path]:
    """An empty file beside the target, for its owner alone; gone unless it was renamed."""
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield draft
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()


def _put(draft: Path, target: Path) -> None:
    """Give a finished file its name, so that a power cut leaves all of it or nothing."""
    _sync(draft)
    draft.rename(target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _without_password(address: str) -> str:
    """The tools ask for it, or read it from ~/.pgpass; it doesn't belong on a command line."""
    parts = urlsplit(address)
    user, at, hosts = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}{at}{hosts}"))
