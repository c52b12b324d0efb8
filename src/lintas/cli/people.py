"""`lintas people`: whose personal data is kept, when it has got out."""

import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from lintas.actions.people.list_concerned import list_all_concerned, list_concerned_in
from lintas.cli.command import Command, using_store
from lintas.domain.accounts import SHELL
from lintas.domain.refusal import Fault, Invalid
from lintas.domain.timespan import FIRST_MOMENT, TimeSpan
from lintas.render.concerned import write_concerned
from lintas.settings import Settings

ZONE = ZoneInfo("Asia/Jakarta")


def take(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    breach = verbs.add_parser(
        "breach", help="print everybody whose data is kept, or was touched in a span, as CSV"
    )
    breach.add_argument("--since", help="2026-11-20 or 2026-11-20T08:00; WIB unless it says")
    breach.add_argument("--until", help="up to this, not including it; else until now")


async def list_breached(given: Namespace, settings: Settings) -> None:
    now = datetime.now(UTC)
    async with using_store(settings):
        if given.since or given.until:
            span = TimeSpan(
                parse_moment("starts_at", given.since) if given.since else FIRST_MOMENT,
                parse_moment("ends_at", given.until) if given.until else _after(now),
            )
            found = await list_concerned_in(span, actor=SHELL, now=now)
        else:
            found = await list_all_concerned(actor=SHELL, now=now)
    print(write_concerned(found), end="")
    print(f"{len(found)} to be told", file=sys.stderr)


def parse_moment(field: str, text: str) -> datetime:
    """A day is its first moment; without a zone it is Jakarta's.

    Raises:
        Invalid: naming `field`.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(faults=(Fault(field, text, "instant"),)) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def _after(now: datetime) -> datetime:
    return now.replace(microsecond=0) + timedelta(seconds=1)


COMMAND = Command(
    "people", "list those whose personal data is concerned: breach", take, list_breached
)
