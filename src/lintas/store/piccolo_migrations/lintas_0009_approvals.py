"""Steps of approval, what was decided at each, queues for slots, and claims that took them back."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, Boolean, Column, Integer, Text, Timestamptz, Varchar

from lintas.store.schema import add_columns, add_tables, key, may_have, needs, other

ID = "2026-11-24T00:00:00:000009"
VERSION = "1.38.0"
DESCRIPTION = "approvals"


def moment() -> Column:
    return Timestamptz(null=False, default=None)


def may_be_moment() -> Column:
    return Timestamptz(null=True, default=None)


REGENCY = other("regency", code=Varchar(length=13, primary_key=True))
ACCOUNT, AGENCY, BOOKING, ROOM, SESSION, VENUE = map(
    other, ("account", "agency", "booking", "room", "session", "venue")
)

TABLES: dict[str, dict[str, Column]] = {
    "approval_step": {
        "id": key(),
        "agency": may_have(AGENCY, index=True),
        "venue": may_have(VENUE, index=True),
        "room": may_have(ROOM, index=True),
        "keeper": may_have(REGENCY, index=True),
        "position": Integer(),
        "name": Varchar(length=300),
        "approver": may_have(ACCOUNT, index=True),
        "role": Varchar(length=20, default=""),
        "stand_in": may_have(ACCOUNT, index=True),
        "days": Integer(),
    },
    "step_decision": {
        "id": key(),
        "booking": needs(BOOKING, index=True),
        "session": needs(SESSION),
        "position": Integer(),
        "name": Varchar(length=300),
        "decided_by": needs(ACCOUNT),
        "at": moment(),
        "verdict": Varchar(length=12),
        "reason": Text(default=""),
        "as_stand_in": Boolean(default=False),
    },
    "queue_entry": {
        "id": key(),
        "room": needs(ROOM),
        "root": UUID(null=False, default=None, index=True),
        "agency": needs(AGENCY),
        "keeper": may_have(REGENCY),
        "asked_by": needs(ACCOUNT, index=True),
        "ask": Text(),
        "starts_at": moment(),
        "ends_at": moment(),
        "created_at": moment(),
        "state": Varchar(length=12),
        "offered_until": may_be_moment(),
        "booking": may_have(BOOKING, index=True),
    },
    "claim": {
        "id": key(),
        "room": needs(ROOM),
        "root": UUID(null=False, default=None, index=True),
        "venue": needs(VENUE, index=True),
        "keeper": may_have(REGENCY),
        "starts_at": moment(),
        "ends_at": moment(),
        "level": Integer(),
        "authority": Text(),
        "reason": Text(),
        "in_favour_of": Text(),
        "made_by": needs(ACCOUNT),
        "made_at": moment(),
        "ended_at": may_be_moment(),
    },
}

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("session", "steps_passed", Integer(default=0)),
    ("session", "step_since", may_be_moment()),
    ("session", "postponed", Boolean(default=False)),
    ("booking", "claim", Integer(null=True, default=None)),
    ("booking", "offer", Varchar(length=10, default="")),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    add_columns(manager, COLUMNS)
    return manager
