"""Prepared SQL for both engines: placeholders, inserts and updates.

The text of a statement is made of column names and `$n` placeholders only; every value goes
through a placeholder.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from piccolo.table import Table

from lintas.store.engines import execute_many, fetch


class Args(list[Any]):
    """The values of a statement, in the order of their placeholders."""

    def put(self, value: object) -> str:
        self.append(value)
        return f"${len(self)}"

    def put_all(self, values: Iterable[object]) -> str:
        """A parenthesised list for IN; of nothing, one that holds nothing."""
        placeholders = ", ".join(self.put(value) for value in values)
        return f"({placeholders or 'NULL'})"


@lru_cache(maxsize=256)
def _insert(table: type[Table], columns: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
    return f'INSERT INTO "{table._meta.tablename}" ({names}) VALUES ({values})'  # noqa: SLF001 -- Piccolo's only name for it


async def insert(table: type[Table], values: Mapping[str, object]) -> None:
    await fetch(_insert(table, tuple(values)), *values.values())


async def insert_many(table: type[Table], rows: Sequence[Mapping[str, object]]) -> None:
    """All rows name the same columns, in the same order."""
    if rows:
        await execute_many(_insert(table, tuple(rows[0])), [tuple(row.values()) for row in rows])


async def update(table: type[Table], key: object, values: Mapping[str, object]) -> None:
    """Change the row with that primary key."""
    args = Args()
    sets = ", ".join(f'"{column}" = {args.put(value)}' for column, value in values.items())
    meta = table._meta  # noqa: SLF001 -- Piccolo's only name for it
    name = meta.primary_key._meta.name  # noqa: SLF001 -- as above
    await fetch(f'UPDATE "{meta.tablename}" SET {sets} WHERE "{name}" = {args.put(key)}', *args)
