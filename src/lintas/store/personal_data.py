"""All that is kept of one person or account, as plain JSON; for whoever it is about."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from lintas.domain.teaching import TrainerLink
from lintas.store.engines import fetch, read_moment

# By name, a list of like facts; moments are named `at` or `…_at`. Nothing of it is a secret or
# its hash: a copy of these opens nothing.
Kept = Mapping[str, list[dict[str, Any]]]

_MET = "JOIN enrolment e ON e.id = t.enrolment JOIN session s ON s.id = t.session"
# Completed by which enrolments are meant.
_TAKING_PART: Mapping[str, str] = {
    "enrolments": """
        SELECT p.title AS program, b.number, b.title, e.created_at, e.opened_at, e.left_at,
            e.is_reserve
        FROM enrolment e JOIN batch b ON b.id = e.batch JOIN program p ON p.id = b.program
    """,
    "attendance": f"SELECT s.starts_at, s.ends_at, t.mark, t.marked_at FROM attendance t {_MET}",
    "answers": f"SELECT s.starts_at, t.says, t.reason, t.at FROM rsvp t {_MET}",
    "read": f"SELECT s.starts_at, t.sequence, t.at FROM acknowledgement t {_MET}",
}
_OF_PERSON: Mapping[str, str] = {
    "person": """
        SELECT p.name, p.email, p.phone, p.nib, p.born_on, p.regency AS residence,
            p.nik_last AS last_digits_of_nik, a.name AS agency, p.keeper, p.retired_at
        FROM person p LEFT JOIN agency a ON a.id = p.agency WHERE p.id = $1
    """,
    "teaching": """
        SELECT s.starts_at, s.ends_at, b.purpose, t.answer, t.answered_at, t.letter, t.reason
        FROM session_trainer t JOIN session s ON s.id = t.session
        JOIN booking b ON b.id = s.booking WHERE t.person = $1 ORDER BY s.starts_at
    """,
    "qualifications": """
        SELECT field, level, certificate, valid_until FROM qualification
        WHERE person = $1 ORDER BY id
    """,
    "absences": """
        SELECT starts_at, ends_at, reason FROM absence WHERE person = $1 ORDER BY starts_at
    """,
    "calendars": """
        SELECT label, scope, created_at, revoked_at FROM feed
        WHERE scope IN ('person', 'trainer') AND subject_id = $1 ORDER BY id
    """,
    "asked_for": """
        SELECT f.label, t.at, t.client FROM feed_fetch t JOIN feed f ON f.id = t.feed
        WHERE f.scope IN ('person', 'trainer') AND f.subject_id = $1 ORDER BY t.at
    """,
    "calendar_mail": "SELECT chosen_at, ended_at FROM calendar_mail WHERE person = $1",
    "calendars_mailed": """
        SELECT address, method, starts_at, ends_at FROM calendar_entry
        WHERE person = $1 ORDER BY starts_at
    """,
    "forecasts": """
        SELECT sign, expected, due_at, happened FROM forecast
        WHERE person = $1 ORDER BY due_at
    """,
    "other_calendars": """
        SELECT host, made_at, read_at, removed_at FROM outside_calendar
        WHERE person = $1 ORDER BY id
    """,
    "messages": """
        SELECT kind, channel, facts, created_at, done_at FROM message
        WHERE person = $1 ORDER BY id
    """,
}
_OF_ACCOUNT: Mapping[str, str] = {
    "account": "SELECT email, name, phone, created_at, disabled_at FROM account WHERE id = $1",
    "roles": "SELECT role, regency FROM membership WHERE account = $1 ORDER BY id",
    "signed_in": """
        SELECT kind, label, role, regency, created_at, expires_at, last_seen_at, ended_at
        FROM credential WHERE account = $1 ORDER BY id
    """,
    "account_messages": """
        SELECT kind, channel, facts, created_at, done_at, read_at FROM message
        WHERE account = $1 ORDER BY id
    """,
    "deeds": """
        SELECT at, verb, subject_kind, subject_id FROM audit_entry WHERE actor = $1 ORDER BY at, id
    """,
}


async def list_kept_of_person(person_id: UUID) -> Kept:
    """Whoever the person is, on the lists or off them."""
    own = {name: f"{sql} WHERE e.person = $1 ORDER BY e.id" for name, sql in _TAKING_PART.items()}
    kept = await _list({**_OF_PERSON, **own}, person_id)
    sql = """
        SELECT at, verb, actor AS by FROM audit_entry
        WHERE subject_kind = 'person' AND subject_id = $1 ORDER BY at, id
    """
    return {**kept, "changes": [_plain(row) for row in await fetch(sql, str(person_id))]}


async def list_kept_of_enrolment(enrolment_id: UUID) -> Kept:
    """Only what belongs to that one."""
    own = {name: f"{sql} WHERE e.id = $1 ORDER BY e.id" for name, sql in _TAKING_PART.items()}
    return await _list(own, enrolment_id)


async def list_kept_of_trainer_link(link: TrainerLink) -> Kept:
    """Only the teaching that its government may show."""
    sql = """
        SELECT s.starts_at, s.ends_at, b.purpose, t.answer, t.answered_at, t.letter, t.reason
        FROM session_trainer t JOIN session s ON s.id = t.session
        JOIN booking b ON b.id = s.booking JOIN person p ON p.id = t.person
        WHERE t.person = $1 AND (p.keeper = $2 OR b.keeper = $2) ORDER BY s.starts_at, s.id
    """
    rows = await fetch(sql, link.person_id, link.keeper)
    return {"teaching": [_plain(row) for row in rows]}


async def list_kept_of_account(account_id: UUID) -> Kept:
    return await _list(_OF_ACCOUNT, account_id)


async def _list(queries: Mapping[str, str], key: UUID) -> Kept:
    return {name: [_plain(row) for row in await fetch(sql, key)] for name, sql in queries.items()}


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _plain_value(key, value) for key, value in row.items()}


def _plain_value(key: str, value: Any) -> Any:
    if value is None:
        return None
    if key == "at" or key.endswith("_at"):
        return read_moment(value).isoformat()
    if key == "facts":
        return json.loads(value)
    if key.startswith("is_"):
        return bool(value)
    return str(value) if isinstance(value, UUID | date) else value
