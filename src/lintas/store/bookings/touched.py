"""Which sessions to come a fact of the country or of its ways is about: for judging them again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import permutations
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.domain.bookings import SessionId
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args

# Who and what goes from one session to the next.
_TRAVELLERS = """(
    SELECT session, person AS traveller FROM session_trainer
    UNION ALL SELECT session, asset FROM session_asset
)"""
# From any moment of a week to its ends, in any zone; nobody travels for longer.
_WEEK = timedelta(days=8)


async def list_sessions_about(days: Iterable[date], *, now: datetime) -> tuple[SessionId, ...]:
    """Live ones not yet over that meet on one of these local days, earliest first. Sees all.

    And those with trainers who teach in the same week, for what a week holds is counted.
    """
    days = frozenset(days)
    if not days:
        return ()
    weeks = {_monday(day) for day in days}
    args = Args()
    since = max(now, datetime.combine(min(days), time(), UTC) - _WEEK)
    sql = f"""
        SELECT s.id, s.starts_at, s.ends_at, g.timezone,
            EXISTS (SELECT 1 FROM session_trainer t WHERE t.session = s.id) AS is_taught
        FROM session s JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue
        JOIN regency g ON g.code = v.regency
        WHERE s.decision IN ('requested', 'approved') AND s.ends_at > {args.put(since)}
            AND s.starts_at < {args.put(datetime.combine(max(days), time(), UTC) + _WEEK)}
        ORDER BY s.starts_at, s.id
    """
    touched = []
    for row in await fetch(sql, *args):
        span = TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"]))
        on = span.days(ZoneInfo(row["timezone"]))
        if not days.isdisjoint(on) or (row["is_taught"] and weeks & set(map(_monday, on))):
            touched.append(SessionId(read_id(row["id"])))
    return tuple(touched)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class _Stop:
    """Where somebody teaches, or a tool is used, and at which ends of a way that is."""

    session_id: SessionId
    traveller: UUID
    span: TimeSpan
    at_start: bool
    at_goal: bool

    def is_joined_to(self, other: "_Stop") -> bool:
        """Whether that is a way between them, and few enough days."""
        opposite = (self.at_start and other.at_goal) or (self.at_goal and other.at_start)
        return opposite and _is_within_reach(self.span, other.span)


async def list_sessions_on_way(start: str, goal: str, *, now: datetime) -> tuple[SessionId, ...]:
    """Live ones not yet over at one end, whose trainers or tools are at the other in eight days.

    Ends are as `TravelOverride` names them. Earliest first; sees all.
    """
    stops: defaultdict[UUID, list[_Stop]] = defaultdict(list)
    for stop in await _list_stops(start, goal, since=now - _WEEK):
        stops[stop.traveller].append(stop)
    touched: dict[SessionId, datetime] = {}
    for of_one in stops.values():
        for one, other in permutations(of_one, 2):
            if one.span.end > now and one.is_joined_to(other):
                touched[one.session_id] = one.span.start
    return tuple(sorted(touched, key=lambda each: (touched[each], each)))


async def list_sessions_beside(venue_id: UUID, *, now: datetime) -> tuple[SessionId, ...]:
    """Live ones not yet over elsewhere, whose trainers or tools are in this venue in eight days.

    Earliest first; sees all.
    """
    sql = f"""
        SELECT s.id, s.starts_at, s.ends_at, h.starts_at AS here_from, h.ends_at AS here_to
        FROM session h JOIN room i ON i.id = h.room
        JOIN {_TRAVELLERS} t ON t.session = h.id JOIN {_TRAVELLERS} u ON u.traveller = t.traveller
        JOIN session s ON s.id = u.session JOIN room r ON r.id = s.room
        WHERE i.venue = $1 AND r.venue <> $1 AND s.ends_at > $2 AND h.ends_at > $3
            AND s.decision IN ('requested', 'approved') AND h.decision IN ('requested', 'approved')
        ORDER BY s.starts_at, s.id
    """
    beside: dict[SessionId, None] = {}
    for row in await fetch(sql, venue_id, now, now - _WEEK):
        span = TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"]))
        here = TimeSpan(read_moment(row["here_from"]), read_moment(row["here_to"]))
        if _is_within_reach(span, here):
            beside[SessionId(read_id(row["id"]))] = None
    return tuple(beside)


def _is_within_reach(one: TimeSpan, other: TimeSpan) -> bool:
    return max(one.start, other.start) - min(one.end, other.end) < _WEEK


async def _list_stops(start: str, goal: str, *, since: datetime) -> list[_Stop]:
    args = Args()
    at_start, at_goal = _lies_at(start, args), _lies_at(goal, args)
    sql = f"""
        SELECT s.id, s.starts_at, s.ends_at, t.traveller,
            {at_start} AS at_start, {at_goal} AS at_goal
        FROM session s JOIN {_TRAVELLERS} t ON t.session = s.id
        JOIN room r ON r.id = s.room JOIN venue v ON v.id = r.venue
        WHERE s.decision IN ('requested', 'approved') AND s.mode <> 'online'
            AND s.ends_at > {args.put(since)} AND ({at_start} OR {at_goal})
        ORDER BY s.starts_at, s.id
    """
    return [
        _Stop(
            session_id=SessionId(read_id(row["id"])),
            traveller=read_id(row["traveller"]),
            span=TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"])),
            at_start=bool(row["at_start"]),
            at_goal=bool(row["at_goal"]),
        )
        for row in await fetch(sql, *args)
    ]


def _lies_at(end: str, args: Args) -> str:
    """A condition: the session's venue is that end, or lies in it; never NULL."""
    if end.count(".") == 1:
        return f"v.regency = {args.put(end)}"
    if end.count(".") == 2:
        return f"coalesce(v.district, '') = {args.put(end)}"
    return f"v.id = {args.put(UUID(end))}"
