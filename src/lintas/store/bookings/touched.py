"""Which sessions to come a fact of the country is about: for judging them again."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lintas.domain.bookings import SessionId
from lintas.domain.timespan import TimeSpan
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.sql import Args

# From any moment of a week to its ends, in any zone.
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
