"""Those who must agree say yes, one step after the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from lintas.actions.steps.announcing import audit
from lintas.actions.steps.approving import (
    Mine,
    note_decisions,
    pass_step,
    pick_mine,
    tell_deciders,
)
from lintas.actions.steps.deciding import check_not_offered, pick_sessions, settle
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.steps.locking import check_locked, locks_of_booking
from lintas.actions.steps.planning import by_room, replan
from lintas.domain.bookings import Booking, Session
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.rules import Finding, judge, refusing
from lintas.rules.ways_out import FOR_TELLING
from lintas.store.bookings.cards import list_cards
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.bookings.requests import find_booking
from lintas.store.situations import gather_situation
from lintas.store.transaction import retrying, writing


async def approve_booking(
    booking_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    session_ids: Iterable[UUID] = (),
    reason: str = "",
    receipt: Receipt | None = None,
) -> Booking:
    """Say yes at the present step of the named sessions, or of all that wait for the actor.

    After its last step a session is approved. They were judged when asked for and hold their slots
    since, but facts may have changed: they are judged again.

    Raises:
        NotFound: no such booking or session on the actor's side.
        NotAllowed: the actor doesn't manage these rooms.
        NotYourStep: somebody else decides now.
        IllegalState: nothing is left to decide.
        PlanClashes: a law is broken by now, with ways out.
    """
    reasons = (await find_booking(booking_id, seen_by=actor)).reasons
    async with offering_ways_out(reasons, FOR_TELLING, actor=actor, now=now):
        chosen = tuple(session_ids)
        return await _approve(
            booking_id, chosen, actor=actor, now=now, reason=reason, receipt=receipt
        )


@dataclass(frozen=True, slots=True)
class Deciding:
    """What approving would decide about, and what it would meet."""

    booking: Booking
    findings: tuple[Finding, ...]
    zone: ZoneInfo


async def try_approving(
    booking_id: UUID, *, actor: Actor, now: datetime, session_ids: Iterable[UUID] = ()
) -> Deciding:
    """Judge what approving would, without deciding anything.

    Raises:
        NotFound, NotAllowed, IllegalState, PlanClashes: as `approve_booking`.
    """
    booking = await find_booking(booking_id, seen_by=actor)
    async with offering_ways_out(booking.reasons, FOR_TELLING, actor=actor, now=now):
        mine = await _pick(booking, tuple(session_ids), actor=actor, now=now)
        findings = await _judge(booking, mine.sessions, now=now)
        cards = await list_cards(mine.sessions[:1])
        return Deciding(booking, findings, cards[0].zone)


@retrying
async def _approve(
    booking_id: UUID,
    session_ids: tuple[UUID, ...],
    *,
    actor: Actor,
    now: datetime,
    reason: str,
    receipt: Receipt | None,
) -> Booking:
    locks = await locks_of_booking(await find_booking(booking_id, seen_by=actor), receipt)
    async with writing(*locks):
        await check_receipt(receipt, now=now)
        booking = await find_booking(booking_id, seen_by=actor)
        check_locked(await locks_of_booking(booking), locks)
        mine = await _pick(booking, session_ids, actor=actor, now=now)
        await _judge(booking, mine.sessions, now=now)
        await note_decisions(booking, mine, "approve", actor=actor, reason=reason, now=now)
        after = booking
        if mine.going_on:
            after = await pass_step(after, mine.going_on, now=now)
            on = [each for each in after.sessions if each.id in mine.ids_going_on]
            passed = {"steps_passed": {str(each.id): each.steps_passed for each in on}}
            subject = ("booking", booking.id)
            await audit(actor, "pass_step", subject, after=passed, reason=reason, now=now)
            await tell_deciders("step_waiting", after, on, mine.chains, now=now)
        if mine.at_last:
            after = await settle(
                after, "approve", mine.at_last, actor=actor, reason=reason, now=now
            )
        await add_receipt(receipt, after, now=now)
    return after


async def _pick(
    booking: Booking, session_ids: tuple[UUID, ...], *, actor: Actor, now: datetime
) -> Mine:
    check_not_offered(booking, "approve")
    picked = pick_sessions(booking, session_ids, "approve", now=now)
    return await pick_mine(booking, picked, actor=actor, named=bool(session_ids), now=now)


async def _judge(
    booking: Booking, sessions: Sequence[Session], *, now: datetime
) -> tuple[Finding, ...]:
    """What of every room they may pass in spite of; each session by its place in the booking.

    Raises:
        PlanClashes: a law is broken, with every finding of every room.
    """
    found: list[Finding] = []
    refused: Plan | None = None
    for group in by_room(sessions):
        plan = await replan(booking, group)
        findings = judge(plan, await gather_situation(plan, now=now))
        if refusing(findings, booking.reasons):
            refused = refused or plan
        found += [
            each if each.session is None else replace(each, session=group[each.session].position)
            for each in findings
        ]
    if refused:
        raise PlanClashes(refused, tuple(found))
    return tuple(found)
