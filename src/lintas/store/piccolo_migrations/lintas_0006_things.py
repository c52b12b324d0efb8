"""Tools, what rooms and programs say of them, what rooms cost, and when venues change hands."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import (
    UUID,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table, create_table_class

ID = "2026-11-24T00:00:00:000006"
VERSION = "1.38.0"
DESCRIPTION = "things"


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


REGENCY = other("regency", code=Varchar(length=13, primary_key=True))
AGENCY = other("agency")
ROOM = other("room")
VENUE = other("venue")

TABLES: dict[str, dict[str, Column]] = {
    "asset": {
        "id": key(),
        "agency": needs(AGENCY),
        "keeper": may_have(REGENCY, index=True),
        "venue": may_have(VENUE, index=True),
        "name": Varchar(length=300),
        "kind": Varchar(length=60),
        "quantity": Integer(),
        "movable": Boolean(default=False),
        "is_example": Boolean(default=False),
        "version": Integer(default=1),
        "retired_at": Timestamptz(null=True, default=None),
    },
    "room_tariff": {
        "id": key(),
        "room": needs(ROOM, index=True),
        "borrower": may_have(REGENCY),
        "basis": Varchar(length=20),
        "amount": Integer(),
        "per": Varchar(length=10),
        "legal_basis": Text(default=""),
    },
    "venue_handover": {
        "id": key(),
        "venue": needs(VENUE, index=True),
        "day": Date(null=False, default=None),
        "to_agency": may_have(AGENCY),
        "to_name": Varchar(length=300, default=""),
        "document": Text(default=""),
    },
}

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("room", "equipment", Text(default="")),
    ("program", "equipment", Text(default="")),
    ("closure", "rrule", Text(default="")),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    for table, columns in TABLES.items():
        manager.add_table(class_name=class_name(table), tablename=table)
        for name, column in columns.items():
            _add(manager, table, name, column)
    for table, name, column in COLUMNS:
        _add(manager, table, name, column)
    return manager


def _add(manager: MigrationManager, table: str, name: str, column: Column) -> None:
    manager.add_column(
        table_class_name=class_name(table),
        tablename=table,
        column_name=name,
        column_class=type(column),
        params=column._meta.params,
    )
