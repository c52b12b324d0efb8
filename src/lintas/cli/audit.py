"""`lintas audit`: whether the trail of what was done is whole, and what proves it to others."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from lintas.actions.audit.chain_entries import chain_entries
from lintas.actions.audit.verify_trail import verify_trail
from lintas.cli.command import Command, using_store
from lintas.domain.refusal import Refusal
from lintas.domain.trail import WHYS, parse_head
from lintas.settings import NotASetting, Settings
from lintas.store.trail import list_last_head
from lintas.worker.main import signing_of

MOST_SAID = 20


class TrailBroken(Refusal):
    """What was done is no longer told as it was."""


def take(parser: ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="follow the chain; ends with 2 where it is broken")
    verify.add_argument("--key", default="", help="the public key, where the secret isn't set here")
    verify.add_argument(
        "--head", action="append", default=[], help="a head that was printed or mailed before"
    )
    verbs.add_parser("head", help="chain what was done, and print the signed head")
    verbs.add_parser("key", help="print the public key that heads are checked with")


async def keep_trail(given: Namespace, settings: Settings) -> None:
    await _VERBS[given.verb](given, settings)


async def _verify(given: Namespace, settings: Settings) -> None:
    known = tuple(map(parse_head, given.head))
    signing = signing_of(settings)
    key = given.key or (signing.public() if signing else "")
    async with using_store(settings):
        verdict = await verify_trail(key, known=known)
    signed = "" if key else "; signatures not checked: LINTAS_SECRET_KEY is not set"
    print(
        f"{verdict.entries} entries, {verdict.heads} heads, {verdict.unchained} not chained{signed}"
    )
    if verdict.is_whole:
        print(f"whole: {verdict.last}" if verdict.last else "whole: nothing was chained yet")
        return
    for each in verdict.breaks[:MOST_SAID]:
        print(f"{each.number}: {WHYS[each.why]}", file=sys.stderr)
    raise TrailBroken(f"broken in {len(verdict.breaks)} places")


async def _head(_: Namespace, settings: Settings) -> None:
    async with using_store(settings):
        await chain_entries(signing_of(settings), now=datetime.now(UTC))
        for head in await list_last_head():
            print(head)


async def _key(_: Namespace, settings: Settings) -> None:
    key = signing_of(settings)
    if key is None:
        raise NotASetting("LINTAS_SECRET_KEY is not set: heads are not signed without it")
    print(key.public())


_VERBS: dict[str, Callable[[Namespace, Settings], Awaitable[None]]] = {
    "verify": _verify,
    "head": _head,
    "key": _key,
}
COMMAND = Command("audit", "check the trail of what was done: verify, head, key", take, keep_trail)
