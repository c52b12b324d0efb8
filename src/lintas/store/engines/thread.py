"""One SQLite connection in a thread of its own, so that the event loop never waits for a disk."""

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from lintas.store.trouble import spoils_connection

T = TypeVar("T")
Answer = asyncio.Future[Any]


class Connection:
    """Runs whole pieces of work, one hop to the thread and one back, however many statements.

    `is_spoilt` after an error that says more about the file than about the statement.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        self._connect = connect
        self._raw: sqlite3.Connection | None = None
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self.is_spoilt = False
        # A daemon: a forgotten connection must not keep the process from exiting. SQLite is
        # made to be cut off at any moment.
        self._thread = Thread(target=_serve, args=(self._queue,), name="lintas-sqlite", daemon=True)
        self._thread.start()

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in the thread; it is over when this returns, whichever way.

        When cancelled, the statement is interrupted and waited for.
        """
        loop = asyncio.get_running_loop()
        answer: Answer = loop.create_future()
        self._queue.put(partial(_answer, loop, answer, partial(self._work, work)))
        try:
            result: T = await asyncio.shield(answer)
        except asyncio.CancelledError:
            if self._raw is not None:
                self._raw.interrupt()
            while not answer.done():
                with suppress(asyncio.CancelledError):
                    await asyncio.wait({answer})
            raise
        except Exception as error:
            self.is_spoilt = self.is_spoilt or spoils_connection(error)
            raise
        return result

    async def close(self) -> None:
        """Close the file and end the thread."""
        try:
            if self._raw is not None:
                await self.run(sqlite3.Connection.close)
        finally:
            self.abandon()

    @property
    def is_open(self) -> bool:
        return self._raw is not None

    def abandon(self) -> None:
        """Close the file and end the thread without waiting for either."""
        self._queue.put(self._shut)
        self._queue.put(None)

    def _shut(self) -> None:
        if self._raw is not None:
            with suppress(sqlite3.Error):
                self._raw.close()

    def _work(self, work: Callable[[sqlite3.Connection], T]) -> T:
        if self._raw is None:
            self._raw = self._connect()
        return work(self._raw)


def _serve(queue: SimpleQueue[Callable[[], None] | None]) -> None:
    while (piece := queue.get()) is not None:
        piece()


def _answer(loop: asyncio.AbstractEventLoop, answer: Answer, work: Callable[[], Any]) -> None:
    say: Callable[[], None]
    try:
        say = partial(_set, answer, answer.set_result, work())
    except BaseException as error:  # noqa: BLE001 -- handed to the task that waits for it
        say = partial(_set, answer, answer.set_exception, error)
    # A closed loop has nobody left who waits.
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(say)


def _set(answer: Answer, how: Callable[[Any], None], what: Any) -> None:
    if not answer.done():
        how(what)
