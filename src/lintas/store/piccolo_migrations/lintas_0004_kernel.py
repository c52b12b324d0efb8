"""What sessions take along, how they meet, what somebody let stand, and what is judged later."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import (
    UUID,
    Boolean,
    Column,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from lintas.store.piccolo_migrations.lintas_0001_tables import SESSION, class_name, key

ID = "2026-11-24T00:00:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "tools, online sessions, overrides, judging later"

def needs_indexed(table: type[Table]) -> Column:
    return ForeignKey(
        references=table, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )


TABLES = {
    "session_asset": {
        "id": key(),
        "session": needs_indexed(SESSION),
        "asset": UUID(null=False, default=None, index=True),
        "quantity": Integer(),
    },
    "rejudge_due": {
        "id": key(),
        "session": needs_indexed(SESSION),
        "since": Timestamptz(null=False, default=None),
    },
}

COLUMNS = {
    "session": {
        "mode": Varchar(length=10, default="onsite"),
        "link": Text(default=""),
        "kind": Varchar(length=20, default=""),
        "takes_assets": Boolean(default=False),
    },
    "booking": {"overrides": Text(default="{}")},
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    for table in TABLES:
        manager.add_table(class_name=class_name(table), tablename=table)
    for table, columns in {**TABLES, **COLUMNS}.items():
        for column, kind in columns.items():
            manager.add_column(
                table_class_name=class_name(table),
                tablename=table,
                column_name=column,
                column_class=type(kind),
                params=kind._meta.params,
            )
    return manager
