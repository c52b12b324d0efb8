"""Somebody asks for a room, for one or several sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lintas.actions.bookings.made import Made
from lintas.actions.steps.announcing import audit, tell_asker, tell_owner
from lintas.actions.steps.approving import chain_of, decision_of, hold_length, tell_waiting
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.judging import judge_as_it_is, judge_now, judge_rest, rest_of
from lintas.actions.steps.locking import locks_of
from lintas.actions.steps.planning import check_claim, check_overrides, find_plan
from lintas.actions.steps.recording import keep, make_sessions
from lintas.actions.steps.skipping import remember_skipped
from lintas.domain.agencies import Agreement
from lintas.domain.approvals import Chain
from lintas.domain.bookings import Booking, BookingId, Decision, Origin
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.plans import Ask, Plan, PlannedSession
from lintas.domain.refusal import NotFound
from lintas.rules import Finding, choose_agreement
from lintas.rules.access import Subject, Verb, can
from lintas.rules.skipping import Rest
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.situations import gather_situation
from lintas.store.things.costs import find_cost
from lintas.store.transaction import TryAgain, retrying, writing


async def ask_for_room(
    ask: Ask, *, actor: Actor, hold_for: timedelta, now: datetime, receipt: Receipt | None = None
) -> Made:
    """Ask for a room: approved at once where the room says yes by itself, else requested.

    A request holds its slots for `hold_for`, or until it is decided. With a receipt, the same
    request sent again is answered as it was the first time.

    Raises:
        NotAnAsk: a value that can't be meant.
        NotFound: an id that is unknown, or that the actor may not use so.
        PlanClashes: laws are broken; every finding at once, with ways out.
        AnsweredBefore, AnotherBody: the receipt's key was used before.
    """
    async with offering_ways_out(ask.reasons, now=now):
        return await _ask(ask, actor=actor, hold_for=hold_for, now=now, receipt=receipt)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What asking would meet now: warnings with reasons, notes, and what it would stand on.

    `skipped` are the dates that would be left out, each with what stands in its way.
    """

    plan: Plan
    findings: tuple[Finding, ...]
    agreement: Agreement | None
    decision: Decision
    skipped: tuple[tuple[PlannedSession, tuple[Finding, ...]], ...] = ()


async def try_asking(ask: Ask, *, actor: Actor, now: datetime) -> Foreseen:
    """Judge a request without making it; nothing is kept.

    Raises:
        NotAnAsk, NotFound, PlanClashes: as `ask_for_room`.
    """
    async with offering_ways_out(ask.reasons, now=now):
        plan = await _find_allowed(ask, actor, now=now)
        if ask.skip_clashing:
            situation = await gather_situation(plan, now=now)
            rest = rest_of(plan, situation, ask.reasons)
        else:
            situation, findings = await judge_as_it_is(plan, ask.reasons, now=now)
            rest = Rest(plan, findings)
        agreement = choose_agreement(rest.plan, situation)
        decision = decision_of(plan, await chain_of(plan))
        return Foreseen(rest.plan, rest.findings, agreement, decision, rest.skipped)


async def _find_allowed(ask: Ask, actor: Actor, *, now: datetime) -> Plan:
    ask.check()
    ask.check_ahead(now=now)
    plan = await find_plan(ask, seen_by=actor)
    if not can(actor, Verb.ASK, Subject(keeper=plan.agency.keeper)):
        raise NotFound("agency_id", ask.agency_id)
    check_overrides(plan, actor)
    check_claim(plan, actor)
    return plan


@retrying
async def _ask(
    ask: Ask, *, actor: Actor, hold_for: timedelta, now: datetime, receipt: Receipt | None
) -> Made:
    # Before looking: a room that said yes may be gone by now.
    await check_receipt(receipt, now=now)
    foreseen = await _find_allowed(ask, actor, now=now)
    async with writing(*locks_of(foreseen), *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        # The hall may have been divided before the locks were ours.
        plan = await find_plan(ask, seen_by=actor)
        if set(locks_of(plan)) != set(locks_of(foreseen)):
            raise TryAgain
        if ask.skip_clashing:
            situation, rest = await judge_rest(plan, ask.reasons, now=now)
        else:
            situation, findings = await judge_now(plan, ask.reasons, now=now)
            rest = Rest(plan, findings)
        plan = rest.plan

        chain = await chain_of(plan)
        decision = decision_of(plan, chain)
        at_once = decision is Decision.APPROVED
        booking_id = BookingId(new_id(now))
        booking = Booking(
            id=booking_id,
            room_id=plan.room.id,
            agency_id=plan.agency.id,
            keeper=plan.agency.keeper,
            borrower=plan.agency.regency,
            purpose=ask.purpose.strip(),
            headcount=ask.headcount,
            layout=ask.layout,
            origin=Origin.ASKED,
            state=decision,
            asked_by=actor.id,
            asked_at=now,
            sessions=make_sessions(
                plan, situation, booking_id, decision=decision, batch_id=ask.batch_id, now=now
            ),
            batch_id=ask.batch_id,
            reasons=ask.reasons,
            overrides=ask.overrides,
            claim=plan.claim,
            hold_until=None if at_once else now + hold_length(chain, hold_for),
        )
        await keep(plan, situation, booking, now=now)
        skipped = await remember_skipped(booking, rest, now=now)

        await audit(actor, "ask", ("booking", booking.id), after=_asked(booking), now=now)
        await _tell(booking, chain, now=now)
        cost = await find_cost(booking)
        made = Made(booking, rest.findings, plan.venue.zone, cost, skipped)
        await add_receipt(receipt, made, now=now)
    return made


def _asked(booking: Booking) -> dict[str, object]:
    overridden = {code: [each.authority, each.reason] for code, each in booking.overrides.items()}
    given = booking.claim
    return {
        "state": booking.state,
        **({"overrides": overridden} if overridden else {}),
        **({"claim": given.level, "authority": given.authority} if given else {}),
    }


async def _tell(booking: Booking, chain: Chain, *, now: datetime) -> None:
    if booking.hold_until is None:
        await tell_asker("request_approved", booking, booking.sessions, {}, now=now)
        await tell_owner("request_approved", booking, booking.sessions, {}, now=now)
        return
    chains = {session.id: chain for session in booking.sessions}
    await tell_waiting(booking, booking.sessions, chains, now=now)
