"""What trainers can and when they are away, what they answered, and who waits for a seat."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import (
    UUID,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import create_table_class

ID = "2026-11-24T00:00:00:000007"
VERSION = "1.38.0"
DESCRIPTION = "people"

PERSON = create_table_class(
    "PersonRow",
    class_kwargs={"tablename": "person"},
    class_members={"id": UUID(primary_key=True)},
)


def of_person() -> Column:
    return ForeignKey(
        references=PERSON, on_delete=OnDelete.restrict, null=False, default=None, index=True
    )


TABLES = ("qualification", "absence")

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("qualification", "id", UUID(primary_key=True)),
    ("qualification", "person", of_person()),
    ("qualification", "field", Varchar(length=200)),
    ("qualification", "level", Varchar(length=60, default="")),
    ("qualification", "certificate", Varchar(length=300, default="")),
    ("qualification", "valid_until", Date(null=True, default=None)),
    ("absence", "id", UUID(primary_key=True)),
    ("absence", "person", of_person()),
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
        manager.add_table(class_name=f"{table.title()}Row", tablename=table)
    for table, name, column in COLUMNS:
        manager.add_column(
            table_class_name=f"{table.title().replace('_', '')}Row",
            tablename=table,
            column_name=name,
            column_class=type(column),
            params=column._meta.params,
        )
    return manager
