"""Rows for tests of the store itself, written past every domain object."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from lintas.store.engines import fetch

MORNING = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)


def hours(first: float, last: float) -> tuple[datetime, datetime]:
    """A span of that morning, counted from its beginning."""
    return MORNING + timedelta(hours=first), MORNING + timedelta(hours=last)


async def add_regency(code: str, name: str = "Serang") -> None:
    await fetch(
        "INSERT INTO regency (code, name, kind, province, timezone)"
        " VALUES ($1, $2, 'kabupaten', 'Banten', 'Asia/Jakarta')",
        code,
        name,
    )


async def list_regencies() -> list[str]:
    return [row["code"] for row in await fetch("SELECT code FROM regency ORDER BY code")]


async def add_session() -> UUID:
    """One session, with everything that it stands on."""
    agency, venue, room, account, booking, session = (uuid4() for _ in range(6))
    await add_regency("36.04")
    await fetch("INSERT INTO agency (id, name) VALUES ($1, 'BKPSDM')", agency)
    await fetch(
        "INSERT INTO venue (id, name, regency, owner_agency) VALUES ($1, 'Balai', '36.04', $2)",
        venue,
        agency,
    )
    await fetch("INSERT INTO room (id, venue, name, root) VALUES ($1, $2, 'Aula', $1)", room, venue)
    await fetch(
        "INSERT INTO account (id, email, created_at) VALUES ($1, 'a@example.org', $2)",
        account,
        MORNING,
    )
    await fetch(
        "INSERT INTO booking (id, room, agency, asked_by, asked_at) VALUES ($1, $2, $3, $4, $5)",
        *(booking, room, agency, account, MORNING),
    )
    await fetch(
        "INSERT INTO session (id, booking, room, uid, revised_at, starts_at, ends_at)"
        " VALUES ($1, $2, $3, 'one@lintas', $4, $5, $6)",
        *(session, booking, room, MORNING, *hours(0, 1)),
    )
    return session
