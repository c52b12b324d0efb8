"""The last who asked for a calendar is found without looking at all who did."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from lintas.store.schema import add_statements, on_both

ID = "2026-11-24T00:00:00:0000212"
VERSION = "1.38.0"
DESCRIPTION = "fetches of calendars, found"

UP = on_both("CREATE INDEX feed_fetch_feed_at ON feed_fetch (feed, at)")
DOWN = on_both("DROP INDEX feed_fetch_feed_at")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_statements(manager, up=UP, down=DOWN)
    return manager
