"""A client that believes stamps alone, and what it ought to know: read from the tables anew."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lintas.store.engines import fetch, read_id, read_moment
from tests.feeds.asker import Subscriber
from tests.feeds.reading import events_of


@dataclass(frozen=True, order=True)
class Told:
    """What everybody reads of a session."""

    start: datetime
    end: datetime
    uid: str
    status: str
    summary: str
    location: str


class Follower:
    """Takes an event again only when SEQUENCE or LAST-MODIFIED grew, and asks by its tag.

    What isn't in the calendar any more it drops.
    """

    def __init__(self, subscriber: Subscriber, path: str) -> None:
        self._subscriber, self._path = subscriber, path
        self._tag = '""'
        self._kept: dict[str, Any] = {}
        self._served: list[Any] = []

    async def refresh(self) -> None:
        reply = await self._subscriber.ask(self._path, if_none_match=self._tag)
        if reply.status == 304:
            return
        self._tag = reply.headers["etag"]
        self._served = events_of(reply.body)
        self._kept = {str(each["UID"]): self._newer(each) for each in self._served}

    def _newer(self, event: Any) -> Any:
        kept = self._kept.get(str(event["UID"]))
        is_newer = kept is None or (
            event["SEQUENCE"] > kept["SEQUENCE"]
            or event["LAST-MODIFIED"].dt > kept["LAST-MODIFIED"].dt
        )
        return event if is_newer else kept

    @property
    def knows(self) -> list[Told]:
        return sorted(map(told, self._kept.values()))

    @property
    def misses(self) -> list[tuple[str, str]]:
        """What is served and what it keeps instead, to the last letter."""
        pairs = [(each, self._kept[str(each["UID"])]) for each in self._served]
        texts = [(new.to_ical().decode(), kept.to_ical().decode()) for new, kept in pairs]
        return [(new, kept) for new, kept in texts if new != kept]


def told(event: Any) -> Told:
    return Told(
        event.start.astimezone(UTC),
        event.end.astimezone(UTC),
        *(str(event[name]) for name in ("UID", "STATUS", "SUMMARY", "LOCATION")),
    )


_ALL = """
    SELECT s.uid, s.starts_at, s.ends_at, s.state, s.decision, s.postponed, s.title, s.batch,
        s.room, b.purpose, a.name AS agency, r.name AS room_name, v.name AS venue,
        p.title AS program, t.number
    FROM session s JOIN booking b ON b.id = s.booking JOIN agency a ON a.id = b.agency
    JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue
    LEFT JOIN batch t ON t.id = s.batch LEFT JOIN program p ON p.id = t.program"""


async def list_attended(person: object) -> list[Told]:
    """What the calendar of a participant, who teaches nothing, should show."""
    rows = await fetch(
        f"{_ALL} JOIN enrolment e ON e.batch = s.batch"
        " WHERE e.person = $1 AND e.left_at IS NULL AND NOT e.is_reserve",
        person,
    )
    titles = [(row, _title_of(row), _batch_of(row)) for row in rows]
    return sorted(
        _tell(row, title if title == batch else f"{title} – {batch}")
        for row, title, batch in titles
    )


async def list_in_room(room: object) -> list[Told]:
    """What the calendar of a room without parts should show to those who keep it."""
    rows = await fetch(f"{_ALL} WHERE s.room = $1", room)
    return sorted(_tell(row, f"{_title_of(row)} – {row['agency']}") for row in rows)


def _tell(row: dict[str, Any], summary: str) -> Told:
    status = "TENTATIVE" if row["decision"] == "requested" else "CONFIRMED"
    if row["state"] == "cancelled":
        status = "CANCELLED"
        summary = f"{'DITUNDA' if row['postponed'] else 'DIBATALKAN'}: {summary}"
    return Told(
        read_moment(row["starts_at"]),
        read_moment(row["ends_at"]),
        row["uid"],
        status,
        summary,
        f"{row['room_name']}, {row['venue']}",
    )


def _title_of(row: dict[str, Any]) -> str:
    title: str = row["title"] or _batch_of(row) or row["purpose"]
    return title


def _batch_of(row: dict[str, Any]) -> str:
    return f"{row['program']} Angkatan {row['number']}" if row["batch"] else ""


async def list_enrolments(person: object) -> list[Any]:
    rows = await fetch("SELECT id FROM enrolment WHERE person = $1 AND left_at IS NULL", person)
    return [read_id(row["id"]) for row in rows]
