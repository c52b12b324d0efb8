"""Programs shared between governments, versions of schedules, and plans on their way in."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import (
    UUID,
    Column,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table, create_table_class

ID = "2026-11-24T00:00:00:000012"
VERSION = "1.38.0"
DESCRIPTION = "sharing"


def key() -> Column:
    return UUID(primary_key=True)


def class_name(table: str) -> str:
    return table.title().replace("_", "") + "Row"


def other(table: str, **primary_key: Column) -> type[Table]:
    """What a foreign key needs to know of the table that it names."""
    return create_table_class(
        class_name(table),
        class_kwargs={"tablename": table},
        class_members=primary_key or {"id": key()},
    )


def needs(table: type[Table], *, index: bool = False) -> Column:
    return ForeignKey(
        references=table, on_delete=OnDelete.restrict, null=False, default=None, index=index
    )


def may_have(table: type[Table]) -> Column:
    return ForeignKey(references=table, on_delete=OnDelete.restrict, null=True, default=None)


REGENCY = other("regency", code=Varchar(length=13, primary_key=True))
ACCOUNT = other("account")
AGENCY = other("agency")
BATCH = other("batch")
PROGRAM = other("program")

TABLES: dict[str, dict[str, Column]] = {
    "program_offer": {
        "id": key(),
        "program": needs(PROGRAM, index=True),
        "from_regency": needs(REGENCY, index=True),
        "to_regency": needs(REGENCY, index=True),
        "state": Varchar(length=10),
        "note": Text(default=""),
        "offered_by": needs(ACCOUNT),
        "offered_at": Timestamptz(null=False, default=None),
        "decided_by": may_have(ACCOUNT),
        "decided_at": Timestamptz(null=True, default=None),
        "reason": Text(default=""),
        "adopted_as": may_have(PROGRAM),
    },
    "follow_up": {
        "id": key(),
        "program": needs(PROGRAM, index=True),
        "batch": may_have(BATCH),
        "agency": needs(AGENCY),
        "keeper": may_have(REGENCY),
        "day": Date(null=False, default=None),
        "source": Varchar(length=200, default=""),
        "note": Text(default=""),
        "result": Text(default=""),
        "made_by": needs(ACCOUNT),
        "made_at": Timestamptz(null=False, default=None),
    },
    "batch_reservation": {
        "id": key(),
        "batch": needs(BATCH, index=True),
        "regency": needs(REGENCY, index=True),
        "seats": Integer(),
        "trainer_places": Integer(),
        "until": Date(null=False, default=None),
        "made_by": needs(ACCOUNT),
        "made_at": Timestamptz(null=False, default=None),
        "ended_at": Timestamptz(null=True, default=None),
    },
    "schedule_version": {
        "id": key(),
        "batch": needs(BATCH, index=True),
        "number": Integer(),
        "published_by": needs(ACCOUNT),
        "published_at": Timestamptz(null=False, default=None),
        "note": Text(default=""),
        "snapshot": Text(),
    },
    "plan_import": {
        "id": key(),
        "actor": needs(ACCOUNT, index=True),
        "state": Varchar(length=10),
        "for_keeps": Integer(default=0),
        "rows": Integer(),
        "done": Integer(default=0),
        "asks": Text(),
        "findings": Text(default=""),
        "bookings": Text(default=""),
        "created_at": Timestamptz(null=False, default=None),
        "touched_at": Timestamptz(null=False, default=None),
        "finished_at": Timestamptz(null=True, default=None),
    },
}

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    # umkm, inovasi, lainnya: shown in the catalogue; empty: not.
    ("program", "category", Varchar(length=20, default="")),
    ("program", "adopted_from", UUID(null=True, default=None)),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    for table, columns in TABLES.items():
        manager.add_table(class_name=class_name(table), tablename=table)
        for name, column in columns.items():
            _add(manager, table, name, column)
    for table, name, column in COLUMNS:
        _add(manager, table, name, column)
    return manager


def _add(manager: MigrationManager, table: str, name: str, column: Column) -> None:
    manager.add_column(
        table_class_name=class_name(table),
        tablename=table,
        column_name=name,
        column_class=type(column),
        params=column._meta.params,
    )
