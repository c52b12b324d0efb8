"""What sessions take along, how they meet, what somebody let stand, and what is judged later."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Boolean, Integer, Text, Timestamptz, Varchar

from lintas.store.piccolo_migrations.lintas_0001_tables import SESSION
from lintas.store.schema import add_columns, add_tables, key, needs

ID = "2026-11-24T00:00:00:000004"
VERSION = "1.38.0"
DESCRIPTION = "tools, online sessions, overrides, judging later"

TABLES = {
    "session_asset": {
        "id": key(),
        "session": needs(SESSION, index=True),
        "asset": UUID(null=False, default=None, index=True),
        "quantity": Integer(),
    },
    "rejudge_due": {
        "id": key(),
        "session": needs(SESSION, index=True),
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
    add_tables(manager, TABLES)
    for table, columns in COLUMNS.items():
        add_columns(manager, ((table, name, column) for name, column in columns.items()))
    return manager
