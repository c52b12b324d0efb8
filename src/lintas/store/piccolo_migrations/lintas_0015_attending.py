"""Trainers' personal links, and what was said with an answer."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, Text, Timestamptz, Varchar

from lintas.store.schema import add_columns, add_tables, key, needs, other

ID = "2026-11-24T00:00:00:000015"
VERSION = "1.38.0"
DESCRIPTION = "attending"

REGENCY = other("regency", code=Varchar(length=13, primary_key=True))
ACCOUNT, PERSON = map(other, ("account", "person"))

TABLES: dict[str, dict[str, Column]] = {
    "trainer_link": {
        "id": key(),
        "person": needs(PERSON, index=True),
        "keeper": needs(REGENCY),
        "secret_hash": Varchar(length=64, unique=True),
        "made_by": needs(ACCOUNT),
        "made_at": Timestamptz(null=False, default=None),
        "ended_at": Timestamptz(null=True, default=None),
    },
}

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("session_trainer", "reason", Text(default="")),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    add_columns(manager, COLUMNS)
    return manager
