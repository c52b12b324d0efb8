"""A session moves to another time, another room, or another trainer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.actions.steps.announcing import audit, facts_of, tell_everybody
from lintas.actions.steps.deciding import expire
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.judging import PlanClashes, judge_now
from lintas.actions.steps.locking import check_locked, locks_of, locks_of_booking
from lintas.actions.steps.planning import check_trainers, planned, replan
from lintas.actions.steps.recording import hold
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.bookings import Booking, Decision, Session
from lintas.domain.people import Actor, PersonId
from lintas.domain.plans import NotAnAsk, Plan
from lintas.domain.refusal import IllegalState, VersionPassed
from lintas.domain.timespan import TimeSpan
from lintas.domain.venues import Approval, RoomId
from lintas.rules import Finding, choose_agreement, judge, refusing
from lintas.rules.access import Subject, Verb, allow, can
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.conflicts import list_sessions_in_conflict
from lintas.store.bookings.holds import remove_holds
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_any_booking, save_booking
from lintas.store.bookings.sessions import find_session, list_sessions_named, save_session
from lintas.store.situations import gather_situation
from lintas.store.transaction import retrying, writing


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different; none: as it is. `reasons` answer warnings by code.

    `sequence` is the one the asker saw, checked when given.
    """

    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room_id: RoomId | None = None
    title: str | None = None
    trainer_ids: tuple[PersonId, ...] | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    sequence: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A session after its move, and what it was moved in spite of; `zone` is the place's."""

    session: Session
    warnings: tuple[Finding, ...]
    zone: ZoneInfo


async def move_session(
    session_id: UUID,
    change: Change,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None = None,
) -> Moved:
    """Change a session in place: its id and uid stay, its sequence rises.

    A change to what it is already changes nothing, and nobody is told.

    An approved session that needs a manager's approval anew holds its new slot, requested, for
    `hold_for`; one that is undecided keeps the time it had. Everybody concerned is told what it
    was before.

    Raises:
        NotFound: no such session on the actor's side, or an unknown room or trainer.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: it is over, or holds nothing any more.
        VersionPassed: it was changed since the asker looked.
        NotATimeSpan, NotAnAsk: times that can't be meant.
        PlanClashes: laws are broken; every finding at once, with ways out.
    """
    session = await find_session(session_id, seen_by=actor)
    reasons = {**(await find_any_booking(session.booking_id)).reasons, **change.reasons}
    async with offering_ways_out(reasons, now=now):
        return await _move(
            session_id, change, actor=actor, hold_for=hold_for, now=now, receipt=receipt
        )


async def try_moving(session_id: UUID, change: Change, *, actor: Actor, now: datetime) -> Moved:
    """What moving would meet now; nothing is kept.

    Raises:
        NotFound, NotAllowed, IllegalState, VersionPassed, PlanClashes: as `move_session`.
    """
    session = await find_session(session_id, seen_by=actor)
    booking = await find_any_booking(session.booking_id)
    reasons = {**booking.reasons, **change.reasons}
    async with offering_ways_out(reasons, now=now):
        moved = await _changed(session, booking, change, actor=actor, now=now)
        plan = await replan(booking, [moved])
        if moved.is_still(session) and reasons == booking.reasons:
            return Moved(session, (), plan.venue.zone)
        findings = judge(plan, await gather_situation(plan, now=now))
        if refusing(findings, reasons):
            raise PlanClashes(plan, findings)
        return Moved(moved, findings, plan.venue.zone)


