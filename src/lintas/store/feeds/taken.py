"""When rooms can't be had: by sessions, closures and calendars kept elsewhere. Sees all."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from lintas.domain.feeds import Feed, FeedScope
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Venue
from lintas.store.engines import fetch, read_moment
from lintas.store.outside_calendars.busy import list_busy_outside
from lintas.store.sql import Args
from lintas.store.transaction import reading
from lintas.store.venues.closures import list_closures_of
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room, list_rooms_of


@dataclass(frozen=True, slots=True)
class Taken:
    """`busy` for certain, `tentative` while nobody has decided; both in no order, may overlap."""

    busy: tuple[TimeSpan, ...]
    tentative: tuple[TimeSpan, ...]


async def find_taken(feed: Feed, window: TimeSpan) -> Taken:
    """A room is taken with the halls it is part of and with its parts, a venue with any room.

    Raises:
        NotFound: there is no such place any more.
    """
    async with reading():
        venue, room_ids = await _find_rooms(feed)
        closures = await list_closures_of([venue.id], window)
        shut = [each.span for each in closures if each.room_id in {None, *room_ids}]
        outside = await list_busy_outside(room_ids, (), window)
        sessions = await _list_sessions(room_ids, window)
    elsewhere = [span for each in outside for span in each.busy]
    return Taken(
        busy=(*sessions.busy, *shut, *elsewhere),
        tentative=sessions.tentative if feed.style.show_tentative else (),
    )


async def find_place(feed: Feed) -> Venue:
    """The venue that a calendar is of, or that its room is in.

    Raises:
        NotFound: there is no such place any more.
    """
    if feed.scope is FeedScope.ROOM:
        return await find_venue((await find_room(feed.subject_id)).venue_id)
    return await find_venue(feed.subject_id)


async def _find_rooms(feed: Feed) -> tuple[Venue, Collection[UUID]]:
    if feed.scope is FeedScope.ROOM:
        room = await find_room(feed.subject_id)
        return await find_venue(room.venue_id), sorted(room.kin)
    venue = await find_venue(feed.subject_id)
    return venue, [each.id for each in await list_rooms_of([venue.id])]


async def _list_sessions(room_ids: Collection[UUID], window: TimeSpan) -> Taken:
    if not room_ids:
        return Taken((), ())
    args = Args()
    sql = f"""
        SELECT decision, starts_at, ends_at FROM session
        WHERE room IN {args.put_all(room_ids)} AND mode <> 'online' AND state <> 'cancelled'
            AND decision IN ('requested', 'approved')
            AND ends_at > {args.put(window.start)} AND starts_at < {args.put(window.end)}
    """
    spans: dict[str, list[TimeSpan]] = {"approved": [], "requested": []}
    for row in await fetch(sql, *args):
        span = TimeSpan(read_moment(row["starts_at"]), read_moment(row["ends_at"]))
        spans[row["decision"]].append(span)
    return Taken(tuple(spans["approved"]), tuple(spans["requested"]))
