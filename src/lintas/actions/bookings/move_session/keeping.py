"""Writing a moved session down, and telling everybody concerned."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from lintas.actions.steps.announcing import audit, tell_everybody, tell_taking_part
from lintas.actions.steps.approving import chains_of, tell_deciders
from lintas.actions.steps.deciding import expire, pass_on
from lintas.actions.steps.lending import give_back_assets
from lintas.actions.steps.quotas import give_back_quota
from lintas.actions.steps.recording import hold
from lintas.actions.steps.rejudging import rejudge_beside
from lintas.actions.steps.ruling import Ruling, note_given
from lintas.domain.bookings import Booking, Decision, Session
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.store.bookings.holds import remove_holds
from lintas.store.bookings.requests import find_any_booking, save_booking
from lintas.store.bookings.sessions import save_session


async def hold_anew(booking: Booking, until: datetime, *, now: datetime) -> Booking:
    """The booking with time for its manager; a sibling whose time is over gets no second one."""
    booking = await let_siblings_run_out(booking, now=now)
    return replace(booking, hold_until=max(until, booking.hold_until or until))


async def let_siblings_run_out(booking: Booking, *, now: datetime) -> Booking:
    """The booking as it is kept once those of its sessions are expired that nobody decided."""
    if any(booking.standing(each, now=now) is Decision.EXPIRED for each in booking.sessions):
        await expire([booking.id], now=now)
        return await find_any_booking(booking.id)
    return booking


async def keep_moved(
    booking: Booking,
    after: Session,
    plan: Plan,
    ruling: Ruling,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    await save_booking(booking.with_moved((after,)))
    await save_session(after, now=now)
    await remove_holds([after.id])
    await hold(plan, [after.id], now=now)
    await note_given(booking, [after], ruling, actor=actor, now=now)


async def announce_move(
    booking: Booking,
    before: Session,
    after: Session,
    *,
    actor: Actor,
    was: Mapping[str, object],
    reason: str,
    now: datetime,
) -> None:
    await audit_move(before, after, actor=actor, reason=reason, now=now)
    facts = {"was": left_behind(was), "reason": reason, "decision": after.decision.value}
    if replace(after, link=before.link).is_still(before):
        await tell_taking_part("session_link", booking, [after], {"reason": reason}, now=now)
    else:
        await tell_everybody("session_moved", booking, [after], facts, now=now)
    waits = after.decision is Decision.REQUESTED and after.step_since == now
    if waits:
        chains = await chains_of(booking.with_sessions((after,)))
        await tell_deciders("step_waiting", booking, [after], chains, now=now)
    # What it gave up may have been all that stood in somebody's way.
    await rejudge_beside([before], also=[after], now=now)
    await give_back_assets([before], now=now)
    await give_back_quota({before.lender}, booking.borrower, now=now)
    await pass_on([before], now=now)


async def audit_move(
    before: Session, after: Session, *, actor: Actor, reason: str, now: datetime
) -> None:
    """What participants later read: when, where and how it was to be, and why it is no longer."""
    await audit(
        actor,
        "move",
        ("session", after.id),
        before=_audited(before),
        after=_audited(after),
        reason=reason,
        now=now,
    )


def left_behind(was: Mapping[str, object]) -> dict[str, object]:
    """Of a session's facts, what a move changes."""
    return {name: was[name] for name in ("starts_at", "ends_at", "room", "venue", "mode")}


def _audited(session: Session) -> dict[str, object]:
    return {
        "span": session.span,
        "room": session.room_id,
        "mode": session.mode,
        "decision": session.decision,
    }
