"""Steps of approval: who decides now, what passing one leads to, and who is told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lintas.actions.steps.announcing import facts_of, tell_owner
from lintas.domain.approvals import Chain, Seat, Step, StepDecision, StepSide, current_step
from lintas.domain.bookings import Booking, Decision, Session, SessionId
from lintas.domain.people import Actor
from lintas.domain.plans import Plan, PlannedSession
from lintas.domain.refusal import Fault
from lintas.domain.venues import Approval
from lintas.rules.access import NotAllowed, Subject, Verb, can
from lintas.store.approvals.steps import (
    add_step_decisions,
    find_chain,
    list_chains,
    list_names,
)
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.requests import save_booking
from lintas.store.bookings.sessions import save_session
from lintas.store.outbox import News, add_messages, list_account_recipients, list_desk

Chains = Mapping[SessionId, Chain]


class NotYourStep(NotAllowed):
    """A step of approval that somebody else decides; its faults name the step and who."""


@dataclass(frozen=True, slots=True)
class Mine:
    """Sessions that the actor decides about now, and in what place."""

    sessions: Sequence[Session]
    chains: Chains
    seats: Mapping[SessionId, Seat]

    @property
    def going_on(self) -> list[Session]:
        """Those with another step before them."""
        return [s for s in self.sessions if s.steps_passed + 1 < len(self.chains[s.id])]

    @property
    def ids_going_on(self) -> frozenset[SessionId]:
        return frozenset(session.id for session in self.going_on)

    @property
    def at_last(self) -> list[Session]:
        return [session for session in self.sessions if session.id not in self.ids_going_on]


async def chains_of(booking: Booking) -> Chains:
    """What each of its sessions must pass."""
    return await chains_for([booking])


async def chains_for(bookings: Sequence[Booking]) -> Chains:
    """What each session of these must pass."""
    pairs = {
        session.id: (booking.agency_id, session.room_id)
        for booking in bookings
        for session in booking.sessions
    }
    chains = await list_chains(pairs.values())
    return {
        session.id: needed_steps(chains[pairs[session.id]], booking.sessions)
        for booking in bookings
        for session in booking.sessions
    }


async def chain_of(plan: Plan) -> Chain:
    """What asking for it must pass."""
    return needed_steps(await find_chain(plan.agency.id, plan.room.id), plan.sessions)


def decision_of(plan: Plan, chain: Chain) -> Decision:
    """What asking for it leads to: at once where neither steps nor managers stand before it.

    Nobody lends anything to sessions that meet online.
    """
    lends_itself = plan.room.approval is Approval.NONE or not _take_room(plan.sessions)
    return Decision.APPROVED if lends_itself and not chain else Decision.REQUESTED


def needed_steps(chain: Chain, sessions: Sequence[PlannedSession | Session]) -> Chain:
    """Where no room is taken, its owner has no step; the asking agency still has its own."""
    if _take_room(sessions):
        return chain
    return tuple(step for step in chain if step.side is StepSide.ASKER)


def _take_room(sessions: Sequence[PlannedSession | Session]) -> bool:
    return any(session.mode.takes_room for session in sessions)


def hold_length(chain: Chain, hold_for: timedelta) -> timedelta:
    """How long a request may wait: at least as long as its steps may take together."""
    return max(hold_for, timedelta(days=sum(step.days for step in chain)))


def seat_at(
    booking: Booking, session: Session, chain: Chain, actor: Actor, *, now: datetime
) -> Seat | None:
    """In what place the actor may decide about a session where it stands now."""
    step = current_step(chain, session)
    if step is None:
        subject = Subject(keeper=booking.keeper, lender=session.lender_keeper)
        return Seat.APPROVER if can(actor, Verb.DECIDE, subject) else None
    return step.seat(actor, since=session.step_since or booking.asked_at, now=now)


async def pick_mine(
    booking: Booking,
    sessions: Sequence[Session],
    *,
    actor: Actor,
    named: bool,
    now: datetime,
) -> Mine:
    """Those of the sessions that the actor decides about now; all of them must be, when named.

    Raises:
        NotYourStep: somebody else decides; says who.
    """
    chains = await chains_of(booking)
    seats = {s.id: seat_at(booking, s, chains[s.id], actor, now=now) for s in sessions}
    others = [each for each in sessions if seats[each.id] is None]
    if others and (named or len(others) == len(sessions)):
        step = current_step(chains[others[0].id], others[0])
        if step is None:
            raise NotAllowed("decide")
        raise NotYourStep(faults=(Fault("step", step.name, "decided_by", await say_who(step)),))
    found = {session_id: seat for session_id, seat in seats.items() if seat}
    return Mine([each for each in sessions if each.id in found], chains, found)


async def say_who(step: Step) -> str:
    """The approver's name, or the role and where."""
    if step.approver_id:
        return (await list_names([step.approver_id])).get(step.approver_id, "")
    return f"{step.role} {step.keeper or ''}".strip()


