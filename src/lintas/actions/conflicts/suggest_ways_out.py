"""Where a session could go that can't stay as it is."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lintas.actions.steps.escaping import look_for_ways_out
from lintas.actions.steps.planning import replan
from lintas.domain.people import Actor
from lintas.domain.plans import Plan
from lintas.domain.refusal import IllegalState
from lintas.rules.access import Subject, Verb, allow
from lintas.rules.ways_out import FOR_MOVING, WayOut
from lintas.store.bookings.requests import find_any_booking
from lintas.store.bookings.sessions import find_session


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The plan as it stands, and other plans that passed every law just now."""

    plan: Plan
    ways: tuple[WayOut, ...]


async def suggest_ways_out(session_id: UUID, *, actor: Actor, now: datetime) -> Suggestion:
    """Look for them outside every lock; each is judged again when it is taken, by moving.

    Raises:
        NotFound: no such session on the actor's side.
        NotAllowed: the actor neither asked nor coordinates the asking side.
        IllegalState: it is over, or holds nothing any more.
    """
    session = await find_session(session_id, seen_by=actor)
    booking = await find_any_booking(session.booking_id)
    allow(actor, Verb.MOVE, Subject(booking.keeper, session.lender_keeper, booking.asked_by))
    standing = booking.standing(session, now=now)
    if not standing.holds or session.span.end <= now:
        raise IllegalState("session", "over" if standing.holds else standing, "move")
    plan = replace(await replan(booking, [session]), stands=True)
    ways = await look_for_ways_out(plan, booking.reasons, FOR_MOVING, actor=actor, now=now)
    return Suggestion(plan, ways)
