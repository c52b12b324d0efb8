"""One choice for each person, and of each session one latest word to each."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from lintas.store.schema import add_statements, on_both

ID = "2026-11-24T00:00:00:0000222"
VERSION = "1.38.0"
DESCRIPTION = "calendars by e-mail, once"

UP = on_both(
    "CREATE UNIQUE INDEX calendar_mail_person ON calendar_mail (person)",
    "CREATE UNIQUE INDEX calendar_entry_person_session ON calendar_entry (person, session)",
)
DOWN = on_both("DROP INDEX calendar_mail_person", "DROP INDEX calendar_entry_person_session")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="lintas", description=DESCRIPTION)
    add_statements(manager, up=UP, down=DOWN)
    return manager
