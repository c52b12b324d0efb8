"""Who said that they come, who came, and sessions to which nobody did."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, ForeignKey, OnDelete, Text, Timestamptz, Varchar

from lintas.store.schema import add_tables, key, may_have, needs, other

ID = "2026-11-24T00:00:00:0000151"
VERSION = "1.38.0"
DESCRIPTION = "attendance"

ACCOUNT, ENROLMENT, SESSION = map(other, ("account", "enrolment", "session"))


def moment() -> Column:
    return Timestamptz(null=False, default=None)


TABLES: dict[str, dict[str, Column]] = {
    "rsvp": {
        "id": key(),
        "enrolment": needs(ENROLMENT),
        "session": needs(SESSION, index=True),
        "says": Varchar(length=10),
        "reason": Text(default=""),
        "at": moment(),
    },
    "attendance": {
        "id": key(),
        "enrolment": needs(ENROLMENT),
        "session": needs(SESSION, index=True),
        "mark": Varchar(length=10),
        "marked_by": may_have(ACCOUNT),
        "marked_at": moment(),
    },
    "no_show": {
        "id": key(),
        "session": ForeignKey(
            SESSION, on_delete=OnDelete.restrict, null=False, default=None, unique=True
        ),
        "marked_by": needs(ACCOUNT),
        "marked_at": moment(),
        "reason": Text(),
        "planned_until": moment(),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    return manager
