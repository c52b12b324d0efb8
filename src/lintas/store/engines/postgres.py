"""PostgreSQL: a pool that waits for its server, and commits that can't leak."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from contextvars import ContextVar
from typing import Any, NoReturn

import asyncpg
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.querystring import QueryString

from lintas.domain.refusal import Refusal
from lintas.store.engines.running import (
    STATEMENT_PATIENCE,
    Lock,
    Transaction,
    TransactionMisused,
    reads,
    running,
    unbroken,
)
from lintas.store.engines.values import refuse_naive
from lintas.store.trouble import LATER, SOON, StoreUnavailable

Rows = list[dict[str, Any]]

OLDEST_SERVER = 15
CONNECTIONS = 10
# Seconds to wait for a free connection, and for the server to take a new one.
POOL_PATIENCE = 10.0
CONNECT_PATIENCE = 5.0

_SETTINGS = {
    "application_name": "lintas",
    "timezone": "UTC",
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
    # Our statements are short: compiling them costs more than running them.
    "jit": "off",
}


class ServerTooOld(Refusal):
    """The PostgreSQL server is older than what Lintas is tested with."""


class CommitLost(RuntimeError):
    """A bug: PostgreSQL answered COMMIT by rolling back, as it does after a failed statement."""


class Postgres(PostgresEngine):
    """Piccolo's engine, but pooled when first needed, and safe when BEGIN or COMMIT fail.

    Each event loop has a pool of its own; it takes new connections by itself when the server was
    away. Of several hosts in the address it takes the one that can be written. `commits` moves
    whenever this process may have changed something.
    """

    journal_note: str | None = None
    current_transaction: ContextVar[Any]

    def __init__(self, dsn: str) -> None:
        super().__init__(config={"dsn": dsn, "target_session_attrs": "read-write"})
        self.address = dsn
        self.commits = 0
        self._pools: dict[asyncio.AbstractEventLoop, asyncpg.Pool] = {}

    async def get_version(self) -> float:
        # Piccolo asks when the engine is made, and the server may be away then: each new
        # connection asks for itself instead.
        return float(OLDEST_SERVER)

    # Queries

    async def fetch(self, sql: str, args: Sequence[Any] = ()) -> Rows:
        return [dict(record) for record in await self._fetch(sql, args)]

    async def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        for row in rows:
            refuse_naive(row)
        async with self._borrowed(sql) as (connection, patience):
            await connection.executemany(sql, rows, timeout=patience)

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 -- Piccolo's signature
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        return await self._fetch(sql, args)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:  # noqa: ARG002, FBT001, FBT002 -- Piccolo's signature
        return await self._fetch(ddl, ())

    async def _fetch(self, sql: str, args: Sequence[Any]) -> list[Any]:
        refuse_naive(args)
        async with self._borrowed(sql) as (connection, patience):
            records: list[Any] = await connection.fetch(sql, *args, timeout=patience)
            return records

    @asynccontextmanager
    async def _borrowed(self, sql: str) -> AsyncIterator[tuple[Any, float]]:
        """The running transaction's connection, or one from the pool for that statement alone."""
        tx: Transaction | None = running(self.current_transaction)
        if tx is not None:
            try:
                yield tx.connection, tx.patience
            except BaseException as error:
                tx.doomed = tx.doomed or repr(error)
                raise
            return
        connection = await self._acquire()
        try:
            yield connection, STATEMENT_PATIENCE
        finally:
            self.commits += not reads(sql)
            await unbroken(self.give_back(connection))

    # Transactions, for store/transaction.py alone

    async def begin_writing(self, locks: Sequence[Lock]) -> Any:
        """`locks` are taken in the order given, before the first snapshot."""
        begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
        return await self._begin(f"{begin}; {_locking(locks)}" if locks else begin)

    async def lock(self, locks: Sequence[Lock]) -> None:
        """Take more of them, in the order given, for a transaction that has begun."""
        if locks:
            await self._fetch(_locking(locks), ())

    async def begin_reading(self) -> Any:
        return await self._begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    async def commit(self, connection: Any) -> None:
        """Raises CommitLost."""
        answer = await connection.execute("COMMIT", timeout=STATEMENT_PATIENCE)
        if answer != "COMMIT":
            raise CommitLost(f"COMMIT was answered by {answer}")

    async def give_back(self, connection: Any) -> None:
        """Roll back what is still open and let the next one have it. Never fails."""
        # A pool's connection that has died has left the pool already: even asking it fails.
        with suppress(asyncpg.InterfaceError):
            if connection.is_in_transaction():
                await self._undo(connection)
        # When it can't be taken back, the pool has thrown it away and makes another.
        with suppress(Exception):
            await self._pools[asyncio.get_running_loop()].release(connection)

    async def _undo(self, connection: Any) -> None:
        try:
            await connection.execute("ROLLBACK", timeout=CONNECT_PATIENCE)
        except Exception:  # noqa: BLE001 -- whatever is wrong with it, it is thrown away
            connection.terminate()

    async def _begin(self, statement: str) -> Any:
        connection = await self._acquire()
        try:
            await connection.execute(statement, timeout=STATEMENT_PATIENCE)
        except BaseException:
            # Whether it has begun is not known when the waiting was cancelled.
            with suppress(asyncpg.InterfaceError):
                await unbroken(self._undo(connection))
            await unbroken(self.give_back(connection))
            raise
        return connection

    # The pool

    async def _acquire(self) -> Any:
        try:
            return await (await self._pool()).acquire(timeout=POOL_PATIENCE)
        except TimeoutError as error:
            raise StoreUnavailable("no connection is free", retry_after=SOON) from error
        except OSError as error:
            raise StoreUnavailable("no server answers", retry_after=LATER) from error

    async def _pool(self) -> asyncpg.Pool:
        loop = asyncio.get_running_loop()
        pool = self._pools.get(loop)
        if pool is None:
            # Connections of a loop that is gone can't even be closed any more.
            self._pools = {old: kept for old, kept in self._pools.items() if not old.is_closed()}
            self._pools[loop] = pool = self._new_pool()
            await pool
        return pool

    def _new_pool(self) -> asyncpg.Pool:
        return asyncpg.create_pool(
            **self.config,
            min_size=0,
            max_size=CONNECTIONS,
            init=_greet,
            # Nothing here changes a session, so nothing need be reset: one round trip less each.
            reset=_leave_as_it_is,
            timeout=CONNECT_PATIENCE,
            server_settings=_SETTINGS,
        )

    # What Piccolo offers and nobody here may use

    def transaction(self, *_: Any, **__: Any) -> PostgresTransaction:
        if running(self.current_transaction) is None:
            raise TransactionMisused("open transactions with writing(): Piccolo's own leak")
        return PostgresTransaction(engine=self)  # inside one, this joins it

    def atomic(self, *_: Any, **__: Any) -> NoReturn:
        raise TransactionMisused("open transactions with writing(): Piccolo's own leak")

    async def get_new_connection(self) -> NoReturn:
        raise TransactionMisused("ask fetch(): connections belong to the engine")

    async def start_connection_pool(self, **_: Any) -> None:
        """Nothing to do: the first query opens the first connection."""

    async def close_connection_pool(self) -> None:
        loop = asyncio.get_running_loop()
        if loop in self._pools:
            await self._pools[loop].close()
            del self._pools[loop]


def _locking(locks: Sequence[Lock]) -> str:
    keys = ",".join(str(each.key) for each in locks)
    ways = ",".join(str(each.is_shared) for each in locks)
    return (
        "SELECT CASE WHEN is_shared THEN pg_advisory_xact_lock_shared(key)"
        " ELSE pg_advisory_xact_lock(key) END"
        f" FROM unnest('{{{keys}}}'::bigint[], '{{{ways}}}'::boolean[]) wanted(key, is_shared)"
    )


async def _greet(connection: Any) -> None:
    version = connection.get_server_version()
    if version.major < OLDEST_SERVER:
        raise ServerTooOld(f"PostgreSQL {version.major} is older than {OLDEST_SERVER}")
    # Finding a deadlock sooner than after a second; only those may who were granted it.
    await connection.execute(
        "SELECT set_config('deadlock_timeout', '200ms', false)"
        " WHERE has_parameter_privilege('deadlock_timeout', 'SET')"
    )


async def _leave_as_it_is(connection: Any) -> None:
    pass
