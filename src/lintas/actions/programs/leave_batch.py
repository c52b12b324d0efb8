"""Somebody no longer takes part."""

from datetime import datetime
from uuid import UUID

from lintas.actions.programs.seats import find_managed
from lintas.actions.steps.announcing import audit
from lintas.actions.steps.seating import (
    check_seats_locked,
    locks_of_seats,
    move_up,
    rejudge_seats,
    seat_relieved,
)
from lintas.domain.people import Actor
from lintas.store.programs.enrolments import remove_enrolment
from lintas.store.transaction import retrying, writing


@retrying
async def leave_batch(enrolment_id: UUID, *, actor: Actor, now: datetime) -> None:
    """End an enrolment; its personal link opens nothing from now on, and its seat is the next's.

    Raises:
        NotAllowed: the actor enrols nobody anywhere.
        NotFound: no such enrolment in a batch, or of a person, of the actor's side.
    """
    seen, _ = await find_managed(enrolment_id, actor)
    locks = await locks_of_seats(seen.batch_id, [seen.person], now=now)
    async with writing(f"enrolment:{enrolment_id}", *locks):
        enrolment, batch = await find_managed(enrolment_id, actor)
        person_id = enrolment.person.id
        await check_seats_locked(locks, batch.id, [enrolment.person], now=now)
        await remove_enrolment(enrolment.id, now=now)
        after = {"batch": batch.id, "person": person_id}
        await audit(actor, "leave", ("enrolment", enrolment_id), after=after, now=now)
        if enrolment.reserve_number is None:
            moved = await move_up(batch, actor=actor, now=now)
            met = [person_id, *(each.person.id for each in moved)]
            await rejudge_seats(batch, met, now=now)
            await seat_relieved((), person_ids=[person_id], now=now)
