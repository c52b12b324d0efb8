"""Many people who are told something."""

from datetime import datetime

from lintas.domain.people import AccountId
from lintas.store.engines import fetch
from lintas.store.outbox import News, Recipient, add_messages
from lintas.store.sql import insert_many
from lintas.store.tables import AccountRow
from lintas.store.transaction import writing
from tests.actions.world import NOW, named


async def tell_many(count: int, *, of: str = "angkatan", now: datetime = NOW) -> tuple[str, ...]:
    """So many accounts are told of one thing; answers their addresses."""
    emails = tuple(f"orang{number:03}@example.test" for number in range(count))
    rows = [
        {
            "id": named(email),
            "email": email,
            "name": email,
            "phone": "",
            "password_hash": "",
            "is_example": True,
            "created_at": now,
        }
        for email in emails
    ]
    news = News("session_cancelled", "batch", named(of), "", {"purpose": "Pelatihan"})
    async with writing():
        known = await fetch("SELECT 1 FROM account WHERE id = $1", rows[0]["id"])
        await insert_many(AccountRow, [] if known else rows)
        recipients = [Recipient(AccountId(named(email)), None, email) for email in emails]
        await add_messages(news, recipients, now=now)
    return emails
