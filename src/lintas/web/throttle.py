"""Slowing down who guesses passwords."""

from collections import OrderedDict
from datetime import datetime, timedelta

from lintas.web.asking import Connection
from lintas.web.doors import TooManyTries

TRIES = 10
WITHIN = timedelta(minutes=15)
# Beyond so many names the oldest are forgotten: a flood of names must not fill the memory.
MOST_NAMES = 10_000


class Throttle:
    """Ten tries for each name within a quarter of an hour; counts failures only.

    In the memory of one process: N processes let N times as many through, and a restart forgets.
    The hashing itself, two at a time, holds back the rest. By name and not by address, because
    behind a proxy, and behind an office's one line, all addresses are the same. A stranger can
    so keep an account from its password, but never from its one-time links.
    """

    def __init__(self) -> None:
        self._failures: OrderedDict[str, list[datetime]] = OrderedDict()

    def check(self, name: str, *, now: datetime) -> None:
        """Raises TooManyTries."""
        recent = self._recent(name, now)
        if len(recent) >= TRIES:
            raise TooManyTries(retry_after=int((recent[-TRIES] + WITHIN - now).total_seconds()) + 1)

    def count(self, name: str, *, now: datetime) -> None:
        self._failures[name] = [*self._recent(name, now), now]
        self._failures.move_to_end(name)
        while len(self._failures) > MOST_NAMES:
            self._failures.popitem(last=False)

    def forget(self, name: str) -> None:
        self._failures.pop(name, None)

    def _recent(self, name: str, now: datetime) -> list[datetime]:
        return [at for at in self._failures.get(name, ()) if now - at < WITHIN]


def guesses_of(connection: Connection) -> Throttle:
    """The application's own."""
    guesses: Throttle = connection.app.state["guesses"]
    return guesses
