"""When somebody's personal data was erased."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, Timestamptz

from lintas.store.schema import add_columns

ID = "2026-11-24T00:00:00:000027"
VERSION = "1.38.0"
DESCRIPTION = "erased people"

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("person", "erased_at", Timestamptz(null=True, default=None)),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_columns(manager, COLUMNS)
    return manager
