"""`lintas work`: what is due on the clock, in a process of its own."""

from argparse import ArgumentParser, Namespace

from lintas.cli.command import Command, using_store
from lintas.settings import Settings
from lintas.store.migrations import check_schema
from lintas.worker.main import run_worker


def take(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--parent", type=int, metavar="PID", help="stop when this process, our parent, is gone"
    )


async def work(given: Namespace, settings: Settings) -> None:
    async with using_store(settings):
        await check_schema()
        await run_worker(settings, parent=given.parent)


COMMAND = Command("work", "send messages and tidy up, beside `lintas serve`", take, work)
