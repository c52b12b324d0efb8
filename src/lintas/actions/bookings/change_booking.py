"""More people, fewer people, another purpose or layout: of the whole request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from lintas.actions.bookings.move_session.keeping import let_siblings_run_out
from lintas.actions.steps.announcing import audit, tell_asker
from lintas.actions.steps.approving import chains_of, hold_length, tell_waiting
from lintas.actions.steps.deciding import check_not_offered
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.judging import judge_now
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.actions.steps.planning import by_room, replan
from lintas.actions.steps.rejudging import rejudge
from lintas.actions.steps.ruling import Ruling, note_given, rule_on_change, settled
from lintas.domain.bookings import Booking, Decision, Session
from lintas.domain.people import Actor
from lintas.domain.plans import NotAnAsk
from lintas.domain.refusal import Fault, IllegalState, VersionPassed
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.granted import Use, asks_no_more
from lintas.rules.ways_out import FOR_TELLING
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking, save_booking
from lintas.store.bookings.sessions import save_session
from lintas.store.bookings.shown import revise_sessions_showing
from lintas.store.transaction import retrying, writing


@dataclass(frozen=True, slots=True)
class BookingChange:
    """What is to be different; none: as it is. `version` is the one seen, checked when given."""

    headcount: int | None = None
    purpose: str | None = None
    layout: str | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    version: int | None = None


async def change_booking(
    booking_id: UUID,
    change: BookingChange,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None = None,
) -> Booking:
    """Fewer people need no new approval; anything else does, and is judged anew.

    Whoever may approve it approves it by changing it: see `rules/granted`.

    Raises:
        NotFound: no such booking on the actor's side.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        NotAnAsk: values that can't be meant.
        IllegalState: nothing of it is to come.
        VersionPassed: it was changed since the asker looked.
        PlanClashes: a law is broken so; with ways out.
    """
    reasons = {**(await find_booking(booking_id, seen_by=actor)).reasons, **change.reasons}
    async with offering_ways_out(reasons, FOR_TELLING, actor=actor, now=now):
        return await _change(
            booking_id, change, actor=actor, hold_for=hold_for, now=now, receipt=receipt
        )


@retrying
async def _change(
    booking_id: UUID,
    change: BookingChange,
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
    receipt: Receipt | None,
) -> Booking:
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        before = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(before), locks)
        allow(actor, Verb.MOVE, Subject(keeper=before.keeper, owner=before.asked_by))
        check_not_offered(before, "move")
        after = _changed(before, change)
        coming = [
            each
            for each in before.sessions
            if before.standing(each, now=now).holds and each.span.end > now
        ]
        if not coming:
            raise IllegalState("booking", before.state, "move")
        if _facts(after) == _facts(before):
            await add_receipt(receipt, before, now=now)
            return before
        if all(asks_no_more(Use(before, each), Use(after, each)) for each in coming):
            after = replace(after, version=after.version + 1)
            await save_booking(after)
            # Fewer people may be all that was wrong.
            await rejudge(coming, now=now)
        else:
            after = await _rule_anew(before, after, coming, actor=actor, hold_for=hold_for, now=now)
            await save_booking(after)
        await revise_sessions_showing("booking", before.id, now=now)
        subject = ("booking", before.id)
        await audit(actor, "change", subject, before=_facts(before), after=_facts(after), now=now)
        await add_receipt(receipt, after, now=now)
    return after


def _changed(booking: Booking, change: BookingChange) -> Booking:
    """Raises VersionPassed, NotAnAsk."""
    if change.version is not None and change.version != booking.version:
        raise VersionPassed(change.version, booking.version)
    faults = []
    if change.headcount is not None and change.headcount < 1:
        faults.append(Fault("headcount", change.headcount, "at_least", 1))
    if change.purpose is not None and not change.purpose.strip():
        faults.append(Fault("purpose", change.purpose, "required"))
    if faults:
        raise NotAnAsk(faults=tuple(faults))
    return replace(
        booking,
        headcount=booking.headcount if change.headcount is None else change.headcount,
        purpose=booking.purpose if change.purpose is None else change.purpose.strip(),
        layout=booking.layout if change.layout is None else change.layout,
        reasons={**booking.reasons, **change.reasons},
    )


def _facts(booking: Booking) -> dict[str, object]:
    return {
        "headcount": booking.headcount,
        "purpose": booking.purpose,
        "layout": booking.layout,
        "reasons": booking.reasons,
    }


async def _rule_anew(
    before: Booking,
    wished: Booking,
    sessions: Sequence[Session],
    *,
    actor: Actor,
    hold_for: timedelta,
    now: datetime,
) -> Booking:
    """Judged again, and back at the first step unless whoever changes it may say every yes."""
    kept = await let_siblings_run_out(wished, now=now)
    booking = replace(wished, sessions=kept.sessions, version=kept.version)
    chains = await chains_of(booking)
    anew: list[Session] = []
    given: list[Session] = []
    until = booking.hold_until
    for group in by_room(sessions):
        plan = await replan(booking, group)
        await judge_now(plan, booking.reasons, now=now)
        chain = chains[group[0].id]
        for each, planned in zip(group, plan.sessions, strict=True):
            alone = replace(plan, sessions=(planned,))
            ruling = rule_on_change(Use(before, each), Use(booking, each), alone, chain, actor)
            await note_given(booking, [each], ruling, actor=actor, now=now)
            if ruling.decision is Decision.REQUESTED:
                needed = now + hold_length(chain, hold_for)
                until = max(needed, until or needed)
                anew.append(_settled(each, ruling, now=now))
            elif ruling.decision is not each.decision:
                given.append(_settled(each, ruling, now=now))
    for session in (*anew, *given):
        await save_session(session, now=now)
    after = replace(booking.with_sessions((*anew, *given)), hold_until=until)
    await tell_waiting(after, anew, chains, now=now)
    if given:
        await tell_asker("request_approved", after, given, {"reason": ""}, now=now)
    return after


def _settled(session: Session, ruling: Ruling, *, now: datetime) -> Session:
    return settled(session, session.decided(ruling.decision, now=now), ruling, now=now)
