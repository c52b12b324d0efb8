"""`lintas user`: accounts, from the server's own shell."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from getpass import getpass

from lintas.actions.accounts.disable_account import disable_account
from lintas.actions.accounts.invite_account import invite_account
from lintas.actions.accounts.issue_link import issue_link
from lintas.actions.accounts.set_password import set_password
from lintas.cli.command import Command, using_store
from lintas.domain.accounts import SHELL, Account, parse_email, parse_membership
from lintas.domain.people import Role
from lintas.settings import Settings
from lintas.store.accounts import find_account_by_email, list_accounts

MOST = 1_000_000
ROLES = [role.value for role in Role if role is not Role.OPERATOR]


def take(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    adding = verbs.add_parser("add", help="make an account and print its one-time link")
    adding.add_argument("--name", required=True)
    adding.add_argument("--role", choices=ROLES, required=True, metavar="ROLE")
    adding.add_argument("--regency", metavar="CODE", help='where the role holds: "36.04"')
    verbs.add_parser("list", help="print every account")
    link = verbs.add_parser("link", help="print a new one-time link")
    password = verbs.add_parser("password", help="set a password, read from the terminal or stdin")
    disable = verbs.add_parser("disable", help="let nobody in by this account any more")
    for verb in (adding, link, password, disable):
        verb.add_argument("--email", required=True)


async def keep_users(given: Namespace, settings: Settings) -> None:
    async with using_store(settings):
        await _VERBS[given.verb](given, settings)


async def _add(given: Namespace, settings: Settings) -> None:
    membership = parse_membership(Role(given.role), given.regency)
    _, secret = await invite_account(
        email=given.email, name=given.name, membership=membership, by=SHELL, now=datetime.now(UTC)
    )
    _print_link(secret, settings)


async def _list(_: Namespace, __: Settings) -> None:
    for account in await list_accounts(seen_by=SHELL, limit=MOST):
        ended = " (disabled)" if account.disabled_at else ""
        print(f"{account.email}\t{account.name}\t{roles_of(account)}{ended}")


async def _link(given: Namespace, settings: Settings) -> None:
    account = await _find(given)
    _, secret = await issue_link(account.id, by=SHELL, now=datetime.now(UTC))
    _print_link(secret, settings)


async def _password(given: Namespace, _: Settings) -> None:
    account = await _find(given)
    await set_password(account.id, _read_password(), by=SHELL, now=datetime.now(UTC))


async def _disable(given: Namespace, _: Settings) -> None:
    account = await _find(given)
    await disable_account(account.id, by=SHELL, now=datetime.now(UTC))


async def _find(given: Namespace) -> Account:
    return await find_account_by_email(parse_email(given.email))


def roles_of(account: Account) -> str:
    return ", ".join(f"{each.role} {each.regency or ''}".strip() for each in account.memberships)


def _read_password() -> str:
    """Not an argument: those are shown in lists of processes, and kept in the shell's history."""
    if sys.stdin.isatty():
        return getpass("New password: ")
    return sys.stdin.readline().rstrip("\n")


def _print_link(secret: str, settings: Settings) -> None:
    print(f"{settings.public_url}/masuk/{secret}")


_VERBS: dict[str, Callable[[Namespace, Settings], Awaitable[None]]] = {
    "add": _add,
    "list": _list,
    "link": _link,
    "password": _password,
    "disable": _disable,
}
COMMAND = Command("user", "keep accounts: add, list, link, password, disable", take, keep_users)
