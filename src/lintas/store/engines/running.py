"""A transaction that is running, as both engines see it."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

T = TypeVar("T")

# Seconds a client waits for an answer: more than the server's own limit, so that this one only
# strikes when the network or the server is gone.
STATEMENT_PATIENCE = 40.0


class TransactionMisused(RuntimeError):
    """A bug: transactions nested, shared between tasks, or kept after a statement failed."""


def _this_task() -> asyncio.Task[Any]:
    task = asyncio.current_task()
    if task is None:
        raise TransactionMisused("transactions run inside a task")
    return task


@dataclass(frozen=True, slots=True)
class Lock:
    """What a transaction is to have until it ends: alone, or shared with others who only read."""

    key: int
    is_shared: bool


@dataclass(slots=True, eq=False)
class Transaction:
    """What `writing()` hands out: proof, for steps that ask for it, that one is open.

    `connection` is the engine's own. `doomed` says why it can't be committed any more: after one
    statement failed PostgreSQL refuses all others, so neither engine may go on. `is_shared`: other
    blocks may join it now. `locks` are what it holds; one that `locks_late` takes more of them
    as it comes to them.
    """

    connection: Any
    patience: float = STATEMENT_PATIENCE
    doomed: str = ""
    is_shared: bool = False
    is_over: bool = False
    locks: set[Lock] = field(default_factory=set)
    locks_late: bool = False
    task: asyncio.Task[Any] = field(default_factory=_this_task)


def running(current: ContextVar[Any]) -> Transaction | None:
    """The transaction that this task's queries belong to; none: each stands alone.

    A task made inside a transaction inherits the variable. While the transaction runs that is a
    mistake, since one connection serves one query at a time; afterwards it means nothing.
    """
    found: Transaction | None = current.get()
    if found is None or found.is_over:
        return None
    if found.task is not asyncio.current_task():
        raise TransactionMisused(
            "a query of another task inside a transaction (gather, wait_for and create_task"
            " make tasks; asyncio.timeout does not)"
        )
    return found


@lru_cache(maxsize=1024)
def reads(sql: str) -> bool:
    """Whether a statement changes nothing, for all that one sees at its beginning."""
    return sql.lstrip()[:6].upper() == "SELECT"


async def unbroken(work: Coroutine[Any, Any, T]) -> T:
    """Finish `work` though the caller be cancelled meanwhile; then the cancelling goes on.

    For ends of transactions: a COMMIT broken off halfway would leave nobody knowing.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        while not task.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait({task})
        if not task.cancelled():
            task.exception()  # seen, so that the loop doesn't report it as lost
        raise
