"""Tools, what rooms and programs say of them, what rooms cost, and when venues change hands."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Boolean, Column, Date, Integer, Text, Timestamptz, Varchar

from lintas.store.schema import add_columns, add_tables, key, may_have, needs, other

ID = "2026-11-24T00:00:00:000006"
VERSION = "1.38.0"
DESCRIPTION = "things"


REGENCY = other("regency", code=Varchar(length=13, primary_key=True))
AGENCY = other("agency")
ROOM = other("room")
VENUE = other("venue")

TABLES: dict[str, dict[str, Column]] = {
    "asset": {
        "id": key(),
        "agency": needs(AGENCY),
        "keeper": may_have(REGENCY, index=True),
        "venue": may_have(VENUE, index=True),
        "name": Varchar(length=300),
        "kind": Varchar(length=60),
        "quantity": Integer(),
        "movable": Boolean(default=False),
        "is_example": Boolean(default=False),
        "version": Integer(default=1),
        "retired_at": Timestamptz(null=True, default=None),
    },
    "room_tariff": {
        "id": key(),
        "room": needs(ROOM, index=True),
        "borrower": may_have(REGENCY),
        "basis": Varchar(length=20),
        "amount": Integer(),
        "per": Varchar(length=10),
        "legal_basis": Text(default=""),
    },
    "venue_handover": {
        "id": key(),
        "venue": needs(VENUE, index=True),
        "day": Date(null=False, default=None),
        "to_agency": may_have(AGENCY),
        "to_name": Varchar(length=300, default=""),
        "document": Text(default=""),
    },
}

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("room", "equipment", Text(default="")),
    ("program", "equipment", Text(default="")),
    ("closure", "rrule", Text(default="")),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    add_columns(manager, COLUMNS)
    return manager
