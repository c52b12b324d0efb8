"""Holding what was kept against the laws again, because a fact has changed."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.announcing import facts_of, tell_desks
from lintas.actions.steps.locking import halls_of
from lintas.actions.steps.planning import replan
from lintas.domain.bookings import Booking, ConflictId, Session, SessionId
from lintas.domain.ids import new_id
from lintas.rules import Finding, choose_agreement, judge, refusing
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.conflicts import (
    Conflict,
    ConflictState,
    add_conflict,
    list_conflicts_on,
    list_sessions_beside,
    save_conflict,
    save_finding,
)
from lintas.store.bookings.due import add_due
from lintas.store.bookings.requests import list_bookings_named
from lintas.store.bookings.sessions import list_sessions_named, save_session
from lintas.store.outbox import News
from lintas.store.programs.seats import list_companions
from lintas.store.situations import gather_situation
from lintas.store.transaction import lock_more

# How many sessions are judged again in the transaction that changed what they depend on.
MOST_AT_ONCE = 200


async def rejudge(sessions: Sequence[Session], *, now: datetime) -> tuple[Conflict, ...]:
    """Open conflicts for laws that these sessions break now, close those they no longer break.

    Sessions that are over, or that hold nothing, are left alone. Both sides' coordinators and
    who asked are told. Answers the conflicts that were opened. Of more than `MOST_AT_ONCE` none
    is judged here: they are put down for the worker, so that nobody waits for minutes.
    """
    live = [each for each in sessions if each.decision.holds and each.span.end > now]
    if len(live) > MOST_AT_ONCE:
        await add_due([session.id for session in live], now=now)
        return ()
    return await rejudge_here(live, now=now)


async def rejudge_named(session_ids: Sequence[UUID], *, now: datetime) -> tuple[Conflict, ...]:
    """As `rejudge`, under `locks_to_rejudge`."""
    if len(session_ids) > MOST_AT_ONCE:
        await add_due(session_ids, now=now)
        return ()
    return await rejudge(await list_sessions_named(session_ids), now=now)


async def rejudge_beside(
    sessions: Sequence[Session], *, also: Sequence[Session] = (), now: datetime
) -> None:
    """Judge again what these may have stood in the way of, as they were, and `also` these.

    Raises:
        TryAgain: it begins again with the halls of all that.
    """
    batches = {session.batch_id for session in sessions if session.batch_id}
    companions = {each for batch_id in batches for each in await list_companions(batch_id)}
    found = await list_sessions_beside([*sessions, *also], companions, now=now)
    named = sorted({*found, *(session.id for session in also)})
    await lock_more(*await locks_to_rejudge(named))
    await rejudge_named(named, now=now)


async def locks_to_rejudge(session_ids: Sequence[UUID]) -> tuple[str, ...]:
    """The halls of those that are judged at once; for all others the worker takes its own."""
    if len(session_ids) > MOST_AT_ONCE:
        return ()
    return await halls_of(await list_sessions_named(session_ids))


async def rejudge_here(live: Sequence[Session], *, now: datetime) -> tuple[Conflict, ...]:
    """As `rejudge`, however many they are; all of them hold something and are not over."""
    if not live:
        return ()
    named = {session.booking_id for session in live}
    bookings = {booking.id: booking for booking in await list_bookings_named(sorted(named))}
    known: defaultdict[SessionId, list[Conflict]] = defaultdict(list)
    for conflict in await list_conflicts_on(session.id for session in live):
        known[conflict.session_id].append(conflict)
    opened: list[Conflict] = []
    for session in live:
        booking = bookings[session.booking_id]
        broken = await _judge_alone(booking, session, now=now)
        opened += await _reconcile(booking, session, broken, known[session.id], now=now)
    return tuple(opened)


async def _judge_alone(booking: Booking, session: Session, *, now: datetime) -> tuple[Finding, ...]:
    plan = replace(await replan(booking, [session]), stands=True)
    situation = await gather_situation(plan, now=now)
    agreement = choose_agreement(plan, situation)
    if agreement and agreement.id != session.agreement_id:
        # Another agreement covers it by now: nothing that people see has changed.
        await save_session(replace(session, agreement_id=agreement.id), now=now)
    return refusing(judge(plan, situation), booking.reasons)


async def _reconcile(
    booking: Booking,
    session: Session,
    broken: Sequence[Finding],
    known: Sequence[Conflict],
    *,
    now: datetime,
) -> list[Conflict]:
    found = {_fingerprint(finding): finding for finding in broken}
    there = {conflict.fingerprint for conflict in known}
    opened = [
        Conflict(
            id=ConflictId(new_id(now)),
            session_id=session.id,
            finding=finding,
            fingerprint=fingerprint,
            state=ConflictState.OPEN,
            since=now,
        )
        for fingerprint, finding in found.items()
        if fingerprint not in there
    ]
    for conflict in opened:
        await add_conflict(conflict)
        await _tell("conflict_opened", booking, session, conflict, now=now)
    for conflict in known:
        again = found.get(conflict.fingerprint)
        if again and again.severity is not conflict.finding.severity:
            await save_finding(replace(conflict, finding=again))
        if not again:
            await save_conflict(replace(conflict, state=ConflictState.SOLVED, ended_at=now))
            await _tell("conflict_closed", booking, session, conflict, now=now)
    return opened


def _fingerprint(finding: Finding) -> str:
    """What makes it the same finding the next time, though its evidence may have changed."""
    party = f"{finding.party.kind}:{finding.party.id}" if finding.party else ""
    kind = finding.evidence.get("kind", "")
    return hashlib.sha256(f"{finding.code}|{kind}|{party}".encode()).hexdigest()


async def _tell(
    kind: str, booking: Booking, session: Session, conflict: Conflict, *, now: datetime
) -> None:
    news = News(
        kind=kind,
        subject_kind="conflict",
        subject_id=conflict.id,
        version="",
        facts={
            **facts_of(await list_cards([session])),
            "conflict_id": str(conflict.id),
            "code": conflict.finding.code,
            "severity": conflict.finding.severity.value,
            "reason": conflict.finding.evidence.get("reason", ""),
        },
    )
    await tell_desks(news, booking, session, now=now)
