"""Ramadan, ways between places, hours and limits of agencies, and what rooms allow."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Boolean, Column, Date, Integer, Text, Timestamptz, Varchar

from lintas.store.schema import add_columns, add_tables

ID = "2026-11-24T00:00:00:000005"
VERSION = "1.38.0"
DESCRIPTION = "time and travel in Indonesia"

TABLES: dict[str, dict[str, Column]] = {
    "ramadan_window": {
        "id": UUID(primary_key=True),
        "hijri_year": Integer(),
        "first_day": Date(null=False, default=None),
        "last_day": Date(null=False, default=None),
        "official": Boolean(default=False),
    },
    "travel_override": {
        "id": UUID(primary_key=True),
        "start": Varchar(length=36),
        "goal": Varchar(length=36),
        "minutes": Integer(),
        "origin": Varchar(length=20),
        "source": Text(default=""),
        "dated": Date(null=True, default=None),
        "keeper": Varchar(length=13, null=True, default=None),
        "removed_at": Timestamptz(null=True, default=None),
    },
}

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("agency", "working_hours", Text(default="")),
    ("agency", "weekly_jp", Integer(null=True, default=None)),
    ("agency", "budget_cutoff", Varchar(length=5, default="")),
    ("room", "notice_days", Integer(null=True, default=None)),
    ("room", "horizon_days", Integer(null=True, default=None)),
    ("room", "longest_minutes", Integer(null=True, default=None)),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    add_columns(manager, COLUMNS)
    return manager