async def note_decisions(
    booking: Booking,
    mine: Mine,
    verdict: str,
    *,
    actor: Actor,
    reason: str,
    now: datetime,
) -> None:
    """Keep what was decided at each session's present step."""
    noted = [
        StepDecision(
            booking_id=booking.id,
            session_id=session.id,
            position=min(session.steps_passed, len(mine.chains[session.id]) - 1),
            name=step.name,
            decided_by=actor.id,
            at=now,
            verdict=verdict,
            reason=reason,
            as_stand_in=mine.seats[session.id] is Seat.STAND_IN,
        )
        for session in mine.sessions
        if (step := current_step(mine.chains[session.id], session))
    ]
    await add_step_decisions(noted)


async def pass_step(booking: Booking, sessions: Sequence[Session], *, now: datetime) -> Booking:
    """These sessions go on to their next step; nothing of it shows in calendars."""
    passed = tuple(
        replace(each, steps_passed=each.steps_passed + 1, step_since=now) for each in sessions
    )
    after = booking.with_sessions(passed)
    await save_booking(after)
    for session in passed:
        await save_session(session, now=now)
    return after


async def tell_waiting(
    booking: Booking, sessions: Sequence[Session], chains: Chains, *, now: datetime
) -> None:
    """Tell those who decide next about sessions that wait: their step's, else the room's owner."""
    await tell_deciders("step_waiting", booking, sessions, chains, now=now)
    undeclared = [each for each in sessions if not chains[each.id]]
    if undeclared and booking.hold_until:
        facts = {"hold_until": booking.hold_until.isoformat()}
        await tell_owner("request_made", booking, undeclared, facts, now=now)


async def tell_deciders(
    kind: str, booking: Booking, sessions: Sequence[Session], chains: Chains, *, now: datetime
) -> None:
    """Tell who decides at the present step of each; of an overdue one, the stand-in too."""
    waiting: defaultdict[Step, list[Session]] = defaultdict(list)
    for session in sessions:
        if step := current_step(chains[session.id], session):
            waiting[step].append(session)
    for step, group in waiting.items():
        since = group[0].step_since or booking.asked_at
        accounts = {step.stand_in_id if kind == "step_overdue" else step.approver_id} - {None}
        desk = [step.role] if step.role and kind != "step_overdue" else []
        news = News(
            kind=kind,
            subject_kind="booking",
            subject_id=booking.id,
            version=",".join(f"{s.position}.{s.sequence}.{s.steps_passed}" for s in group),
            facts={
                **facts_of(await list_cards(group)),
                "step": step.name,
                "hold_until": step.due(since).isoformat(),
            },
        )
        recipients = (
            *await list_account_recipients([each for each in accounts if each]),
            *(await list_desk([step.keeper], desk) if desk else ()),
        )
        await add_messages(news, recipients, now=now)
