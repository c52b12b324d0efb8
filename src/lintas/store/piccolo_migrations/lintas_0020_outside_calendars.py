"""Calendars that others keep elsewhere."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Bytea, Column, Date, Integer, OnDelete, Text, Timestamptz
from piccolo.columns import ForeignKey, Varchar

from lintas.store.schema import add_tables, key, may_have, needs, other

ID = "2026-11-24T00:00:00:000020"
VERSION = "1.38.0"
DESCRIPTION = "outside calendars"

ACCOUNT, CALENDAR, PERSON, ROOM = map(other, ("account", "outside_calendar", "person", "room"))

TABLES: dict[str, dict[str, Column]] = {
    "outside_calendar": {
        "id": key(),
        "room": may_have(ROOM, index=True),
        "person": may_have(PERSON, index=True),
        "host": Varchar(length=255, default=""),
        "fingerprint": Varchar(length=16, default=""),
        "address": Text(default=""),
        "etag": Varchar(length=200, default=""),
        "last_modified": Varchar(length=60, default=""),
        "wish": Integer(default=0),
        "made_by": needs(ACCOUNT),
        "made_at": Timestamptz(null=False, default=None),
        "next_at": Timestamptz(null=True, default=None),
        "tried_at": Timestamptz(null=True, default=None),
        "read_at": Timestamptz(null=True, default=None),
        "failures": Integer(default=0),
        "trouble": Varchar(length=20, default=""),
        "status": Integer(default=0),
        "doubted": Boolean(default=False),
        "unread": Integer(default=0),
        "turn": Integer(default=0),
        "expanded_on": Date(null=True, default=None),
        "removed_at": Timestamptz(null=True, default=None),
    },
    "outside_copy": {
        "id": key(),
        "calendar": ForeignKey(
            references=CALENDAR,
            on_delete=OnDelete.restrict,
            null=False,
            default=None,
            unique=True,
        ),
        "content": Bytea(null=False, default=None),
    },
    "outside_series": {
        "id": key(),
        "calendar": needs(CALENDAR, index=True),
        "digest": Varchar(length=64),
        "unread": Varchar(length=200, default=""),
    },
    "outside_busy": {
        "id": key(),
        "calendar": needs(CALENDAR),
        "digest": Varchar(length=64),
        "starts_at": Timestamptz(null=False, default=None),
        "ends_at": Timestamptz(null=False, default=None),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    return manager
