"""`lintas seed`: the demo, loaded once into an empty database."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from datetime import UTC, datetime

from lintas.actions.demo.load_demo import Demo, NotEmpty, load_demo
from lintas.cli.command import Command, using_store
from lintas.cli.user import roles_of
from lintas.settings import Settings
from lintas.store.migrations import migrate


def take(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--if-empty", action="store_true", help="leave a database alone that holds something else"
    )


async def seed(given: Namespace, settings: Settings) -> None:
    async with using_store(settings):
        await migrate()
        try:
            demo = await load_demo(hold_for=settings.hold, now=datetime.now(UTC))
        except NotEmpty as refusal:
            if not given.if_empty:
                raise
            print(f"nothing changes: {refusal}")
            return
    print(*introduce(demo, settings), sep="\n", flush=True)


def introduce(demo: Demo, settings: Settings) -> Sequence[str]:
    """What there is to see, and to sign in with: nobody has the passwords but who reads this."""
    if not demo.logins:
        return (
            f"the demo was loaded on {demo.seeded_on} and its logins were shown then;"
            " `lintas user password` sets new ones",
        )
    logins = (
        f"  {login.account.email:32} {login.password}  ({roles_of(login.account)})"
        for login in demo.logins
    )
    return (
        f"the demo of {demo.seeded_on} is loaded; its logins, shown this once:",
        *logins,
        f"a participant's page, shown this once: {settings.public_url}/p/{demo.personal_link}",
    )


COMMAND = Command("seed", "load the demo into an empty database", take, seed)
