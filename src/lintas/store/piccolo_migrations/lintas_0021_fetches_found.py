"""The last who asked for a calendar is found without looking at all who did."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T00:00:00:0000212"
VERSION = "1.38.0"
DESCRIPTION = "fetches of calendars, found"


async def add() -> None:
    await engine_finder().run_ddl("CREATE INDEX feed_fetch_feed_at ON feed_fetch (feed, at)")


async def drop() -> None:
    await engine_finder().run_ddl("DROP INDEX feed_fetch_feed_at")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    manager.add_raw(add)
    manager.add_raw_backwards(drop)
    return manager
