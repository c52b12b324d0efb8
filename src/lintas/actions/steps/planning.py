"""From ids that somebody sent to a plan that rules can judge."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from lintas.actions.steps.lending import check_assets
from lintas.actions.steps.local_times import telling_local_times
from lintas.domain.bookings import Booking, Session
from lintas.domain.people import Actor, PersonId
from lintas.domain.plans import Ask, Plan, PlannedSession
from lintas.domain.refusal import Fault, Invalid, NotFound
from lintas.domain.venues import RoomId
from lintas.rules import RULES, Side
from lintas.rules.access import Subject, Verb, allow, can
from lintas.store.agencies import find_agency, find_any_agency
from lintas.store.agreements import find_agreement
from lintas.store.people import list_trainers
from lintas.store.programs.batches import find_any_batch, find_batch
from lintas.store.programs.seats import list_companions
from lintas.store.programs.templates import find_any_program
from lintas.store.venues.places import find_venue
from lintas.store.venues.rooms import find_room


class NotOverridable(Invalid):
    """An override of what is no law, or of one that nobody may override."""


async def find_allowed(ask: Ask, actor: Actor, *, now: datetime) -> Plan:
    """The plan of a request that can be meant, and that the actor may make.

    Raises:
        NotAnAsk, NotFound, NotOverridable, NotAllowed: it is no such request.
    """
    async with telling_local_times(ask.room_id):
        ask.check()
        ask.check_ahead(now=now)
    plan = await find_plan(ask, seen_by=actor)
    if not can(actor, Verb.ASK, Subject(keeper=plan.agency.keeper)):
        raise NotFound("agency_id", ask.agency_id)
    check_overrides(plan, actor)
    check_claim(plan, actor)
    return plan


async def find_plan(ask: Ask, *, seen_by: Actor) -> Plan:
    """Look up everything that a request names.

    Raises:
        NotFound: naming every id that is unknown, or that the actor may not use so.
    """
    room = await find_room(ask.room_id)
    agency = await find_agency(ask.agency_id)
    batch = await find_batch(ask.batch_id, seen_by=seen_by) if ask.batch_id else None
    if ask.agreement_id:
        await find_agreement(ask.agreement_id, seen_by=seen_by)
    await check_trainers((t for each in ask.sessions for t in each.trainer_ids), seen_by=seen_by)
    venue = await find_venue(room.venue_id)
    await check_assets(ask.sessions, agency, venue)
    return Plan(
        venue=venue,
        room=room,
        agency=agency,
        headcount=ask.headcount,
        sessions=ask.sessions,
        layout=ask.layout,
        agreement_id=ask.agreement_id,
        batch=batch,
        program=await find_any_program(batch.program_id) if batch else None,
        companions=await list_companions(batch.id) if batch else frozenset(),
        overrides=ask.overrides,
        claim=replace(ask.claim, keeper=venue.keeper) if ask.claim else None,
    )


async def check_trainers(person_ids: Iterable[PersonId], *, seen_by: Actor) -> None:
    """Go on only if all of them may be asked to teach.

    Raises:
        NotFound: naming each who may not.
    """
    wanted = tuple(dict.fromkeys(person_ids))
    if not wanted:
        return
    known = {person.id for person in await list_trainers(wanted, seen_by=seen_by)}
    missing = [person_id for person_id in wanted if person_id not in known]
    if missing:
        raise NotFound("trainer_ids", *missing)


def check_overrides(plan: Plan, actor: Actor) -> None:
    """Go on only if the actor has the authority for every override that the plan claims.

    Raises:
        NotOverridable: no law of that name, or one that nobody may override.
        NotAllowed: the actor coordinates not the side that may.
    """
    sides = {rule.code: rule.overridden_by for rule in RULES}
    known = ", ".join(sorted(code for code, side in sides.items() if side))
    for code in plan.overrides:
        keeper = plan.venue.keeper if sides.get(code) is Side.LENDER else plan.agency.keeper
        if sides.get(code) is None:
            raise NotOverridable(faults=(Fault(f"overrides.{code}", code, "overridable", known),))
        allow(actor, Verb.OVERRIDE, Subject(lender=keeper))


def check_claim(plan: Plan, actor: Actor) -> None:
    """Go on only if the claim that the plan is given is the actor's to give: the lender's desk's.

    Raises:
        NotAllowed: it is another's.
    """
    if plan.claim:
        allow(actor, Verb.BUMP, Subject(lender=plan.venue.keeper))


async def replan(booking: Booking, sessions: Sequence[Session]) -> Plan:
    """The plan that kept sessions of one room are, as things stand now.

    It clashes with nothing of its own.
    """
    plan = await plan_more(booking, sessions[0].room_id, map(planned, sessions))
    return replace(
        plan,
        replaces=frozenset(session.id for session in sessions),
        asked_at=booking.asked_at,
    )


async def replan_moved(booking: Booking, before: Session, after: Session) -> Plan:
    """The plan that a session would be; at another time, or in another room, it is asked anew."""
    plan = await replan(booking, [after])
    is_there = (before.room_id, before.span) == (after.room_id, after.span)
    return plan if is_there else replace(plan, asked_at=None)


async def plan_more(booking: Booking, room_id: RoomId, sessions: Iterable[PlannedSession]) -> Plan:
    """The plan that sessions in one room are which this booking has not, or not so."""
    room = await find_room(room_id)
    batch = await find_any_batch(booking.batch_id) if booking.batch_id else None
    return Plan(
        venue=await find_venue(room.venue_id),
        room=room,
        agency=await find_any_agency(booking.agency_id),
        headcount=booking.headcount,
        sessions=tuple(sessions),
        layout=booking.layout,
        batch=batch,
        program=await find_any_program(batch.program_id) if batch else None,
        companions=await list_companions(batch.id) if batch else frozenset(),
        overrides=booking.overrides,
        claim=booking.claim,
        origin=booking.origin,
    )


def planned(session: Session) -> PlannedSession:
    return PlannedSession(
        span=session.span,
        title=session.title,
        setup=session.setup,
        cleanup=session.cleanup,
        trainer_ids=session.trainer_ids,
        assets=session.assets,
        mode=session.mode,
        link=session.link,
        kind=session.kind,
        kept_as=session.id,
    )


def by_room(sessions: Iterable[Session]) -> tuple[tuple[Session, ...], ...]:
    """Sessions in groups that share a room, each group in its order."""
    rooms: defaultdict[RoomId, list[Session]] = defaultdict(list)
    for session in sessions:
        rooms[session.room_id].append(session)
    return tuple(map(tuple, rooms.values()))
