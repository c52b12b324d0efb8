"""A session and its siblings move together: this one and what follows, or all of its booking."""

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.actions.bookings.move_session import Change, Moved
from lintas.actions.bookings.move_session.change import change_of
from lintas.actions.bookings.rearranging import (
    Group,
    group_of,
    judge_groups,
    keep_groups,
    release_for,
)
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.locking import check_locked, locks_of, locks_of_booking
from lintas.actions.steps.planning import check_overrides
from lintas.domain.bookings import Booking, Session
from lintas.domain.people import Actor
from lintas.domain.timespan import TimeSpan
from lintas.rules.ways_out import FOR_MOVING_MANY
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import find_session
from lintas.store.transaction import retrying, writing
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room


class Scope(StrEnum):
    """Which sessions of a booking a change is for."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


async def move_series(
    session_id: UUID,
    change: Change,
    scope: Scope,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None = None,
) -> Moved:
    """Change the session and those in scope: their ids and uids stay, their sequences rise.

    Times are shifted by as much as those of the session, on the clocks of its place. What has
    begun, is over, or holds nothing any more stays as it is. All of it, or nothing.

    Raises:
        NotFound, NotAllowed, IllegalState, VersionPassed, NotATimeSpan, NotAnAsk,
        NotOverridable, PlanClashes: as `move_session`, for any of them.
    """
    session = await find_session(session_id, seen_by=actor)
    reasons = {**(await find_any_booking(session.booking_id)).reasons, **change.reasons}
    async with offering_ways_out(reasons, FOR_MOVING_MANY, actor=actor, now=now):
        return await _move(
            session_id, change, scope, actor=actor, hold_for=hold_for, now=now, receipt=receipt
        )


async def try_moving_series(
    session_id: UUID, change: Change, scope: Scope, *, actor: Actor, now: datetime
) -> Moved:
    """What moving them would meet now; nothing is kept.

    Raises:
        NotFound, NotAllowed, IllegalState, VersionPassed, PlanClashes: as `move_series`.
    """
    session = await find_session(session_id, seen_by=actor)
    reasons = {**(await find_any_booking(session.booking_id)).reasons, **change.reasons}
    async with offering_ways_out(reasons, FOR_MOVING_MANY, actor=actor, now=now):
        group, zone = await _foresee(session_id, change, scope, actor=actor, now=now)
        judged = await judge_groups([group], now=now)
        afters = tuple(each for _, sessions in group.plans for each in sessions)
        return Moved(_named(session_id, afters), judged.findings, zone, afters)


@retrying
async def _move(
    session_id: UUID,
    change: Change,
    scope: Scope,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None,
) -> Moved:
    await check_receipt(receipt, now=now)
    foreseen, _ = await _foresee(session_id, change, scope, actor=actor, now=now)
    locks = set(await _locks_of(foreseen))
    async with writing(*locks, *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        group, zone = await _foresee(session_id, change, scope, actor=actor, now=now)
        check_locked(await _locks_of(group), locks)
        await release_for([group], now=now)
        judged = await judge_groups([group], now=now)
        kept = await keep_groups(
            [group], judged, actor=actor, hold_for=hold_for, reason=change.reason, now=now
        )
        moved = Moved(_named(session_id, kept), judged.findings, zone, kept)
        await add_receipt(receipt, moved, now=now)
    return moved


async def _locks_of(group: Group) -> tuple[str, ...]:
    return (
        *locks_of(*(plan for plan, _ in group.plans)),
        *await locks_of_booking(group.booking),
    )


async def _foresee(
    session_id: UUID, change: Change, scope: Scope, *, actor: Actor, now: datetime
) -> tuple[Group, ZoneInfo]:
    anchor = await find_session(session_id, seen_by=actor)
    kept = await find_any_booking(anchor.booking_id)
    booking = replace(
        kept,
        reasons={**kept.reasons, **change.reasons},
        overrides={**kept.overrides, **change.overrides},
    )
    room = await find_room(anchor.room_id)
    zone = (await find_venue(room.venue_id)).zone
    pairs = []
    for session in in_scope(kept, anchor, scope, now=now):
        wanted = _shifted(anchor, session, change, zone)
        after = await change_of(session, booking, wanted, actor=actor, now=now)
        pairs.append((session, after))
    group = await group_of(booking, pairs, frozenset(before.id for before, _ in pairs))
    for plan, _ in group.plans:
        check_overrides(replace(plan, overrides=change.overrides), actor)
    return group, zone


def in_scope(booking: Booking, anchor: Session, scope: Scope, *, now: datetime) -> list[Session]:
    """The session itself, whatever it is, and those of the others that can still be changed.

    With one that waits for another date go those that wait, too, and with others none of them.
    """
    others = [
        session
        for session in booking.sessions
        if session.id != anchor.id
        and session.postponed is anchor.postponed
        and (session.postponed or booking.standing(session, now=now).holds)
        and (session.postponed or session.span.start > now)
        and (scope is Scope.ALL or session.span.start >= anchor.span.start)
    ]
    return sorted([anchor, *others], key=lambda session: (session.span.start, session.id))


def _shifted(anchor: Session, session: Session, change: Change, zone: ZoneInfo) -> Change:
    """The change as it is for a sibling: other times by as much, by the clock on the wall."""
    if session.id == anchor.id:
        return change
    span = TimeSpan(
        _moved(session.span.start, anchor.span.start, change.starts_at, zone),
        _moved(session.span.end, anchor.span.end, change.ends_at, zone),
    )
    return replace(change, starts_at=span.start, ends_at=span.end, sequence=None)


def _moved(moment: datetime, was: datetime, becomes: datetime | None, zone: ZoneInfo) -> datetime:
    if becomes is None:
        return moment
    by = _on_the_wall(becomes, zone) - _on_the_wall(was, zone)
    return (_on_the_wall(moment, zone) + by).replace(tzinfo=zone)


def _on_the_wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)


def _named(session_id: UUID, sessions: tuple[Session, ...]) -> Session:
    return next(session for session in sessions if session.id == session_id)
