"""What trainers can and when they are away, what they answered, and who waits for a seat."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Column, Date, Integer, Text, Timestamptz, Varchar

from lintas.store.schema import add_columns, class_name, key, needs, other

ID = "2026-11-24T00:00:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "people"

PERSON = other("person")

TABLES = ("qualification", "absence")

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("qualification", "id", key()),
    ("qualification", "person", needs(PERSON, index=True)),
    ("qualification", "field", Varchar(length=200)),
    ("qualification", "level", Varchar(length=60, default="")),
    ("qualification", "certificate", Varchar(length=300, default="")),
    ("qualification", "valid_until", Date(null=True, default=None)),
    ("absence", "id", key()),
    ("absence", "person", needs(PERSON, index=True)),
    ("absence", "starts_at", Timestamptz(null=False, default=None)),
    ("absence", "ends_at", Timestamptz(null=False, default=None)),
    ("absence", "reason", Text()),
    ("session_trainer", "answer", Varchar(length=10, default="asked")),
    ("session_trainer", "answered_at", Timestamptz(null=True, default=None)),
    ("session_trainer", "letter", Varchar(length=200, default="")),
    ("program", "level", Varchar(length=60, default="")),
    ("program", "needs_nib", Boolean(default=False)),
    ("program", "min_age", Integer(null=True, default=None)),
    ("program", "only_regency", Varchar(length=13, null=True, default=None)),
    ("person", "nib", Varchar(length=20, default="")),
    ("person", "born_on", Date(null=True, default=None)),
    ("person", "regency", Varchar(length=13, null=True, default=None)),
    ("enrolment", "is_reserve", Boolean(default=False)),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    for table in TABLES:
        manager.add_table(class_name=class_name(table), tablename=table)
    add_columns(manager, COLUMNS)
    return manager
