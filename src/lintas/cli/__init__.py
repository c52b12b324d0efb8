"""The door for operators: one command, one module."""

import asyncio
import inspect
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from lintas.cli import (
    audit,
    backup,
    demo,
    importing,
    migrate,
    people,
    restore,
    rules,
    seed,
    serve,
    token,
    user,
    work,
)
from lintas.cli.command import Command
from lintas.cli.logs import set_up_logs
from lintas.domain.refusal import Refusal
from lintas.render.refusals import say_fault, say_refusal
from lintas.settings import NotASetting, Settings
from lintas.store.trouble import as_trouble

COMMANDS: tuple[Command, ...] = (
    serve.COMMAND,
    work.COMMAND,
    migrate.COMMAND,
    seed.COMMAND,
    rules.COMMAND,
    user.COMMAND,
    token.COMMAND,
    backup.COMMAND,
    restore.COMMAND,
    audit.COMMAND,
    people.COMMAND,
    importing.COMMAND,
    demo.COMMAND,
)

ASKED_WRONGLY = 2  # as argparse has it
LANGUAGE = "en"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; what it can't do is said in one line on stderr."""
    parser = ArgumentParser(prog="lintas", description="Shared training venues, scheduled.")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in COMMANDS:
        its_parser = commands.add_parser(command.name, help=command.summary)
        command.take(its_parser)
        its_parser.set_defaults(run=command.run)
    given = parser.parse_args(arguments)
    set_up_logs()
    try:
        settings = Settings.from_environment()
        running = given.run(given, settings)
        if inspect.iscoroutine(running):
            asyncio.run(running)
    except (Refusal, NotASetting) as refusal:
        _refuse(given.command, refusal)
    except Exception as error:
        trouble = as_trouble(error)
        if trouble is None:
            raise
        _refuse(given.command, trouble)


def _refuse(command: str, refusal: Exception) -> None:
    print(f"lintas {command}: {_said(refusal)}", file=sys.stderr)
    raise SystemExit(ASKED_WRONGLY)


def _said(refusal: Exception) -> str:
    """With every value that was wrong; refusals of no fault speak English by themselves."""
    if not isinstance(refusal, Refusal) or not refusal.faults:
        return str(refusal) or type(refusal).__name__
    faults = "; ".join(
        f"{fault.field}={fault.value!r}: {say_fault(fault, LANGUAGE)}" for fault in refusal.faults
    )
    return f"{say_refusal(refusal, LANGUAGE)} {faults}"
