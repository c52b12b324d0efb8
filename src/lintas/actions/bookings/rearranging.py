"""Several sessions changed at once: judged together, kept together, or not at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lintas.actions.bookings.move_session.keeping import audit_move, hold_anew, left_behind
from lintas.actions.steps.announcing import Facts, facts_of, tell_everybody
from lintas.actions.steps.approving import chain_of, chains_of, hold_length, tell_deciders
from lintas.actions.steps.deciding import pass_on
from lintas.actions.steps.expecting import keep_estimates
from lintas.actions.steps.judging import PlanClashes, release_run_out
from lintas.actions.steps.planning import by_room, replan
from lintas.actions.steps.quotas import give_back_quota
from lintas.actions.steps.recording import hold
from lintas.actions.steps.rejudging import rejudge_beside
from lintas.actions.steps.ruling import note_given, rule_on_change, settled
from lintas.domain.agencies import AgreementId
from lintas.domain.bookings import Booking, Decision, Session, SessionId
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.rules import Finding, choose_agreement, judge, refusing
from lintas.rules.companions import among
from lintas.rules.granted import Use
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.holds import remove_holds
from lintas.store.bookings.requests import save_booking
from lintas.store.bookings.sessions import save_session
from lintas.store.situations import gather_situation


@dataclass(frozen=True, slots=True)
class Group:
    """Sessions of one booking as they were, and as they shall be, with the plans they make."""

    booking: Booking
    before: tuple[Session, ...]
    plans: tuple[tuple[Plan, tuple[Session, ...]], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What all of it may pass in spite of, and the agreement each session stands on then."""

    findings: tuple[Finding, ...]
    agreements: Mapping[SessionId, AgreementId | None]


async def group_of(
    booking: Booking,
    pairs: Sequence[tuple[Session, Session]],
    gone: frozenset[SessionId],
) -> Group:
    """One plan for each room; all sessions in `gone` give up what they hold."""
    rooms = by_room([after for _, after in pairs])
    plans = [
        # At another time, or in another room, it is asked for anew.
        (replace(await replan(booking, each), replaces=gone, asked_at=None), each)
        for each in rooms
    ]
    return Group(booking, tuple(before for before, _ in pairs), tuple(plans))


async def judge_groups(groups: Sequence[Group], *, now: datetime) -> Judged:
    """Each plan among all the others; sessions in findings count on from plan to plan.

    Raises:
        PlanClashes: a law is broken, with every finding of every plan.
    """
    found: list[Finding] = []
    agreements: dict[SessionId, AgreementId | None] = {}
    refused: Plan | None = None
    count = 0
    every = [plan for group in groups for plan, _ in group.plans]
    for group in groups:
        for plan, sessions in group.plans:
            others = [each for each in every if each is not plan]
            moved, situation = among(plan, others, await gather_situation(plan, now=now))
            findings = judge(moved, situation)
            agreement = choose_agreement(moved, situation)
            agreements |= {each.id: agreement.id if agreement else None for each in sessions}
            if refusing(findings, group.booking.reasons):
                refused = refused or plan
            found += [_counted_on(each, count) for each in findings]
            count += len(sessions)
    if refused:
        raise PlanClashes(refused, tuple(found))
    return Judged(tuple(found), agreements)


def _counted_on(finding: Finding, count: int) -> Finding:
    if finding.session is None:
        return finding
    return replace(finding, session=finding.session + count)


async def release_for(groups: Sequence[Group], *, now: datetime) -> None:
    """Let go of requests that keep what these plans need longer than they may."""
    for group in groups:
        for plan, _ in group.plans:
            await release_run_out(plan, now=now)


async def keep_groups(
    groups: Sequence[Group],
    judged: Judged,
    *,
    actor: Actor,
    hold_for: timedelta,
    reason: str,
    now: datetime,
) -> tuple[Session, ...]:
    """Write all of it down and tell everybody; what needs approval anew is requested again.

    Raises:
        PlanClashes: the database's own wall refused what the judge let pass.
    """
    befores = [session for group in groups for session in group.before]
    # Asked before anything is written: a card names the room that is kept.
    was = {card.session.id: facts_of([card]) for card in await list_cards(befores)}
    await keep_estimates(befores, now=now)
    await remove_holds([session.id for session in befores])
    kept: list[Session] = []
    settled: list[tuple[Group, Booking, list[Session]]] = []
    for group in groups:
        booking, afters = await _settle(group, judged, actor=actor, hold_for=hold_for, now=now)
        settled.append((group, booking, afters))
        kept += afters
    for group, booking, afters in settled:
        facts = {"reason": reason, "was": was[afters[0].id]}
        await _announce(group, booking, afters, facts, actor=actor, now=now)
    return tuple(kept)


async def _settle(
    group: Group, judged: Judged, *, actor: Actor, hold_for: timedelta, now: datetime
) -> tuple[Booking, list[Session]]:
    befores = {session.id: session for session in group.before}
    booking, afters = group.booking, []
    for plan, sessions in group.plans:
        chain = await chain_of(plan)
        for planned, session in zip(plan.sessions, sessions, strict=True):
            before, alone = befores[session.id], replace(plan, sessions=(planned,))
            uses = Use(group.booking, before), Use(group.booking, session)
            ruling = rule_on_change(*uses, alone, chain, actor)
            after = replace(
                settled(before, session, ruling, now=now),
                lender_keeper=plan.venue.keeper,
                lender=plan.venue.lender,
                agreement_id=judged.agreements[session.id],
            )
            if after.decision is Decision.REQUESTED is not before.decision:
                until = now + hold_length(chain, hold_for)
                booking = await hold_anew(booking, until, now=now)
            afters.append(after)
            await save_session(after, now=now)
            await note_given(booking, [after], ruling, actor=actor, now=now)
    await save_booking(booking.with_moved(tuple(afters)))
    for plan, sessions in group.plans:
        await hold(plan, [session.id for session in sessions], now=now)
    return booking, afters


async def _announce(
    group: Group,
    booking: Booking,
    afters: Sequence[Session],
    said: Facts,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    befores = {session.id: session for session in group.before}
    for after in afters:
        before = befores[after.id]
        await audit_move(before, after, actor=actor, reason=said["reason"], now=now)
    facts = {**said, "was": left_behind(said["was"]), "decision": afters[0].decision.value}
    await tell_everybody("session_moved", booking, afters, facts, now=now)
    waits = [a for a in afters if a.decision is Decision.REQUESTED and a.step_since == now]
    if waits:
        chains = await chains_of(booking.with_sessions(tuple(afters)))
        await tell_deciders("step_waiting", booking, waits, chains, now=now)
    await rejudge_beside(group.before, also=afters, now=now)
    await give_back_quota({each.lender for each in group.before}, booking.borrower, now=now)
    await pass_on(group.before, now=now)
