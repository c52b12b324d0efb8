"""What this installation holds, and whether the demo was loaded into it."""

from collections.abc import Mapping
from datetime import date, datetime

from lintas.domain.ids import new_id
from lintas.store.engines import fetch, read_day
from lintas.store.sql import insert
from lintas.store.tables import InstallationRow

# Everything else refers to one of these; accounts and tokens may be there before any of them.
_NOUNS = ("regency", "agency", "agreement", "venue", "person", "program")


async def list_seedings() -> tuple[date, ...]:
    """The local day on which the demo was loaded: one, or none where it never was."""
    rows = await fetch("SELECT seeded_on FROM installation WHERE seeded_on IS NOT NULL")
    return tuple(read_day(row["seeded_on"]) for row in rows)


async def add_seeding(day: date, *, now: datetime) -> None:
    await insert(InstallationRow, {"id": new_id(now), "seeded_on": day})


async def count_nouns() -> Mapping[str, int]:
    """By table, those that hold something, retired or not."""
    counts = " UNION ALL ".join(
        f"SELECT '{table}' AS noun, count(*) AS n FROM {table}" for table in _NOUNS
    )
    return {row["noun"]: int(row["n"]) for row in await fetch(counts) if row["n"]}


async def save_example_mail_cancelled(reason: str) -> None:
    """No waiting e-mail goes to people and accounts that are examples."""
    await fetch(
        """
        UPDATE message SET state = 'cancelled', last_error = $1
        WHERE channel = 'email' AND state = 'new' AND (
            account IN (SELECT id FROM account WHERE is_example)
            OR person IN (SELECT id FROM person WHERE is_example))
        """,
        reason,
    )
