"""Trainers whom a government names for places that another's batch keeps free for them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, Timestamptz

from lintas.store.schema import add_tables, key, needs, other

ID = "2026-11-24T00:00:00:000029"
VERSION = "1.38.0"
DESCRIPTION = "named trainers"

TABLES: dict[str, dict[str, Column]] = {
    "named_trainer": {
        "id": key(),
        "reservation": needs(other("batch_reservation"), index=True),
        "person": needs(other("person")),
        "named_by": needs(other("account")),
        "named_at": Timestamptz(null=False, default=None),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    return manager
