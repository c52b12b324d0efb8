"""Reads a calendar as programs of others do: no code of ours takes part."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import recurring_ical_events
from icalendar import Calendar

from lintas.domain.bookings import Decision, Session
from lintas.store.bookings.sessions import list_sessions_named
from lintas.store.engines import fetch, read_id

STATUS = {
    Decision.REQUESTED: "TENTATIVE",
    Decision.APPROVED: "CONFIRMED",
}


@dataclass(frozen=True, order=True)
class Seen:
    """What a calendar shows of a session, as far as times and states go."""

    start: datetime
    end: datetime
    uid: str
    sequence: int
    modified: datetime
    status: str


def read(body: bytes) -> Calendar:
    return Calendar.from_ical(body)


def events_of(body: bytes) -> list[Any]:
    """All of them, whatever their time, as a client unfolds them."""
    return sorted(
        recurring_ical_events.of(read(body)).between(datetime(2000, 1, 1), datetime(2101, 1, 1)),  # noqa: DTZ001 -- the library's own way of asking
        key=lambda event: (event.start, event["UID"]),
    )


def seen_in(body: bytes) -> list[Seen]:
    return sorted(
        Seen(
            event.start.astimezone(UTC),
            event.end.astimezone(UTC),
            str(event["UID"]),
            int(event["SEQUENCE"]),
            event["LAST-MODIFIED"].dt,
            str(event["STATUS"]),
        )
        for event in events_of(body)
    )


def seen_of(sessions: list[Session] | tuple[Session, ...]) -> list[Seen]:
    """What a calendar should show of these."""
    return sorted(
        Seen(
            session.span.start,
            session.span.end,
            session.uid,
            session.sequence,
            session.revised_at,
            STATUS.get(session.decision, "CANCELLED"),
        )
        for session in sessions
    )


async def list_all_sessions() -> tuple[Session, ...]:
    """As the database has them."""
    rows = await fetch("SELECT id FROM session")
    return await list_sessions_named(read_id(row["id"]) for row in rows)
