"""What becomes of the approval of a session that is changed, in whatever way."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lintas.actions.steps.approving import decision_of, needed_steps
from lintas.domain.approvals import Chain, StepDecision
from lintas.domain.bookings import Booking, Decision, Session, SessionState
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.rules.access import Subject, Verb, can
from lintas.rules.granted import Use, asks_no_more
from lintas.store.approvals.steps import add_step_decisions


@dataclass(frozen=True, slots=True)
class Ruling:
    """The decision from now on; it `stays` with how far it had come.

    `given` are the steps that the actor passes by making the change.
    """

    decision: Decision
    stays: bool = False
    given: Chain = ()


def rule_on_change(before: Use, after: Use, plan: Plan, chain: Chain, actor: Actor) -> Ruling:
    """What asks no more stays decided as it was; else every yes of the new plan is needed.

    Whoever may give each of them, as manager or at every declared step, gives it by making the
    change; anybody else asks for it anew, from the first step. A stand-in's time is not yet come.
    Who meets online instead needs no room's yes.
    """
    steps = needed_steps(chain, plan.sessions)
    if decision_of(plan, steps) is Decision.APPROVED and not plan.sessions[0].mode.takes_room:
        return Ruling(Decision.APPROVED)
    if before.session.decision.holds and asks_no_more(before, after):
        return Ruling(before.session.decision, stays=True)
    if decision_of(plan, steps) is Decision.APPROVED or _gives_every_yes(plan, steps, actor):
        return Ruling(Decision.APPROVED, given=steps)
    return Ruling(Decision.REQUESTED)


def _gives_every_yes(plan: Plan, steps: Chain, actor: Actor) -> bool:
    if not steps:
        return can(actor, Verb.DECIDE, Subject(lender=plan.venue.keeper))
    return all(step.is_of(actor) for step in steps)


def settled(before: Session, after: Session, ruling: Ruling, *, now: datetime) -> Session:
    """The changed session as it was ruled about it; its steps begin again unless it stays."""
    if not before.decision.holds:
        after = replace(after, state=SessionState.PLANNED)
    if ruling.decision is Decision.REQUESTED and not ruling.stays:
        after = after.waiting_anew(now=now)
    if ruling.given:
        after = replace(after, steps_passed=len(ruling.given) - 1)
    return replace(after, decision=ruling.decision)


async def note_given(
    booking: Booking, sessions: Sequence[Session], ruling: Ruling, *, actor: Actor, now: datetime
) -> None:
    """Keep with every step that its approver passed it by making the change."""
    await add_step_decisions(
        [
            StepDecision(
                booking_id=booking.id,
                session_id=session.id,
                position=position,
                name=step.name,
                decided_by=actor.id,
                at=now,
                verdict="approve",
            )
            for session in sessions
            for position, step in enumerate(ruling.given)
        ]
    )
