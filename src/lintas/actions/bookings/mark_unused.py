"""Nobody came: the room's keeper says so, and what is left of the slot is anybody's again."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import audit, tell_asker
from lintas.actions.steps.deciding import pass_on
from lintas.actions.steps.lending import give_back_assets
from lintas.actions.steps.managing import managing
from lintas.actions.steps.quotas import give_back_quota
from lintas.actions.steps.rejudging import rejudge_beside
from lintas.domain.attendance import NoShow, check_unused
from lintas.domain.bookings import Booking, Session, SessionState
from lintas.domain.given import Checklist
from lintas.domain.people import Actor
from lintas.domain.timespan import TimeSpan
from lintas.rules.access import Verb
from lintas.store.bookings.conflicts import (
    ConflictState,
    list_conflicts_on,
    save_conflict,
)
from lintas.store.bookings.holds import save_holds_cut
from lintas.store.bookings.no_shows import add_no_show
from lintas.store.bookings.requests import save_booking
from lintas.store.bookings.sessions import save_session
from lintas.store.transaction import retrying

LONGEST_REASON = 500


@retrying
async def mark_unused(session_id: UUID, reason: str, *, actor: Actor, now: datetime) -> Session:
    """The session ends now; its holds on what is left go to who waits for it.

    On quotas and in the ledger it counts for as long as it kept the room. Who asked is told.

    Raises:
        NotFound: no such session on the actor's side.
        NotAllowed: the actor doesn't manage its room.
        Invalid: no reason, or one too long.
        IllegalState: it keeps no room, has begun less than half an hour ago, was held, or is
            marked already.
    """
    checklist = Checklist()
    checklist.line("reason", reason.strip(), LONGEST_REASON)
    checklist.refuse_faults()
    async with managing(session_id, Verb.MARK_UNUSED, actor=actor) as (booking, before):
        check_unused(before, now=now)
        after = _ended(before, now=now)
        await _keep(booking, after, now=now)
        no_show = NoShow(before.id, actor.id, now, reason.strip(), before.span.end)
        await add_no_show(no_show)
        await audit(
            actor,
            "mark_unused",
            ("session", before.id),
            before={"span": before.span, "state": before.state},
            after={"span": after.span, "state": after.state},
            reason=no_show.reason,
            now=now,
        )
        await tell_asker("session_unused", booking, [after], {"reason": no_show.reason}, now=now)
        if after.span.end < before.span.end:
            await _hand_on(booking, before, after, now=now)
    return after


def _ended(session: Session, *, now: datetime) -> Session:
    """Over by now, at the whole second."""
    end = min(session.span.end, now.replace(microsecond=0))
    return replace(
        session,
        span=TimeSpan(session.span.start, end),
        state=SessionState.UNUSED,
        sequence=session.sequence + 1,
        revised_at=now,
    )


async def _keep(booking: Booking, after: Session, *, now: datetime) -> None:
    await save_booking(booking.with_sessions((after,)))
    await save_session(after, now=now)
    await save_holds_cut(after.id, after.span.end)
    for conflict in await list_conflicts_on([after.id]):
        await save_conflict(replace(conflict, state=ConflictState.SOLVED, ended_at=now))


async def _hand_on(booking: Booking, before: Session, after: Session, *, now: datetime) -> None:
    """Let those who waited for the rest have their turn."""
    rest = replace(before, span=TimeSpan(after.span.end, before.span.end))
    await rejudge_beside([rest], now=now)
    await give_back_quota({before.lender}, booking.borrower, now=now)
    await give_back_assets([before], now=now)
    await pass_on([rest], now=now)
