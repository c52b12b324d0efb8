"""Dates of a series that had to be left out, remembered until they are free."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Text, Timestamptz, Varchar

from lintas.store.schema import add_tables, key, may_have, needs, other

ID = "2026-11-24T00:00:00:000010"
VERSION = "1.38.0"
DESCRIPTION = "skipped dates"

BOOKING, ROOM, SESSION = map(other, ("booking", "room", "session"))

TABLES = {
    "skipped_date": {
        "id": key(),
        "booking": needs(BOOKING, index=True),
        "room": needs(ROOM, index=True),
        "starts_at": Timestamptz(null=False, default=None),
        "ends_at": Timestamptz(null=False, default=None),
        "planned": Text(),
        "findings": Text(),
        "state": Varchar(length=10),
        "offers": Integer(default=0),
        "judged_at": Timestamptz(null=False, default=None),
        "session": may_have(SESSION),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    return manager
