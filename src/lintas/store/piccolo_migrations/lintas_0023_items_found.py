"""Items of calendars are one of a name, and revisions one of a number."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from lintas.store.schema import add_statements, on_both

ID = "2026-11-24T00:00:00:0000232"
VERSION = "1.38.0"
DESCRIPTION = "items of calendars, found"

UP = on_both(
    "CREATE UNIQUE INDEX feed_revision_feed_number ON feed_revision (feed, number)",
    "CREATE UNIQUE INDEX feed_item_feed_name ON feed_item (feed, name)",
)
DOWN = on_both("DROP INDEX feed_revision_feed_number", "DROP INDEX feed_item_feed_name")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_statements(manager, up=UP, down=DOWN)
    return manager
