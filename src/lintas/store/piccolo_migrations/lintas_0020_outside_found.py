"""Of a calendar's busy times those that are not over are looked up."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T00:00:00:0000202"
VERSION = "1.38.0"
DESCRIPTION = "outside calendars, found"


async def add() -> None:
    await engine_finder().run_ddl(
        "CREATE INDEX outside_busy_by_calendar_ends_at ON outside_busy (calendar, ends_at)"
    )


async def drop() -> None:
    await engine_finder().run_ddl("DROP INDEX outside_busy_by_calendar_ends_at")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    manager.add_raw(add)
    manager.add_raw_backwards(drop)
    return manager
