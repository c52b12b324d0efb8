"""Nobody answers one session twice, or is marked twice in one list."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T00:00:00:0000152"
VERSION = "1.38.0"
DESCRIPTION = "attendance once"

TABLES = ("rsvp", "attendance")


async def add() -> None:
    for table in TABLES:
        await engine_finder().run_ddl(
            f"CREATE UNIQUE INDEX one_{table} ON {table} (enrolment, session)"
        )


async def drop() -> None:
    for table in TABLES:
        await engine_finder().run_ddl(f"DROP INDEX one_{table}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    manager.add_raw(add)
    manager.add_raw_backwards(drop)
    return manager
