"""`lintas token`: an API token, from the server's own shell."""

from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from lintas.actions.accounts.issue_token import issue_token
from lintas.cli.command import Command, using_store
from lintas.domain.accounts import SHELL, parse_membership
from lintas.domain.people import Role
from lintas.settings import Settings

ROLES = [role.value for role in Role]


def take(parser: ArgumentParser) -> None:
    parser.add_argument("--email", required=True, help="whose; the account is made if need be")
    parser.add_argument(
        "--role", choices=ROLES, metavar="ROLE", help=f"act in this role only: {', '.join(ROLES)}"
    )
    parser.add_argument("--regency", metavar="CODE", help='where the role holds: "36.04"')
    parser.add_argument("--label", default="", help="what it is for")


async def print_token(given: Namespace, settings: Settings) -> None:
    """The token alone goes to stdout, so that a script can take it from there."""
    acts_as = parse_membership(Role(given.role), given.regency) if given.role else None
    async with using_store(settings):
        token = await issue_token(
            email=given.email,
            acts_as=acts_as,
            label=given.label,
            by=SHELL,
            now=datetime.now(UTC),
        )
    print(token)


COMMAND = Command("token", "print a bearer token for the API", take, print_token)
