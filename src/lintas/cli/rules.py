"""`lintas rules`: every law that a booking must keep."""

from argparse import Namespace

from lintas.cli.command import Command, take_nothing
from lintas.rules import RULES
from lintas.settings import Settings


def print_rules(_: Namespace, __: Settings) -> None:
    for rule in RULES:
        print(f"{rule.severity:8} {rule.code:20} {rule.law}")


COMMAND = Command("rules", "print every law a booking must keep", take_nothing, print_rules)
