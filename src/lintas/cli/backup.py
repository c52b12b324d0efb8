"""`lintas backup`: a whole copy, while it is in use."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from lintas.cli.command import Command, using_store
from lintas.settings import Settings
from lintas.store.backup import backup


def take(parser: ArgumentParser) -> None:
    parser.add_argument("target", type=Path, help="the file to write; it must not exist")


async def write_backup(given: Namespace, settings: Settings) -> None:
    async with using_store(settings):
        await backup(given.target)
    print(f"written: {given.target}")


COMMAND = Command("backup", "copy the database, also while it serves", take, write_backup)
