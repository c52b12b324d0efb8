"""Who has sessions mailed into the calendar, and what each was told of which."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, Integer, Timestamptz, Varchar

from lintas.store.schema import add_tables, key, needs, other

ID = "2026-11-24T00:00:00:000022"
VERSION = "1.38.0"
DESCRIPTION = "calendars by e-mail"

PERSON, SESSION = other("person"), other("session")

TABLES: dict[str, dict[str, Column]] = {
    "calendar_mail": {
        "id": key(),
        "person": needs(PERSON),
        "chosen_at": Timestamptz(null=False, default=None),
        "ended_at": Timestamptz(null=True, default=None),
        "mails": Integer(default=0),
        "counted_since": Timestamptz(null=False, default=None),
    },
    "calendar_entry": {
        "id": key(),
        "person": needs(PERSON),
        "session": needs(SESSION, index=True),
        "method": Varchar(length=10),
        "sequence": Integer(),
        "told": Integer(),
        "starts_at": Timestamptz(null=False, default=None),
        "ends_at": Timestamptz(null=False, default=None),
        "address": Varchar(length=320),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    return manager
