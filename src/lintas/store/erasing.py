"""People of whom nothing is kept any more but that somebody was there."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.people import ERASED_NAME, Actor, PersonId, Role
from lintas.domain.refusal import NotFound
from lintas.domain.secret import hash_secret, new_secret
from lintas.store.engines import fetch, read_id
from lintas.store.feeds.printed import remove_prints_of_trainer
from lintas.store.outside_calendars.added import list_calendar_ids_of_person, remove_calendar
from lintas.store.sql import Args, update
from lintas.store.tables import AccountRow, EnrolmentRow, PersonRow

_LIVE = "s.decision IN ('requested', 'approved')"
# Who has an account in use is known by it anyway, and works with it.
_NO_ACCOUNT = "NOT EXISTS (SELECT 1 FROM account a WHERE a.person = p.id AND a.disabled_at IS NULL)"
# What stands in JSON, and in a LIKE, as it is.
_PLAIN = re.compile(r"[A-Za-z0-9 .,'-]+")


@dataclass(frozen=True, slots=True)
class Erasable:
    """Somebody on the lists, or off them. `is_erased`: already."""

    id: PersonId
    name: str
    keeper: RegencyCode | None
    is_erased: bool


async def find_erasable(person_id: UUID, *, seen_by: Actor) -> Erasable:
    """Whom a regency of the coordinator's keeps, on its lists or not.

    Raises:
        NotFound: naming `person_id`.
    """
    args = Args()
    where = f"id = {args.put(person_id)}"
    if not seen_by.is_operator:
        where += f" AND keeper IN {args.put_all(sorted(seen_by.regencies(Role.COORDINATOR)))}"
    rows = await fetch(f"SELECT * FROM person WHERE {where}", *args)
    if not rows:
        raise NotFound("person_id", person_id)
    return _erasable(rows[0])


async def list_forgettable(*, before: datetime, limit: int) -> tuple[Erasable, ...]:
    """Whose last session, taught or attended, was over before then. For the clock: sees all.

    Those who never had one are not among them, nor trainers who are still on the lists, nor who
    has an account in use or waits for a first session.
    """
    sql = f"""
        SELECT p.* FROM person p JOIN (
            SELECT met.person, max(met.ends_at) AS last FROM (
                SELECT e.person, s.ends_at FROM enrolment e JOIN session s ON s.batch = e.batch
                    WHERE {_LIVE}
                UNION ALL
                SELECT t.person, s.ends_at FROM session_trainer t
                    JOIN session s ON s.id = t.session WHERE {_LIVE}
            ) AS met GROUP BY met.person
        ) AS lasts ON lasts.person = p.id
        WHERE lasts.last < $1 AND p.erased_at IS NULL AND {_NO_ACCOUNT}
            AND (p.retired_at IS NOT NULL
                OR NOT EXISTS (SELECT 1 FROM session_trainer t WHERE t.person = p.id))
            AND NOT EXISTS (SELECT 1 FROM enrolment e JOIN batch b ON b.id = e.batch
                WHERE e.person = p.id AND e.left_at IS NULL AND b.retired_at IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM session s WHERE s.batch = e.batch AND s.ends_at < $1))
        ORDER BY p.id LIMIT $2
    """
    return tuple(map(_erasable, await fetch(sql, before, limit)))


async def list_seats_of(person_id: UUID) -> tuple[tuple[UUID, UUID], ...]:
    """Enrolments of any time with their batches; whose lists one stands on."""
    rows = await fetch("SELECT id, batch FROM enrolment WHERE person = $1 ORDER BY id", person_id)
    return tuple((read_id(row["id"]), read_id(row["batch"])) for row in rows)


async def is_needed(person_id: UUID, *, now: datetime) -> bool:
    """Whether a session to come has the person as trainer or in a seat, or a batch that waits.

    A batch of which no session is over yet waits for its first.
    """
    taught = f"""
        SELECT 1 FROM session_trainer t JOIN session s ON s.id = t.session
        WHERE t.person = $1 AND {_LIVE} AND s.ends_at > $2 LIMIT 1
    """
    seated = f"""
        SELECT 1 FROM enrolment e JOIN batch b ON b.id = e.batch
        WHERE e.person = $1 AND e.left_at IS NULL AND NOT e.is_reserve AND b.retired_at IS NULL
        AND (EXISTS (SELECT 1 FROM session s
                WHERE s.batch = e.batch AND {_LIVE} AND s.ends_at > $2)
            OR NOT EXISTS (SELECT 1 FROM session s WHERE s.batch = e.batch AND s.ends_at <= $2))
        LIMIT 1
    """
    return bool(await fetch(taught, person_id, now) or await fetch(seated, person_id, now))


async def has_account_in_use(person_id: UUID) -> bool:
    sql = "SELECT 1 FROM account WHERE person = $1 AND disabled_at IS NULL"
    return bool(await fetch(sql, person_id))


async def erase_facts(person: Erasable, *, now: datetime) -> None:
    """Rows that others count on stay, without name, contacts and words of the person's own.

    Whoever holds an old link, calendar or password opens nothing by it.
    """
    await update(
        PersonRow,
        person.id,
        {
            "name": ERASED_NAME,
            "email": "",
            "phone": "",
            "nib": "",
            "born_on": None,
            "regency": None,
            "nik_hash": "",
            "nik_last": "",
            "erased_at": now,
        },
    )
    sql = "UPDATE person SET retired_at = $2 WHERE id = $1 AND retired_at IS NULL"
    await fetch(sql, person.id, now)
    await _forget_seats(person.id, now=now)
    await _forget_teaching(person.id, now=now)
    await _forget_calendars(person.id, now=now)
    await _forget_accounts(person.id, now=now)
    await _forget_news(person)


async def _forget_seats(person_id: PersonId, *, now: datetime) -> None:
    mine = "SELECT id FROM enrolment WHERE person = $1"
    await fetch(f"UPDATE rsvp SET reason = '' WHERE enrolment IN ({mine})", person_id)
    await fetch(
        "UPDATE enrolment SET left_at = $2 WHERE person = $1 AND is_reserve AND left_at IS NULL",
        person_id,
        now,
    )
    for enrolment_id, _ in await list_seats_of(person_id):
        await update(EnrolmentRow, enrolment_id, {"secret_hash": hash_secret(new_secret())})


async def _forget_teaching(person_id: PersonId, *, now: datetime) -> None:
    for table in ("qualification", "absence"):
        await fetch(f"DELETE FROM {table} WHERE person = $1", person_id)
    await fetch("UPDATE session_trainer SET reason = '' WHERE person = $1", person_id)
    await fetch(
        "UPDATE trainer_link SET ended_at = $2 WHERE person = $1 AND ended_at IS NULL",
        person_id,
        now,
    )


async def _forget_calendars(person_id: PersonId, *, now: datetime) -> None:
    mine = "SELECT id FROM feed WHERE scope IN ('person', 'trainer') AND subject_id = $1"
    for table in ("feed_fetch", "feed_item", "feed_revision"):
        await fetch(f"DELETE FROM {table} WHERE feed IN ({mine})", person_id)
    await fetch(
        f"UPDATE feed SET label = $2, revoked_at = coalesce(revoked_at, $3) WHERE id IN ({mine})",
        person_id,
        ERASED_NAME,
        now,
    )
    for table in ("calendar_mail", "calendar_entry", "forecast"):
        await fetch(f"DELETE FROM {table} WHERE person = $1", person_id)
    for calendar_id in await list_calendar_ids_of_person(person_id):
        await remove_calendar(calendar_id, now=now)
    await remove_prints_of_trainer(person_id)


async def _forget_accounts(person_id: PersonId, *, now: datetime) -> None:
    """Those that nobody may enter any more; what they did stays done, by their ids."""
    for row in await fetch("SELECT id FROM account WHERE person = $1", person_id):
        account_id = read_id(row["id"])
        nobody = {"name": ERASED_NAME, "phone": "", "password_hash": ""}
        # Addresses are unique, and nothing is ever sent to .invalid (RFC 2606).
        await update(AccountRow, account_id, {**nobody, "email": f"{account_id}@erased.invalid"})
        await fetch(
            "UPDATE credential SET label = '', ended_at = coalesce(ended_at, $2)"
            " WHERE account = $1",
            account_id,
            now,
        )


async def _forget_news(person: Erasable) -> None:
    """Letters to the person go; in what others were told of it the name does."""
    await fetch("DELETE FROM message WHERE person = $1", person.id)
    like = f"%{'%'.join(_PLAIN.findall(person.name))}%"
    for row in await fetch("SELECT id, facts FROM message WHERE facts LIKE $1", like):
        facts = json.loads(row["facts"])
        if facts.get("trainer") == person.name:
            facts = {**facts, "reason": ""} if "reason" in facts else facts
        await _put("message", "facts", row["id"], _without(person.name, facts))
    own = """
        SELECT c.id, c.finding FROM conflict c
        JOIN session_trainer t ON t.session = c.session AND t.person = $1
    """
    for row in await fetch(own, person.id):
        finding = json.loads(row["finding"])
        await _put("conflict", "finding", row["id"], _without(person.name, finding))


async def _put(table: str, column: str, key: object, told: Any) -> None:
    await fetch(f"UPDATE {table} SET {column} = $2 WHERE id = $1", key, json.dumps(told))


def _without(name: str, told: Any) -> Any:
    """The same JSON, with nobody in the place of that name."""
    if isinstance(told, dict):
        return {key: _without(name, each) for key, each in told.items()}
    if isinstance(told, list):
        return [_without(name, each) for each in told]
    return ERASED_NAME if told == name else told


def _erasable(row: dict[str, Any]) -> Erasable:
    return Erasable(
        PersonId(read_id(row["id"])), row["name"], row["keeper"], row["erased_at"] is not None
    )
