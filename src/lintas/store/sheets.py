"""Sessions of a year as a table, for whoever may see their bookings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.people import Actor
from lintas.domain.timespan import TimeSpan
from lintas.store.bookings.joining import takes_part
from lintas.store.bookings.scope import visible
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which sessions: of whom, and those whose start lies in `span`."""

    span: TimeSpan
    agency_id: UUID | None = None
    batch_id: UUID | None = None
    regency: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """One session with all its names, in the words of its booking; `link` as far as told."""

    session_id: UUID
    span: TimeSpan
    zone: ZoneInfo
    room: str
    venue: str
    title: str
    purpose: str
    headcount: int
    agency: str
    batch: str
    trainers: tuple[str, ...]
    layout: str
    decision: str
    mode: str
    link: str

    @property
    def day(self) -> date:
        return self.span.start.astimezone(self.zone).date()

    @property
    def last_day(self) -> date:
        """On which it ends; at midnight, the day that begins then."""
        return self.span.end.astimezone(self.zone).date()

    def clock(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).strftime("%H:%M")


async def list_planned(wanted: Wanted, *, seen_by: Actor) -> tuple[Planned, ...]:
    """Those not called off, earliest first."""
    args = Args()
    where = [
        visible(args, seen_by),
        f"s.starts_at >= {args.put(wanted.span.start)}",
        f"s.starts_at < {args.put(wanted.span.end)}",
        "s.decision IN ('requested', 'approved')",
    ]
    for column, value in (
        ("b.agency", wanted.agency_id),
        ("s.batch", wanted.batch_id),
        ("b.keeper", wanted.regency),
    ):
        if value is not None:
            where.append(f"{column} = {args.put(value)}")
    sql = f"""
        SELECT s.id, s.starts_at, s.ends_at, s.title, s.decision, s.mode,
            CASE WHEN s.mode <> 'onsite' AND {takes_part(args, seen_by)}
                THEN s.link ELSE '' END AS link, b.purpose, b.headcount, b.layout,
            r.name AS room, v.name AS venue, g.timezone, a.name AS agency,
            t.title AS batch, t.number, p.title AS program
        FROM session s JOIN booking b ON b.id = s.booking JOIN agency a ON a.id = b.agency
        JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue
        JOIN regency g ON g.code = v.regency
        LEFT JOIN batch t ON t.id = s.batch LEFT JOIN program p ON p.id = t.program
        WHERE {" AND ".join(where)} ORDER BY s.starts_at, s.id LIMIT {args.put(MOST)}
    """
    rows = await fetch(sql, *args)
    trainers = await _list_trainers(wanted.span)
    return tuple(_planned(row, trainers) for row in rows)


async def _list_trainers(span: TimeSpan) -> dict[UUID, list[str]]:
    sql = """
        SELECT st.session, n.name FROM session_trainer st JOIN person n ON n.id = st.person
        JOIN session s ON s.id = st.session WHERE s.starts_at >= $1 AND s.starts_at < $2
        ORDER BY n.name
    """
    names: dict[UUID, list[str]] = {}
    for row in await fetch(sql, span.start, span.end):
        names.setdefault(read_id(row["session"]), []).append(row["name"])
    return names


def _planned(row: dict[str, Any], trainers: dict[UUID, list[str]]) -> Planned:
    session_id = read_id(row["id"])
    titled = f"{row['program']} Angkatan {row['number']}" if row["number"] else ""
    return Planned(
        session_id=session_id,
        span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
        zone=ZoneInfo(row["timezone"]),
        room=row["room"],
        venue=row["venue"],
        title=row["title"],
        purpose=row["purpose"],
        headcount=row["headcount"],
        agency=row["agency"],
        batch=row["batch"] or titled,
        trainers=tuple(trainers.get(session_id, ())),
        layout=row["layout"],
        decision=row["decision"],
        mode=row["mode"],
        link=row["link"],
    )
