"""Claims given to a request, and for whom a slot was taken back from whom."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column, Text, Varchar

from lintas.store.schema import add_columns, may_have, other

ID = "2026-11-24T00:00:00:000018"
VERSION = "1.38.0"
DESCRIPTION = "claims"

REGENCY = other("regency", code=Varchar(length=13, primary_key=True))
BOOKING, SESSION = map(other, ("booking", "session"))

COLUMNS: tuple[tuple[str, str, Column], ...] = (
    ("booking", "claim_authority", Text(default="")),
    ("booking", "claim_keeper", may_have(REGENCY)),
    ("claim", "session", may_have(SESSION)),
    ("claim", "booking", may_have(BOOKING)),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_columns(manager, COLUMNS)
    return manager
