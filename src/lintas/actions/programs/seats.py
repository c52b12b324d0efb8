"""Who may take a seat in a batch that keeps some free for another government's people."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from lintas.actions.programs.keeping import find_kept_batch
from lintas.domain.agencies import RegencyCode
from lintas.domain.people import Actor, Person
from lintas.domain.programs import Batch
from lintas.domain.refusal import IllegalState, NotFound
from lintas.domain.sharing import free_seats
from lintas.rules.access import Subject, Verb, can
from lintas.store.agencies import find_regency
from lintas.store.programs.templates import find_any_program
from lintas.store.schedules import find_shared_batch
from lintas.store.sharing.reservations import count_enrolled_by_regency, list_reservations


async def find_enrollable(batch_id: UUID, actor: Actor) -> Batch:
    """One of the actor's side, or one that keeps seats for the people of the actor's side.

    Raises:
        NotAllowed: the actor enrols nobody anywhere.
        NotFound: no such batch.
    """
    try:
        return await find_kept_batch(batch_id, actor, Verb.ENROL)
    except NotFound:
        batch = await find_shared_batch(batch_id, seen_by=actor)
        sides = [each.regency for each in await list_reservations(batch.id)]
        if not any(can(actor, Verb.ENROL, Subject(keeper=side)) for side in sides):
            raise
        return batch


async def check_seats(people: Iterable[Person], batch: Batch, *, now: datetime) -> None:
    """Go on only if there is a seat for each that nobody else has reserved; within its lock.

    Silent where the batch keeps none for others, or nobody said how many it takes.

    Raises:
        IllegalState
    """
    reservations = await list_reservations(batch.id)
    most = (await find_any_program(batch.program_id)).max_participants
    if not reservations or most is None or batch.keeper is None:
        return
    today = now.astimezone((await find_regency(batch.keeper)).zone).date()
    enrolled: Counter[RegencyCode | None] = Counter(await count_enrolled_by_regency(batch.id))
    for person in people:
        if not free_seats(most, enrolled, reservations, whose=person.keeper, today=today):
            raise IllegalState("batch", "seats_reserved", "enrol")
        enrolled[person.keeper] += 1
