"""A step's deadline has passed: its stand-in may decide now, and hears of it."""

from datetime import datetime
from uuid import UUID

from lintas.actions.steps.approving import chains_of, tell_deciders
from lintas.domain.approvals import current_step
from lintas.domain.bookings import Decision
from lintas.store.approvals.steps import list_overdue_candidates
from lintas.store.bookings.requests import list_bookings_named
from lintas.store.transaction import retrying, writing


async def remind_stand_ins(*, now: datetime) -> None:
    """Tell each stand-in once of each session that is overdue at its step."""
    for booking_id in await list_overdue_candidates(now=now):
        await _remind(booking_id, now=now)


@retrying
async def _remind(booking_id: UUID, *, now: datetime) -> None:
    async with writing(f"booking:{booking_id}"):
        booking = (await list_bookings_named([booking_id]))[0]
        chains = await chains_of(booking)
        overdue = [
            session
            for session in booking.sessions
            if booking.standing(session, now=now) is Decision.REQUESTED
            and (step := current_step(chains[session.id], session))
            and step.stand_in_id
            and step.due(session.step_since or booking.asked_at) <= now
        ]
        await tell_deciders("step_overdue", booking, overdue, chains, now=now)
