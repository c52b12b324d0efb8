"""What calendars show is followed: every change of it leaves a row, whatever path it took.

As with availability_change the table is no noun and only triggers write it. `about` is the id of
whom or what a change is about: a room, batch or person with sessions, an address, an account, a
regency's code where its conflicts changed; empty where names changed that many calendars share.
"""

from collections.abc import Iterator

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from lintas.store.schema import add_statements

ID = "2026-11-24T00:00:00:000019"
VERSION = "1.38.0"
DESCRIPTION = "changes of calendars"

SQLITE_TABLE = """
CREATE TABLE feed_change (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  about TEXT NOT NULL,
  at INTEGER NOT NULL
)
"""

POSTGRES_TABLE = """
CREATE TABLE feed_change (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  about text NOT NULL,
  at bigint NOT NULL,
  tx bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint
)
"""

SQLITE_NOW = "CAST(strftime('%s', 'now') AS INTEGER)"
POSTGRES_NOW = "extract(epoch FROM clock_timestamp())::bigint"

EVENTS = ("insert", "update", "delete")

# By table: the events of interest, and what a row of it is about.
SESSION = """SELECT {row}.room AS about UNION SELECT {row}.batch
 UNION SELECT person FROM session_trainer WHERE session = {row}.id"""
FOLLOWED: dict[str, tuple[dict[str, str], str]] = {
    "session": (dict.fromkeys(EVENTS, ""), SESSION),
    "session_trainer": (dict.fromkeys(EVENTS, ""), "SELECT {row}.person AS about"),
    "enrolment": (
        {"insert": "", "update": " OF batch, person, left_at, is_reserve", "delete": ""},
        "SELECT {row}.person AS about",
    ),
    "booking": (
        {"update": " OF agency, purpose, headcount"},
        """SELECT room AS about FROM session WHERE booking = {row}.id
 UNION SELECT batch FROM session WHERE booking = {row}.id
 UNION SELECT t.person FROM session_trainer t JOIN session s ON s.id = t.session
 WHERE s.booking = {row}.id""",
    ),
    "conflict": (
        dict.fromkeys(EVENTS, ""),
        """SELECT s.lender_keeper AS about FROM session s WHERE s.id = {row}.session
 UNION SELECT b.keeper FROM session s JOIN booking b ON b.id = s.booking
 WHERE s.id = {row}.session""",
    ),
    "person": ({"update": " OF name, retired_at", "delete": ""}, "SELECT {row}.id AS about"),
    "account": ({"update": " OF person, disabled_at", "delete": ""}, "SELECT {row}.id AS about"),
    "feed": ({"update": "", "delete": ""}, "SELECT {row}.id AS about"),
}
# What many calendars show: the events after which all of them look again.
SHARED: dict[str, tuple[str, ...]] = {
    "regency": ("update", "delete"),
    "agency": ("update", "delete"),
    "venue": ("update", "delete"),
    "program": ("update", "delete"),
    "room": EVENTS,
    "batch": EVENTS,
}
ROWS = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}


def noting(event: str, about: str, now: str) -> str:
    rows = " UNION ".join(about.format(row=row) for row in ROWS[event])
    return (
        f"INSERT INTO feed_change (about, at) SELECT CAST(about AS text), {now}"
        f" FROM ({rows}) AS told WHERE about IS NOT NULL"
    )


def noting_all(now: str) -> str:
    return f"INSERT INTO feed_change (about, at) VALUES ('', {now})"


def sqlite_triggers() -> Iterator[tuple[str, str]]:
    """The name of each, and how it is made."""
    for table, (events, about) in FOLLOWED.items():
        for event, columns in events.items():
            work = noting(event, about, SQLITE_NOW)
            yield _sqlite(table, event, columns, work)
    for table, all_events in SHARED.items():
        for event in all_events:
            yield _sqlite(table, event, "", noting_all(SQLITE_NOW))


def _sqlite(table: str, event: str, columns: str, work: str) -> tuple[str, str]:
    name = f"calendars_see_{table}_{event}"
    when = f"AFTER {event.upper()}{columns} ON {table}"
    return name, f"CREATE TRIGGER {name} {when} BEGIN {work}; END"


def postgres_triggers() -> Iterator[tuple[str, str, str]]:
    """The table and name of each, and how it is made; its function bears the same name."""
    for table, (events, about) in FOLLOWED.items():
        for event, columns in events.items():
            name = f"calendars_see_{table}_{event}"
            yield table, name, _function(name, noting(event, about, POSTGRES_NOW))
            yield (
                table,
                "",
                f"CREATE TRIGGER {name} AFTER {event.upper()}{columns} ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {name}()",
            )
    for table, all_events in SHARED.items():
        name = f"calendars_see_{table}"
        yield table, name, _function(name, noting_all(POSTGRES_NOW))
        yield (
            table,
            "",
            f"CREATE TRIGGER {name} AFTER {' OR '.join(map(str.upper, all_events))} ON {table}"
            f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        )


def _function(name: str, work: str) -> str:
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {work}; RETURN NULL; END $$"
    )


SQLITE_UP = (
    SQLITE_TABLE,
    "CREATE INDEX feed_change_at ON feed_change (at)",
    *(made for _, made in sqlite_triggers()),
)
SQLITE_DOWN = (
    *(f"DROP TRIGGER {name}" for name, _ in sqlite_triggers()),
    "DROP TABLE feed_change",
)
POSTGRES_UP = (
    POSTGRES_TABLE,
    "CREATE INDEX feed_change_at ON feed_change (at)",
    "CREATE INDEX feed_change_tx ON feed_change (tx)",
    *(made for _, _, made in postgres_triggers()),
)
POSTGRES_DOWN = (
    *(
        statement
        for table, name, _ in postgres_triggers()
        if name
        for statement in (f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}")
    ),
    "DROP TABLE feed_change",
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_statements(
        manager,
        up={"sqlite": SQLITE_UP, "postgres": POSTGRES_UP},
        down={"sqlite": SQLITE_DOWN, "postgres": POSTGRES_DOWN},
    )
    return manager
