"""SQLite: a handful of connections kept open, one writer at a time, commits that can't leak."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from typing import Any, NoReturn, TypeVar
from weakref import WeakKeyDictionary

from piccolo.engine.sqlite import SQLiteEngine, SQLiteTransaction
from piccolo.querystring import QueryString

from lintas.store.engines.raw import (
    Rows,
    connect,
    fetch,
    many,
    many_in_one,
    numbered,
    roll_back,
    say,
    wal_is_sound,
)
from lintas.store.engines.running import (
    Lock,
    TransactionMisused,
    reads,
    running,
    unbroken,
)
from lintas.store.engines.thread import Connection
from lintas.store.engines.values import to_sqlite
from lintas.store.trouble import SOON, StoreUnavailable

T = TypeVar("T")
READERS = 4
# Seconds that one waits for those who came before.
QUEUE_PATIENCE = 10.0


class _Doors:
    """Who may come in at once, for one event loop."""

    def __init__(self) -> None:
        self.writer = asyncio.Lock()
        self.readers = asyncio.Semaphore(READERS)


class _Held:
    """A connection that somebody has, and the door to open again afterwards.

    `is_clean` while nothing is open on it that would have to be rolled back.
    """

    def __init__(self, connection: Connection, leave: Callable[[], None]) -> None:
        self.connection = connection
        self.leave = leave
        self.is_clean = False


class SQLite(SQLiteEngine):
    """Piccolo's engine, but pooled, in WAL mode, and safe when BEGIN or COMMIT fail.

    Connections outlive event loops; who may use them is settled within each loop, and between
    loops and processes by SQLite itself. `commits` moves whenever this process may have changed
    something.
    """

    current_transaction: ContextVar[Any]

    def __init__(self, path: str) -> None:
        super().__init__(path=path)
        version = sqlite3.sqlite_version_info
        self.is_wal = wal_is_sound(version)
        self.journal_note = (
            None
            if self.is_wal
            else f"SQLite {sqlite3.sqlite_version} may corrupt a file in WAL mode (mended in"
            " 3.51.3): keeping a rollback journal, which is slower; pysqlite3 brings a newer one"
        )
        self.commits = 0
        self._idle: list[Connection] = []
        self._doors: WeakKeyDictionary[asyncio.AbstractEventLoop, _Doors] = WeakKeyDictionary()

    # Queries

    async def fetch(self, sql: str, args: Sequence[Any] = ()) -> Rows:
        values = [to_sqlite(value) for value in args]
        return await self._run(sql, lambda raw: fetch(raw, numbered(sql), values))

    async def execute_many(self, sql: str, rows: Sequence[Sequence[Any]]) -> None:
        values = [[to_sqlite(value) for value in row] for row in rows]
        tx = running(self.current_transaction)
        run_all = many if tx else many_in_one
        await self._run(sql, lambda raw: run_all(raw, numbered(sql), values))

    async def run_querystring(self, querystring: QueryString, in_pool: bool = False) -> Rows:  # noqa: ARG002, FBT001, FBT002 -- Piccolo's signature
        sql, args = querystring.compile_string(engine_type=self.engine_type)
        values = [to_sqlite(value) for value in args]
        return await self._run(sql, lambda raw: fetch(raw, sql, values))

    async def run_ddl(self, ddl: str, in_pool: bool = False) -> Rows:  # noqa: ARG002, FBT001, FBT002 -- Piccolo's signature
        return await self._run(ddl, lambda raw: fetch(raw, ddl, ()))

    async def _run(self, sql: str, work: Callable[[sqlite3.Connection], T]) -> T:
        tx = running(self.current_transaction)
        if tx is not None:
            try:
                held: _Held = tx.connection
                return await held.connection.run(work)
            except BaseException as error:
                tx.doomed = tx.doomed or repr(error)
                raise
        entered = await (self._enter_reading() if reads(sql) else self._enter_writing())
        try:
            found = await entered.connection.run(work)
            entered.is_clean = True
        finally:
            await self.give_back(entered)
            self.commits += not reads(sql)
        return found

    # Transactions, for store/transaction.py alone

    async def begin_writing(self, locks: Sequence[Lock]) -> _Held:  # noqa: ARG002 -- one writer locks everything
        return await self._begin(await self._enter_writing(), "BEGIN IMMEDIATE")

    async def lock(self, locks: Sequence[Lock]) -> None:
        """Nothing to do: whoever writes has locked everything."""

    async def begin_reading(self) -> _Held:
        return await self._begin(await self._enter_reading(), "PRAGMA query_only=ON", "BEGIN")

    async def commit(self, held: _Held) -> None:
        await held.connection.run(lambda raw: say(raw, "COMMIT", "PRAGMA query_only=OFF"))
        held.is_clean = True

    async def give_back(self, held: _Held) -> None:
        """Roll back what is still open and let the next one in.

        Never fails; when cancelled, it first finishes.
        """
        try:
            if not held.is_clean:
                await unbroken(_tidy(held.connection))
        finally:
            if held.connection.is_spoilt:
                held.connection.abandon()
            else:
                self._idle.append(held.connection)
            held.leave()

    async def _begin(self, held: _Held, *statements: str) -> _Held:
        try:
            await held.connection.run(lambda raw: say(raw, *statements))
        except BaseException:
            await self.give_back(held)
            raise
        return held

    # Doors

    async def _enter_writing(self) -> _Held:
        door = self._here().writer
        await _pass(door)
        return _Held(self._take(), door.release)

    async def _enter_reading(self) -> _Held:
        door = self._here().readers
        await _pass(door)
        return _Held(self._take(), door.release)

    def _here(self) -> _Doors:
        loop = asyncio.get_running_loop()
        if loop not in self._doors:
            self._doors[loop] = _Doors()
        return self._doors[loop]

    def _take(self) -> Connection:
        return self._idle.pop() if self._idle else Connection(self._connect)

    def _connect(self) -> sqlite3.Connection:
        """Runs in the connection's thread."""
        return connect(self.connection_kwargs, is_wal=self.is_wal)

    # What Piccolo offers and nobody here may use

    def transaction(self, *_: Any, **__: Any) -> SQLiteTransaction:
        if running(self.current_transaction) is None:
            raise TransactionMisused("open transactions with writing(): Piccolo's own leak")
        return SQLiteTransaction(engine=self)  # inside one, this joins it

    def atomic(self, *_: Any, **__: Any) -> NoReturn:
        raise TransactionMisused("open transactions with writing(): Piccolo's own leak")

    async def get_connection(self) -> NoReturn:
        raise TransactionMisused("ask fetch(): connections belong to the engine")

    async def start_connection_pool(self) -> None:
        """Nothing to do: the first query opens the first connection."""

    async def close_connection_pool(self) -> None:
        """Close the connections that nobody is using."""
        while self._idle:
            await self._idle.pop().close()


async def _tidy(connection: Connection) -> None:
    if not connection.is_open:
        return
    try:
        await connection.run(roll_back)
    except Exception:  # noqa: BLE001 -- whatever is wrong with it, it is thrown away
        connection.is_spoilt = True


async def _pass(door: asyncio.Lock | asyncio.Semaphore) -> None:
    """Wait for one's turn. Raises StoreUnavailable."""
    if not door.locked():
        await door.acquire()
        return
    try:
        async with asyncio.timeout(QUEUE_PATIENCE):
            await door.acquire()
    except TimeoutError as error:
        raise StoreUnavailable("too many are waiting", retry_after=SOON) from error
