"""What free slots are found by is followed: every change of it leaves a row, whatever path it took.

The table is no noun and has no class in store/tables: only triggers write it. On SQLite its ids
are never used twice, though old rows are forgotten.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from lintas.store.schema import add_statements

ID = "2026-11-24T00:00:00:000011"
VERSION = "1.38.0"
DESCRIPTION = "changes"

# The tables of which only "something has changed" is of interest: they are read anew as a whole.
PLACES = ("regency", "agency", "venue", "room", "closure", "asset")

SQLITE_TABLE = """
CREATE TABLE availability_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  resource TEXT,
  starts_at TEXT,
  ends_at TEXT,
  at INTEGER NOT NULL
)
"""

POSTGRES_TABLE = """
CREATE TABLE availability_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  resource uuid,
  starts_at timestamptz,
  ends_at timestamptz,
  at bigint NOT NULL,
  tx bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint
)
"""

COLUMNS = "(kind, resource, starts_at, ends_at, at)"
SQLITE_NOW = "CAST(strftime('%s', 'now') AS INTEGER)"
POSTGRES_NOW = "extract(epoch FROM clock_timestamp())::bigint"


def noted(row: str, now: str) -> str:
    return (
        f"INSERT INTO availability_change {COLUMNS}"
        f" VALUES ('hold', {row}.resource, {row}.starts_at, {row}.ends_at, {now})"
    )


def sqlite_triggers() -> tuple[str, ...]:
    old, new = noted("OLD", SQLITE_NOW), noted("NEW", SQLITE_NOW)
    on_hold = {"insert": new, "update": f"{old}; {new}", "delete": old}
    place = f"INSERT INTO availability_change (kind, at) VALUES ('place', {SQLITE_NOW})"
    return (
        *(
            f"CREATE TRIGGER hold_is_followed_on_{event} AFTER {event.upper()} ON hold"
            f" BEGIN {work}; END"
            for event, work in on_hold.items()
        ),
        *(
            f"CREATE TRIGGER {table}_is_followed_on_{event} AFTER {event.upper()} ON {table}"
            f" BEGIN {place}; END"
            for table in PLACES
            for event in ("insert", "update", "delete")
        ),
    )


FOLLOW_HOLD = f"""
CREATE FUNCTION follow_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    {noted("OLD", POSTGRES_NOW)};
  END IF;
  IF TG_OP <> 'DELETE' THEN
    {noted("NEW", POSTGRES_NOW)};
  END IF;
  RETURN NULL;
END
$$
"""

FOLLOW_PLACE = f"""
CREATE FUNCTION follow_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO availability_change (kind, at) VALUES ('place', {POSTGRES_NOW});
  RETURN NULL;
END
$$
"""

SQLITE_UP = (
    SQLITE_TABLE,
    "CREATE INDEX availability_change_at ON availability_change (at)",
    *sqlite_triggers(),
)
SQLITE_DOWN = (
    *(f"DROP TRIGGER {statement.split()[2]}" for statement in sqlite_triggers()),
    "DROP TABLE availability_change",
)

POSTGRES_UP = (
    POSTGRES_TABLE,
    "CREATE INDEX availability_change_at ON availability_change (at)",
    "CREATE INDEX availability_change_tx ON availability_change (tx)",
    FOLLOW_HOLD,
    FOLLOW_PLACE,
    "CREATE TRIGGER hold_is_followed AFTER INSERT OR UPDATE OR DELETE ON hold"
    " FOR EACH ROW EXECUTE FUNCTION follow_hold()",
    *(
        f"CREATE TRIGGER {table}_is_followed AFTER INSERT OR UPDATE OR DELETE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION follow_place()"
        for table in PLACES
    ),
)
POSTGRES_DOWN = (
    *(f"DROP TRIGGER {table}_is_followed ON {table}" for table in ("hold", *PLACES)),
    "DROP FUNCTION follow_hold",
    "DROP FUNCTION follow_place",
    "DROP TABLE availability_change",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_statements(
        manager,
        up={"sqlite": SQLITE_UP, "postgres": POSTGRES_UP},
        down={"sqlite": SQLITE_DOWN, "postgres": POSTGRES_DOWN},
    )
    return manager
