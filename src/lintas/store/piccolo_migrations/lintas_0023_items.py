"""What each calendar account holds, and held, by revision: for clients that ask what is new."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, Boolean, Column, Varchar

from lintas.store.schema import add_tables, key, needs, other

ID = "2026-11-24T00:00:00:000023"
VERSION = "1.38.0"
DESCRIPTION = "items of calendars"

FEED = other("feed")

TABLES: dict[str, dict[str, Column]] = {
    "feed_revision": {
        "id": key(),
        "feed": needs(FEED),
        "number": BigInt(default=None),
        "tag": Varchar(length=64),
    },
    "feed_item": {
        "id": key(),
        "feed": needs(FEED),
        "name": Varchar(length=60),
        "mark": Varchar(length=64),
        "revision": BigInt(default=None),
        "is_gone": Boolean(default=False),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    return manager
