"""Dates of a series that had to be left out, remembered until they are free."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, ForeignKey, Integer, OnDelete, Text, Timestamptz, Varchar
from piccolo.table import create_table_class

ID = "2026-11-24T00:00:00:000010"
VERSION = "1.38.0"
DESCRIPTION = "skipped dates"

BOOKING, ROOM, SESSION = (
    create_table_class(
        f"{name.title()}Row",
        class_kwargs={"tablename": name},
        class_members={"id": UUID(primary_key=True)},
    )
    for name in ("booking", "room", "session")
)

COLUMNS = {
    "id": UUID(primary_key=True),
    "booking": ForeignKey(
        references=BOOKING, on_delete=OnDelete.restrict, null=False, default=None, index=True
    ),
    "room": ForeignKey(
        references=ROOM, on_delete=OnDelete.restrict, null=False, default=None, index=True
    ),
    "starts_at": Timestamptz(null=False, default=None),
    "ends_at": Timestamptz(null=False, default=None),
    "planned": Text(),
    "findings": Text(),
    "state": Varchar(length=10),
    "offers": Integer(default=0),
    "judged_at": Timestamptz(null=False, default=None),
    "session": ForeignKey(references=SESSION, on_delete=OnDelete.restrict, null=True, default=None),
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    manager.add_table(class_name="SkippedDateRow", tablename="skipped_date")
    for column, kind in COLUMNS.items():
        manager.add_column(
            table_class_name="SkippedDateRow",
            tablename="skipped_date",
            column_name=column,
            column_class=type(kind),
            params=kind._meta.params,
        )
    return manager
