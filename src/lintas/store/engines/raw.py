"""What runs in the thread of a SQLite connection: its first words, and its statements."""

import re
import sqlite3
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

Rows = list[dict[str, Any]]

# Seconds that SQLite waits for another process.
BUSY_PATIENCE = 5.0

# sqlite.org/wal.html, section 11: the first release without the bug, and those mended afterwards.
_WAL_IS_SOUND_FROM = (3, 51, 3)
_WAL_WAS_MENDED_IN = {(3, 44, 6), (3, 50, 7)}


def wal_is_sound(version: tuple[int, ...]) -> bool:
    """Whether a SQLite is free of the WAL-reset bug, which may corrupt a file."""
    return version >= _WAL_IS_SOUND_FROM or version in _WAL_WAS_MENDED_IN


def connect(options: Mapping[str, Any], *, is_wal: bool) -> sqlite3.Connection:
    """Open a file so that a commit survives a power cut and foreign keys hold."""
    raw: sqlite3.Connection = sqlite3.connect(
        **options,
        timeout=BUSY_PATIENCE,
        cached_statements=256,
        check_same_thread=False,  # other threads do nothing but interrupt()
    )
    try:
        journal = _set_journal(raw, "wal" if is_wal else "delete")
        say(
            raw,
            # EXTRA: a power cut can't bring back the journal, whose unlinking is the commit.
            f"PRAGMA synchronous={'FULL' if journal == 'wal' else 'EXTRA'}",
            "PRAGMA foreign_keys=ON",
            # INSERT OR REPLACE deletes too: the triggers that guard rows must see it.
            "PRAGMA recursive_triggers=ON",
            "PRAGMA trusted_schema=OFF",
            "PRAGMA temp_store=MEMORY",
        )
    except BaseException:
        raw.close()
        raise
    return raw


def fetch(raw: sqlite3.Connection, sql: str, values: Sequence[Any]) -> Rows:
    cursor = raw.execute(sql, values)
    if cursor.description is None:
        return []
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def many(raw: sqlite3.Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    raw.executemany(sql, rows)


def many_in_one(raw: sqlite3.Connection, sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """All rows or none; what fails is rolled back when the connection is given back."""
    say(raw, "BEGIN IMMEDIATE")
    raw.executemany(sql, rows)
    say(raw, "COMMIT")


def say(raw: sqlite3.Connection, *statements: str) -> None:
    for statement in statements:
        raw.execute(statement)


def roll_back(raw: sqlite3.Connection) -> None:
    # A full disk or an interrupted statement may have rolled back already.
    if raw.in_transaction:
        raw.execute("ROLLBACK")
    raw.execute("PRAGMA query_only=OFF")


def _set_journal(raw: sqlite3.Connection, mode: str) -> str:
    """The mode that the file then has: not every file system can do WAL.

    Changing it needs the file for oneself, which SQLite doesn't wait for.
    """
    deadline = time.monotonic() + BUSY_PATIENCE
    while True:
        try:
            (found,) = raw.execute("PRAGMA journal_mode").fetchone()
            if found != mode:
                (found,) = raw.execute(f"PRAGMA journal_mode={mode}").fetchone()
            return str(found)
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.02)


@lru_cache(maxsize=1024)
def numbered(sql: str) -> str:
    """SQLite spells $1 as ?1. No text literal of ours holds a dollar sign and a digit."""
    return re.sub(r"\$(\d+)", r"?\1", sql)
