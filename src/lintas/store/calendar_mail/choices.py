"""Who has sessions mailed into the calendar, and how often each was written to."""

from datetime import datetime

from lintas.domain.calendar_mail import DAY
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, PersonId
from lintas.domain.refusal import NotFound
from lintas.store.engines import fetch, read_id
from lintas.store.outbox import Recipient

# Whom a person's letters go to: the account where there is one, as all other news.
ACCOUNT_OF = """(SELECT b.id FROM account b
        WHERE b.person = p.id AND b.disabled_at IS NULL ORDER BY b.id LIMIT 1)"""


async def find_recipient(person_id: PersonId) -> Recipient:
    """How mail reaches somebody; the address is empty where none is known.

    Raises:
        NotFound: naming `person_id`; also of one who is retired.
    """
    rows = await fetch(
        f"""
        SELECT p.email AS theirs, a.id AS account, a.email FROM person p
        LEFT JOIN account a ON a.id = {ACCOUNT_OF}
        WHERE p.id = $1 AND p.retired_at IS NULL
        """,
        person_id,
    )
    if not rows:
        raise NotFound("person_id", person_id)
    row = rows[0]
    if row["account"]:
        return Recipient(AccountId(read_id(row["account"])), None, row["email"])
    return Recipient(None, person_id, row["theirs"])


async def has_chosen_mail(person_id: PersonId) -> bool:
    sql = "SELECT 1 FROM calendar_mail WHERE person = $1 AND ended_at IS NULL"
    return bool(await fetch(sql, person_id))


async def is_written_to(address: str, *, besides: PersonId) -> bool:
    """Whether somebody else's sessions go to that address."""
    sql = f"""
        SELECT 1 FROM calendar_mail c JOIN person p ON p.id = c.person
        LEFT JOIN account a ON a.id = {ACCOUNT_OF}
        WHERE c.ended_at IS NULL AND p.retired_at IS NULL AND p.id <> $1
            AND lower(coalesce(a.email, p.email)) = lower($2)
    """
    return bool(await fetch(sql, besides, address))


async def save_chosen(person_id: PersonId, *, now: datetime) -> None:
    sql = """
        INSERT INTO calendar_mail (id, person, chosen_at, ended_at, mails, counted_since)
        VALUES ($1, $2, $3, NULL, 0, $3)
        ON CONFLICT (person) DO UPDATE SET chosen_at = excluded.chosen_at, ended_at = NULL
    """
    await fetch(sql, new_id(now), person_id, now)


async def save_ended(person_id: PersonId, *, now: datetime) -> None:
    sql = "UPDATE calendar_mail SET ended_at = $1 WHERE person = $2 AND ended_at IS NULL"
    await fetch(sql, now, person_id)


async def save_counted(person_id: PersonId, mails: int, *, now: datetime) -> None:
    """So many more went out; a day that is over is counted no further."""
    sql = """
        UPDATE calendar_mail SET
            mails = CASE WHEN counted_since <= $1 THEN CAST($2 AS integer) ELSE mails + $2 END,
            counted_since = CASE WHEN counted_since <= $1 THEN $3 ELSE counted_since END
        WHERE person = $4
    """
    await fetch(sql, now - DAY, mails, now, person_id)
