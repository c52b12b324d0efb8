"""`lintas demo`: everything that `make run` needs, in one go."""

import asyncio
import os
import secrets
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from lintas.actions.accounts.issue_token import issue_token
from lintas.actions.accounts.set_password import set_password
from lintas.cli.command import Command, take_nothing, using_store
from lintas.cli.serve import prepare, serve
from lintas.cli.user import roles_of
from lintas.domain.accounts import SHELL
from lintas.domain.people import Membership, Role
from lintas.domain.secret import new_secret
from lintas.settings import Settings
from lintas.store.accounts import find_password_hash, list_accounts

# Beside the database, in a place that .gitignore names.
KEY_FILE = Path(".lintas/secret_key")
OPERATOR = "operator@contoh.invalid"
MOST_SHOWN = 20


def run(given: Namespace, settings: Settings) -> None:
    settings = replace(settings, secret_key=settings.secret_key or _kept_key(KEY_FILE))
    asyncio.run(_prepare(given, settings))
    serve(settings)


async def _prepare(given: Namespace, settings: Settings) -> None:
    await prepare(given, settings)
    async with using_store(settings):
        print(*await _introduce(now=datetime.now(UTC)), sep="\n", flush=True)


async def _introduce(*, now: datetime) -> Sequence[str]:
    """What to sign in with. Passwords are made, and shown, once only: nobody else has them."""
    examples = [
        each for each in await list_accounts(seen_by=SHELL, limit=MOST_SHOWN) if each.is_example
    ]
    new = [each for each in examples if not await find_password_hash(each.id)]
    if not new:
        return ("demo logins were shown when made; `lintas user password` sets new ones",)
    lines = ["demo logins, shown this once:"]
    for account in new:
        password = secrets.token_urlsafe(12)
        await set_password(account.id, password, by=SHELL, now=now)
        lines.append(f"  {account.email:32} {password}  ({roles_of(account)})")
    token = await issue_token(
        email=OPERATOR, acts_as=Membership(Role.OPERATOR, None), label="demo", by=SHELL, now=now
    )
    return (*lines, f"an operator's token for the API, shown this once: {token}")


def _kept_key(file: Path) -> str:
    """The same at every start, so that forms outlive one; readable by its owner alone."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, exist_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(new_secret())
    return file.read_text().strip()


COMMAND = Command("demo", "migrate, load the demo when empty, serve", take_nothing, run)
