"""It was a mistake that nobody came: the session has its room again, for as long as it may."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.steps.announcing import audit, tell_asker
from lintas.actions.steps.judging import release_run_out
from lintas.actions.steps.locking import lock_tool_lenders
from lintas.actions.steps.managing import managing
from lintas.actions.steps.planning import replan
from lintas.actions.steps.recording import hold
from lintas.actions.steps.rejudging import rejudge
from lintas.domain.bookings import Booking, Session, SessionState
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.domain.refusal import IllegalState
from lintas.domain.timespan import TimeSpan
from lintas.rules import Finding, Situation, judge, refusing
from lintas.rules.access import Verb
from lintas.store.bookings.holds import remove_holds
from lintas.store.bookings.no_shows import list_no_shows, remove_no_show
from lintas.store.bookings.requests import save_booking
from lintas.store.bookings.sessions import save_session
from lintas.store.situations import gather_situation
from lintas.store.transaction import retrying

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The session as it counts again, and which part of its time it does not get back.

    `gone` none: it ends when it was to end.
    """

    session: Session
    gone: TimeSpan | None = None


@retrying
async def unmark_unused(session_id: UUID, *, actor: Actor, now: datetime) -> TakenBack:
    """No longer counted as unused, and its attendance can be kept; who asked is told.

    What was let go of is the session's again, up to what stands in the way by now: that stays with
    who has it, and the session ends before, at a whole minute.

    Raises:
        NotFound, NotAllowed: as `mark_unused`.
        IllegalState: it isn't marked.
    """
    async with managing(session_id, Verb.MARK_UNUSED, actor=actor) as (booking, before):
        if before.state is not SessionState.UNUSED:
            raise IllegalState("session", before.state, "unmark_unused")
        after, gone = await _give_back(booking, before, now=now)
        await remove_no_show(after.id)
        await audit(
            actor,
            "unmark_unused",
            ("session", after.id),
            before={"span": before.span, "state": before.state},
            after={"span": after.span, "state": after.state},
            now=now,
        )
        kind = "session_used_in_part" if gone else "session_used"
        await tell_asker(kind, booking, [after], {}, now=now)
        await rejudge([after], now=now)
    return TakenBack(after, gone)


async def _give_back(
    booking: Booking, before: Session, *, now: datetime
) -> tuple[Session, TimeSpan | None]:
    """Write down what the session keeps from now on, and answer what of it is gone."""
    no_show = (await list_no_shows([before.id]))[before.id]
    after = replace(
        before, state=SessionState.PLANNED, sequence=before.sequence + 1, revised_at=now
    )
    if no_show.planned_until > before.span.end:
        whole = replace(after, span=TimeSpan(before.span.start, no_show.planned_until))
        plan = await _longest_free(booking, before, whole, now=now)
        if plan:
            after = replace(after, span=plan.sessions[0].span)
            await remove_holds([after.id])
            await hold(plan, [after.id], now=now)
    await save_booking(booking.with_sessions((after,)))
    await save_session(after, now=now)
    is_whole = after.span.end >= no_show.planned_until
    return after, None if is_whole else TimeSpan(after.span.end, no_show.planned_until)


async def _longest_free(
    booking: Booking, cut: Session, whole: Session, *, now: datetime
) -> Plan | None:
    """The most of the session against which nothing stands that doesn't stand against the cut one.

    Whatever stands against a shorter session stands against a longer one, so half of what is left
    is tried each time. None: not a minute more than the cut one has.
    """
    wished, kept = await _replan(booking, whole), await _replan(booking, cut)
    await lock_tool_lenders(wished)
    await release_run_out(wished, now=now)
    situation = await gather_situation(wished, now=now)
    known = {_named(each) for each in _refusing(booking, kept, situation)}

    def is_free(minutes: int) -> bool:
        found = _refusing(booking, _without_last(wished, minutes), situation)
        return {_named(each) for each in found} <= known

    most = -((cut.span.end - whole.span.end) // MINUTE) - 1
    fewest = bisect_left(range(most + 1), x=True, key=is_free)
    return _without_last(wished, fewest) if fewest <= most else None


def _without_last(plan: Plan, minutes: int) -> Plan:
    (session,) = plan.sessions
    span = TimeSpan(session.span.start, session.span.end - minutes * MINUTE)
    return replace(plan, sessions=(replace(session, span=span),))


async def _replan(booking: Booking, session: Session) -> Plan:
    return replace(await replan(booking, [session]), agreement_id=session.agreement_id)


def _refusing(booking: Booking, plan: Plan, situation: Situation) -> Collection[Finding]:
    return refusing(judge(plan, situation), booking.reasons)


def _named(finding: Finding) -> tuple[str, UUID | None]:
    return finding.code, finding.party.id if finding.party else None
