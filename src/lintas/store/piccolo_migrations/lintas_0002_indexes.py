"""What may exist only once, and what is looked up by: the same statements on both engines."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-24T00:00:00:000002"
VERSION = "1.38.0"
DESCRIPTION = "uniqueness and indexes"

UNIQUE = (
    ("agreement_party", "agreement, regency"),
    ("agreement_venue", "agreement, venue"),
    ("account", "email"),
    # Some roles hold everywhere; NULLs alone would not count as equal.
    ("membership", "account, role, coalesce(regency, '')"),
    ("credential", "secret_hash"),
    ("batch", "program, number"),
    ("enrolment", "batch, person"),
    ("enrolment", "secret_hash"),
    ("session", "uid"),
    ("session_trainer", "session, person"),
    ("receipt", "actor, route, key"),
    ("acknowledgement", "enrolment, session, sequence"),
    ("message", "dedupe_key"),
    ("feed", "secret_hash"),
)

INDEXES = (
    ("agency", "keeper"),
    ("agreement_party", "regency"),
    ("agreement_quota", "agreement"),
    ("room", "venue"),
    ("room", "root"),
    ("room", "part_of"),
    ("closure", "room, starts_at"),
    ("closure", "venue, starts_at"),
    ("person", "keeper"),
    ("person", "phone"),
    ("person", "email"),
    ("account", "person"),
    ("membership", "regency, role"),
    ("credential", "account"),
    ("program", "keeper"),
    ("batch", "keeper"),
    ("enrolment", "person"),
    ("booking", "keeper"),
    ("booking", "room"),
    ("booking", "batch"),
    ("booking", "asked_by"),
    ("booking", "state, hold_until"),
    ("session", "booking"),
    ("session", "batch, starts_at"),
    ("session", "room, starts_at"),
    ("session", "agreement"),
    ("session", "lender_keeper, decision"),
    ("session_trainer", "person"),
    ("hold", "session"),
    # SQLite's wall walks along this one.
    ("hold", "resource, starts_at, ends_at"),
    ("conflict", "session, state"),
    ("conflict", "state, since"),
    ("receipt", "created_at"),
    ("acknowledgement", "session"),
    ("message", "state, next_at"),
    ("message", "account, created_at"),
    ("message", "person"),
    ("audit_entry", "subject_kind, subject_id"),
    ("audit_entry", "at"),
    ("feed", "scope, subject_id"),
)


def name(kind: str, table: str, columns: str) -> str:
    plain = columns.replace("coalesce(", "").replace(", '')", "")
    return f"{table}_{kind}_{plain.replace(', ', '_')}"


async def add() -> None:
    engine = engine_finder()
    for table, columns in UNIQUE:
        await engine.run_ddl(
            f'CREATE UNIQUE INDEX {name("one", table, columns)} ON "{table}" ({columns})'
        )
    for table, columns in INDEXES:
        await engine.run_ddl(f'CREATE INDEX {name("by", table, columns)} ON "{table}" ({columns})')


async def drop() -> None:
    engine = engine_finder()
    for table, columns in INDEXES:
        await engine.run_ddl(f"DROP INDEX {name('by', table, columns)}")
    for table, columns in UNIQUE:
        await engine.run_ddl(f"DROP INDEX {name('one', table, columns)}")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    manager.add_raw(add)
    manager.add_raw_backwards(drop)
    return manager
