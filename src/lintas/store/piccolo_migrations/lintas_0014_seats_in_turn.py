"""One turn is one person's, and a citizen's number is looked up by its hash."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T00:00:00:0000141"
VERSION = "1.38.0"
DESCRIPTION = "seats in turn"

INDEXES = {
    # Before this step nobody counted turns: those rows are 0.
    "enrolment_one_batch_turn": "CREATE UNIQUE INDEX {} ON enrolment (batch, turn) WHERE turn > 0",
    "person_by_nik_hash": "CREATE INDEX {} ON person (nik_hash)",
}


async def add() -> None:
    engine = engine_finder()
    for name, statement in INDEXES.items():
        await engine.run_ddl(statement.format(name))


async def drop() -> None:
    engine = engine_finder()
    for name in INDEXES:
        await engine.run_ddl(f"DROP INDEX {name}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    manager.add_raw(add)
    manager.add_raw_backwards(drop)
    return manager
