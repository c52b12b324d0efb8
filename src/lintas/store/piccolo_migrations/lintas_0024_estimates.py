"""Whom a change was foreseen to reach, and how that came out."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Column, Integer, Timestamptz, Varchar

from lintas.store.schema import add_tables, key, may_have, needs, other

ID = "2026-11-24T00:00:00:000024"
VERSION = "1.38.0"
DESCRIPTION = "estimates of who hears of a change"

SESSION, PERSON, ESTIMATE = other("session"), other("person"), other("estimate")
REGENCY = other("regency", code=Varchar(length=13, primary_key=True))

TABLES: dict[str, dict[str, Column]] = {
    "estimate": {
        "id": key(),
        "session": needs(SESSION, index=True),
        "keeper": may_have(REGENCY, index=True),
        "made_at": Timestamptz(null=False, default=None),
        "starts_at": Timestamptz(null=False, default=None),
        "concerned": Integer(),
        "loads_right": Integer(default=0),
        "loads_judged": Integer(default=0),
        "opens_right": Integer(default=0),
        "opens_judged": Integer(default=0),
        "scored_at": Timestamptz(null=True, default=None),
    },
    "forecast": {
        "id": key(),
        "estimate": needs(ESTIMATE, index=True),
        "person": needs(PERSON),
        "part": Varchar(length=10),
        "sign": Varchar(length=10),
        "expected": Boolean(),
        "due_at": Timestamptz(null=False, default=None),
        "happened": Boolean(null=True, default=None),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    return manager
