"""Agreements in full: addenda, severities, the umbrella of a PKS, and the balance of two sides."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Column, Date, Integer, Text, Varchar
from piccolo.engine import engine_finder

from lintas.store.schema import add_columns, key, needs, other

ID = "2026-11-24T00:00:00:000008"
VERSION = "1.38.0"
DESCRIPTION = "agreements in full"

AGREEMENT = other("agreement")

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("agreement", "umbrella", UUID(null=True, default=None)),
    ("agreement", "cooperation", Varchar(length=20, default="ksdd")),
    ("agreement", "severities", Text(default="{}")),
    ("agreement", "balance_ratio", Integer(null=True, default=None)),
    ("agreement", "balance_beyond", Integer(null=True, default=None)),
    ("agency", "severities", Text(default="{}")),
    ("addendum", "id", key()),
    ("addendum", "agreement", needs(AGREEMENT, index=True)),
    ("addendum", "number", Varchar(length=200, default="")),
    ("addendum", "dated", Date(null=False, default=None)),
    ("addendum", "summary", Text(default="")),
    ("addendum", "valid_until", Date(null=True, default=None)),
    ("addendum", "venues", Text(null=True, default=None)),
    ("addendum", "quotas", Text(null=True, default=None)),
    ("addendum", "state", Varchar(length=20, default="")),
    ("addendum", "offered_by", Varchar(length=13, null=True, default=None)),
)

# Quotas and the ledger ask for what one government used of another's rooms.
INDEXES = (
    ("agreement", "valid_until"),
    ("session", "lender, starts_at"),
)


def name(table: str, columns: str) -> str:
    return f"{table}_by_{columns.replace(', ', '_')}"


async def add() -> None:
    engine = engine_finder()
    for table, columns in INDEXES:
        await engine.run_ddl(f'CREATE INDEX {name(table, columns)} ON "{table}" ({columns})')


async def drop() -> None:
    engine = engine_finder()
    for table, columns in INDEXES:
        await engine.run_ddl(f"DROP INDEX {name(table, columns)}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    manager.add_table(class_name="AddendumRow", tablename="addendum")
    add_columns(manager, COLUMNS)
    manager.add_raw(add)
    manager.add_raw_backwards(drop)
    return manager
