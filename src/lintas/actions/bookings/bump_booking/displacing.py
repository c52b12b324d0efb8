"""Whom a bump displaces, and what they could have instead."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from lintas.actions.bookings.bump_booking.values import Bump, Displaced, NotABump
from lintas.actions.steps.deciding import pick_sessions
from lintas.actions.steps.judging import PlanClashes
from lintas.actions.steps.planning import planned, replan
from lintas.domain.approvals import ClaimedSlot, ClaimId
from lintas.domain.bookings import Booking, Offer, Session
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.domain.refusal import Fault, IllegalState
from lintas.rules import Finding, Situation, judge, refusing
from lintas.rules.access import Subject, Verb, allow, can
from lintas.rules.claims import claim_of
from lintas.store.agencies import find_any_agency
from lintas.store.situations import gather_situation
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room


async def find_displaced(booking: Booking, bump: Bump, *, actor: Actor, now: datetime) -> Displaced:
    for session in booking.sessions:
        allow(actor, Verb.BUMP, Subject(lender=session.lender_keeper))
    picked = pick_sessions(booking, bump.session_ids, "bump", now=now)
    coming = tuple(each for each in picked if each.span.end > now)
    if not coming:
        raise IllegalState("booking", "over", "bump")
    agency = await find_any_agency(booking.agency_id)
    room = await find_room(coming[0].room_id)
    theirs = claim_of(agency, await find_venue(room.venue_id), booking.claim)
    if not bump.claim.displaces(theirs):
        raise IllegalState("booking", "as_high_a_claim", "bump")
    return Displaced(booking, coming, theirs)


async def plan_instead(
    booking: Booking, sessions: Sequence[Session], bump: Bump, *, now: datetime
) -> tuple[Plan, ...]:
    """What instead: one plan for each room, its sessions in their order.

    Raises:
        NotABump: not one alternative for each session, or one that has begun.
        NotFound: an unknown room.
    """
    count = len(bump.alternatives)
    if count != len(sessions):
        raise NotABump(faults=(Fault("alternative", count, "count", len(sessions)),))
    late = [each for each in bump.alternatives if each.span.start <= now]
    if late:
        moment = late[0].span.start.isoformat()
        raise NotABump(faults=(Fault("alternative.starts_at", moment, "ahead"),))
    given = list(zip(sessions, bump.alternatives, strict=True))
    plans = []
    for room_id in dict.fromkeys(each.room_id for each in bump.alternatives):
        room = await find_room(room_id, field="alternative.room_id")
        there = [(session, each.span) for session, each in given if each.room_id == room_id]
        plan = await replan(booking, [session for session, _ in there])
        plans.append(
            replace(
                plan,
                venue=await find_venue(room.venue_id),
                room=room,
                sessions=tuple(
                    replace(planned(session), span=span, kept_as=None) for session, span in there
                ),
                replaces=frozenset(session.id for session in sessions),
            )
        )
    return tuple(plans)


async def judge_instead(
    booking: Booking,
    sessions: Sequence[Session],
    bump: Bump,
    claims: Sequence[ClaimedSlot],
    *,
    now: datetime,
) -> list[tuple[Plan, Situation, tuple[Finding, ...]]]:
    """Raises PlanClashes: of an alternative; the slots taken back are none."""
    judged = []
    for plan in await plan_instead(booking, sessions, bump, now=now):
        situation = await gather_situation(plan, now=now)
        situation = replace(situation, claims=(*situation.claims, *claims))
        findings = judge(plan, situation)
        if refusing(findings, booking.reasons):
            raise PlanClashes(plan, findings, claims=tuple(claims))
        judged.append((plan, situation, findings))
    return judged


async def claims_of(
    sessions: Sequence[Session], bump: Bump, *, actor: Actor, now: datetime
) -> list[ClaimedSlot]:
    claims = []
    for session in sessions:
        room = await find_room(session.room_id)
        venue = await find_venue(room.venue_id)
        claims.append(
            ClaimedSlot(
                id=ClaimId(new_id(now)),
                room_id=room.id,
                root=room.root,
                venue_id=venue.id,
                keeper=venue.keeper,
                span=planned(session).hold_span(timedelta()),
                level=bump.claim,
                authority=bump.authority,
                reason=bump.reason,
                in_favour_of=bump.in_favour_of,
                made_by=actor.id,
                made_at=now,
                session_id=session.id,
            )
        )
    return claims


def offer_kind(plans: Sequence[Plan], actor: Actor) -> Offer:
    """What the actor manages is promised with the offer; elsewhere its own managers decide."""
    manages = all(can(actor, Verb.DECIDE, Subject(lender=plan.venue.keeper)) for plan in plans)
    return Offer.BUMP if manages else Offer.QUEUE
