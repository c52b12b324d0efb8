"""On SQLite one worker at a time: the one that holds the lock beside the database."""

import fcntl
import os
from typing import Protocol

from lintas.store.engines import Engine, SQLite


class Seat(Protocol):
    """Whoever has it works; everybody else stands by."""

    def take(self) -> bool:
        """Whether it is ours now; asking again is harmless."""

    def leave(self) -> None:
        """Let the next one have it."""


class Bench:
    """PostgreSQL: there is room for all, since each message is claimed for itself."""

    def take(self) -> bool:
        return True

    def leave(self) -> None:
        pass


class Stool:
    """A lock on a file, which the system takes back when its process dies, however it does.

    Several workers would do no harm; but each would take SQLite's one writer from the requests.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> bool:
        if self._file is not None:
            return True
        # Never removed: somebody might lock a file that has just lost its name.
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return False
        self._file = file
        return True

    def leave(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def seat_at(engine: Engine) -> Seat:
    return Stool(f"{engine.path}.worker.lock") if isinstance(engine, SQLite) else Bench()
