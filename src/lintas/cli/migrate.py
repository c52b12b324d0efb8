"""`lintas migrate`: the schema that this version needs."""

from argparse import ArgumentParser, Namespace

from lintas.cli.command import Command, using_store
from lintas.settings import Settings
from lintas.store.migrations import migrate, revert


def take(parser: ArgumentParser) -> None:
    parser.add_argument("--to", default="all", help="stop after this step (default: the last)")
    parser.add_argument(
        "--back", metavar="STEP", help='undo every step after this one ("nothing": all of them)'
    )


async def move_schema(given: Namespace, settings: Settings) -> None:
    async with using_store(settings):
        moved = await revert(given.back) if given.back else await migrate(given.to)
    verb = "undone" if given.back else "made"
    print("\n".join(f"{verb}: {step}" for step in moved) or "nothing to do")


COMMAND = Command("migrate", "bring the database to this version", take, move_schema)
