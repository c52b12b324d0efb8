"""Two sessions change places: their rooms, their times, or both, in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.actions.bookings.move_session import Change
from lintas.actions.bookings.move_session.change import change_of
from lintas.actions.bookings.rearranging import (
    Group,
    group_of,
    judge_groups,
    keep_groups,
    release_for,
)
from lintas.actions.steps.locking import check_locked, locks_of, locks_of_booking
from lintas.domain.bookings import Booking, Session, SessionId
from lintas.domain.people import Actor
from lintas.domain.refusal import Fault, IllegalState, Invalid
from lintas.rules import Finding
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import find_session
from lintas.store.transaction import retrying, writing


class Exchange(StrEnum):
    """What two sessions give each other."""

    BOTH = "both"
    ROOMS = "rooms"
    TIMES = "times"


@dataclass(frozen=True, slots=True)
class Swap:
    """With which session, and what; `reasons` answer warnings of both.

    The sequences are those that the asker saw, of the one and of the other, checked when given.
    """

    with_id: UUID
    what: Exchange = Exchange.BOTH
    reasons: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    sequence: int | None = None
    with_sequence: int | None = None


@dataclass(frozen=True, slots=True)
class Swapped:
    """Both sessions as they are now, or would be, the one that was asked for first.

    `zone` is that of the place to which it goes.
    """

    sessions: tuple[Session, Session]
    warnings: tuple[Finding, ...]
    zone: ZoneInfo


@retrying
async def swap_sessions(
    session_id: UUID,
    swap: Swap,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None = None,
) -> Swapped:
    """Let two sessions change places: each is judged where the other has left.

    Each needs approval anew as by a move; everybody concerned with either is told.

    Raises:
        NotFound: one of them is no session on the actor's side.
        NotAllowed: the actor may not move both.
        IllegalState: one is over, or holds nothing any more.
        VersionPassed: one was changed since the asker looked.
        Invalid: a session with itself.
        PlanClashes: a law is broken.
    """
    await check_receipt(receipt, now=now)
    foreseen = await _foresee(session_id, swap, actor=actor, now=now)
    locks = set(await _locks_of(foreseen))
    async with writing(*locks, *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        groups = await _foresee(session_id, swap, actor=actor, now=now)
        check_locked(await _locks_of(groups), locks)
        await release_for(groups, now=now)
        judged = await judge_groups(groups, now=now)
        kept = await keep_groups(
            groups, judged, actor=actor, hold_for=hold_for, reason=swap.reason, now=now
        )
        swapped = _swapped(session_id, groups, kept, judged.findings)
        await add_receipt(receipt, swapped, now=now)
    return swapped


async def try_swapping(session_id: UUID, swap: Swap, *, actor: Actor, now: datetime) -> Swapped:
    """What swapping would meet now; nothing is kept.

    Raises:
        NotFound, NotAllowed, IllegalState, VersionPassed, Invalid, PlanClashes: as
            `swap_sessions`.
    """
    groups = await _foresee(session_id, swap, actor=actor, now=now)
    judged = await judge_groups(groups, now=now)
    afters = [each for group in groups for _, sessions in group.plans for each in sessions]
    return _swapped(session_id, groups, afters, judged.findings)


def _swapped(
    session_id: UUID,
    groups: Sequence[Group],
    sessions: Iterable[Session],
    findings: tuple[Finding, ...],
) -> Swapped:
    one, other = sorted(sessions, key=lambda session: session.id != session_id)
    plans = [plan for group in groups for plan, each in group.plans if one.id in _ids(each)]
    return Swapped((one, other), findings, plans[0].venue.zone)


def _ids(sessions: Iterable[Session]) -> set[UUID]:
    return {session.id for session in sessions}


async def _locks_of(groups: list[Group]) -> list[str]:
    plans = [plan for group in groups for plan, _ in group.plans]
    of_bookings = [lock for group in groups for lock in await locks_of_booking(group.booking)]
    return [*locks_of(*plans), *of_bookings]


async def _foresee(session_id: UUID, swap: Swap, *, actor: Actor, now: datetime) -> list[Group]:
    one = await find_session(session_id, seen_by=actor)
    if swap.with_id == session_id:
        raise Invalid(faults=(Fault("with", swap.with_id, "distinct"),))
    other = await find_session(swap.with_id, seen_by=actor, field="with")
    if one.postponed or other.postponed:
        raise IllegalState("session", "postponed", "swap")
    gone = frozenset({one.id, other.id})
    theirs = replace(swap, sequence=swap.with_sequence)
    pairs = [
        (one, await _placed(one, other, swap, actor=actor, now=now)),
        (other, await _placed(other, one, theirs, actor=actor, now=now)),
    ]
    if one.booking_id != other.booking_id:
        return [await _group(pair, swap, gone) for pair in pairs]
    booking = await _answered(one, swap)
    return [await group_of(booking, pairs, gone)]


async def _group(pair: tuple[Session, Session], swap: Swap, gone: frozenset[SessionId]) -> Group:
    return await group_of(await _answered(pair[0], swap), [pair], gone)


async def _answered(session: Session, swap: Swap) -> Booking:
    booking = await find_any_booking(session.booking_id)
    return replace(booking, reasons={**booking.reasons, **swap.reasons})


async def _placed(
    session: Session, place: Session, swap: Swap, *, actor: Actor, now: datetime
) -> Session:
    takes_time = swap.what is not Exchange.ROOMS
    takes_room = swap.what is not Exchange.TIMES
    change = Change(
        starts_at=place.span.start if takes_time else None,
        ends_at=place.span.end if takes_time else None,
        room_id=place.room_id if takes_room else None,
        sequence=swap.sequence,
    )
    booking = await find_any_booking(session.booking_id)
    return await change_of(session, booking, change, actor=actor, now=now)
