"""All or nothing: the one place where transactions begin and end.

Piccolo's own leak: when BEGIN or COMMIT fails they keep the connection, and the next transaction
of the same task becomes a silent part of the dead one.
"""

import asyncio
import hashlib
import random
from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Collection,
    Coroutine,
    Iterable,
    Sequence,
)
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from lintas.store.engines import Engine, current
from lintas.store.engines.running import (
    Lock,
    Transaction,
    TransactionMisused,
    running,
    unbroken,
)
from lintas.store.trouble import SOON, StoreUnavailable, may_pass

P = ParamSpec("P")
R = TypeVar("R")

TRIES = 6
# Seconds after which no further try begins: each may have waited for another process already.
RETRY_PATIENCE = 5.0
_SHARED = "shared "


class TryAgain(Exception):
    """What the locks were chosen by has changed before they were taken: choose again.

    For actions under `retrying`; a hall's tree, for one, is read again after locking.
    """


class LocksMissing(TryAgain):
    """An action has come to something that it didn't lock; `retrying` begins again with these too.

    Taken late they could wait in a circle for somebody who took them in the other order.
    """

    def __init__(self, locks: frozenset[str]) -> None:
        super().__init__()
        self.locks = locks


# What earlier tries of this action found missing.
_found_missing: ContextVar[frozenset[str]] = ContextVar("_found_missing", default=frozenset())


def shared(lock: str) -> str:
    """A lock for who only reads a fact: many have it at once, while nobody has it alone."""
    return f"{_SHARED}{lock}"


def writing(*locks: str) -> AbstractAsyncContextManager[Transaction]:
    """Run the block as one transaction; others who name one of `locks` wait until it has ended.

    Those who name it `shared` don't wait for each other. What a locked resource's rules read
    stays true until then. SQLite has one writer at a time and needs no names. Any failure,
    cancellation too, keeps nothing. Not for use inside another, but for `writing_together`.

    Raises:
        StoreUnavailable: others held the database for too long.
    """
    engine = current()
    wanted = _in_order((*locks, *_found_missing.get()))
    around = running(engine.current_transaction)
    if around is not None and around.is_shared:
        return _joining(around, wanted)
    return _counted(engine, _transaction(engine, lambda: engine.begin_writing(wanted), wanted))


def commits() -> int:
    """Moves with all that this process writes, when it is over; others' commits don't count.

    Whatever was read while it stands still is not older than this process's own writes.
    """
    return current().commits


async def lock_more(*locks: str) -> None:
    """Go on only once the running transaction holds these too.

    Raises:
        LocksMissing: it has to begin again for that.
        TransactionMisused: none is running.
    """
    engine = current()
    tx = running(engine.current_transaction)
    if tx is None:
        raise TransactionMisused("locks are taken inside a transaction")
    missing = frozenset(lock for lock in locks if not _has(tx, lock))
    if not missing:
        return
    if not tx.locks_late:
        raise LocksMissing(missing)
    wanted = _in_order(missing)
    await engine.lock(wanted)
    tx.locks.update(wanted)


@asynccontextmanager
async def writing_together(*locks: str) -> AsyncIterator[Transaction]:
    """Run many actions, one after the other, as one transaction: all of them are kept, or none.

    Their own `writing()` joins this one, and what fails in one of them fails all. Only for what
    nobody else touches meanwhile: locks are taken as the actions come to them, in no one order.

    Raises:
        StoreUnavailable: as `writing`.
    """
    async with writing(*locks) as tx:
        tx.is_shared = tx.locks_late = True
        yield tx


def reading() -> AbstractAsyncContextManager[Transaction]:
    """Run the block's queries on one snapshot; it can't write."""
    engine = current()
    return _transaction(engine, engine.begin_reading)


@asynccontextmanager
async def _transaction(
    engine: Engine, begin: Callable[[], Awaitable[Any]], locks: Collection[Lock] = ()
) -> AsyncIterator[Transaction]:
    if (around := running(engine.current_transaction)) is not None:
        failed = f" (which had failed: {around.doomed})" if around.doomed else ""
        raise TransactionMisused(
            f"a transaction inside a transaction{failed}: pass `tx` to a step instead"
        )
    connection = await begin()
    tx = Transaction(connection, locks=set(locks))
    try:
        engine.current_transaction.set(tx)
        yield tx
        if tx.doomed:
            raise TransactionMisused(f"an error was swallowed, nothing is kept: {tx.doomed}")
        await unbroken(engine.commit(connection))
    finally:
        # Not reset(token): a generator may be ended in another context than it was begun in.
        engine.current_transaction.set(None)
        tx.is_over = True
        await unbroken(engine.give_back(connection))


@asynccontextmanager
async def _counted(
    engine: Engine, transaction: AbstractAsyncContextManager[Transaction]
) -> AsyncIterator[Transaction]:
    try:
        async with transaction as tx:
            yield tx
    finally:
        # Of one that failed too: when only COMMIT's answer was lost it may have been kept.
        engine.commits += 1


@asynccontextmanager
async def _joining(tx: Transaction, locks: Sequence[Lock]) -> AsyncIterator[Transaction]:
    """A block of a shared transaction, which can't be joined in its turn."""
    tx.is_shared = False
    try:
        await current().lock(locks)
        tx.locks.update(locks)
        yield tx
    except BaseException as error:
        tx.doomed = tx.doomed or repr(error)
        raise
    tx.is_shared = True


def _in_order(names: Iterable[str]) -> list[Lock]:
    """Always in one, whatever the caller's: two who want the same locks can't deadlock.

    What is named both ways is had alone.
    """
    wanted: dict[int, bool] = {}
    for name in names:
        key = _key(name)
        wanted[key] = wanted.get(key, True) and name.startswith(_SHARED)
    return [Lock(key, is_shared) for key, is_shared in sorted(wanted.items())]


def _has(tx: Transaction, name: str) -> bool:
    """Whether it holds that lock so, or alone."""
    key = _key(name)
    return bool(tx.locks & {Lock(key, name.startswith(_SHARED)), Lock(key, is_shared=False)})


def _key(lock: str) -> int:
    """A name, shared or not, as one of PostgreSQL's 64-bit lock keys."""
    name = lock.removeprefix(_SHARED)
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)


def retrying(action: Callable[P, Awaitable[R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Run an action again, from its first line, when it only lost against others.

    At most six times, after a few milliseconds that differ for everybody. A lost connection is
    never retried: that transaction may have been committed. What changes under it each time is
    given up as StoreUnavailable.
    """

    @wraps(action)
    async def persistent(*args: P.args, **kwargs: P.kwargs) -> R:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + RETRY_PATIENCE
        before = _found_missing.get()
        try:
            for attempt in range(1, TRIES):
                try:
                    return await action(*args, **kwargs)
                except Exception as error:
                    # On a slow machine too, for it waited for nobody but its turn.
                    is_overtaken = isinstance(error, TryAgain)
                    is_worth_it = may_pass(error) and loop.time() <= deadline
                    if not is_overtaken and not is_worth_it:
                        raise
                    if isinstance(error, LocksMissing):
                        _found_missing.set(_found_missing.get() | error.locks)
                await asyncio.sleep(random.uniform(0.001, 0.004) * 2**attempt)  # noqa: S311 -- no secret
            return await action(*args, **kwargs)
        except TryAgain as error:
            raise StoreUnavailable(
                "too many want the same thing at once", retry_after=SOON
            ) from error
        finally:
            _found_missing.set(before)

    return persistent
