"""`lintas demo`: everything that `make run` needs, in one go."""

import asyncio
import os
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from lintas.actions.accounts.issue_token import issue_token
from lintas.actions.demo.load_demo import NotEmpty, load_demo
from lintas.cli.command import Command, take_nothing, using_store
from lintas.cli.seed import introduce
from lintas.cli.serve import prepare, serve
from lintas.domain.accounts import SHELL
from lintas.domain.people import Membership, Role
from lintas.domain.secret import new_secret
from lintas.settings import Settings

# Beside the database, in a place that .gitignore names.
KEY_FILE = Path(".lintas/secret_key")
OPERATOR = "operator@contoh.test"


def run(given: Namespace, settings: Settings) -> None:
    settings = replace(settings, secret_key=settings.secret_key or _kept_key(KEY_FILE))
    asyncio.run(_prepare(given, settings))
    serve(settings)


async def _prepare(given: Namespace, settings: Settings) -> None:
    await prepare(given, settings)
    async with using_store(settings):
        print(*await _load(settings, now=datetime.now(UTC)), sep="\n", flush=True)


async def _load(settings: Settings, *, now: datetime) -> Sequence[str]:
    """What to sign in with, where the demo is new; a database that holds something is left."""
    try:
        demo = await load_demo(hold_for=settings.hold, now=now)
    except NotEmpty as refusal:
        return (f"no demo: {refusal}",)
    if not demo.logins:
        return introduce(demo, settings)
    token = await issue_token(
        email=OPERATOR, acts_as=Membership(Role.OPERATOR, None), label="demo", by=SHELL, now=now
    )
    return (
        *introduce(demo, settings),
        f"an operator's token for the API, shown this once: {token}",
    )


def _kept_key(file: Path) -> str:
    """The same at every start, so that forms outlive one; readable by its owner alone."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(new_secret())
    return file.read_text().strip()


COMMAND = Command("demo", "migrate, load the demo when empty, serve", take_nothing, run)
