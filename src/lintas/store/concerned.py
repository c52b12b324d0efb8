"""Everybody of whom something personal is kept, and when it was last touched. Sees all."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.agencies import RegencyCode
from lintas.domain.concerned import KINDS, Concerned
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch, read_id, read_moment

_ENROLLED = "JOIN enrolment e ON e.id = t.enrolment"
_OWN_FEED = "JOIN feed f ON f.id = t.feed AND f.scope IN ('person', 'trainer')"
# Whose, and when; each is of one person a moment.
_PERSON_MOMENTS = (
    "SELECT person, created_at AS at FROM enrolment",
    "SELECT person, opened_at FROM enrolment",
    "SELECT person, left_at FROM enrolment",
    f"SELECT e.person, t.at FROM rsvp t {_ENROLLED}",
    f"SELECT e.person, t.marked_at FROM attendance t {_ENROLLED}",
    f"SELECT e.person, t.at FROM acknowledgement t {_ENROLLED}",
    "SELECT person, answered_at FROM session_trainer",
    "SELECT person, made_at FROM trainer_link",
    "SELECT person, chosen_at FROM calendar_mail",
    "SELECT person, made_at FROM outside_calendar WHERE person IS NOT NULL",
    "SELECT person, created_at FROM message WHERE person IS NOT NULL",
    "SELECT person, done_at FROM message WHERE person IS NOT NULL",
    "SELECT subject_id, created_at FROM feed WHERE scope IN ('person', 'trainer')",
    f"SELECT f.subject_id, t.at FROM feed_fetch t {_OWN_FEED}",
)
_ACCOUNT_MOMENTS = (
    "SELECT id, created_at AS at FROM account",
    "SELECT account, created_at FROM credential",
    "SELECT account, last_seen_at FROM credential",
    "SELECT account, created_at FROM message WHERE account IS NOT NULL",
    "SELECT account, read_at FROM message WHERE account IS NOT NULL",
    "SELECT actor, at FROM audit_entry WHERE actor IS NOT NULL",
)
# By kind of facts that stand elsewhere than with the person: whose there are.
_KEPT_ELSEWHERE: Mapping[str, str] = {
    "enrolments": "SELECT DISTINCT person FROM enrolment",
    "attendance": f"SELECT DISTINCT e.person FROM attendance t {_ENROLLED}",
    "teaching": "SELECT DISTINCT person FROM session_trainer",
    "qualifications": "SELECT DISTINCT person FROM qualification",
    "absences": "SELECT DISTINCT person FROM absence",
    "calendars": "SELECT DISTINCT subject_id AS person FROM feed"
    " WHERE scope IN ('person', 'trainer') AND subject_id IS NOT NULL"
    " UNION SELECT person FROM calendar_mail",
}
# By kind, the column that holds it.
_COLUMNS = {
    "name": "name",
    "email": "email",
    "phone": "phone",
    "nik_hash": "nik_hash",
    "nib": "nib",
    "born_on": "born_on",
    "residence": "regency",
    "password_hash": "password_hash",
}


async def list_people_kept(span: TimeSpan) -> tuple[Concerned, ...]:
    """All who teach or take part, off the lists or not, in the order of registering.

    Of whom was erased nothing is kept.
    """
    touched = await _last_touched(_PERSON_MOMENTS, "person", span)
    elsewhere = {
        kind: {read_id(row["person"]) for row in await fetch(sql)}
        for kind, sql in _KEPT_ELSEWHERE.items()
    }
    found = []
    for row in await fetch("SELECT * FROM person WHERE erased_at IS NULL ORDER BY id"):
        person_id = read_id(row["id"])
        more = {kind for kind, people in elsewhere.items() if person_id in people}
        keeper = RegencyCode(row["keeper"]) if row["keeper"] else None
        found.append(_concerned("person", row, keeper, more, touched.get(person_id)))
    return tuple(found)


async def list_accounts_kept(span: TimeSpan) -> tuple[Concerned, ...]:
    """All, disabled or not, in the order of making; the keeper is where the first role holds."""
    touched = await _last_touched(_ACCOUNT_MOMENTS, "account", span)
    sql = """
        SELECT a.*, (SELECT min(m.regency) FROM membership m WHERE m.account = a.id) AS keeper
        FROM account a ORDER BY a.id
    """
    return tuple(
        _concerned(
            "account",
            row,
            RegencyCode(row["keeper"]) if row["keeper"] else None,
            set(),
            touched.get(read_id(row["id"])),
        )
        for row in await fetch(sql)
    )


async def _last_touched(
    moments: tuple[str, ...], subject_kind: str, span: TimeSpan
) -> dict[UUID, datetime]:
    """By id: the last moment within the span, by the rows themselves and by the audit trail."""
    rows = await fetch(
        f"SELECT * FROM ({' UNION ALL '.join(moments)}) AS moments WHERE at >= $1 AND at < $2",
        span.start,
        span.end,
    )
    told = await fetch(
        "SELECT subject_id, at FROM audit_entry WHERE subject_kind = $1 AND at >= $2 AND at < $3",
        subject_kind,
        span.start,
        span.end,
    )
    found: dict[UUID, datetime] = {}
    for row in (*rows, *told):
        key, at = tuple(row.values())
        whose, when = read_id(key), read_moment(at)
        found[whose] = max(when, found.get(whose, when))
    return found


def _concerned(
    what: str,
    row: dict[str, Any],
    keeper: RegencyCode | None,
    more: set[str],
    touched_at: datetime | None,
) -> Concerned:
    held = {kind for kind, column in _COLUMNS.items() if row.get(column)} | more
    return Concerned(
        what=what,
        id=read_id(row["id"]),
        name=row["name"],
        email=row["email"],
        phone=row["phone"],
        keeper=keeper,
        kept=tuple(kind for kind in KINDS if kind in held),
        touched_at=touched_at,
    )
