"""Calendars as they were rendered, for whoever is asked next: other processes, and later ones.

Copies of what can be made anew, so the calendars' side itself may keep them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from lintas.domain.feeds import FeedScope
from lintas.store.engines import execute_many, fetch
from lintas.store.sql import Args

# Sessions in no calendar's window any more, but for archives.
EVENTS_KEPT = timedelta(days=120)
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class PrintedEvent:
    """One session as one kind of reader is told it; `fingerprint` is of all that it says.

    `id` names the session and the kind of reader, `zone` is an IANA name.
    """

    id: str
    session_id: UUID
    fingerprint: str
    zone: str
    told: bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """What a calendar's tag is, and since when (in whole seconds) it has been so."""

    tag: str
    since: datetime


async def find_printed_events(wanted: Mapping[str, str]) -> dict[str, PrintedEvent]:
    """By id, those whose fingerprint is the one wanted."""
    found = {}
    ids = list(wanted)
    for start in range(0, len(ids), _AT_ONCE):
        args = Args()
        where = f"id IN {args.put_all(ids[start : start + _AT_ONCE])}"
        for row in await fetch(
            f"SELECT id, session, fingerprint, zone, told FROM feed_event WHERE {where}", *args
        ):
            if row["fingerprint"] == wanted[row["id"]]:
                found[row["id"]] = PrintedEvent(*row.values())
    return found


async def keep_printed_events(events: Sequence[PrintedEvent]) -> None:
    """In the place of what the same sessions were told as before."""
    rows = [(e.id, e.session_id, e.fingerprint, e.zone, e.told) for e in events]
    if rows:
        await execute_many(
            "INSERT INTO feed_event (id, session, fingerprint, zone, told)"
            " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO UPDATE SET"
            " fingerprint = excluded.fingerprint, zone = excluded.zone, told = excluded.told",
            rows,
        )


async def find_standing(edition_id: str) -> Standing | None:
    """None: it was never printed."""
    rows = await fetch("SELECT tag, since FROM feed_edition WHERE id = $1", edition_id)
    return Standing(rows[0]["tag"], _moment(rows[0]["since"])) if rows else None


async def find_packed(edition_id: str, tag: str) -> bytes | None:
    """The calendar with that tag, gzipped; None when it is another by now."""
    rows = await fetch(
        "SELECT packed FROM feed_edition WHERE id = $1 AND tag = $2", edition_id, tag
    )
    return bytes(rows[0]["packed"]) if rows else None


async def keep_edition(
    edition_id: str,
    subject: tuple[FeedScope, UUID],
    tag: str,
    packed: bytes,
    *,
    now: datetime,
) -> datetime:
    """In the place of what it was before; since when it has been so.

    Of two states within one second the later has the next one. Who prints the same at the same
    time is told the same.
    """
    scope, subject_id = subject
    rows = await fetch(
        """
        INSERT INTO feed_edition (id, scope, subject_id, tag, since, packed)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET
            since = CASE WHEN feed_edition.tag = excluded.tag THEN feed_edition.since
                WHEN feed_edition.since < excluded.since THEN excluded.since
                ELSE feed_edition.since + 1 END,
            tag = excluded.tag, packed = excluded.packed
        RETURNING since
        """,
        edition_id,
        scope.value,
        subject_id,
        tag,
        int(now.timestamp()),
        packed,
    )
    return _moment(rows[0]["since"])


async def remove_prints_of_trainer(person_id: UUID) -> None:
    """They bear the name; whoever asks next gets new ones."""
    taught = "SELECT session FROM session_trainer WHERE person = $1"
    await fetch(f"DELETE FROM feed_event WHERE session IN ({taught})", person_id)
    await fetch(
        "DELETE FROM feed_edition WHERE scope IN ('person', 'trainer') AND subject_id = $1",
        person_id,
    )


async def remove_old_prints(*, now: datetime) -> None:
    """Of sessions long over, and of calendars that nobody has an address of any more."""
    await fetch(
        "DELETE FROM feed_event WHERE session IN (SELECT e.session FROM feed_event e"
        " LEFT JOIN session s ON s.id = e.session WHERE s.id IS NULL OR s.ends_at < $1)",
        now - EVENTS_KEPT,
    )
    await fetch(
        "DELETE FROM feed_edition WHERE NOT EXISTS (SELECT 1 FROM feed f WHERE"
        " f.scope = feed_edition.scope AND f.subject_id = feed_edition.subject_id"
        " AND f.revoked_at IS NULL)"
    )


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
