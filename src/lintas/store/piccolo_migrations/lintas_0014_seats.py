"""The order of reserve lists, and citizens' numbers: kept only as a keyed hash and four digits."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, Integer, Varchar

from lintas.store.schema import add_columns

ID = "2026-11-24T00:00:00:000014"
VERSION = "1.38.0"
DESCRIPTION = "seats"

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("enrolment", "turn", Integer(default=0)),
    ("person", "nik_hash", Varchar(length=64, default="")),
    ("person", "nik_last", Varchar(length=4, default="")),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_columns(manager, COLUMNS)
    return manager
