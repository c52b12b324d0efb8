"""`lintas restore`: a backup in the place of the database."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lintas.cli.command import Command
from lintas.settings import Settings
from lintas.store.backup import restore
from lintas.store.engines import open_engine, use


def take(parser: ArgumentParser) -> None:
    parser.add_argument("source", type=Path, help="a file that `lintas backup` wrote")


async def put_back(given: Namespace, settings: Settings) -> None:
    # Named but not opened: restoring needs the file for itself.
    use(open_engine(settings.database_url))
    old = await restore(given.source)
    print(f"restored from {given.source}" + (f"; the old one is {old}" if old else ""))


COMMAND = Command("restore", "put a backup in the database's place", take, put_back)
