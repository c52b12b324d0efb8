"""Calendars as they were rendered, so that no other process and no later one renders them again.

Both are copies of what can be made anew, and no nouns: only store/feeds/printed.py knows them.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T00:00:00:0000191"
VERSION = "1.38.0"
DESCRIPTION = "printed calendars"

EVENT = """
CREATE TABLE feed_event (
  id text NOT NULL PRIMARY KEY,
  session {uuid} NOT NULL,
  fingerprint text NOT NULL,
  zone text NOT NULL,
  told {bytes} NOT NULL
)
"""
EDITION = """
CREATE TABLE feed_edition (
  id text NOT NULL PRIMARY KEY,
  scope text NOT NULL,
  subject_id {uuid} NOT NULL,
  tag text NOT NULL,
  since bigint NOT NULL,
  packed {bytes} NOT NULL
)
"""
KINDS = {
    "sqlite": {"uuid": "text", "bytes": "blob"},
    "postgres": {"uuid": "uuid", "bytes": "bytea"},
}


async def add() -> None:
    engine = engine_finder()
    for table in (EVENT, EDITION):
        await engine.run_ddl(table.format(**KINDS[engine.engine_type]))
    await engine.run_ddl("CREATE INDEX feed_event_session ON feed_event (session)")


async def drop() -> None:
    engine = engine_finder()
    for table in ("feed_event", "feed_edition"):
        await engine.run_ddl(f"DROP TABLE {table}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    manager.add_raw(add)
    manager.add_raw_backwards(drop)
    return manager
