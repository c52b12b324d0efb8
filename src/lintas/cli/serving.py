"""What runs in each process of the server."""

import asyncio
import logging
import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from litestar import Litestar

from lintas.cli.logs import set_up_logs
from lintas.settings import Settings
from lintas.store.engines import close, current, open_engine, use
from lintas.store.migrations import migrate
from lintas.store.trouble import as_trouble
from lintas.web.app import Lifespan, create_app
from lintas.worker.main import worker_lifespan

MIGRATION_PAUSE = 5.0

logger = logging.getLogger(__name__)


def make_application() -> Litestar:
    """The application with its store and its companions, put together here and nowhere else."""
    set_up_logs()
    watch_parent()
    settings = Settings.from_environment()
    use(open_engine(settings.database_url))
    companions: tuple[Lifespan, ...] = (keep_store, catch_up, work_beside(settings))
    return create_app(settings, lifespan=companions)


@asynccontextmanager
async def keep_store(_: Litestar) -> AsyncIterator[None]:
    """Nothing is opened before the first query, and nothing is left open."""
    try:
        yield
    finally:
        await close(current())


@asynccontextmanager
async def catch_up(_: Litestar) -> AsyncIterator[None]:
    """Bring the schema up once the database can be reached, if it couldn't at the start."""
    catching_up = asyncio.create_task(_migrate_when_possible())
    try:
        yield
    finally:
        catching_up.cancel()
        with suppress(asyncio.CancelledError):
            await catching_up


def work_beside(settings: Settings) -> Lifespan:
    """What is due gets done in this process too: several do no harm, and one is enough."""

    @asynccontextmanager
    async def work(app: Litestar) -> AsyncIterator[None]:
        async with worker_lifespan(settings) as worker:
            app.state["worker"] = worker
            yield

    return work


async def _migrate_when_possible() -> None:
    while True:
        try:
            await migrate()
        except Exception as error:
            trouble = as_trouble(error)
            if trouble is None:
                logger.exception("the schema can't be brought to this version")
                return
            await asyncio.sleep(MIGRATION_PAUSE)
        else:
            return


def watch_parent() -> None:
    """End this process as soon as the one that started it is gone.

    Granian's own doesn't by itself: after a kill -9 of the parent it would go on holding the
    port, and serve old code beside its successor. A parent that died before this process came
    so far counts too: asking for the parent's number now would name another.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        # At once, and without the tidying up of a stop: both databases are made for it.
        os._exit(1)

    threading.Thread(target=watch, name="lintas-parent", daemon=True).start()
