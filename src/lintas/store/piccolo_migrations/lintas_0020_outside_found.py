"""Of a calendar's busy times those that are not over are looked up."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from lintas.store.schema import add_statements, on_both

ID = "2026-11-24T00:00:00:0000202"
VERSION = "1.38.0"
DESCRIPTION = "outside calendars, found"

UP = on_both("CREATE INDEX outside_busy_by_calendar_ends_at ON outside_busy (calendar, ends_at)")
DOWN = on_both("DROP INDEX outside_busy_by_calendar_ends_at")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_statements(manager, up=UP, down=DOWN)
    return manager
