"""Programs shared between governments, versions of schedules, and plans on their way in."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Column, Date, Integer, Text, Timestamptz, Varchar

from lintas.store.schema import add_columns, add_tables, key, may_have, needs, other

ID = "2026-11-24T00:00:00:000012"
VERSION = "1.38.0"
DESCRIPTION = "sharing"


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
    add_tables(manager, TABLES)
    add_columns(manager, COLUMNS)
    return manager
