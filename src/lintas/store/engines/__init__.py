"""The two databases: which one an address names, and statements written by hand for both."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from lintas.domain.refusal import Refusal
from lintas.store.engines.postgres import Postgres
from lintas.store.engines.running import Transaction, TransactionMisused
from lintas.store.engines.sqlite import SQLite
from lintas.store.engines.values import NaiveTime, read_day, read_id, read_moment
from lintas.store.tables import TABLES

__all__ = [
    "BadAddress",
    "Engine",
    "NaiveTime",
    "Postgres",
    "SQLite",
    "Transaction",
    "TransactionMisused",
    "close",
    "current",
    "execute_many",
    "fetch",
    "marks",
    "open_engine",
    "read_day",
    "read_id",
    "read_moment",
    "use",
]

Engine = SQLite | Postgres

_FILE = re.compile(r"sqlite:///(?P<path>[^?#]+)")


class BadAddress(Refusal):
    """The address names no database that Lintas can keep its memory in.

    It may hold a password: only its harmless part is repeated.
    """

    def __init__(self, url: str) -> None:
        self.shown = re.sub(r"//[^/]*@", "//…@", url)
        super().__init__(
            f"{self.shown!r} is no database address: sqlite:///lintas.sqlite, sqlite:////var/lib/"
            "lintas/lintas.sqlite or postgresql://user:password@host:5432/lintas"
        )


class _Bound:
    engine: Engine | None = None


def open_engine(url: str) -> Engine:
    """The engine for an address. Nothing is opened or connected before the first query.

    Raises:
        BadAddress: neither sqlite:///path (a fourth slash makes it absolute) nor
            postgresql://host1,host2/name. A database in memory would be another one for each
            connection.
    """
    file = _FILE.fullmatch(url)
    if file and file["path"] != ":memory:":
        return SQLite(file["path"])
    if urlsplit(url).scheme not in ("postgresql", "postgres"):
        raise BadAddress(url)
    return Postgres(url)


def use(engine: Engine) -> None:
    """From now on every table, and every statement below, speaks to this engine."""
    _Bound.engine = engine
    for table in TABLES:
        table._meta._db = engine  # noqa: SLF001 -- Piccolo offers no public name for it


def current() -> Engine:
    """The engine in use. To have none is a bug of whoever started the process."""
    if _Bound.engine is None:
        raise LookupError("no database is in use: call use(open_engine(url)) first")
    return _Bound.engine


async def close(engine: Engine) -> None:
    """Close its connections; a later query would open new ones."""
    await engine.close_connection_pool()


async def fetch(sql: str, *args: Any) -> list[dict[str, Any]]:
    """The rows that a statement answers, in the running transaction if there is one.

    Placeholders are $1 to $n on both engines, so text literals may hold no dollar sign. SQLite
    gives back text for ids and times that went through an expression: read_id, read_moment and
    read_day take either.
    """
    return await current().fetch(sql, args)


async def execute_many(sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """One statement for each row, all or none."""
    await current().execute_many(sql, rows)


def marks(count: int, *, after: int = 0) -> str:
    """Placeholders for `IN (…)`: marks(2, after=1) is "$2, $3"."""
    return ", ".join(f"${number}" for number in range(after + 1, after + count + 1))
