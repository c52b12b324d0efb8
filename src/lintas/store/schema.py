"""What migrations are made of: tables, columns and references, as Piccolo's manager takes them."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TypeAlias

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Column, ForeignKey, OnDelete
from piccolo.engine import engine_finder
from piccolo.table import Table, create_table_class

# By table, by column.
Tables: TypeAlias = Mapping[str, Mapping[str, Column]]
# By Piccolo's name of the engine ("sqlite", "postgres"), in the order of running.
Statements: TypeAlias = Mapping[str, Iterable[str]]


def key() -> Column:
    return UUID(primary_key=True)


def class_name(table: str) -> str:
    return table.title().replace("_", "") + "Row"


def other(table: str, **primary_key: Column) -> type[Table]:
    """What a foreign key needs to know of the table that it names."""
    return create_table_class(
        class_name(table),
        class_kwargs={"tablename": table},
        class_members=primary_key or {"id": key()},
    )


def needs(table: type[Table], *, index: bool = False) -> Column:
    return ForeignKey(
        references=table, on_delete=OnDelete.restrict, null=False, default=None, index=index
    )


def may_have(table: type[Table], *, index: bool = False) -> Column:
    return ForeignKey(
        references=table, on_delete=OnDelete.restrict, null=True, default=None, index=index
    )


def add_tables(manager: MigrationManager, tables: Tables) -> None:
    for table, columns in tables.items():
        manager.add_table(class_name=class_name(table), tablename=table)
        add_columns(manager, ((table, name, column) for name, column in columns.items()))


def add_columns(manager: MigrationManager, columns: Iterable[tuple[str, str, Column]]) -> None:
    """Each as (table, name, column), to tables that are there already or just added."""
    for table, name, column in columns:
        manager.add_column(
            table_class_name=class_name(table),
            tablename=table,
            column_name=name,
            column_class=type(column),
            params=column._meta.params,  # noqa: SLF001 -- Piccolo's only name for it
        )


def on_both(*statements: str) -> Statements:
    """What both engines are told in the same words."""
    return {"sqlite": statements, "postgres": statements}


def add_statements(manager: MigrationManager, *, up: Statements, down: Statements) -> None:
    """What each engine is told in its own words, forwards and backwards."""
    manager.add_raw(partial(_run, up))
    manager.add_raw_backwards(partial(_run, down))


async def _run(statements: Statements) -> None:
    engine = engine_finder()
    if engine is None:
        raise RuntimeError("PICCOLO_CONF names no engine")
    for statement in statements[engine.engine_type]:
        await engine.run_ddl(statement)
