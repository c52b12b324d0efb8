"""What the database refuses by itself, whoever asks: each engine in its own words.

No two holds of one resource overlap; spans end after they start; SQLite's text times are in the
one form that sorts and compares; what was done can't be undone in the audit.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from lintas.store.schema import add_statements

ID = "2026-11-24T00:00:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "walls"

SPANS = {
    "hold": ("starts_at", "ends_at"),
    "session": ("starts_at", "ends_at"),
    "closure": ("starts_at", "ends_at"),
    "agreement": ("valid_from", "valid_until"),
}

# SQLite only: columns that hold moments as text.
MOMENTS = {
    "hold": ("starts_at", "ends_at"),
    "session": ("starts_at", "ends_at", "revised_at"),
    "closure": ("starts_at", "ends_at", "lifted_at"),
}

# "LNTS": tells a file of ours from any other SQLite file (sqlite.org/pragma.html#pragma_application_id).
APPLICATION_ID = 0x4C4E5453


# PostgreSQL


# Where the extension can't be had (its files are missing, or the user may not create it), a range
# of one id serves as well.
BTREE_GIST = """
DO $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS btree_gist;
EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file THEN
  CREATE TYPE uuidrange AS RANGE (subtype = uuid);
END
$$
"""

# DO NOTHING can't look at a deferrable constraint, hence it isn't one.
HOLD_NO_OVERLAP = """
DO $$
DECLARE
  same text := 'uuidrange(resource, resource, ''[]'') WITH &&';
BEGIN
  IF EXISTS (SELECT 1 FROM pg_extension WHERE extname = 'btree_gist') THEN
    same := 'resource WITH =';
  END IF;
  EXECUTE format(
    'ALTER TABLE hold ADD CONSTRAINT hold_no_overlap EXCLUDE USING gist '
    '(%s, tstzrange(starts_at, ends_at, ''[)'') WITH &&)', same);
END
$$
"""

APPEND_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END
$$
"""

POSTGRES_UP = (
    *(
        f"ALTER TABLE {table} ADD CONSTRAINT {table}_ends_after_it_starts CHECK ({end} > {start})"
        for table, (start, end) in SPANS.items()
    ),
    BTREE_GIST,
    HOLD_NO_OVERLAP,
    APPEND_ONLY,
    "CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry"
    " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
)

POSTGRES_DOWN = (
    "DROP TRIGGER audit_entry_is_append_only ON audit_entry",
    "DROP FUNCTION refuse_change",
    "ALTER TABLE hold DROP CONSTRAINT hold_no_overlap",
    # The extension stays: other schemas may have come to need it.
    "DROP TYPE IF EXISTS uuidrange",
    *(f"ALTER TABLE {table} DROP CONSTRAINT {table}_ends_after_it_starts" for table in SPANS),
)


# SQLite

SECONDS = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9]"
MICROSECONDS = ".[0-9][0-9][0-9][0-9][0-9][0-9]"


def is_canonical(value: str) -> str:
    """As Piccolo writes it: UTC, microseconds only where there are some, and a day that exists."""
    return (
        f"(({value} GLOB '{SECONDS}+00:00' OR ({value} GLOB '{SECONDS}{MICROSECONDS}+00:00'"
        f" AND {value} NOT GLOB '*.000000+*'))"
        # strftime itself takes 24:00 for a time.
        f" AND substr({value}, 12, 2) < '24'"
        f" AND strftime('%Y-%m-%d %H:%M:%S', substr({value}, 1, 19)) IS substr({value}, 1, 19))"
    )


def guard(table: str, wall: str, *, columns: str, refuse: str) -> tuple[str, str]:
    """Two triggers, since SQLite has none for INSERT and UPDATE at once."""
    return (
        f"CREATE TRIGGER {wall}_on_insert BEFORE INSERT ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{wall}') {refuse}; END",
        f"CREATE TRIGGER {wall}_on_update BEFORE UPDATE OF {columns} ON {table} BEGIN"
        f" SELECT RAISE(ABORT, '{wall}') {refuse}; END",
    )


def canonical_moments(table: str) -> tuple[str, str]:
    columns = MOMENTS[table]
    odd = " OR ".join(
        f"(NEW.{column} IS NOT NULL AND NOT {is_canonical(f'NEW.{column}')})" for column in columns
    )
    return guard(
        table, f"{table}_moment_is_canonical", columns=", ".join(columns), refuse=f"WHERE {odd}"
    )


def ends_after_it_starts(table: str) -> tuple[str, str]:
    start, end = SPANS[table]
    return guard(
        table,
        f"{table}_ends_after_it_starts",
        columns=f"{start}, {end}",
        refuse=f"WHERE NEW.{end} <= NEW.{start}",
    )


# Kept holds never overlap, so among those that start before the new one ends only the last can
# reach into it: one step along the index, however many there are.
NEIGHBOUR = (
    "FROM (SELECT ends_at FROM hold WHERE resource = NEW.resource AND id <> NEW.id"
    " AND starts_at < NEW.ends_at ORDER BY starts_at DESC LIMIT 1) WHERE ends_at > NEW.starts_at"
)

GUARDS = (
    *(statement for table in MOMENTS for statement in canonical_moments(table)),
    *(statement for table in SPANS for statement in ends_after_it_starts(table)),
    *guard("hold", "hold_no_overlap", columns="resource, starts_at, ends_at", refuse=NEIGHBOUR),
    "CREATE TRIGGER audit_entry_is_append_only_on_update BEFORE UPDATE ON audit_entry BEGIN"
    " SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
    "CREATE TRIGGER audit_entry_is_append_only_on_delete BEFORE DELETE ON audit_entry BEGIN"
    " SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
)

SQLITE_UP = (*GUARDS, f"PRAGMA application_id = {APPLICATION_ID}")

SQLITE_DOWN = (
    *(f"DROP TRIGGER {statement.split()[2]}" for statement in GUARDS),
    "PRAGMA application_id = 0",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_statements(
        manager,
        up={"sqlite": SQLITE_UP, "postgres": POSTGRES_UP},
        down={"sqlite": SQLITE_DOWN, "postgres": POSTGRES_DOWN},
    )
    return manager
