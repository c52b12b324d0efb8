"""Values on their way into a database, and back out of it.

PostgreSQL takes and gives ids, days and moments as they are. SQLite keeps text, in the very form
that Piccolo writes, and gives back text wherever a column passed through an expression.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

_PLAIN = frozenset({str, int, float, bool, bytes, type(None)})


class NaiveTime(TypeError):
    """A bug: a time without a zone was on its way into the database."""


def refuse_naive(values: Iterable[object]) -> None:
    """Raises NaiveTime, for lists of times too.

    SQLite would keep a naive time in a form that neither equals nor sorts with the others,
    PostgreSQL would take it for the server's local time: both without a word.
    """
    for value in values:
        kind = type(value)
        if kind in _PLAIN:
            continue
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise NaiveTime(f"{value!r} has no zone")
        elif kind is list or kind is tuple:
            refuse_naive(value)  # type: ignore[arg-type]  # kind tells, mypy doesn't follow


def to_sqlite(value: object) -> object:
    """A value as SQLite keeps it; aware moments as UTC, so that text sorts as time does."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, datetime):
        return _moment_as_text(_in_utc(value))
    if isinstance(value, UUID):
        return _id_as_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        raise TypeError(f"{value!r}: SQLite would keep a float; count in whole units")
    if isinstance(value, list):
        refuse_naive(value)
    # Piccolo has registered what it needs besides.
    return value


def read_moment(value: object) -> datetime:
    """A moment as either engine answers it, in UTC."""
    return _in_utc(value) if isinstance(value, datetime) else _read_moment(str(value))


def read_id(value: object) -> UUID:
    """An id as either engine answers it, always of Python's own class (asyncpg has another)."""
    if type(value) is UUID:
        return value
    return UUID(int=value.int) if isinstance(value, UUID) else _read_id(str(value))


def read_day(value: object) -> date:
    """A day as either engine answers it."""
    return value if isinstance(value, date) else date.fromisoformat(str(value))


# The same few ids and moments go in and out with every statement of a request.
@lru_cache(maxsize=16384)
def _id_as_text(value: UUID) -> str:
    return str(value)


@lru_cache(maxsize=16384)
def _moment_as_text(in_utc: datetime) -> str:
    return str(in_utc)


@lru_cache(maxsize=16384)
def _read_id(text: str) -> UUID:
    return UUID(text)


@lru_cache(maxsize=16384)
def _read_moment(text: str) -> datetime:
    return _in_utc(datetime.fromisoformat(text))


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise NaiveTime(f"{moment!r} has no zone")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)
