"""When other calendars are busy, series by series, and the copies that tell it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from lintas.domain.ids import new_id
from lintas.domain.outside_calendars import OutsideBusy, OutsideCalendarId, SeriesRead
from lintas.domain.timespan import TimeSpan, cover
from lintas.store.engines import fetch, read_id, read_moment
from lintas.store.outside_calendars.added import list_calendars_of
from lintas.store.sql import Args, insert, insert_many
from lintas.store.tables import OutsideBusyRow, OutsideCopyRow, OutsideSeriesRow

_NO_BOUND = 10**6


async def list_busy_outside(
    room_ids: Collection[UUID], person_ids: Collection[UUID], window: TimeSpan
) -> tuple[OutsideBusy, ...]:
    """The calendars of these rooms and people, and when they are busy in a window. Sees all."""
    calendars = await list_calendars_of(room_ids, person_ids)
    if not calendars:
        return ()
    args = Args()
    sql = f"""
        SELECT calendar, starts_at, ends_at FROM outside_busy
        WHERE calendar IN {args.put_all(each.id for each in calendars)}
            AND ends_at > {args.put(window.start)} AND starts_at < {args.put(window.end)}
    """
    spans: defaultdict[UUID, list[TimeSpan]] = defaultdict(list)
    for row in await fetch(sql, *args):
        spans[read_id(row["calendar"])].append(_span(row))
    return tuple(
        OutsideBusy(each, cover(spans[each.id], most=_NO_BOUND) if each.id in spans else ())
        for each in calendars
    )


async def list_busy_in_rooms(window: TimeSpan) -> tuple[OutsideBusy, ...]:
    """The calendars of all rooms, and when they are busy in a window. Sees all."""
    sql = "SELECT room FROM outside_calendar WHERE room IS NOT NULL AND removed_at IS NULL"
    rows = await fetch(sql)
    rooms = {read_id(row["room"]) for row in rows}
    return await list_busy_outside(sorted(rooms), (), window) if rooms else ()


async def find_copy(calendar_id: OutsideCalendarId) -> bytes:
    """The last good one, packed; of none, nothing."""
    rows = await fetch("SELECT content FROM outside_copy WHERE calendar = $1", calendar_id)
    return bytes(rows[0]["content"]) if rows else b""


async def save_copy(calendar_id: OutsideCalendarId, content: bytes, *, now: datetime) -> None:
    await fetch("DELETE FROM outside_copy WHERE calendar = $1", calendar_id)
    row = {"id": new_id(now), "calendar": calendar_id, "content": content}
    await insert(OutsideCopyRow, row)


async def list_digests(calendar_id: OutsideCalendarId) -> tuple[str, ...]:
    """Of the series that are kept, in no order."""
    rows = await fetch("SELECT digest FROM outside_series WHERE calendar = $1", calendar_id)
    return tuple(row["digest"] for row in rows)


async def list_unread(calendar_id: OutsideCalendarId) -> tuple[tuple[str, ...], ...]:
    """Of each event that can't be read, keys of why not."""
    sql = """
        SELECT unread FROM outside_series WHERE calendar = $1 AND unread <> '' ORDER BY unread, id
    """
    return tuple(tuple(row["unread"].split(",")) for row in await fetch(sql, calendar_id))


async def count_busy(calendar_id: OutsideCalendarId, *, since: datetime) -> int:
    """Busy times that end after `since`."""
    sql = "SELECT count(*) AS n FROM outside_busy WHERE calendar = $1 AND ends_at > $2"
    return int((await fetch(sql, calendar_id, since))[0]["n"])


async def list_series(calendar_id: OutsideCalendarId) -> Mapping[str, SeriesRead]:
    """By digest, what is kept of each."""
    spans: defaultdict[str, list[TimeSpan]] = defaultdict(list)
    sql = "SELECT digest, starts_at, ends_at FROM outside_busy WHERE calendar = $1"
    for row in await fetch(sql, calendar_id):
        spans[row["digest"]].append(_span(row))
    sql = "SELECT digest, unread FROM outside_series WHERE calendar = $1"
    return {
        row["digest"]: SeriesRead(
            row["digest"],
            tuple(sorted(spans[row["digest"]])),
            tuple(filter(None, row["unread"].split(","))),
        )
        for row in await fetch(sql, calendar_id)
    }


async def remove_series(calendar_id: OutsideCalendarId, digests: Collection[str]) -> None:
    """With their busy times."""
    for some in _some(sorted(digests)):
        for table in ("outside_busy", "outside_series"):
            args = Args([calendar_id])
            where = f"calendar = $1 AND digest IN {args.put_all(some)}"
            await fetch(f"DELETE FROM {table} WHERE {where}", *args)


async def add_series(
    calendar_id: OutsideCalendarId, read: Iterable[SeriesRead], *, now: datetime
) -> None:
    series = {each.digest: each for each in read}
    rows = [
        {
            "id": new_id(now),
            "calendar": calendar_id,
            "digest": each.digest,
            "unread": ",".join(each.unread),
        }
        for each in series.values()
    ]
    await insert_many(OutsideSeriesRow, rows)
    spans = [
        {
            "id": new_id(now),
            "calendar": calendar_id,
            "digest": each.digest,
            "starts_at": span.start,
            "ends_at": span.end,
        }
        for each in series.values()
        for span in each.busy
    ]
    await insert_many(OutsideBusyRow, spans)


def _some(digests: Sequence[str], most: int = 500) -> Iterable[Sequence[str]]:
    for start in range(0, len(digests), most):
        yield digests[start : start + most]


def _span(row: dict[str, Any]) -> TimeSpan:
    return TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"]))
