"""A room, or a whole venue, is closed for a while; what it meets becomes a conflict."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.deciding import serve_queue
from lintas.actions.steps.locking import check_locked, hall
from lintas.actions.steps.permitting import allow_for
from lintas.actions.steps.rehousing import venue_lock
from lintas.actions.steps.rejudging import rejudge
from lintas.actions.steps.serving import Freed
from lintas.actions.venues.closing import Closed, Closing, ClosureChange, NotAClosure
from lintas.domain.bookings import Session
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Closure, ClosureId, Room, Venue
from lintas.rules.access import Verb
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.sessions import list_sessions_in_rooms
from lintas.store.transaction import retrying, writing
from lintas.store.venues.closures import add_closure, find_closure, remove_closure, save_closure
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room, list_rooms_of

# The longest set-up or clean-up that may reach into a closure.
_MARGIN = timedelta(days=1)


@retrying
async def close_room(
    closing: Closing, *, actor: Actor, now: datetime, receipt: Receipt | None = None
) -> Closed:
    """Close it, and open a conflict for every session to come that it meets.

    The coordinators of both sides of each such session are told in the same transaction.

    Raises:
        NotAClosure: as `Closing.check`.
        NotFound: no such room or venue, or not one that the actor manages.
        NotAllowed: the actor manages none.
        AnsweredBefore, AnotherBody: the receipt's key was used before.
    """
    closing.check()
    locks = _locks(*await _find_place(closing))
    async with writing(*locks, *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        venue, rooms = await _find_place(closing)
        check_locked(_locks(venue, rooms), locks)
        _check_permission(closing, venue, actor)
        spans = closing.spans(venue.zone)
        closure = Closure(
            id=ClosureId(new_id(now)),
            venue_id=venue.id,
            room_id=closing.room_id,
            span=spans[0],
            reason=closing.reason.strip(),
            authority=closing.authority.strip(),
            rrule=closing.rrule.strip(),
        )
        await add_closure(closure)
        opened = await rejudge(await _list_touched(rooms, spans, now=now), now=now)
        await audit(
            actor,
            "close",
            ("closure", closure.id),
            after={"venue": venue.id, "room": closing.room_id, "span": closing.span},
            reason=closure.reason,
            now=now,
        )
        closed = Closed(closure, opened)
        await add_receipt(receipt, closed, now=now)
    return closed


async def foresee_closing(closing: Closing, *, actor: Actor, now: datetime) -> tuple[Session, ...]:
    """The sessions that closing would meet, earliest first; nothing is kept.

    Raises:
        NotAClosure, NotFound, NotAllowed: as `close_room`.
    """
    closing.check()
    venue, rooms = await _find_place(closing)
    _check_permission(closing, venue, actor)
    return await _list_touched(rooms, closing.spans(venue.zone), now=now)


@retrying
async def change_closure(
    closure_id: UUID, change: ClosureChange, *, actor: Actor, now: datetime
) -> Closed:
    """Let it begin or end at another time, or say better why; what it meets is judged again.

    Raises:
        NotFound, NotAllowed: as `lift_closure`.
        NotATimeSpan, NotAClosure: values that can't be meant.
    """
    closing = _closing_of(await find_closure(closure_id))
    locks = _locks(*await _find_place(closing))
    async with writing(*locks):
        venue, rooms = await _find_place(closing)
        check_locked(_locks(venue, rooms), locks)
        allow_for(actor, Verb.CLOSE_ROOM, venue.keeper, field="closure_id", value=closure_id)
        before = await find_closure(closure_id)
        after = change.of(before)
        _closing_of(after).check()
        spans = _closing_of(after).spans(venue.zone)
        after = replace(after, span=spans[0])
        await save_closure(after)
        spans += _closing_of(before).spans(venue.zone)
        opened = await rejudge(await _list_touched(rooms, spans, now=now), now=now)
        await serve_queue(_freed(rooms, spans), now=now)
        await audit(
            actor,
            "change",
            ("closure", closure_id),
            before={"span": before.span},
            after={"span": after.span},
            reason=after.reason,
            now=now,
        )
    return Closed(after, opened)


@retrying
async def lift_closure(closure_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Open again; conflicts that were only about this closure are over.

    Raises:
        NotFound: no such closure, lifted before, or not of a venue that the actor manages.
        NotAllowed: the actor manages none.
    """
    closing = _closing_of(await find_closure(closure_id))
    locks = _locks(*await _find_place(closing))
    async with writing(*locks):
        venue, rooms = await _find_place(closing)
        check_locked(_locks(venue, rooms), locks)
        closure = await find_closure(closure_id)
        allow_for(actor, Verb.CLOSE_ROOM, venue.keeper, field="closure_id", value=closure_id)
        await remove_closure(closure, now=now)
        spans = _closing_of(closure).spans(venue.zone)
        await rejudge(await _list_touched(rooms, spans, now=now), now=now)
        await serve_queue(_freed(rooms, spans), now=now)
        await audit(actor, "lift", ("closure", closure.id), now=now)


def _check_permission(closing: Closing, venue: Venue, actor: Actor) -> None:
    """Raises NotFound or NotAllowed, as `close_room`."""
    field = "venue_id" if closing.room_id is None else "room_id"
    named = closing.room_id or closing.venue_id
    allow_for(actor, Verb.CLOSE_ROOM, venue.keeper, field=field, value=named)


def _closing_of(closure: Closure) -> Closing:
    return Closing(
        span=closure.span,
        reason=closure.reason,
        room_id=closure.room_id,
        venue_id=None if closure.room_id else closure.venue_id,
        rrule=closure.rrule,
    )


def _freed(rooms: Iterable[Room], spans: Iterable[TimeSpan]) -> Freed:
    """Who waits for one of these halls may have waited for nothing but its opening."""
    return Freed(frozenset(room.root for room in rooms), tuple(spans))


def _locks(venue: Venue, rooms: Iterable[Room]) -> frozenset[str]:
    """Every hall that is closed, and the venue, to which no room is added meanwhile."""
    return frozenset({venue_lock(venue.id), *(hall(room.root) for room in rooms)})


async def _find_place(closing: Closing) -> tuple[Venue, tuple[Room, ...]]:
    """The venue, and every room whose sessions the closure may meet."""
    if closing.room_id is None:
        venue = await find_venue(closing.venue_id or UUID(int=0))
        return venue, await list_rooms_of([venue.id])
    room = await find_room(closing.room_id)
    tree = [each for each in await list_rooms_of([room.venue_id]) if each.id in room.kin]
    return await find_venue(room.venue_id), tuple(tree)


async def _list_touched(
    rooms: Sequence[Room], spans: Sequence[TimeSpan], *, now: datetime
) -> tuple[Session, ...]:
    """Sessions to come that with set-up and clean-up meet any of these times."""
    since = max(min(span.start for span in spans) - _MARGIN, now)
    until = max(span.end for span in spans) + _MARGIN
    ids = [room.id for room in rooms]
    return tuple(
        each
        for each in await list_sessions_in_rooms(ids, since=since, until=until)
        if any(
            each.span.widened(before=each.setup, after=each.cleanup).overlaps(span)
            for span in spans
        )
    )


__all__ = [
    "Closed",
    "Closing",
    "ClosureChange",
    "NotAClosure",
    "change_closure",
    "close_room",
    "foresee_closing",
    "lift_closure",
]
