"""Requests inside their locks: looked up, judged, kept, and told to whom they concern."""

from datetime import datetime, timedelta

from lintas.actions.bookings.made import Foreseen, Made
from lintas.actions.steps.announcing import audit, tell_asker, tell_owner
from lintas.actions.steps.approving import chain_of, decision_of, hold_length, tell_waiting
from lintas.actions.steps.judging import judge_in, judge_now, judge_rest, rest_of
from lintas.actions.steps.recording import keep, make_sessions
from lintas.actions.steps.skipping import remember_skipped
from lintas.domain.approvals import Chain
from lintas.domain.bookings import Booking, BookingId, Decision, Origin
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.plans import Ask, Plan
from lintas.rules import Situation, choose_agreement
from lintas.rules.quotas import list_left
from lintas.rules.skipping import Rest
from lintas.store.things.costs import find_cost


async def foresee(ask: Ask, plan: Plan, situation: Situation) -> Foreseen:
    """What asking for the plan would meet in that situation.

    Raises:
        PlanClashes: laws are broken; without ways out.
    """
    if ask.skip_clashing:
        rest = rest_of(plan, situation, ask.reasons)
    else:
        rest = Rest(plan, judge_in(situation, plan, ask.reasons))
    agreement = choose_agreement(rest.plan, situation)
    decision = decision_of(plan, await chain_of(plan))
    left = list_left(rest.plan, agreement, situation)
    return Foreseen(rest.plan, rest.findings, agreement, decision, rest.skipped, left)


async def request(
    ask: Ask, plan: Plan, *, actor: Actor, hold_for: timedelta, now: datetime
) -> Made:
    """Judge a plan whose locks are held, keep it, and tell everybody concerned.

    Raises:
        PlanClashes: laws are broken; without ways out.
    """
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
    left = list_left(plan, choose_agreement(plan, situation), situation)
    return Made(booking, rest.findings, plan.venue.zone, cost, skipped, left)


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
