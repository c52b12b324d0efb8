"""The places of audit entries in their chain, and its signed heads."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import UUID, BigInt, Column, Timestamptz, Varchar

from lintas.store.schema import add_tables

ID = "2026-11-24T00:00:00:000025"
VERSION = "1.38.0"
DESCRIPTION = "audit chain"

TABLES: dict[str, dict[str, Column]] = {
    "audit_link": {
        "number": BigInt(primary_key=True, default=None),
        "entry": UUID(null=False, default=None),
        "hash": Varchar(length=64),
    },
    "audit_head": {
        "number": BigInt(primary_key=True, default=None),
        "hash": Varchar(length=64),
        "at": Timestamptz(null=False, default=None),
        "signature": Varchar(length=100),
    },
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_tables(manager, TABLES)
    return manager
