"""The requests that wait for somebody's decision, and those of that side that wait for others."""

from dataclasses import dataclass
from datetime import datetime

from lintas.actions.steps.approving import chains_for, seat_at
from lintas.domain.bookings import Booking, Decision
from lintas.domain.people import Actor
from lintas.store.bookings.desks import list_waiting

# More than anybody decides in a day.
MOST = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """Each list starts with what runs out soonest."""

    mine: tuple[Booking, ...]
    others: tuple[Booking, ...]


async def list_decidable(*, actor: Actor, now: datetime) -> Waiting:
    """What this actor decides about now, and what waits at somebody else's step."""
    found = await list_waiting(decided_by=actor, now=now, limit=MOST)
    chains = await chains_for(found)
    mine = {
        booking.id
        for booking in found
        for session in booking.sessions
        if session.decision is Decision.REQUESTED
        and seat_at(booking, session, chains[session.id], actor, now=now)
    }
    return Waiting(
        tuple(each for each in found if each.id in mine),
        tuple(each for each in found if each.id not in mine),
    )
