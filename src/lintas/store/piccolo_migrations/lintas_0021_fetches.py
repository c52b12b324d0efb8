"""Who asked for which calendar, and when."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, Timestamptz, Varchar

from lintas.store.schema import add_tables, key, needs, other

ID = "2026-11-24T00:00:00:000021"
VERSION = "1.38.0"
DESCRIPTION = "fetches of calendars"

FEED = other("feed")

TABLES: dict[str, dict[str, Column]] = {
    "feed_fetch": {
        "id": key(),
        "feed": needs(FEED),
        "at": Timestamptz(null=False, default=None, index=True),
        "client": Varchar(length=12),
        "revision": Varchar(length=64),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    return manager
