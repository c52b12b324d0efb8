"""What people's calendars hold by mail, and where that differs from what is so. Sees all."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.bookings import SessionId
from lintas.domain.calendar_mail import (
    DAY,
    ENTRIES_KEPT,
    ENTRY_KINDS,
    MOST_A_DAY,
    MOST_AHEAD,
    Entry,
    EntryNews,
    Method,
)
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId, PersonId
from lintas.domain.timespan import TimeSpan
from lintas.store.calendar_mail.choices import ACCOUNT_OF
from lintas.store.engines import execute_many, fetch, read_id, read_moment
from lintas.store.outbox import Recipient
from lintas.store.sql import Args

# One person and one session.
Pair = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class DueEntry:
    """A person's calendar holds of a session something else than what is so.

    Whoever said no to teaching takes no part. `answer` is a trainer's to being asked; empty: the
    person attends. `before` is what was told last, if anything was.
    """

    person_id: PersonId
    session_id: SessionId
    news: EntryNews
    recipient: Recipient
    answer: str
    before: Entry | None


async def list_due_entries(*, now: datetime, limit: int) -> tuple[DueEntry, ...]:
    """Soonest first; of those who were written to as often as a day allows, none."""
    args = Args()
    return await _list_due(args, _spared(args, now), now=now, limit=limit)


async def list_due_entries_of(
    person_id: PersonId, *, now: datetime, limit: int
) -> tuple[DueEntry, ...]:
    """The same of one person."""
    args = Args()
    readers = f"{_spared(args, now)} AND c.person = {args.put(person_id)}"
    return await _list_due(args, readers, now=now, limit=limit)


async def list_stale(pairs: Collection[Pair], *, now: datetime) -> frozenset[Pair]:
    """Those of which each person is to be told something else by now than was told last."""
    args = Args()
    among = f"c.person IN {args.put_all({person for person, _ in pairs})}"
    due = await _list_due(args, among, now=now, limit=len(pairs) * MOST_AHEAD * 2)
    return frozenset(pairs) & {(each.person_id, each.session_id) for each in due}


async def list_last_sequences(pairs: Iterable[Pair]) -> dict[Pair, int]:
    """Of the last mail about each session to each person."""
    wanted = frozenset(pairs)
    args = Args()
    people = args.put_all({person for person, _ in wanted})
    sessions = args.put_all({session for _, session in wanted})
    sql = f"""SELECT person, session, sequence FROM calendar_entry
        WHERE person IN {people} AND session IN {sessions}"""
    found = {
        (read_id(row["person"]), read_id(row["session"])): int(row["sequence"])
        for row in await fetch(sql, *args)
    }
    return {pair: sequence for pair, sequence in found.items() if pair in wanted}


async def save_entries(entries: Sequence[Entry], *, now: datetime) -> None:
    """In the place of what was told before."""
    rows = [
        (
            new_id(now),
            each.person_id,
            each.session_id,
            each.method.value,
            each.sequence,
            each.told,
            each.span.start,
            each.span.end,
            each.address,
        )
        for each in entries
    ]
    await execute_many(_SAVE, rows)


async def save_untold(reason: str) -> None:
    """What was given up for that reason before anybody tried it is due again as if never told."""
    args = Args()
    sql = f"""
        UPDATE calendar_entry SET method = 'REQUEST', told = -1 WHERE EXISTS (
            SELECT 1 FROM message m LEFT JOIN account a ON a.id = m.account
            WHERE m.kind IN {args.put_all(sorted(ENTRY_KINDS))} AND m.state = 'cancelled'
                AND m.last_error = {args.put(reason)} AND m.subject_id = calendar_entry.session
                AND (m.person = calendar_entry.person OR a.person = calendar_entry.person))
    """
    await fetch(sql, *args)


async def remove_old_entries(*, now: datetime) -> None:
    """Of meetings long over."""
    sql = """
        DELETE FROM calendar_entry WHERE ends_at < $1
            AND session IN (SELECT id FROM session WHERE ends_at < $1)
    """
    await fetch(sql, now - ENTRIES_KEPT)


async def save_unsent_dropped(person_id: PersonId, recipient: Recipient, session_id: UUID) -> bool:
    """Take back what nobody has tried to send yet; whether anything else may have arrived."""
    args = Args()
    whose = (
        f"subject_id = {args.put(session_id)} AND channel = 'email'"
        f" AND kind IN {args.put_all(sorted(ENTRY_KINDS))}"
        f" AND (person = {args.put(person_id)} OR account = {args.put(recipient.account_id)})"
    )
    await fetch(
        "UPDATE message SET state = 'cancelled', last_error = 'later news has overtaken it'"
        f" WHERE state = 'new' AND attempts = 0 AND {whose}",
        *args,
    )
    return bool(await fetch(f"SELECT 1 FROM message WHERE attempts > 0 AND {whose} LIMIT 1", *args))


def _spared(args: Args, now: datetime) -> str:
    return f"(c.mails < {args.put(MOST_A_DAY)} OR c.counted_since <= {args.put(now - DAY)})"


async def _list_due(args: Args, readers: str, *, now: datetime, limit: int) -> tuple[DueEntry, ...]:
    """`readers` is a condition on who chose; its values stand in `args` already."""
    moment, most = args.put(now), args.put(MOST_AHEAD)
    # The engine takes what begins with SELECT for reading.
    sql = f"""
    SELECT due.*, a.id AS account, a.email, t.answer, e.method, e.sequence, e.told, e.address,
        e.starts_at AS told_start, e.ends_at AS told_end
    FROM (WITH reader AS MATERIALIZED (
        SELECT c.person, c.ended_at, coalesce(a.email, p.email) AS address, p.id, p.email AS theirs
        FROM calendar_mail c JOIN person p ON p.id = c.person
        LEFT JOIN account a ON a.id = {ACCOUNT_OF}
        WHERE p.retired_at IS NULL AND {readers}
    ), part AS MATERIALIZED (
        SELECT r.person, t.session FROM reader r JOIN session_trainer t ON t.person = r.person
        WHERE r.ended_at IS NULL AND t.answer <> 'declined'
        UNION SELECT r.person, s.id FROM reader r
        JOIN enrolment n ON n.person = r.person AND n.left_at IS NULL AND NOT n.is_reserve
        JOIN session s ON s.batch = n.batch WHERE r.ended_at IS NULL
    ), meeting AS (
        SELECT k.person, r.theirs, r.address, s.id AS session, s.sequence, s.starts_at,
            row_number() OVER (PARTITION BY k.person ORDER BY s.starts_at, s.id) AS nth
        FROM part k JOIN reader r ON r.person = k.person JOIN session s ON s.id = k.session
        WHERE s.ends_at > {moment} AND s.state <> 'cancelled' AND r.address <> ''
    ) SELECT m.person, m.theirs, m.session, m.starts_at AS soon,
            CASE WHEN e.method = 'REQUEST' THEN 'entry_changed' ELSE 'entry_added' END AS news
        FROM meeting m
        LEFT JOIN calendar_entry e ON e.person = m.person AND e.session = m.session
        WHERE CASE WHEN e.method = 'REQUEST' THEN e.told <> m.sequence OR e.address <> m.address
            ELSE m.nth <= {most} END
    UNION ALL SELECT e.person, r.theirs, e.session, e.starts_at AS soon,
            CASE WHEN s.state = 'cancelled' AND s.postponed THEN 'entry_put_off'
                WHEN s.state = 'cancelled' THEN 'entry_cancelled'
                WHEN r.ended_at IS NOT NULL THEN 'entry_stopped' ELSE 'entry_removed' END AS news
        FROM calendar_entry e JOIN reader r ON r.person = e.person
        JOIN session s ON s.id = e.session
        LEFT JOIN part k ON k.person = e.person AND k.session = e.session
        WHERE e.method = 'REQUEST' AND e.ends_at > {moment}
            AND (s.state = 'cancelled' OR k.session IS NULL)
    ) AS due JOIN person p ON p.id = due.person
    LEFT JOIN account a ON a.id = {ACCOUNT_OF}
    LEFT JOIN session_trainer t ON t.person = due.person AND t.session = due.session
    LEFT JOIN calendar_entry e ON e.person = due.person AND e.session = due.session
    ORDER BY due.soon, due.session, due.person LIMIT {args.put(limit)}
    """
    return tuple(map(_due, await fetch(sql, *args)))


def _due(row: dict[str, Any]) -> DueEntry:
    person, session = PersonId(read_id(row["person"])), SessionId(read_id(row["session"]))
    account = AccountId(read_id(row["account"])) if row["account"] else None
    recipient = (
        Recipient(account, None, row["email"])
        if account
        else Recipient(None, person, row["theirs"])
    )
    before = None
    if row["method"]:
        before = Entry(
            person_id=person,
            session_id=session,
            method=Method(row["method"]),
            sequence=row["sequence"],
            told=row["told"],
            span=TimeSpan(read_moment(row["told_start"]), read_moment(row["told_end"])),
            address=row["address"],
        )
    news = EntryNews(row["news"])
    return DueEntry(person, session, news, recipient, row["answer"] or "", before)


_SAVE = """
    INSERT INTO calendar_entry (id, person, session, method, sequence, told, starts_at, ends_at,
        address)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (person, session) DO UPDATE SET method = excluded.method,
        sequence = excluded.sequence, told = excluded.told, starts_at = excluded.starts_at,
        ends_at = excluded.ends_at, address = excluded.address
"""
