"""Whether a calendar shows what was cancelled, and what is not decided yet."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Column

from lintas.store.schema import add_columns

ID = "2026-11-24T00:00:00:0000192"
VERSION = "1.38.0"
DESCRIPTION = "what calendars show"

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("feed", "show_cancelled", Boolean(default=True)),
    ("feed", "show_tentative", Boolean(default=True)),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_columns(manager, COLUMNS)
    return manager
