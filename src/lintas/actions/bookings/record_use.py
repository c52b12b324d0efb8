"""The owner writes down a use that came by phone: no program, no batch, no request."""

from dataclasses import dataclass, replace
from datetime import datetime

from lintas.actions.bookings.made import Made
from lintas.actions.steps.announcing import audit, tell_owner
from lintas.actions.steps.escaping import offering_ways_out
from lintas.actions.steps.judging import judge_now
from lintas.actions.steps.local_times import telling_local_times
from lintas.actions.steps.locking import locks_of
from lintas.actions.steps.planning import check_overrides, find_plan
from lintas.actions.steps.recording import keep, make_sessions
from lintas.domain.agencies import AgencyId
from lintas.domain.bookings import Booking, BookingId, Decision, Origin
from lintas.domain.ids import new_id
from lintas.domain.people import Actor
from lintas.domain.plans import Ask, Plan
from lintas.domain.venues import RoomId
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.ways_out import FOR_TELLING
from lintas.store.bookings.receipts import Receipt, add_receipt, check_receipt
from lintas.store.things.costs import find_cost
from lintas.store.transaction import TryAgain, retrying, writing
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room

# What is written down happens whatever the hour; it is kept and shown like any other reason.
ANSWERED_BY_RECORDING = dict.fromkeys(
    ("workhours", "friday", "ramadan"), "Dicatat pengelola tempat"
)


@dataclass(frozen=True, slots=True)
class PhonedUse:
    """What the manager was told: `ask.agency_id` none stands for the owner's own agency."""

    ask: Ask
    caller: str = ""


async def find_owner(room_id: RoomId) -> AgencyId:
    """The agency that a use is recorded for when the caller named none.

    Raises:
        NotFound: no such room.
    """
    room = await find_room(room_id)
    return (await find_venue(room.venue_id)).owner_agency_id


async def record_use(
    use: PhonedUse, *, actor: Actor, now: datetime, receipt: Receipt | None = None
) -> Made:
    """Record a use of the manager's own room, approved by that; every law holds all the same.

    Those about hours of work are answered by its being written down at all.

    Raises:
        NotAllowed: the actor doesn't manage the room.
        NotAnAsk, NotFound, PlanClashes, AnsweredBefore, AnotherBody: as for asking.
    """
    use = replace(use, ask=replace(use.ask, reasons={**ANSWERED_BY_RECORDING, **use.ask.reasons}))
    async with offering_ways_out(use.ask.reasons, FOR_TELLING, actor=actor, now=now):
        return await _record(use, actor=actor, now=now, receipt=receipt)


@retrying
async def _record(use: PhonedUse, *, actor: Actor, now: datetime, receipt: Receipt | None) -> Made:
    ask = use.ask
    await check_receipt(receipt, now=now)
    foreseen = await _find_allowed(ask, actor)
    async with writing(*locks_of(foreseen), *([receipt.lock] if receipt else [])):
        await check_receipt(receipt, now=now)
        plan = await _find_plan(ask, actor)
        if set(locks_of(plan)) != set(locks_of(foreseen)):
            raise TryAgain
        situation, findings = await judge_now(plan, ask.reasons, now=now)

        booking_id = BookingId(new_id(now))
        booking = replace(
            _booking(use, plan, booking_id, actor, now),
            sessions=make_sessions(
                plan,
                situation,
                booking_id,
                decision=Decision.APPROVED,
                batch_id=ask.batch_id,
                now=now,
            ),
        )
        await keep(plan, situation, booking, now=now)

        subject = ("booking", booking.id)
        await audit(actor, "record_use", subject, after={"state": booking.state}, now=now)
        await tell_owner("use_recorded", booking, booking.sessions, {}, now=now)
        made = Made(booking, findings, plan.venue.zone, await find_cost(booking))
        await add_receipt(receipt, made, now=now)
    return made


async def _find_allowed(ask: Ask, actor: Actor) -> Plan:
    async with telling_local_times(ask.room_id):
        ask.check()
    plan = await _find_plan(ask, actor)
    allow(actor, Verb.RECORD_USE, Subject(lender=plan.venue.keeper))
    check_overrides(plan, actor)
    return plan


async def _find_plan(ask: Ask, actor: Actor) -> Plan:
    return replace(await find_plan(ask, seen_by=actor), origin=Origin.RECORDED)


def _booking(
    use: PhonedUse, plan: Plan, booking_id: BookingId, actor: Actor, now: datetime
) -> Booking:
    return Booking(
        id=booking_id,
        room_id=plan.room.id,
        agency_id=plan.agency.id,
        keeper=plan.venue.keeper,
        borrower=plan.agency.regency,
        purpose=use.ask.purpose.strip(),
        headcount=use.ask.headcount,
        layout=use.ask.layout,
        origin=Origin.RECORDED,
        state=Decision.APPROVED,
        asked_by=actor.id,
        asked_at=now,
        sessions=(),
        batch_id=use.ask.batch_id,
        caller=use.caller,
        reasons=use.ask.reasons,
        overrides=use.ask.overrides,
        decided_by=actor.id,
        decided_at=now,
    )
