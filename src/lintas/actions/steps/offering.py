"""Holding a slot for somebody who has yet to take it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from lintas.actions.steps.announcing import audit, tell_asker
from lintas.actions.steps.recording import hold, make_sessions, note_comer
from lintas.domain.bookings import Booking, BookingId, Decision, Offer, Origin, Override
from lintas.domain.claims import GivenClaim
from lintas.domain.ids import new_id
from lintas.domain.people import AccountId
from lintas.domain.plans import Plan
from lintas.domain.programs import BatchId
from lintas.rules import Situation
from lintas.store.bookings.requests import add_booking
from lintas.store.bookings.sessions import add_sessions

# How long an offer stands, unless its first session begins before.
STANDS_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Offered:
    """For whom a slot is held, and what of their wish is not in the plan."""

    asked_by: AccountId
    purpose: str
    batch_id: BatchId | None
    reasons: Mapping[str, str]
    overrides: Mapping[str, Override]
    claim: GivenClaim | None = None


async def keep_offer(
    offer: Offer,
    judged: Sequence[tuple[Plan, Situation]],
    offered: Offered,
    *,
    now: datetime,
) -> Booking:
    """Hold what these plans need, each judged, as one request that its asker has yet to take.

    Raises:
        PlanClashes: the database's own wall refused what the judge let pass.
    """
    plan = judged[0][0]
    booking_id = BookingId(new_id(now))
    sessions = [
        session
        for each, situation in judged
        for session in make_sessions(
            each,
            situation,
            booking_id,
            decision=Decision.REQUESTED,
            batch_id=offered.batch_id,
            now=now,
        )
    ]
    numbered = tuple(replace(each, position=number) for number, each in enumerate(sessions))
    until = min(now + STANDS_FOR, *(each.span.start for each in numbered))
    booking = Booking(
        id=booking_id,
        room_id=plan.room.id,
        agency_id=plan.agency.id,
        keeper=plan.agency.keeper,
        borrower=plan.agency.regency,
        purpose=offered.purpose,
        headcount=plan.headcount,
        layout=plan.layout,
        origin=Origin.ASKED,
        state=Decision.REQUESTED,
        asked_by=offered.asked_by,
        asked_at=now,
        sessions=numbered,
        batch_id=offered.batch_id,
        reasons=offered.reasons,
        overrides=offered.overrides,
        hold_until=until,
        claim=offered.claim,
        offer=offer,
    )
    await add_booking(booking)
    await add_sessions(numbered, now=now)
    start = 0
    for each, situation in judged:
        ids = [session.id for session in numbered[start : start + len(each.sessions)]]
        await hold(each, ids, now=now)
        await note_comer(each, situation, booking.id)
        start += len(each.sessions)
    facts = {"hold_until": until.isoformat()}
    await audit(None, "offer", ("booking", booking.id), after={"until": until}, now=now)
    await tell_asker("slot_offered", booking, numbered, facts, now=now)
    return booking
