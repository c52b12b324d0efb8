"""Neither places in the audit's chain nor its heads are ever changed or removed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from lintas.store.schema import add_statements

ID = "2026-11-24T00:00:00:0000252"
VERSION = "1.38.0"
DESCRIPTION = "audit chain, kept"

ONE_PLACE = "CREATE UNIQUE INDEX audit_link_entry ON audit_link (entry)"
ONE_PLACE_NO_MORE = "DROP INDEX audit_link_entry"
TABLES = ("audit_link", "audit_head")


def names(table: str) -> dict[str, str]:
    return {event: f"{table}_is_append_only_on_{event}" for event in ("update", "delete")}


SQLITE_UP = (ONE_PLACE, *(
    f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} BEGIN"
    f" SELECT RAISE(ABORT, '{table} is append-only'); END"
    for table in TABLES
    for event, name in names(table).items()
))
SQLITE_DOWN = (
    ONE_PLACE_NO_MORE,
    *(f"DROP TRIGGER {name}" for table in TABLES for name in names(table).values()),
)
# refuse_change() is the walls' of 0003.
POSTGRES_UP = (
    ONE_PLACE,
    *(
        f"CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        for table in TABLES
    ),
)
POSTGRES_DOWN = (
    ONE_PLACE_NO_MORE,
    *(f"DROP TRIGGER {table}_is_append_only ON {table}" for table in TABLES),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_statements(
        manager,
        up={"sqlite": SQLITE_UP, "postgres": POSTGRES_UP},
        down={"sqlite": SQLITE_DOWN, "postgres": POSTGRES_DOWN},
    )
    return manager
