"""Where a calendar of somebody else's says that it has moved to, and how often it has said so."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Integer, Varchar

from lintas.store.schema import add_columns

ID = "2026-11-24T00:00:00:000028"
VERSION = "1.38.0"
DESCRIPTION = "moved calendars"

COLUMNS = (
    ("outside_calendar", "moved_to", Varchar(length=16, default="")),
    ("outside_calendar", "moves", Integer(default=0)),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_columns(manager, COLUMNS)
    return manager
