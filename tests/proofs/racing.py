"""Doing many things at once, in one process and in several, and counting what came of each."""

import asyncio
import multiprocessing
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.synchronize import Barrier
from typing import Any

from lintas.domain.refusal import Refusal
from lintas.store import engines
from lintas.store.bookings.receipts import AnsweredBefore

OK = "ok"
PATIENCE_SECONDS = 60

# What a process of the crew does: an async function of a module, bound to plain arguments.
Job = Callable[[], Coroutine[Any, Any, Any]]


async def outcome(doing: Awaitable[object]) -> str:
    """ "ok", or the name of the refusal; any other error is nobody's plan and goes on."""
    try:
        await doing
    except (Refusal, AnsweredBefore) as refusal:
        return type(refusal).__name__
    return OK


async def at_once(*doings: Awaitable[object]) -> Counter[str]:
    """How often each outcome came."""
    return Counter(await asyncio.gather(*map(outcome, doings)))


class Crew:
    """A few processes that start together, again and again."""

    def __init__(self, pool: ProcessPoolExecutor, size: int) -> None:
        self._pool = pool
        self.size = size

    def run(self, url: str, jobs: Sequence[Job]) -> list[Any]:
        """What each job answers, run at once in a process of its own against that database."""
        if len(jobs) != self.size:
            raise ValueError(f"{self.size} processes wait for each other: give each one job")
        started = [self._pool.submit(_run, url, job) for job in jobs]
        return [each.result(timeout=PATIENCE_SECONDS) for each in started]


@contextmanager
def crew(size: int) -> Iterator[Crew]:
    """Spawned, not forked: nothing of this process goes with them."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(size)
    with ProcessPoolExecutor(size, context, initializer=_meet, initargs=(barrier,)) as pool:
        yield Crew(pool, size)


class _Start:
    barrier: Barrier


def _meet(barrier: Barrier) -> None:
    _Start.barrier = barrier


def _run(url: str, job: Job) -> Any:
    return asyncio.run(_work(url, job))


async def _work(url: str, job: Job) -> Any:
    engine = engines.open_engine(url)
    engines.use(engine)
    try:
        # The first query opens the connection; after that all are ready to go.
        await engines.fetch("SELECT 1 AS ready")
        _Start.barrier.wait(PATIENCE_SECONDS)
        return await job()
    finally:
        await engines.close(engine)
