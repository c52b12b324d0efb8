"""The door for operators: one command, one function."""

import sys


def main() -> None:
    """Print what can be asked for."""
    sys.stdout.write(
        "usage: lintas serve | work | migrate | seed | rules | user | token | backup | restore\n"
    )
