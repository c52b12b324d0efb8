"""The Ramadan windows that are known, and one window a year."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T00:00:00:0000051"
VERSION = "1.38.0"
DESCRIPTION = "known Ramadan windows"

# 1447 H as the sidang isbat found, 1448 H as the calendar of the ministry expects it.
WINDOWS = (
    ("01930000-0000-7000-8000-000000001447", 1447, "2026-02-19", "2026-03-20", "true"),
    ("01930000-0000-7000-8000-000000001448", 1448, "2027-02-08", "2027-03-09", "false"),
)

ADD = (
    "CREATE UNIQUE INDEX ramadan_window_is_unique ON ramadan_window (hijri_year)",
    *(
        "INSERT INTO ramadan_window (id, hijri_year, first_day, last_day, official)"
        f" VALUES ('{key}', {year}, '{first}', '{last}', {official})"
        for key, year, first, last, official in WINDOWS
    ),
)
DROP = ("DROP INDEX ramadan_window_is_unique",)


async def add() -> None:
    for statement in ADD:
        await engine_finder().run_ddl(statement)


async def drop() -> None:
    for statement in DROP:
        await engine_finder().run_ddl(statement)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    manager.add_raw(add)
    manager.add_raw_backwards(drop)
    return manager
