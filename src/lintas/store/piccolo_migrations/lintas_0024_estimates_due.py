"""Estimates that wait for what happens are found without looking at all that were made."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from lintas.store.schema import add_statements

ID = "2026-11-24T00:00:00:0000242"
VERSION = "1.38.0"
DESCRIPTION = "estimates, due"

UP = ("CREATE INDEX estimate_due ON estimate (starts_at) WHERE scored_at IS NULL",)
DOWN = ("DROP INDEX estimate_due",)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_statements(
        manager,
        up={"sqlite": UP, "postgres": UP},
        down={"sqlite": DOWN, "postgres": DOWN},
    )
    return manager
