"""When the database can't serve just now: what that looks like, and when to come back.

Nothing here needs a restart to pass: the next transaction takes a new connection.
"""

import errno
import re
import sqlite3

import asyncpg

from lintas.domain.refusal import Refusal

# Seconds after which it is worth asking again.
SOON = 1
LATER = 5
AFTER_SOMEBODY_LOOKED = 30

# By the beginning of SQLite's own name of the error (sqlite.org/rescode.html).
_SQLITE: dict[str, tuple[str, int]] = {
    "SQLITE_BUSY": ("another program holds the database", SOON),
    "SQLITE_LOCKED": ("another program holds the database", SOON),
    "SQLITE_PROTOCOL": ("another program holds the database", SOON),
    "SQLITE_FULL": ("the disk is full", AFTER_SOMEBODY_LOOKED),
    "SQLITE_READONLY": ("the database can't be written", AFTER_SOMEBODY_LOOKED),
    "SQLITE_CANTOPEN": ("the database can't be opened", AFTER_SOMEBODY_LOOKED),
    "SQLITE_IOERR": ("the disk doesn't answer", AFTER_SOMEBODY_LOOKED),
    "SQLITE_NOMEM": ("memory is full", LATER),
}

_POSTGRES: dict[type[BaseException], tuple[str, int]] = {
    asyncpg.DeadlockDetectedError: ("too many want the same thing at once", SOON),
    asyncpg.SerializationError: ("too many want the same thing at once", SOON),
    asyncpg.LockNotAvailableError: ("too many want the same thing at once", SOON),
    asyncpg.QueryCanceledError: ("the database takes too long", LATER),
    asyncpg.IdleInTransactionSessionTimeoutError: ("the database gave up waiting", SOON),
    asyncpg.ReadOnlySQLTransactionError: ("the database can't be written", LATER),
    asyncpg.TooManyConnectionsError: ("the database has too many connections", SOON),
    asyncpg.DiskFullError: ("the disk is full", AFTER_SOMEBODY_LOOKED),
    # Also running out of memory, and limits that the server was given.
    asyncpg.InsufficientResourcesError: ("the database has no room left", LATER),
    asyncpg.CannotConnectNowError: ("the database is starting or stopping", LATER),
    # Also being shut down or crashing in the middle.
    asyncpg.OperatorInterventionError: ("the database was stopped", LATER),
    asyncpg.PostgresConnectionError: ("the connection to the database was lost", LATER),
    asyncpg.TargetServerAttributeNotMatched: ("no database takes writes just now", LATER),
    # What asyncpg says between the server's last word and the end of the connection.
    asyncpg.InternalClientError: ("the connection to the database was lost", LATER),
    ConnectionError: ("the connection to the database was lost", LATER),
    TimeoutError: ("the database takes too long", LATER),
}

_NETWORK_ERRNOS = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ETIMEDOUT, errno.EHOSTDOWN}


class StoreUnavailable(Refusal):
    """The database can't serve just now; nothing half-written was kept.

    After a lost connection the last transaction may have been committed: ask again with the same
    idempotency key. `retry_after` is in seconds.
    """

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


def as_trouble(error: BaseException) -> StoreUnavailable | None:
    """What an error says about the database's health; None when it is about something else."""
    if isinstance(error, StoreUnavailable):
        return error
    found = _sqlite_trouble(error) if isinstance(error, sqlite3.Error) else _postgres_trouble(error)
    return StoreUnavailable(found[0], retry_after=found[1]) if found else None


def may_pass(error: BaseException) -> bool:
    """Whether running the whole transaction again, at once, can well succeed.

    Never after a lost connection: that transaction may have been committed.
    """
    if isinstance(error, sqlite3.Error):
        return _sqlite_name(error).startswith("SQLITE_BUSY")
    return isinstance(
        error,
        (
            asyncpg.DeadlockDetectedError,
            asyncpg.SerializationError,
            # Another process migrated the schema under a prepared statement.
            asyncpg.InvalidCachedStatementError,
            asyncpg.OutdatedSchemaCacheError,
        ),
    )


def spoils_connection(error: BaseException) -> bool:
    """Whether a SQLite connection that said this had better be closed than used again."""
    return isinstance(error, sqlite3.Error) and _sqlite_name(error).startswith(
        ("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_CORRUPT", "SQLITE_NOTADB")
    )


def _sqlite_name(error: sqlite3.Error) -> str:
    # Errors that Python's module raises by itself carry no name.
    return getattr(error, "sqlite_errorname", None) or ""


def _sqlite_trouble(error: sqlite3.Error) -> tuple[str, int] | None:
    name = _sqlite_name(error)
    return next((found for prefix, found in _SQLITE.items() if name.startswith(prefix)), None)


def _postgres_trouble(error: BaseException) -> tuple[str, int] | None:
    for kind, found in _POSTGRES.items():
        if isinstance(error, kind):
            return found
    # asyncpg has no class of its own for using a connection that is gone; from its pool it says
    # "connection has been released", else "connection is closed" or "pool is closing".
    lost = isinstance(error, asyncpg.InterfaceError) and re.search("clos|released", str(error))
    if lost or (isinstance(error, OSError) and error.errno in _NETWORK_ERRNOS):
        return _POSTGRES[asyncpg.PostgresConnectionError]
    return None