@retrying
async def _move(
    session_id: UUID,
    change: Change,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None,
) -> Moved:
    # Before looking: what was moved already is no longer what the asker saw.
    await check_receipt(receipt, now=now)
    seen, foreseen = await _foresee(session_id, change, actor=actor, now=now)
    locks = {*locks_of(foreseen), *await locks_of_booking(seen)}
    async with writing(*locks, *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        before = await find_session(session_id, seen_by=actor)
        booking = await find_any_booking(before.booking_id)
        after = await _changed(before, booking, change, actor=actor, now=now)
        plan = await replan(booking, [after])
        check_locked([*locks_of(plan), *await locks_of_booking(booking)], locks)
        reasons = {**booking.reasons, **change.reasons}
        if after.is_still(before) and reasons == booking.reasons:
            same = Moved(before, (), plan.venue.zone)
            await add_receipt(receipt, same, now=now)
            return same
        situation, findings = await judge_now(plan, reasons, now=now)

        agreement = choose_agreement(plan, situation)
        after = replace(
            after,
            decision=_decide(before, plan, actor),
            lender_keeper=plan.venue.keeper,
            lender=plan.venue.lender,
            agreement_id=agreement.id if agreement else None,
        )
        was = facts_of(await list_cards([before]))
        if (before.decision, after.decision) == (Decision.APPROVED, Decision.REQUESTED):
            booking = await _held_anew(booking, now + hold_for, now=now)
        await _keep(replace(booking, reasons=reasons), after, plan, now=now)
        await _announce(booking, before, after, actor=actor, was=was, reason=change.reason, now=now)
        moved = Moved(after, findings, plan.venue.zone)
        await add_receipt(receipt, moved, now=now)
    return moved


async def _foresee(
    session_id: UUID, change: Change, *, actor: Actor, now: datetime
) -> tuple[Booking, Plan]:
    session = await find_session(session_id, seen_by=actor)
    booking = await find_any_booking(session.booking_id)
    changed = await _changed(session, booking, change, actor=actor, now=now)
    return booking, await replan(booking, [changed])


async def _changed(
    session: Session, booking: Booking, change: Change, *, actor: Actor, now: datetime
) -> Session:
    subject = Subject(booking.keeper, session.lender_keeper, booking.asked_by)
    allow(actor, Verb.MOVE, subject)
    if change.sequence is not None and change.sequence != session.sequence:
        raise VersionPassed(change.sequence, session.sequence)
    standing = booking.standing(session, now=now)
    if not standing.holds:
        raise IllegalState("session", standing, "move")
    if session.span.end <= now:
        raise IllegalState("session", "over", "move")
    if change.trainer_ids:
        await check_trainers(change.trainer_ids, seen_by=actor)
    changed = replace(
        session,
        span=TimeSpan(change.starts_at or session.span.start, change.ends_at or session.span.end),
        room_id=change.room_id or session.room_id,
        title=session.title if change.title is None else change.title,
        trainer_ids=session.trainer_ids if change.trainer_ids is None else change.trainer_ids,
        sequence=session.sequence + 1,
        revised_at=now,
    )
    faults = planned(changed).faults()
    if faults:
        raise NotAnAsk(faults=tuple(faults))
    return changed


def _decide(before: Session, plan: Plan, actor: Actor) -> Decision:
    """Shorter in the same room stays decided; else the new room's own way of saying yes holds."""
    planned = plan.sessions[0]
    same_room = before.room_id == plan.room.id
    if same_room and before.span.contains(planned.span):
        return before.decision
    manages = can(actor, Verb.DECIDE, Subject(lender=plan.venue.keeper))
    if plan.room.approval is Approval.NONE or manages:
        return Decision.APPROVED
    return Decision.REQUESTED


async def _held_anew(booking: Booking, until: datetime, *, now: datetime) -> Booking:
    """The booking with time for its manager; a sibling whose time is over gets no second one."""
    if any(booking.standing(each, now=now) is Decision.EXPIRED for each in booking.sessions):
        await expire([booking.id], now=now)
        booking = await find_any_booking(booking.id)
    return replace(booking, hold_until=max(until, booking.hold_until or until))


async def _keep(booking: Booking, after: Session, plan: Plan, *, now: datetime) -> None:
    await save_booking(booking.with_sessions((after,)))
    await save_session(after, now=now)
    await remove_holds([after.id])
    await hold(plan, [after.id], now=now)


async def _announce(
    booking: Booking,
    before: Session,
    after: Session,
    *,
    actor: Actor,
    was: Mapping[str, object],
    reason: str,
    now: datetime,
) -> None:
    await audit(
        actor,
        "move",
        ("session", after.id),
        before={"span": before.span, "room": before.room_id, "decision": before.decision},
        after={"span": after.span, "room": after.room_id, "decision": after.decision},
        reason=reason,
        now=now,
    )
    kept = {name: was[name] for name in ("starts_at", "ends_at", "room", "venue")}
    facts = {"was": kept, "reason": reason, "decision": after.decision.value}
    await tell_everybody("session_moved", booking, [after], facts, now=now)
    # What it gave up may have been all that stood in somebody's way.
    waiting = await list_sessions_in_conflict({before.room_id, after.room_id}, now=now)
    await rejudge(await list_sessions_named({*waiting, after.id}), now=now)
